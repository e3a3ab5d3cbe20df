package client

func queueWords() []word {
	return []word{
		{"queue", "Talarlista", "Speaker list"},
		{"queueTab", "Tala", "Speak"},
		{"yourTurnTab", "Din tur", "Your turn"},
		{"queueNone", "Ingen väntar på ordet.", "Nobody is waiting for the floor."},
		{"queueClosed", "Talarlistan är stängd.", "The speaker list is closed."},
		{"queueEarly", "Talarlistan öppnar en timme före mötet.", "The speaker list opens an hour before the meeting."},
		{"floorFree", "Ingen har ordet", "Nobody has the floor"},
		{"speaksNow", "talar nu", "speaking now"},
		{"speakingTime", "Talartid", "Speaking time"},
		{"you", "du", "you"},
		{"caller", "Telefon {n}", "Phone {n}"},
		{"onPhone", "i telefon", "on the phone"},
		{"callersOne", "1 ringer in", "1 by phone"},
		{"callersOther", "{n} ringer in", "{n} by phone"},
		// One's own turn
		{"ask", "Begär ordet", "Ask for the floor"},
		{"askAgain", "Begär ordet igen", "Ask for the floor again"},
		{"yourPlace", "Du är nummer {n}", "You are number {n}"},
		{"yourNext", "Du är näst", "You are next"},
		{"yourTurn", "Det är din tur", "It is your turn"},
		{"withdraw", "Ta tillbaka", "Withdraw"},
		{"passOn", "Lämna ordet", "Pass the floor"},
		{"turnNote", "Vad gäller det?", "What is it about?"},
		{"turnNoteAdd", "Skriv vad det gäller", "Say what it is about"},
		{"turnNoteEdit", "Ändra vad det gäller", "Change what it is about"},
		{"cueWanted", "Ljud och vibration när det är min tur", "Sound and vibration when it is my turn"},
		{"didWithdraw", "Du står inte längre i talarlistan.", "You are no longer on the speaker list."},
		// Said aloud
		{"saidSpeaks", "{name} har ordet", "{name} has the floor"},
	}
}

func queueToolWords() []word {
	return []word{
		// Said aloud
		{"saidPlace", "{name} på plats {n} av {of} i talarlistan", "{name} at place {n} of {of} on the speaker list"},
		{"askedOne", "1 ny i talarlistan", "1 more on the speaker list"},
		{"askedOther", "{n} nya i talarlistan", "{n} more on the speaker list"},
		// The chair
		{"nextSpeaker", "Nästa talare", "Next speaker"},
		{"freeFloor", "Avsluta inlägget", "End the turn"},
		{"skipSpeaker", "Hoppa över", "Skip"},
		{"recall", "Ge ordet tillbaka till {name}", "Give the floor back to {name}"},
		{"giveFloor", "Ge ordet nu", "Give the floor now"},
		{"moveFirst", "Flytta först", "Move first"},
		{"moveLast", "Flytta sist", "Move last"},
		{"offList", "Ta bort från listan", "Take off the list"},
		{"turnHelp", "Flytta med piltangenterna, Home och End. Escape lägger tillbaka platsen.", "Move with the arrow keys, Home and End. Escape puts the place back."},
		{"firstTime", "har inte talat", "has not spoken"},
		{"suggest", "{name} har inte talat än.", "{name} has not spoken yet."},
		{"mix", "Väntar: {sectors}", "Waiting: {sectors}"},
		{"addSpeaker", "Lägg till talare", "Add a speaker"},
		{"speakerName", "Namn", "Name"},
		{"speakerOrganisation", "Organisation", "Organisation"},
		{"speakerSector", "Sektor", "Sector"},
		{"noSector", "Inte angiven", "Not given"},
		{"addToList", "Sätt i talarlistan", "Put on the speaker list"},
		{"closeQueue", "Stäng listan", "Close the list"},
		{"openQueue", "Öppna listan", "Open the list"},
		{"addCaller", "Lägg till person som ringer", "Add a person who rings in"},
		{"callerAs", "Lägg till Telefon {n}", "Add Phone {n}"},
		{"callerHelp", "Skriv aldrig telefonnumret. Alla ser namnet.", "Never write the telephone number. Everybody sees the name."},
		{"rename", "Ändra namn", "Change the name"},
		{"rungOff", "Har lagt på", "Has rung off"},
		{"addNow", "Lägg till", "Add"},
		// What was done
		{"didNextSpeaker", "Ordet är givet vidare.", "The floor has been passed on."},
		{"didSkip", "Talaren är överhoppad.", "The speaker was skipped."},
		{"didRecall", "Förra talaren har ordet igen.", "The last speaker has the floor again."},
		{"didEndTurn", "Inlägget är avslutat.", "The turn has ended."},
		{"didMoveTurn", "Platsen är flyttad.", "The place is moved."},
		{"didAddTurn", "Talaren är tillagd.", "The speaker is added."},
		{"didRemoveTurn", "Platsen är borttagen.", "The place is removed."},
		{"didCloseQueue", "Talarlistan är stängd.", "The speaker list is closed."},
		{"didOpenQueue", "Talarlistan är öppen.", "The speaker list is open."},
		{"didAddCaller", "Den som ringer är tillagd.", "The caller is added."},
		{"didEditCaller", "Namnet är ändrat.", "The name is changed."},
		{"didRemoveCaller", "Den som ringde är borttagen.", "The caller is removed."},
	}
}
