package client

func houseWords() []word {
	return []word{
		// What everybody is told
		{"roomLocked", "Rummet är låst. Ingen ny kommer in, men du som är här kan gå ut och komma tillbaka.", "The room is locked. Nobody new comes in, but you who are here can leave and come back."},
		{"roomLobby", "Nya deltagare väntar tills mötesledaren släpper in dem.", "Newcomers wait until the chair lets them in."},
		{"roomReadOnly", "Just nu kan bara de som leder mötet skriva och begära ordet.", "Just now only those who run the meeting write and ask for the floor."},
		{"roomSlow", "Lugnare takt: du kan skriva eller begära ordet en gång på {n} sekunder.", "Calmer pace: you can write or ask for the floor once in {n} seconds."},
		{"roomOpen", "Rummet är som vanligt igen.", "The room is as usual again."},
		{"hiddenName", "Dolt namn", "Hidden name"},
		{"wasRemoved", "Mötesledaren har avslutat din medverkan i det här mötet.", "The chair has ended your participation in this meeting."},
	}
}

func houseToolWords() []word {
	return []word{
		// Those who run the meeting
		{"order", "Ordning i rummet", "Order in the room"},
		{"lockRoom", "Lås rummet för nya", "Lock the room to newcomers"},
		{"lobbyRoom", "Nya väntar tills de släpps in", "Newcomers wait to be let in"},
		{"readOnlyRoom", "Bara de som leder skriver", "Only those who run it write"},
		{"slowRoom", "Lugnare takt", "Calmer pace"},
		{"slowOff", "Av", "Off"},
		{"slowEvery", "En gång på {n} sekunder", "Once in {n} seconds"},
		{"personWrote", "Visa vad personen har skrivit", "Show what this person has written"},
		{"removePerson", "Ta bort ur mötet", "Remove from the meeting"},
		{"notesOfPerson", "Det hen har skrivit", "What they have written"},
		{"removedPeople", "Borttagna ur mötet", "Removed from the meeting"},
		{"removedUnknown", "En deltagare", "A participant"},
		{"returnPerson", "Släpp in igen", "Let in again"},
		{"inLobbyOne", "{n} väntar på att släppas in", "{n} waits to be let in"},
		{"inLobbyOther", "{n} väntar på att släppas in", "{n} wait to be let in"},
		{"admit", "Släpp in", "Let in"},
		{"admitAll", "Släpp in alla", "Let everybody in"},
		{"refuse", "Släpp inte in", "Do not let in"},
		{"isMuted", "pausad", "paused"},
		{"mutePerson", "Pausa ord och inlägg", "Pause speaking and writing"},
		{"unmutePerson", "Låt skriva igen", "Let write again"},
		{"hideName", "Dölj namnet", "Hide the name"},
		{"showName", "Visa namnet", "Show the name"},
		{"barNetwork", "Spärra nätverket", "Bar the network"},
		{"openNetwork", "Häv spärren", "Lift the bar"},
		{"networkBarred", "nätverket är spärrat", "the network is barred"},
		{"barNetworkHelp", "Om någon kommer tillbaka under nya namn kan nätverket spärras i högst tolv timmar. Då kommer ingen ny in därifrån, inte heller andra på samma nätverk, till exempel en hel kommun eller region. De som redan är med stannar kvar. Adressen visas aldrig.", "If somebody comes back under new names, their network can be barred for at most twelve hours. Then nobody new comes in from there, nor others on the same network, a whole municipality or region for instance. Those who are in stay. The address is never shown."},
		{"houseLog", "Vad de som leder har gjort", "What those who run it have done"},
		{"didRemovePerson", "{name} är borttagen och kan inte komma tillbaka.", "{name} is removed and cannot come back."},
		{"didReturnPerson", "{name} kan komma in igen.", "{name} can come in again."},
		{"didAdmit", "Insläppt.", "Let in."},
		{"didRefuse", "{name} släpptes inte in.", "{name} was not let in."},
		{"didMute", "{name} kan läsa men inte skriva eller begära ordet.", "{name} can read but neither write nor ask for the floor."},
		{"didUnmute", "{name} kan skriva igen.", "{name} can write again."},
		{"didHideName", "Namnet är dolt för alla.", "The name is hidden from everybody."},
		{"didShowName", "Namnet visas igen.", "The name is shown again."},
		{"didBarNetwork", "Nätverket är spärrat för nya.", "The network is barred to newcomers."},
		{"didOpenNetwork", "Nätverket är öppet igen.", "The network is open again."},
		{"didHideNote", "Texten är borttagen.", "The text is taken away."},
		{"hideNote", "Ta bort texten", "Take the text away"},
		{"didSetRoom", "Ordningen i rummet är ändrad.", "The order in the room is changed."},
	}
}
