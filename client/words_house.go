package client

func houseWords() []word {
	return []word{
		// What everybody is told
		{"roomLocked", "Rummet är låst. Ingen ny kommer in, men du som är här kan gå ut och komma tillbaka.", "The room is locked. Nobody new comes in, but you who are here can leave and come back."},
		{"roomReadOnly", "Just nu kan bara de som leder mötet skriva och begära ordet.", "Just now only those who run the meeting write and ask for the floor."},
		{"roomSlow", "Lugnare takt: du kan skriva eller begära ordet en gång på {n} sekunder.", "Calmer pace: you can write or ask for the floor once in {n} seconds."},
		{"roomOpen", "Rummet är som vanligt igen.", "The room is as usual again."},
		{"wasRemoved", "Mötesledaren har avslutat din medverkan i det här mötet.", "The chair has ended your participation in this meeting."},
	}
}

func houseToolWords() []word {
	return []word{
		// Those who run the meeting
		{"order", "Ordning i rummet", "Order in the room"},
		{"lockRoom", "Lås rummet för nya", "Lock the room to newcomers"},
		{"readOnlyRoom", "Bara de som leder skriver", "Only those who run it write"},
		{"slowRoom", "Lugnare takt", "Calmer pace"},
		{"slowOff", "Av", "Off"},
		{"slowEvery", "En gång på {n} sekunder", "Once in {n} seconds"},
		{"personWrote", "Visa vad personen har skrivit", "Show what this person has written"},
		{"removePerson", "Ta bort ur mötet", "Remove from the meeting"},
		{"removedPeople", "Borttagna ur mötet", "Removed from the meeting"},
		{"removedUnknown", "En deltagare", "A participant"},
		{"returnPerson", "Släpp in igen", "Let in again"},
		{"didRemovePerson", "{name} är borttagen och kan inte komma tillbaka.", "{name} is removed and cannot come back."},
		{"didReturnPerson", "{name} kan komma in igen.", "{name} can come in again."},
		{"didSetRoom", "Ordningen i rummet är ändrad.", "The order in the room is changed."},
	}
}
