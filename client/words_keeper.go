package client

func keeperWords() []word {
	return []word{
		// After the meeting
		{"stateDropped", "struken", "dropped"},
	}
}

func keeperToolWords() []word {
	return []word{
		// Starting long before the time of the meeting
		{"startSure", "Mötet är planerat till senare. Vill du starta det redan nu?", "The meeting is planned for later. Do you want to start it already?"},
		{"startNow", "Ja, starta nu", "Yes, start now"},
		// The clock of the meeting, for those who run it
		{"meetingLeftOne", "1 minut kvar av mötet", "1 minute left of the meeting"},
		{"meetingLeftOther", "{n} minuter kvar av mötet", "{n} minutes left of the meeting"},
		{"meetingLateOne", "Mötestiden är ute sedan 1 minut", "The meeting is 1 minute past its end"},
		{"meetingLateOther", "Mötestiden är ute sedan {n} minuter", "The meeting is {n} minutes past its end"},
		{"overrunOne", "Det som är kvar tar 1 minut mer än ni har.", "What is left takes 1 minute more than you have."},
		{"overrunOther", "Det som är kvar tar {n} minuter mer än ni har.", "What is left takes {n} minutes more than you have."},
		// Before people leave
		{"nearEnd", "Innan ni slutar", "Before you end"},
		{"nearEndSaid", "Snart slut. Fråga efter material, behov och åtaganden, och säg nästa datum.", "Soon over. Ask for material, needs and promises, and say the next date."},
		{"askMaterial", "Har någon material att dela?", "Does anybody have material to share?"},
		{"askNeeds", "Finns det behov som ingen har nämnt?", "Are there needs that nobody has mentioned?"},
		{"openNeedsOne", "1 behov har inget svar än.", "1 need has no answer yet."},
		{"openNeedsOther", "{n} behov har inget svar än.", "{n} needs have no answer yet."},
		{"askPromises", "Vem tar med sig något till nästa gång?", "Does anybody take something on until next time?"},
		{"openPromisesOne", "1 åtagande är noterat.", "1 promise is noted."},
		{"openPromisesOther", "{n} åtaganden är noterade.", "{n} promises are noted."},
		{"nextDate", "Nästa möte: {when}.", "Next meeting: {when}."},
		{"noNextDate", "Inget nästa möte är bestämt.", "No next meeting is fixed."},
		// After the meeting
		{"notFinished", "Det här blev inte klart", "This was not finished"},
		{"nextTime", "Nästa gång", "Next time"},
		{"strike", "Stryk", "Drop"},
		{"becameDone", "Blev klar", "Was done"},
		{"allSettled", "Alla punkter är avgjorda.", "Every item is settled."},
		{"didStrike", "Punkten är struken.", "The item is dropped."},
		{"didBecomeDone", "Punkten är klar.", "The item is done."},
		// What comes back
		{"sinceOne", "1 sak väntar på beslut sedan tidigare möten", "1 thing awaits a decision since earlier meetings"},
		{"sinceOther", "{n} saker väntar på beslut sedan tidigare möten", "{n} things await a decision since earlier meetings"},
	}
}
