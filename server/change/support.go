package change

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"ringain/meetings"
	"ringain/meetings/material"
	"ringain/meetings/store"
)

// SupportHit is an entry of the support list that may be what somebody is about to add.
type SupportHit struct {
	Support meetings.Support
	Verdict material.Verdict // Same or Suggest
}

// LikeSupport returns which entries of the support list may be what somebody is about to
// add, the same ones first. Of those that wait for an editor, editors are told; others
// only that the very same waits, so that nobody writes in vain, and not what is said of
// it. Those that were returned are not told of.
func (c *Changes) LikeSupport(ctx context.Context, by meetings.Person, e meetings.Support) (hits []SupportHit, err error) {
	link, thing, err := linkOf(e)
	if err != nil {
		return nil, err
	}
	list, err := c.store.SupportLike(ctx, e.Title, link, thing.Hash)
	if err != nil {
		return nil, err
	}
	seen := map[meetings.ID]bool{e.ID: true}
	for _, other := range list {
		if seen[other.ID] || other.State == meetings.SupportReturned || other.State == meetings.SupportWithdrawn {
			continue
		}
		seen[other.ID] = true
		_, is, err := linkOf(other)
		if err != nil {
			continue // it cannot be compared
		}
		v := material.Compare(thing, is)
		if other.State != meetings.SupportPublished && !meetings.MayEditEntry(by, other) {
			if v != material.Same {
				continue
			}
			other = meetings.Support{State: other.State, Href: e.Href, Proposed: other.Proposed}
		}
		if v != material.Different {
			hits = append(hits, SupportHit{other, v})
		}
	}
	slices.SortStableFunc(hits, func(a, b SupportHit) int { return cmp.Compare(a.Verdict, b.Verdict) }) // same before suggest
	return hits, nil
}

// linkOf returns by what an entry is compared.
func linkOf(e meetings.Support) (link store.SupportLink, thing material.Thing, err error) {
	thing.Title = e.Title
	if e.File != nil {
		thing.Hash = e.File.Hash
	}
	if e.Href != "" {
		if thing.Address, err = material.ParseAddress(e.Href); err != nil {
			return link, thing, err
		}
	}
	return store.SupportLink{Key: thing.Address.Key, Near: thing.Address.Near}, thing, nil
}

// ProposeSupport keeps what somebody proposes for the support list, for an editor to look
// at; what an editor proposes is published at once. The identity is that of the form:
// sending it twice has one effect. from is the network it comes from, as a digest, which
// has its share of what may wait. It returns the entry as it is kept.
func (c *Changes) ProposeSupport(by meetings.Person, from string, id meetings.ID, e meetings.Support) (kept meetings.Support, err error) {
	if !id.Valid() {
		return kept, meetings.Refuse(meetings.Invalid, "Formuläret saknar identitet. Ladda om sidan och försök igen.", "The form has no identity. Reload the page and try again.")
	}
	e, link, err := checkSupport(e)
	if err != nil {
		return kept, err
	}
	at := meetings.At(c.now())
	e.ID, e.State, e.Proposed, e.Updated, e.Published, e.Confirmed = id, meetings.SupportProposed, at, at, 0, nil
	if e.Convener = ""; meetings.MayEdit(by) {
		e.State, e.Published, e.Convener = meetings.SupportPublished, at, by.Convener
	}
	err = c.store.Change("support", func(tx *store.Tx) error {
		if err := tx.HoldSupport(); err != nil {
			return err
		}
		before, found, err := tx.Support(id)
		if err != nil || found {
			kept = before
			return err
		}
		if !meetings.MayEdit(by) {
			if more, err := morePropose(tx, from); err != nil {
				return err
			} else if !more {
				return meetings.Refuse(meetings.TooMuch, "Just nu väntar så många förslag att inga fler ryms. Försök igen om några dagar.",
					"So many proposals are waiting just now that no more fit. Try again in a few days.")
			}
		}
		kept = e
		if err := saveNew(tx, &kept, link); err != nil || kept.State != meetings.SupportProposed {
			return err
		}
		return tx.SentBy(id, from)
	})
	return kept, err
}

// morePropose reports whether one more proposal may wait for an editor: there is room for
// so many, and one sender has a share of it.
func morePropose(tx *store.Tx, sender string) (bool, error) {
	all, ofSender, err := tx.SupportProposed(sender)
	return all < meetings.MaxProposed && (sender == "" || ofSender < meetings.MaxOfSender), err
}

// saveNew keeps a new entry at the first address of its title that is free.
func saveNew(tx *store.Tx, e *meetings.Support, link store.SupportLink) error {
	name := cmp.Or(meetings.Slug(e.Title), "stod")
	if slices.Contains(ownPages(), name) {
		name = "stod-" + name
	}
	e.Slug = name
	for n := 2; ; n++ {
		err := keepSupport(tx, *e, link)
		if r, ok := errors.AsType[*meetings.Refusal](err); !ok || r.Field != "slug" || n == 1000 {
			return err
		}
		e.Slug = fmt.Sprintf("%s-%d", name, n)
	}
}

// ownPages are the addresses beside the entries' that the list has itself.
func ownPages() []string { return []string{"foresla", "tack", "inbaddad", "badda-in"} }

// EditSupport changes what an entry says. Its state, its address and who confirmed it stay.
func (c *Changes) EditSupport(by meetings.Person, id meetings.ID, e meetings.Support) error {
	return c.withSupport(id, func(before meetings.Support) (meetings.Support, error) {
		if err := allow(meetings.MayEditEntry(by, before)); err != nil {
			return before, err
		}
		e.Convener, e.ID, e.Slug, e.State, e.Confirmed, e.Returned = before.Convener, before.ID, before.Slug, before.State, before.Confirmed, before.Returned
		e.Meeting, e.Discussed, e.Trusted = before.Meeting, before.Discussed, before.Trusted
		e.Proposed, e.Published, e.Updated = before.Proposed, before.Published, meetings.At(c.now())
		if e.Href == before.Href {
			e.Checked, e.Unreached = before.Checked, before.Unreached
		}
		return e, nil
	})
}

// ReviewSupport publishes an entry, returns it or takes it off the list. The meetings
// where it stands as material are told.
func (c *Changes) ReviewSupport(ctx context.Context, by meetings.Person, id meetings.ID, r meetings.Review) error {
	e, err := c.store.Support(ctx, string(id))
	if err == nil {
		err = allow(meetings.MayEditEntry(by, e))
	}
	if err != nil {
		return err
	}
	meeting, m, err := c.inMeeting(ctx, e)
	if err != nil {
		return err
	}
	if meeting != "" {
		_, err := c.Do(ctx, by, meeting, c.newID(), meetings.JudgeMaterial{Material: m, To: r.To, Reason: r.Reason})
		return err
	}
	return c.withSupport(id, func(before meetings.Support) (meetings.Support, error) {
		return before.Reviewed(r, meetings.At(c.now()))
	})
}

// ConfirmSupport adds the organisation of somebody to those that use what an entry leads to.
func (c *Changes) ConfirmSupport(id meetings.ID, organisation string) error {
	return c.withSupport(id, func(before meetings.Support) (meetings.Support, error) {
		return before.Confirm(organisation)
	})
}

// withSupport changes one entry.
func (c *Changes) withSupport(id meetings.ID, change func(meetings.Support) (meetings.Support, error)) error {
	return c.store.Change("support", func(tx *store.Tx) error {
		before, found, err := tx.Support(id)
		if err != nil {
			return err
		}
		if !found {
			return meetings.Refuse(meetings.Unknown, "Det finns inget sådant i stödlistan.", "There is no such entry in the support list.")
		}
		after, err := change(before)
		if err != nil {
			return err
		}
		after, link, err := checkSupport(after)
		if err != nil {
			return err
		}
		if before.File != nil && (after.File == nil || *after.File != *before.File) {
			if err := tx.ReleaseFiles(supportFiles, id); err != nil {
				return err
			}
		}
		if err := keepSupport(tx, after, link); err != nil || after.Href == before.Href {
			return err
		}
		return tx.WatchAgain(id)
	})
}

// checkSupport cleans an entry, and its address of what tells only who followed it.
func checkSupport(e meetings.Support) (meetings.Support, store.SupportLink, error) {
	e, err := meetings.CheckSupport(e)
	if err != nil {
		return e, store.SupportLink{}, err
	}
	link, thing, err := linkOf(e)
	e.Href = thing.Address.Href
	return e, link, err
}
