package change

import (
	"context"
	"errors"
	"slices"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
	"ringain/server/wire"
)

// HeldOf returns what is kept of a participant, in every meeting.
func (c *Changes) HeldOf(ctx context.Context, p meetings.Person) (all []meetings.Held, err error) {
	ids, err := c.store.PlacesOf(ctx, p.ID, false)
	if err != nil || p.ID == "" {
		return nil, err
	}
	for _, id := range ids {
		h, err := c.heldIn(ctx, id, p.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	return all, nil
}

// heldIn returns what is kept of a participant in one meeting.
func (c *Changes) heldIn(ctx context.Context, meeting, who meetings.ID) (h meetings.Held, err error) {
	room, _, err := c.store.Room(ctx, string(meeting))
	if err != nil {
		return h, err
	}
	h = room.HeldOf(who)
	if e, came, err := c.store.Entrant(ctx, meeting, who); err != nil {
		return h, err
	} else if came {
		h.Name, h.Organisation, h.Sector = e.Person.Name, e.Person.Organisation, e.Person.Sector
	}
	if h.Files, err = c.store.UploadsOf(ctx, meeting, who); err != nil {
		return h, err
	}
	proposed, err := c.store.Proposals(ctx, meeting)
	if err != nil {
		return h, err
	}
	for _, one := range proposed {
		if one.By == who {
			h.Proposals = append(h.Proposals, one)
		}
	}
	doc, n, err := c.OpenNotes(ctx, meeting)
	if err != nil || !writes(n, who) {
		return h, err
	}
	without, err := doc.Without(who)
	if err != nil {
		return h, err
	}
	for _, d := range notes.Differences(doc.Read(), without, room.Meeting.Lang()) {
		h.Notes = append(h.Notes, d.Gone...)
	}
	return h, nil
}

// writes reports whether somebody has written in notes.
func writes(n store.Notes, who meetings.ID) bool {
	for _, of := range n.Clients {
		if of == who {
			return true
		}
	}
	return false
}

// EraseOwn forgets a participant who asks for it: in every room and its log, in notes, and
// in this installation's sessions. Open rooms see it at once.
func (c *Changes) EraseOwn(ctx context.Context, p meetings.Person) (err error) {
	defer meetings.Wrap(&err, "erase what is kept of somebody who asks")
	if p.ID == "" || p.Account != "" {
		return meetings.Refuse(meetings.Late, "Här finns inget sparat om dig.", "Nothing is kept of you here.")
	}
	ids, err := c.store.PlacesOf(ctx, p.ID, true)
	if err != nil {
		return err
	}
	whose := map[meetings.ID]bool{}
	for _, id := range ids {
		convener, err := c.eraseFrom(id, []meetings.ID{p.ID}, "")
		if err != nil {
			return err
		}
		whose[convener] = true
	}
	at := meetings.At(c.now())
	return c.store.Change("session "+string(p.ID), func(tx *store.Tx) error {
		for convener := range whose { // one person, to each organisation in whose rooms they were
			if err := tx.Gone(at, meetings.KeptErased, string(convener), 1); err != nil {
				return err
			}
		}
		return tx.EndSessionsOfGuest(p.ID)
	})
}

// eraseFrom has a meeting forget some who are one, in one transaction; and everybody who
// has a name, when it is given. It returns the organisation that the meeting is of.
func (c *Changes) eraseFrom(meeting meetings.ID, who []meetings.ID, name string) (convener meetings.ID, err error) {
	err = c.store.Change(string(meeting), func(tx *store.Tx) error {
		at := meetings.At(c.now())
		for _, id := range who {
			if err := c.eraseOne(tx, meeting, id, at); err != nil {
				return err
			}
		}
		names, err := c.eraseProposals(tx, meeting, who)
		if err != nil {
			return err
		}
		room, _, err := tx.Take(meeting)
		if err != nil {
			return err
		}
		convener = room.Meeting.Convener
		if err := tx.Release(meeting); err != nil {
			return err
		}
		if name != "" {
			names = append(names, name)
		}
		if err := tx.EraseFromLog(meeting, who, names); err != nil {
			return err
		}
		if err := c.eraseNotes(tx, meeting, meetings.Person{}, who...); err != nil {
			return err
		}
		for _, id := range who {
			if err := tx.EraseTraces(meeting, id, at); err != nil {
				return err
			}
		}
		return c.tellForgotten(tx, meeting, at)
	})
	return convener, err
}

// tellForgotten has everybody who has the room of a meeting open take it anew, without those
// who were forgotten.
func (c *Changes) tellForgotten(tx *store.Tx, meeting meetings.ID, at meetings.Instant) error {
	room, seq, err := tx.Take(meeting)
	if err != nil {
		return err
	}
	return c.keepAndTell(tx, room, meetings.Entry{Seq: seq, At: at, Event: meetings.PeopleForgotten{}})
}

// maxErasing is more than a person can have said and shared in one room.
const maxErasing = 1000

// eraseOne has a room forget one participant or caller, event by event.
func (c *Changes) eraseOne(tx *store.Tx, meeting, who meetings.ID, at meetings.Instant) error {
	for range maxErasing {
		room, seq, err := tx.Take(meeting)
		if err != nil {
			return err
		}
		event, more := room.Erasing(who)
		if !more {
			return tx.Release(meeting)
		}
		if gone, is := event.(meetings.MaterialWithdrawn); is {
			m, _ := room.OneMaterial(gone.Material)
			because := meetings.Text{SV: "Den som delade det har tagit tillbaka det.", EN: "Whoever shared it has taken it back."}
			if _, err := c.takenOff(tx, m, meetings.Doing{At: at}, because); err != nil {
				return err
			}
		}
		if err := c.keepAndTell(tx, room.Erased(event, who, at), meetings.Entry{Seq: seq, At: at, Event: event}); err != nil {
			return err
		}
		if err := followFiles(tx, meeting, event, at); err != nil {
			return err
		}
	}
	return errors.New("a room does not come to an end of forgetting somebody")
}

// keepAndTell keeps a room and the event that led to it, which nobody in particular did,
// and has every node told.
func (c *Changes) keepAndTell(tx *store.Tx, room meetings.Room, entry meetings.Entry) error {
	if err := tx.Keep(room, entry, c.newID()); err != nil {
		return err
	}
	body, err := wire.EncodeEntry(entry)
	if err != nil {
		return err
	}
	tx.WhenKept(func() { c.tell(Topic(room.Meeting.ID), body) })
	return nil
}

// eraseNotes removes for good what some have written in the notes of a meeting, if they
// have. Those who have the document open are told to fetch it anew.
func (c *Changes) eraseNotes(tx *store.Tx, meeting meetings.ID, by meetings.Person, who ...meetings.ID) error {
	n, err := tx.TakeNotes(meeting)
	if err != nil || !slices.ContainsFunc(who, func(id meetings.ID) bool { return writes(n, id) }) {
		return err
	}
	removal, body, err := notes.Erase(Kept(n), who...)
	if err != nil {
		return err
	}
	made, err := tx.MakeNotesAnew(meeting, meetings.At(c.now()), body)
	if err != nil {
		return err
	}
	told := NotesTold{Anew: true}
	if removal != nil {
		told.Updates = []store.NotesUpdate{{By: by.Author(), Body: removal}}
	}
	tx.WhenKept(func() { c.tell(NotesTopic(meeting), numbered(encodeTold(told), made)) })
	return nil
}
