package change

import (
	"context"
	"errors"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// Visitor is somebody at the door of a room: who they are, and a digest of the network
// they come from, as [auth.Auth.Network] makes it; empty when that is not known.
type Visitor struct {
	meetings.Person
	Network string
}

// MayEnter refuses one who may not come into the room of a meeting just now.
func (c *Changes) MayEnter(ctx context.Context, v Visitor, meeting meetings.ID) error {
	house, err := c.store.House(ctx, meeting)
	if err != nil {
		return err
	}
	if v.Person, err = c.In(ctx, v.Person, meeting); err != nil {
		return err
	}
	wasIn := false
	if house.KeepsOut() && v.ID != "" {
		e, came, err := c.store.Entrant(ctx, meeting, v.ID)
		if err != nil {
			return err
		}
		wasIn = came && !e.Waits
	}
	return admits(house, v, wasIn, func() (bool, error) {
		return c.store.NetworkBarred(ctx, meeting, v.Network, meetings.At(c.now()))
	})
}

// admits refuses one who may not come in, the network they come from considered. barred
// is asked when it matters.
func admits(house meetings.House, v Visitor, wasIn bool, barred func() (bool, error)) error {
	no := house.Admits(v.Person, wasIn)
	if no != nil && !waits(no) || wasIn || len(house.Networks) == 0 || meetings.MayRun(v.Person) {
		return no
	}
	switch shut, err := barred(); {
	case err != nil:
		return err
	case shut:
		return meetings.Refuse(meetings.Outside, "Just nu kommer ingen ny in från det nätverk du använder. Du kan ringa in, eller byta nätverk, till exempel till mobilens.",
			"Just now nobody new comes in from the network you use. You can ring in, or change network, to that of your phone for instance.")
	}
	return no
}

// waits reports whether an error says that somebody is to wait in the lobby.
func waits(err error) bool {
	refusal, ok := errors.AsType[*meetings.Refusal](err)
	return ok && refusal.Kind == meetings.Lobby
}

// How often it is remembered anew that somebody came in or waits, so that many who come
// back at once cost the database little writing.
const (
	enteredEvery = time.Hour
	waitsEvery   = 10 * time.Second
)

// LobbyKept is how long somebody is taken to wait in the lobby who is not heard of.
const LobbyKept = 4 * waitsEvery

// Enter lets somebody into the room of a meeting, or refuses them. That they came in
// is remembered, so that they come back when not everybody may; so is that they wait in
// the lobby, when that is why they are refused.
func (c *Changes) Enter(ctx context.Context, v Visitor, meeting meetings.ID) error {
	inside, err := c.In(ctx, v.Person, meeting)
	if err != nil {
		return err
	}
	v.Person = inside
	before, came, err := c.store.Entrant(ctx, meeting, v.ID)
	every := enteredEvery
	if before.Waits {
		every = waitsEvery
	}
	if err == nil && came && before.Person.Same(v.Person) && before.Network == v.Network && meetings.At(c.now()) < before.At.Add(every) {
		if err := c.MayEnter(ctx, v, meeting); err != nil || !before.Waits {
			return err
		}
	}
	var lobby error
	err = c.store.Change(string(meeting), func(tx *store.Tx) error {
		house, err := tx.TakeHouse(meeting)
		if err != nil {
			return err
		}
		e, came, err := tx.Entrant(meeting, v.ID)
		if err != nil {
			return err
		}
		now := meetings.At(c.now())
		lobby = admits(house, v, came && !e.Waits, func() (bool, error) { return tx.NetworkBarred(meeting, v.Network, now) })
		if lobby != nil && !waits(lobby) {
			return lobby
		}
		if err := c.named(tx, meeting, v.Person, e.Person); err != nil {
			return err
		}
		return tx.Enter(meeting, store.Entrant{Person: v.Person, At: now, Waits: lobby != nil, Network: v.Network})
	})
	if err != nil {
		return err
	}
	return lobby
}

// named refuses a guest who would be taken for somebody else by a name that they did
// not have here before.
func (c *Changes) named(tx *store.Tx, meeting meetings.ID, p, before meetings.Person) error {
	if meetings.MayRun(p) || p.Name == before.Name && p.Organisation == before.Organisation {
		return nil
	}
	leaders, err := tx.Organisers(meeting)
	if err != nil {
		return err
	}
	house, err := tx.House(meeting)
	if err != nil {
		return err
	}
	for _, o := range house.Duties {
		e, _, err := tx.Entrant(meeting, o.Who)
		if err != nil {
			return err
		}
		e.Person.Role = meetings.Organiser // they run the meeting too, and nobody is to be taken for them
		leaders = append(leaders, e.Person)
	}
	return p.MayBeCalled(leaders)
}

// known adds to an attempt what is known of the people it concerns, as far as the
// house asks for it.
func known(tx *store.Tx, room meetings.Room, d meetings.Doing, what meetings.Command) (meetings.Doing, error) {
	meeting, h := room.Meeting.ID, room.House
	if d.About == nil {
		var err error
		if d.About, err = about(tx, meeting, what); err != nil {
			return d, err
		}
	}
	if admit, ok := what.(meetings.AdmitPeople); ok {
		for _, id := range admit.Who[:min(len(admit.Who), meetings.MaxAdmitted)] {
			who, _, err := tx.Entrant(meeting, id)
			if err != nil {
				return d, err
			}
			if who.Waits {
				d.Waits = append(d.Waits, id)
			}
		}
	}
	if _, rings := room.CallerOf(d.By.ID); rings || !h.KeepsOut() && h.Slow == 0 || meetings.MayRun(d.By) {
		return d, nil
	}
	self, came, err := tx.Entrant(meeting, d.By.ID)
	d.Outside, d.Last = !came || self.Waits, self.Said
	return d, err
}

// followPeople keeps what follows for the people that an event concerns.
func followPeople(tx *store.Tx, meeting meetings.ID, event meetings.Event, at meetings.Instant) error {
	switch e := event.(type) {
	case meetings.PersonRemoved:
		if err := tx.HoldNotes(meeting); err != nil { // what is being kept there is kept before, or sees this
			return err
		}
		if e.Network {
			return tx.BarNetwork(meeting, e.Who, at)
		}
		return tx.OpenNetwork(meeting, e.Who)
	case meetings.PersonReturned:
		return tx.OpenNetwork(meeting, e.Who)
	case meetings.CallerAdded: // whoever rings in takes part as whoever comes into the room
		return tx.Enter(meeting, store.Entrant{Person: e.Caller.Person(), At: at})
	case meetings.CallerEdited:
		return tx.Enter(meeting, store.Entrant{Person: e.Caller.Person(), At: at})
	case meetings.CallerTied: // and is counted once
		return tx.Uncount(meeting, e.Caller.ID)
	case meetings.PeopleAdmitted:
		for _, who := range e.Who {
			if err := tx.LetIn(meeting, who); err != nil {
				return err
			}
		}
	}
	return nil
}

// paced remembers, in slow mode, that a guest has asked or written something.
func paced(tx *store.Tx, room meetings.Room, d meetings.Doing, what meetings.Command) error {
	if room.House.Slow == 0 || meetings.MayRun(room.As(d.By, what)) || !meetings.Contributes(what) {
		return nil
	}
	return tx.Say(room.Meeting.ID, d.By.ID, d.At)
}

// WriterRemoved says that an update to the notes is by somebody who has been removed
// from the meeting meanwhile, perhaps on another node.
type WriterRemoved struct{ Who meetings.ID }

func (WriterRemoved) Error() string { return "the writer has been removed from the meeting" }

// allRemain fails with [WriterRemoved] when one who writes has been removed. Ask when
// the notes are taken: a removal takes them too.
func allRemain(tx *store.Tx, meeting meetings.ID, updates []store.NotesUpdate) error {
	house, err := tx.House(meeting)
	if err != nil {
		return err
	}
	for _, u := range updates {
		if house.Bars(u.By.ID) {
			return WriterRemoved{u.By.ID}
		}
	}
	return nil
}

// remains refuses one who writes a line in the notes and has been removed, or writes
// too soon in slow mode. Ask when the notes are taken.
func remains(tx *store.Tx, meeting meetings.ID, by meetings.Person, at meetings.Instant) error {
	house, err := tx.House(meeting)
	if err != nil {
		return err
	}
	if meetings.MayRun(by) {
		return nil
	}
	self, came, err := tx.Entrant(meeting, by.ID)
	if err != nil {
		return err
	}
	if err := house.AdmitsWriter(by, came && !self.Waits); err != nil {
		return err
	}
	if err := house.Paces(self.Said, at); err != nil || house.Slow == 0 {
		return err
	}
	return tx.Say(meeting, by.ID, at)
}
