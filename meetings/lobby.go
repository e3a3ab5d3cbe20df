package meetings

// MaxAdmitted is how many are let in from the lobby by one command.
const MaxAdmitted = 200

// AdmitPeople lets people in from the lobby. They stay in, also when they go out and
// come back. Whoever is not to come in is removed instead, as everybody else is.
type AdmitPeople struct {
	Who []ID `json:"who"`
}

// PeopleAdmitted tells who was let in from the lobby.
type PeopleAdmitted struct {
	Who []ID `json:"who"`
}

func (AdmitPeople) Do() string      { return "lobby.admit" }
func (PeopleAdmitted) Kind() string { return "lobby.admitted" }

// admit lets in those who still wait of those who are to come in.
func admit(d Doing) (Event, error) {
	switch {
	case len(d.Waits) == 0:
		return nil, Refuse(Late, "Ingen av dem väntar längre.", "None of them waits any more.")
	case len(d.Waits) > MaxAdmitted:
		return nil, Refuse(TooMuch, "Släpp in högst 200 åt gången.", "Let in at most 200 at a time.")
	}
	return PeopleAdmitted{d.Waits}, nil
}

func inLobby() *Refusal {
	return Refuse(Lobby, "Mötesledaren släpper in dig strax.", "The chair will let you in shortly.")
}
