package change

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"ringain/meetings"
	"ringain/meetings/store"
)

// Search is what an administrator finds of somebody who asks to be forgotten.
type Search struct {
	Name, Email string
	Held        []FoundHeld        // in rooms of the organisation, each of one identity
	Minutes     []meetings.Meeting // whose minutes have the name
	Presents    []meetings.Meeting // on whose agenda it stands
	Member      *meetings.Member   // with an account in the organisation
	Follows     []string           // themes of the organisation that the address follows

	known []meetings.Known // every way in which the name was found written
}

// FoundHeld is what a room keeps of one who came under the name that was looked for. Several
// may have the same name: each is one, and who they were else is said beside it.
type FoundHeld struct {
	meetings.Held
	Who, In meetings.ID // and the meeting
}

// The keys of what was found, by which some of it is chosen to be erased.

// Key is that of what a room keeps of one identity.
func (h FoundHeld) Key() string { return "room " + string(h.In) + " " + string(h.Who) }

// MinutesKey is that of a name in the minutes of a meeting.
func MinutesKey(m meetings.Meeting) string { return "minutes " + string(m.ID) }

// PresentsKey is that of a name on the agenda of a meeting.
func PresentsKey(m meetings.Meeting) string { return "presents " + string(m.ID) }

// MemberKey is that of an account.
func MemberKey(m meetings.Member) string { return "member " + string(m.Account.ID) }

// FollowKey is that of a theme that the address follows.
func FollowKey(theme string) string { return "follows " + theme }

// Keys are those of all that was found.
func (s Search) Keys() (all []string) {
	for _, h := range s.Held {
		all = append(all, h.Key())
	}
	for _, m := range s.Minutes {
		all = append(all, MinutesKey(m))
	}
	for _, m := range s.Presents {
		all = append(all, PresentsKey(m))
	}
	if s.Member != nil {
		all = append(all, MemberKey(*s.Member))
	}
	for _, theme := range s.Follows {
		all = append(all, FollowKey(theme))
	}
	return all
}

// Any reports whether anything was found.
func (s Search) Any() bool {
	return len(s.Held)+len(s.Minutes)+len(s.Presents)+len(s.Follows) > 0 || s.Member != nil
}

// SearchPerson looks for what an organisation keeps of somebody, by name and by address,
// for its administrator. Nothing of other organisations is looked at.
func (c *Changes) SearchPerson(ctx context.Context, by meetings.Person, name, email string) (s Search, err error) {
	if err := administrates(by); err != nil {
		return s, err
	}
	s = Search{Name: meetings.Line(name), Email: meetings.Line(email)}
	if len([]rune(s.Name)) < 2 && s.Email == "" {
		return s, meetings.Refuse(meetings.Invalid, "Skriv hela namnet, eller e-postadressen.", "Write the whole name, or the e-mail address.").About("name")
	}
	rooms, err := c.store.Rooms(ctx, store.Which{Convener: &by.Convener, Drafts: true})
	if err != nil {
		return s, err
	}
	for _, r := range rooms {
		if s.Name == "" {
			break
		}
		if err := c.searchRoom(ctx, &s, r); err != nil {
			return s, err
		}
	}
	if err := c.searchMinutes(ctx, &s, by.Convener); err != nil {
		return s, err
	}
	return s, c.searchAccounts(ctx, &s, by)
}

func (c *Changes) searchRoom(ctx context.Context, s *Search, r meetings.Room) error {
	id := r.Meeting.ID
	who := r.Called(s.Name)
	came, err := c.store.EntrantsCalled(ctx, id, s.Name)
	if err != nil {
		return err
	}
	writers, err := c.store.NotesWriters(ctx, id)
	if err != nil {
		return err
	}
	for _, w := range writers {
		if meetings.SameName(w.By.Name, s.Name) {
			came = append(came, w.By.ID)
		}
	}
	proposed, err := c.store.Proposals(ctx, id)
	if err != nil {
		return err
	}
	for _, one := range proposed {
		if meetings.SameName(one.Name, s.Name) {
			came = append(came, one.By)
		}
	}
	for _, one := range came {
		if !slices.Contains(who, one) {
			who = append(who, one)
		}
	}
	if slices.ContainsFunc(r.Agenda.Items, func(i meetings.Item) bool { return meetings.SameName(i.Presenter, s.Name) }) {
		s.Presents = append(s.Presents, r.Meeting)
	}
	for _, one := range who {
		h, err := c.heldIn(ctx, id, one)
		if err != nil {
			return err
		}
		h.Name = cmp.Or(h.Name, s.Name)
		s.Held = append(s.Held, FoundHeld{h, one, id})
	}
	return nil
}

func (c *Changes) searchMinutes(ctx context.Context, s *Search, convener meetings.ID) error {
	ids, err := c.store.MinutesOf(ctx, convener)
	if err != nil || s.Name == "" {
		return err
	}
	s.known = spellings(*s)
	names := meetings.Names{People: s.known}
	for _, id := range ids {
		m, err := c.store.Minutes(ctx, id)
		if err != nil {
			return err
		}
		if len(names.Left(slices.Concat(m.Parts, m.Draft))) == 0 {
			continue
		}
		room, _, err := c.store.Room(ctx, string(id))
		if err != nil {
			return err
		}
		s.Minutes = append(s.Minutes, room.Meeting)
	}
	return nil
}

// spellings are the ways in which a name may stand in minutes: as it was asked for, with
// capitals, and as it was found in rooms.
func spellings(s Search) (all []meetings.Known) {
	names := []string{s.Name, meetings.Capitals(s.Name)}
	for _, h := range s.Held {
		names = append(names, h.Name)
	}
	for _, name := range names {
		k, named := meetings.KnownAs(meetings.Person{Name: name}, meetings.SV)
		if named && meetings.SameName(name, s.Name) && !slices.Contains(all, k) {
			all = append(all, k)
		}
	}
	return all
}

func (c *Changes) searchAccounts(ctx context.Context, s *Search, by meetings.Person) error {
	members, err := c.store.Members(ctx, by.Convener)
	if err != nil {
		return err
	}
	for _, m := range members {
		if meetings.SameName(m.Account.Email, s.Email) || s.Email == "" && meetings.SameName(m.Account.Name, s.Name) {
			s.Member = &m
		}
	}
	if s.Email == "" {
		return nil
	}
	follows, err := c.store.FollowsAt(ctx, s.Email, by.Convener)
	s.Follows = follows
	return err
}

// ErasePerson erases what an administrator has found of somebody and chosen, by its keys: in
// rooms and logs, in notes and minutes, on agendas and among followers. What others of the
// same name said and were called stays. An account is removed from the organisation, and
// forgotten when it belongs to no other. What is not found any longer is left out.
func (c *Changes) ErasePerson(ctx context.Context, by meetings.Person, name, email string, keys []string) (s Search, err error) {
	if s, err = c.SearchPerson(ctx, by, name, email); err != nil || !s.Any() {
		return s, err
	}
	chosen := func(key string) bool { return slices.Contains(keys, key) }
	if !slices.ContainsFunc(s.Keys(), chosen) {
		return s, meetings.Refuse(meetings.Invalid, "Kryssa för det som ska tas bort.", "Tick what is to be removed.").About("chosen")
	}
	if s.Member != nil && chosen(MemberKey(*s.Member)) {
		if err := by.Proves(meetings.At(c.now())); err != nil {
			return s, err
		}
	}
	if err := c.eraseFound(s, chosen); err != nil {
		return s, err
	}
	for _, m := range s.Minutes {
		if chosen(MinutesKey(m)) {
			if err := c.eraseFromMinutes(m.ID, s.known); err != nil {
				return s, err
			}
		}
	}
	for _, theme := range s.Follows {
		if chosen(FollowKey(theme)) {
			if err := c.store.Change("follow", func(tx *store.Tx) error { return tx.UnfollowAt(s.Email, theme) }); err != nil {
				return s, err
			}
		}
	}
	if s.Member != nil && chosen(MemberKey(*s.Member)) {
		if err := c.forgetMember(by, s.Member.Account.ID); err != nil {
			return s, err
		}
	}
	at := meetings.At(c.now())
	return s, c.store.Change("forget", func(tx *store.Tx) error { return tx.Gone(at, meetings.KeptErased, string(by.Convener), 1) })
}

// eraseFound erases what was chosen from rooms and agendas. The name itself leaves the log of
// a meeting when everybody there who has it is chosen.
func (c *Changes) eraseFound(s Search, chosen func(string) bool) error {
	type room struct {
		who  []meetings.ID
		left bool // somebody else of the same name stays
		any  bool
	}
	rooms := map[meetings.ID]*room{}
	of := func(id meetings.ID) *room {
		if rooms[id] == nil {
			rooms[id] = &room{}
		}
		return rooms[id]
	}
	for _, h := range s.Held {
		if r := of(h.In); chosen(h.Key()) {
			r.who, r.any = append(r.who, h.Who), true
		} else {
			r.left = true
		}
	}
	for _, m := range s.Presents {
		if r := of(m.ID); chosen(PresentsKey(m)) {
			r.any = true
			if err := c.erasePresenter(m.ID, s.Name); err != nil {
				return err
			}
		} else {
			r.left = true
		}
	}
	for id, r := range rooms {
		name := s.Name
		if r.left {
			name = ""
		}
		if r.any {
			if _, err := c.eraseFrom(id, r.who, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// erasePresenter takes the name of a presenter off the agenda of a meeting, and their links.
func (c *Changes) erasePresenter(meeting meetings.ID, name string) error {
	return c.store.Change(string(meeting), func(tx *store.Tx) error { return c.withoutPresenter(tx, meeting, name) })
}

func (c *Changes) withoutPresenter(tx *store.Tx, meeting meetings.ID, name string) error {
	at := meetings.At(c.now())
	for {
		room, seq, err := tx.Take(meeting)
		if err != nil {
			return err
		}
		item := slices.IndexFunc(room.Agenda.Items, func(i meetings.Item) bool { return meetings.SameName(i.Presenter, name) })
		if item < 0 {
			return errors.Join(tx.Release(meeting), tx.ErasePresenters(meeting, name), tx.SaveWas(meeting, meetings.Was{})) // which may have the name
		}
		i := room.Agenda.Items[item]
		event := meetings.ItemEdited{Item: i.ID, Title: i.Title, Minutes: i.Minutes, Round: i.Round}
		c.raise(tx, room.Meeting.Themes, at)
		if err := c.keepAndTell(tx, room.After(event, at), meetings.Entry{Seq: seq, At: at, Event: event}); err != nil {
			return err
		}
	}
}

// eraseFromMinutes takes the name of somebody out of minutes and all their editions.
func (c *Changes) eraseFromMinutes(meeting meetings.ID, known []meetings.Known) error {
	return c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, m, err := tx.TakeMinutes(meeting)
		if err != nil {
			return err
		}
		names := meetings.Names{People: known}
		editions, err := tx.MinutesEditions(meeting)
		if err != nil {
			return err
		}
		for _, e := range editions {
			e.Parts, e.Note = names.OutOf(e.Parts), names.Out(e.Note)
			if err := tx.RewordMinutesEdition(meeting, e); err != nil {
				return err
			}
		}
		at, named := meetings.At(c.now()), m.Named
		m = m.Nameless(names)
		m.Named = named
		m.Rev++
		c.raise(tx, room.Meeting.Themes, at)
		return tx.SaveMinutes(m, at)
	})
}

// forgetMember takes an account out of an organisation, and forgets it when it belongs to no other.
func (c *Changes) forgetMember(by meetings.Person, account meetings.ID) error {
	return c.withMember(by, account, func(tx *store.Tx, _ meetings.Member) error {
		if err := errors.Join(tx.RevokeLinksFor(account), tx.RemoveMember(by.Convener, account)); err != nil {
			return err
		}
		return tx.ForgetAccountOfNobody(account)
	})
}

// ForgetAccount forgets the account of whoever asks, with all that it may do and where it
// is signed in. Each of its organisations keeps an administrator, and counts that somebody
// was forgotten.
func (c *Changes) ForgetAccount(by meetings.Person) error {
	at := meetings.At(c.now())
	if err := by.Proves(at); err != nil || by.Account == "" {
		return err
	}
	return c.store.Change(accounts, func(tx *store.Tx) error {
		in, err := tx.MemberOf(by.Account)
		if err != nil {
			return err
		}
		for _, m := range in {
			if err := errors.Join(tx.TakeMembers(m.Convener.ID), tx.RemoveMember(m.Convener.ID, by.Account), tx.Gone(at, meetings.KeptErased, string(m.Convener.ID), 1)); err != nil {
				return err
			}
			n, err := tx.Administrators(m.Convener.ID)
			if err != nil {
				return err
			}
			if n == 0 {
				return meetings.Refuse(meetings.Late, m.Convener.Name+" skulle stå utan administratör. Gör någon annan till administratör under Personer först.",
					m.Convener.Name+" would be without an administrator. Make somebody else one under People first.")
			}
		}
		return errors.Join(tx.RevokeLinksFor(by.Account), tx.ForgetAccount(by.Account))
	})
}
