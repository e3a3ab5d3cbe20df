package change

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"ringain/meetings"
	"ringain/meetings/material"
	"ringain/meetings/store"
)

// listed looks up, for a command about material, the entry of the support list that it
// concerns, and keeps there what follows from the command. It does nothing for one that
// is told of an entry already ([Changes.retell]), and for one who is refused anyhow.
func (c *Changes) listed(tx *store.Tx, room meetings.Room, d meetings.Doing, what meetings.Command) (meetings.Doing, meetings.Command, error) {
	if d.Entry != nil || !meetings.MaySpeak(d.By) {
		return d, what, nil
	}
	var err error
	switch m := what.(type) {
	case meetings.ShareMaterial:
		return c.shared(tx, room, d, m)
	case meetings.EditMaterial:
		err = c.reworded(tx, room, m)
	case meetings.WithdrawMaterial:
		shared, _ := room.OneMaterial(m.Material)
		d.Entry, err = c.takenOff(tx, shared, d, meetings.Text{SV: "Tillbakatagen av den som delade.", EN: "Taken back by whoever shared it."})
	case meetings.HideMaterial:
		shared, _ := room.OneMaterial(m.Material)
		d.Entry, err = c.takenOff(tx, shared, d, meetings.Text{SV: "Dold på mötet.", EN: "Hidden at the meeting."})
	case meetings.RestoreMaterial:
		d.Entry, err = c.putBack(tx, room, d, m.Material)
	case meetings.JudgeMaterial:
		d.Entry, err = c.judged(tx, room, d, m)
	}
	return d, what, err
}

// shared reads what somebody shares. What is in the meeting already is refused; what is on
// the support list, or waits for an editor, was discussed here too; all else is proposed,
// or published where the series trusts those who take part.
func (c *Changes) shared(tx *store.Tx, room meetings.Room, d meetings.Doing, m meetings.ShareMaterial) (meetings.Doing, meetings.Command, error) {
	if m.File != "" {
		f, err := tx.UploadedFile(m.File, string(d.By.ID), d.At)
		if err != nil {
			return d, m, err
		}
		d.File, m.Address = &f, ""
	}
	if err := tx.HoldSupport(); err != nil {
		return d, m, err
	}
	entry, link, err := c.entryOf(tx, d.By, &m, d.File)
	if err != nil {
		return d, m, err
	}
	if m.Entry != "" {
		d.File = entry.File
	}
	if there, ok := sharedAlready(room, thingOf(m.Title, m.Address, d.File)); ok {
		return d, m, meetings.Refuse(meetings.Late, "Det är redan delat i mötet: "+there.Title+".", "It has already been shared in the meeting: "+there.Title+".").About("address")
	}
	if m.Unlisted && m.Entry == "" {
		return d, m, nil
	}
	if entry == nil {
		d.Entry, err = c.proposed(tx, room, d, m, link)
		return d, m, err
	}
	after, spoken := entry.DiscussedAt(room.Meeting.ID)
	if m.Entry != "" && d.By.Organisation != "" && !m.Nameless {
		if confirmed, err := after.Confirm(d.By.Organisation); err == nil {
			after, spoken = confirmed, true
		}
	}
	d.Entry = &after
	if spoken {
		err = save(tx, after)
	}
	return d, m, err
}

// entryOf finds the entry that a command shares, or the one of the address or the file it
// shares, and puts the address in order. It is nil when there is none.
func (c *Changes) entryOf(tx *store.Tx, by meetings.Person, m *meetings.ShareMaterial, f *meetings.File) (e *meetings.Support, link store.SupportLink, err error) {
	if m.Entry != "" {
		found, ok, err := tx.Support(m.Entry)
		switch {
		case err != nil:
			return nil, link, err
		case !ok || found.State != meetings.SupportPublished && (found.State != meetings.SupportProposed || !meetings.MayEditEntry(by, found)):
			return nil, link, meetings.Refuse(meetings.Late, "Det står inte längre i stödlistan. Dela länken i stället.", "It is no longer in the support list. Share the link instead.").About("address")
		}
		m.Address, m.Title, m.Kind = found.Href, found.Title, found.Kind
		return &found, link, nil
	}
	if f != nil {
		found, ok, err := tx.SupportAt(link, f.Hash)
		if err != nil || !ok {
			return nil, link, err
		}
		return &found, link, nil
	}
	if err := readAddress(m); err != nil {
		return nil, link, err
	}
	a, err := material.ParseAddress(m.Address)
	if err != nil {
		return nil, link, err
	}
	link = store.SupportLink{Key: a.Key, Near: a.Near}
	found, ok, err := tx.SupportAt(link, "")
	if err != nil || !ok {
		return nil, link, err
	}
	return &found, link, nil
}

// readAddress makes an address of what somebody pasted: an address, or a text with one
// in it, broken over several lines perhaps.
func readAddress(m *meetings.ShareMaterial) error {
	if len(m.Address) > meetings.MaxShared {
		return meetings.Refuse(meetings.TooMuch, "Texten är för lång. Klistra in bara länken.", "The text is too long. Paste the link alone.").About("address")
	}
	a, err := material.ParseAddress(meetings.Line(m.Address))
	if err == nil {
		m.Address = a.Href
	} else if found := material.Paste(m.Address); len(found) > 0 {
		m.Address, m.Title, m.Mended = found[0].Address.Href, cmp.Or(meetings.Line(m.Title), found[0].Title), found[0].Mended
	} else {
		return err
	}
	if len(m.Address) > meetings.MaxAddress {
		return meetings.Refuse(meetings.Invalid, "Länken är för lång. Pröva att korta den efter frågetecknet.", "The link is too long. Try to shorten it after the question mark.").About("address")
	}
	return nil
}

func thingOf(title, href string, file *meetings.File) (t material.Thing) {
	t.Title = title
	if a, err := material.ParseAddress(href); err == nil {
		t.Address = a
	}
	if file != nil {
		t.Hash = file.Hash
	}
	return t
}

// sharedAlready returns what is the same as something, if it is seen in the meeting.
func sharedAlready(room meetings.Room, what material.Thing) (meetings.Material, bool) {
	at := slices.IndexFunc(room.Material, func(m meetings.Material) bool {
		is := thingOf("", m.Href, m.File)
		return what.Address.Key != "" && is.Address.Key == what.Address.Key || what.Hash != "" && is.Hash == what.Hash
	})
	if at < 0 {
		return meetings.Material{}, false
	}
	return room.Material[at], true
}

// proposed proposes what is shared for the support list. It is nil when so many wait that
// no more fit: then it stands in the meeting alone.
func (c *Changes) proposed(tx *store.Tx, room meetings.Room, d meetings.Doing, m meetings.ShareMaterial, link store.SupportLink) (*meetings.Support, error) {
	title := meetings.TitleOf(m.Title, m.Address, d.File)
	themes := room.Meeting.Themes
	e := meetings.Support{ID: d.ID, State: meetings.SupportProposed, Title: title, Href: m.Address, File: d.File, Kind: m.Kind,
		Themes: themes[:min(len(themes), meetings.MaxMarks)], Meeting: room.Meeting.ID, Convener: room.Meeting.Convener, Proposed: d.At, Updated: d.At}
	e, err := meetings.CheckSupport(e)
	if err != nil {
		return nil, err
	}
	sender := "meeting " + string(room.Meeting.ID)
	if more, err := morePropose(tx, sender); err != nil || !more {
		return nil, err
	}
	series, _, err := tx.Series(room.Meeting.Series)
	if err != nil {
		return nil, err
	}
	if series.Trusts {
		e.State, e.Published, e.Trusted = meetings.SupportPublished, d.At, true
	}
	if err := saveNew(tx, &e, link); err != nil || e.State != meetings.SupportProposed {
		return &e, err
	}
	return &e, tx.SentBy(e.ID, sender)
}

// save keeps an entry that was read before.
func save(tx *store.Tx, e meetings.Support) error {
	link, _, err := linkOf(e)
	if err != nil {
		return err
	}
	return keepSupport(tx, e, link)
}

// unreviewed returns the entry that material became by being shared, as long as no editor
// has looked at it and no other meeting spoke of it.
func unreviewed(tx *store.Tx, m meetings.Material) (e meetings.Support, is bool, err error) {
	if m.Entry == "" || m.Entry != meetings.ID(m.ID) {
		return e, false, nil
	}
	e, found, err := tx.Support(m.Entry)
	return e, found && len(e.Discussed) == 0 && (e.State == meetings.SupportProposed || e.State == meetings.SupportPublished && e.Trusted), err
}

// takenOff takes the entry of material off the support list, unless somebody has reviewed
// it, and returns it as it was.
func (c *Changes) takenOff(tx *store.Tx, m meetings.Material, d meetings.Doing, because meetings.Text) (*meetings.Support, error) {
	before, is, err := unreviewed(tx, m)
	if err != nil || !is {
		return nil, err
	}
	e := before
	e.State, e.Returned, e.Updated = meetings.SupportWithdrawn, because, d.At
	return &before, save(tx, e)
}

// SharedAlready returns what is the same as a link or a file, if it is seen in a meeting.
func SharedAlready(room meetings.Room, href string, file *meetings.File) (meetings.Material, bool) {
	return sharedAlready(room, thingOf("", href, file))
}

// putBack puts the entry of hidden material back on the support list, if it left it when
// that was hidden, and returns it.
func (c *Changes) putBack(tx *store.Tx, room meetings.Room, d meetings.Doing, id meetings.MaterialID) (*meetings.Support, error) {
	m, held, ok := room.HeldMaterial(id)
	if !ok {
		return nil, nil
	}
	if _, again := sharedAlready(room, thingOf("", m.Href, m.File)); again {
		return nil, meetings.Refuse(meetings.Late, "Samma sak är delad på nytt i mötet.", "The same has been shared anew in the meeting.")
	}
	e, found, err := tx.Support(m.Entry)
	if err != nil || !found {
		return nil, err
	}
	if held != "" && e.State == meetings.SupportWithdrawn {
		e.State, e.Returned, e.Updated = held, meetings.Text{}, d.At
		return &e, save(tx, e)
	}
	return &e, nil
}

// reworded changes what the entry of material says, as long as nobody has reviewed it.
func (c *Changes) reworded(tx *store.Tx, room meetings.Room, m meetings.EditMaterial) error {
	shared, _ := room.OneMaterial(m.Material)
	e, is, err := unreviewed(tx, shared)
	if err != nil || !is {
		return err
	}
	e.Title, e.Kind = meetings.TitleOf(m.Title, shared.Href, shared.File), m.Kind
	if e, err = meetings.CheckSupport(e); err != nil {
		return err
	}
	return save(tx, e)
}

// judged is what an editor makes of the entry of material.
func (c *Changes) judged(tx *store.Tx, room meetings.Room, d meetings.Doing, m meetings.JudgeMaterial) (*meetings.Support, error) {
	shared, ok := room.OneMaterial(m.Material)
	if !ok || shared.Entry == "" {
		return nil, nil
	}
	e, found, err := tx.Support(shared.Entry)
	if err != nil || !found {
		return nil, err
	}
	if err := allow(meetings.MayEditEntry(d.By, e)); err != nil {
		return nil, err
	}
	if e, err = e.Reviewed(meetings.Review{To: m.To, Reason: m.Reason}, d.At); err != nil {
		return nil, err
	}
	return &e, save(tx, e)
}

// retell tells the other meetings that have an entry what became of it.
func (c *Changes) retell(tx *store.Tx, here meetings.ID, d meetings.Doing) error {
	e := *d.Entry
	for _, id := range append([]meetings.ID{e.Meeting}, e.Discussed...) {
		if id == here || id == "" {
			continue
		}
		room, seq, err := tx.Take(id)
		if r, ok := errors.AsType[*meetings.Refusal](err); ok && r.Kind == meetings.Unknown {
			continue
		}
		if err != nil {
			return err
		}
		at := slices.IndexFunc(room.Material, func(m meetings.Material) bool { return m.Entry == e.ID })
		if at < 0 {
			if err := tx.Release(id); err != nil {
				return err
			}
			continue
		}
		told := meetings.Doing{ID: d.ID, By: d.By, At: d.At, Entry: d.Entry}
		if err := c.carryOut(tx, room, seq, told, meetings.JudgeMaterial{Material: room.Material[at].ID, To: e.State}); err != nil {
			return err
		}
	}
	return nil
}

// inMeeting returns a meeting where an entry of the support list stands as material.
func (c *Changes) inMeeting(ctx context.Context, e meetings.Support) (meeting meetings.ID, m meetings.MaterialID, err error) {
	for _, id := range append([]meetings.ID{e.Meeting}, e.Discussed...) {
		if id == "" {
			continue
		}
		room, _, err := c.store.Room(ctx, string(id))
		if r, ok := errors.AsType[*meetings.Refusal](err); ok && r.Kind == meetings.Unknown {
			continue
		}
		if err != nil {
			return "", "", err
		}
		at := slices.IndexFunc(room.Material, func(m meetings.Material) bool { return m.Entry == e.ID })
		if at >= 0 {
			return id, room.Material[at].ID, nil
		}
	}
	return "", "", nil
}
