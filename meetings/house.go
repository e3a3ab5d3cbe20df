package meetings

import (
	"fmt"
	"slices"
	"time"
)

// House is how a room is kept while people are in it: who has been removed, and what
// the others may do just now. Everybody in the room knows it, on every node, since it
// changes by events alone:
//
//   - whoever is removed can do nothing more in the meeting, under any name, until an
//     organiser lets them in again; an organiser is never removed;
//   - in a locked room nobody new gets in; whoever has been in stays, and comes back;
//   - with a lobby whoever is new waits until an organiser lets them in, and sees
//     nothing of the room meanwhile; see lobby.go;
//   - in a read-only room guests neither ask nor write; they may withdraw, and give
//     back the floor;
//   - in slow mode a guest asks or writes a line at most once in so many seconds;
//   - one guest alone may be muted, and their name hidden; see house_person.go;
//   - none of this binds organisers, nor those on duty in what their duty covers.
//
// It is a value, like Agenda.
type House struct {
	Locked   bool     `json:"locked,omitempty"`
	Lobby    bool     `json:"lobby,omitempty"`
	ReadOnly bool     `json:"readOnly,omitempty"`
	Slow     int      `json:"slow,omitempty"`     // seconds between what one guest asks or writes; 0: no bound
	Barred   []ID     `json:"barred,omitempty"`   // who has been removed; only identities, since everybody can read them
	Networks []ID     `json:"networks,omitempty"` // those of them from whose network nobody new comes in
	Muted    []ID     `json:"muted,omitempty"`    // who neither asks nor writes
	Hidden   []ID     `json:"hidden,omitempty"`   // whose names are not shown
	Duties   []OnDuty `json:"duties,omitempty"`
}

// The bounds of a house.
const (
	MaxSlow   = 600  // seconds
	MaxBarred = 1000 // people
)

// The commands about a house.
type (
	// RemovePerson removes a guest, who cannot come back to this meeting. With Network
	// nobody new comes in from the network they came from either, which may be that of
	// a whole region, until the day is over.
	RemovePerson struct {
		Who     ID   `json:"who"`
		Network bool `json:"network,omitempty"`
	}
	// ReturnPerson lets somebody in again who was removed.
	ReturnPerson struct {
		Who ID `json:"who"`
	}
	// SetHouse sets what is given, and leaves the rest as it is.
	SetHouse struct {
		Locked   *bool `json:"locked,omitempty"`
		Lobby    *bool `json:"lobby,omitempty"`
		ReadOnly *bool `json:"readOnly,omitempty"`
		Slow     *int  `json:"slow,omitempty"` // seconds, at most 600; 0 ends slow mode
	}
)

// The events of a house.
type (
	PersonRemoved struct {
		Who     ID   `json:"who"`
		Network bool `json:"network,omitempty"`
	}
	PersonReturned struct {
		Who ID `json:"who"`
	}
	HouseSet struct {
		Locked   bool `json:"locked"`
		Lobby    bool `json:"lobby,omitempty"`
		ReadOnly bool `json:"readOnly"`
		Slow     int  `json:"slow"` // seconds; 0: no slow mode
	}
	// PeopleForgotten tells that names, and what some have said, are out of the room and of
	// all of its log before this. It names nobody: whoever holds an older room takes it anew.
	PeopleForgotten struct{}
)

func (RemovePerson) Do() string      { return "person.remove" }
func (ReturnPerson) Do() string      { return "person.return" }
func (SetHouse) Do() string          { return "room.set" }
func (PersonRemoved) Kind() string   { return "person.removed" }
func (PersonReturned) Kind() string  { return "person.returned" }
func (HouseSet) Kind() string        { return "room.set" }
func (PeopleForgotten) Kind() string { return "people.forgotten" }

func houseCommands() []Command {
	return []Command{RemovePerson{}, ReturnPerson{}, SetHouse{}, AdmitPeople{}, SetPerson{}}
}

func houseEvents() []Event {
	return []Event{PersonRemoved{}, PersonReturned{}, HouseSet{}, PeopleAdmitted{}, PersonSet{}, PeopleForgotten{}}
}

// Bars reports whether somebody has been removed.
func (h House) Bars(who ID) bool { return who != "" && slices.Contains(h.Barred, who) }

// KeepsOut reports whether it matters who has been in the room before.
func (h House) KeepsOut() bool { return h.Locked || h.Lobby || len(h.Networks) > 0 }

// Admits refuses one who may not come in: who has been removed, and, in a locked room
// or one with a lobby, a guest who has not been in before.
func (h House) Admits(p Person, wasIn bool) error {
	switch {
	case h.Bars(p.ID):
		return removed()
	case h.Locked && !wasIn && !MayRun(p) && !h.Has(p.ID, ""):
		return Refuse(Outside, "Rummet är låst, så ingen ny kan komma in just nu. Du kan ringa in. Försök annars igen om en stund.",
			"The room is locked, so nobody new can come in just now. You can ring in. Otherwise try again in a while.")
	case h.Lobby && !wasIn && !MayRun(p) && !h.Has(p.ID, ""):
		return inLobby()
	}
	return nil
}

// Contributes reports whether a command asks or writes something that slow mode counts.
func Contributes(c Command) bool {
	switch c.(type) {
	case AskFloor, SetNote, AddSignal, EditSignal, AskQuestion, ShareMaterial, EditMaterial:
		return true
	}
	return false
}

// allows refuses what the house does not let somebody do just now.
func (r Room) allows(c Command, d Doing) error {
	h := r.House
	if err := h.Admits(d.By, !d.Outside); err != nil {
		return err
	}
	if MayRun(d.By) {
		return nil
	}
	if d.Outside && len(h.Networks) > 0 {
		return Refuse(Outside, "Öppna mötets rum först.", "Open the room of the meeting first.")
	}
	_, returns := c.(ReturnTurn)
	if h.Mutes(d.By.ID) && (Contributes(c) || returns) {
		return muted()
	}
	if h.ReadOnly && (Contributes(c) || returns) {
		return Refuse(NotAllowed, "Just nu kan bara de som leder mötet skriva och begära ordet.", "Just now only those who run the meeting can write and ask for the floor.")
	}
	_, asks := c.(AskFloor)
	_, notes := c.(SetNote)
	if waits := asks && r.Queue.Of(d.By.ID) >= 0; Contributes(c) && !waits && !notes { // one who waits may say more about it
		return h.Paces(d.Last, d.At)
	}
	return nil
}

// Paces refuses, in slow mode, one who asked or wrote something a short time ago, and
// says how long they wait.
func (h House) Paces(last, now Instant) error {
	wait := last.Add(time.Duration(h.Slow) * time.Second)
	if h.Slow == 0 || last == 0 || now >= wait {
		return nil
	}
	seconds := (int64(wait-now) + 999) / 1000
	sv, en := fmt.Sprintf("%d sekunder", seconds), fmt.Sprintf("%d seconds", seconds)
	if seconds == 1 {
		sv, en = "1 sekund", "1 second"
	}
	return Refuse(TooMuch, "Mötet går i lugnare takt just nu. Du kan skriva eller begära ordet igen om "+sv+".",
		"The meeting goes at a calmer pace just now. You can write or ask for the floor again in "+en+".")
}

// keep decides about the house:
//
//   - a guest who has been in the meeting can be removed, before it, in it and after it;
//   - nobody removes an organiser;
//   - whoever is removed twice is removed once, but for the network they came from;
//   - slow mode is at most ten minutes between two;
//   - what is set as it was changes nothing.
func (r Room) keep(c Command, d Doing) (Event, error) {
	h := r.House
	switch c := c.(type) {
	case RemovePerson:
		switch {
		case h.Bars(c.Who) && c.Network == slices.Contains(h.Networks, c.Who):
			return nil, Refuse(Late, "Personen är redan borttagen.", "The person is already removed.")
		case d.About == nil:
			return nil, notHere()
		case d.About.Role != Guest:
			return nil, Refuse(NotAllowed, "En organisatör kan inte tas bort.", "An organiser cannot be removed.")
		case len(h.Barred) >= MaxBarred:
			return nil, Refuse(TooMuch, "Det går inte att ta bort fler. Lås rummet i stället.", "No more people can be removed. Lock the room instead.")
		}
		return PersonRemoved(c), nil
	case ReturnPerson:
		if !h.Bars(c.Who) {
			return nil, Refuse(Late, "Personen är inte borttagen.", "The person is not removed.")
		}
		return PersonReturned(c), nil
	case SetHouse:
		return h.set(c)
	case AdmitPeople:
		return admit(d)
	case SetPerson:
		return r.setPerson(c, d)
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

func (h House) set(c SetHouse) (Event, error) {
	e := HouseSet{h.Locked, h.Lobby, h.ReadOnly, h.Slow}
	before := e
	if c.Locked != nil {
		e.Locked = *c.Locked
	}
	if c.Lobby != nil {
		e.Lobby = *c.Lobby
	}
	if c.ReadOnly != nil {
		e.ReadOnly = *c.ReadOnly
	}
	if c.Slow != nil {
		e.Slow = *c.Slow
	}
	if e.Slow < 0 || e.Slow > MaxSlow {
		return nil, Refuse(Invalid, "Välj en tid på högst tio minuter.", "Choose a time of at most ten minutes.").About("slow")
	}
	if e == before {
		return nil, Refuse(Late, "Det är redan så.", "It is already so.")
	}
	return e, nil
}

// After returns the house that an event leads to.
func (h House) After(e Event) House {
	h.Duties = h.dutiesAfter(e)
	switch e := e.(type) {
	case PersonRemoved:
		h.Barred = marked(h.Barred, e.Who, true)
		h.Networks = marked(h.Networks, e.Who, e.Network)
	case PersonReturned:
		h.Barred, h.Networks = marked(h.Barred, e.Who, false), marked(h.Networks, e.Who, false)
	case HouseSet:
		h.Locked, h.Lobby, h.ReadOnly, h.Slow = e.Locked, e.Lobby, e.ReadOnly, e.Slow
	case PersonSet:
		h.Muted, h.Hidden = marked(h.Muted, e.Who, e.Muted), marked(h.Hidden, e.Who, e.Hidden)
	}
	return h
}

// marked returns a list of people with one of them last in it, or not in it.
func marked(list []ID, who ID, is bool) []ID {
	list = without(list, func(id ID) bool { return id == who })
	if is {
		list = append(list, who)
	}
	return list
}

func notHere() *Refusal {
	return Refuse(Unknown, "Den personen är inte med i mötet.", "That person is not in the meeting.")
}

func removed() *Refusal {
	return Refuse(Outside, "Mötesledaren har avslutat din medverkan i det här mötet.", "The chair has ended your participation in this meeting.")
}
