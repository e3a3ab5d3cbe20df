package store_test

import (
	"fmt"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// linksWait: the links of what is published wait to be looked at, and an editor sees those of concern.
func linksWait(t *testing.T, s *store.Store) {
	entry := func(id meetings.ID, href string, state meetings.SupportState) meetings.Support {
		e := meetings.Support{ID: id, Slug: string(id), State: state, Title: "Stöd", Kind: "stod", Href: href}
		must(t, s.Change("support", func(tx *store.Tx) error { return tx.SaveSupport(e, store.SupportLink{Key: href}) }))
		return e
	}
	a := entry("a", "https://granvik.se/a", meetings.SupportPublished)
	entry("b", "https://bergso.se/b", meetings.SupportPublished)
	entry("c", "https://bergso.se/c", meetings.SupportProposed)
	entry("d", "https://stod.example.org/d", meetings.SupportPublished)
	wait := func(at meetings.Instant, alone ...string) string {
		t.Helper()
		list, err := s.LinksToLook(t.Context(), at, alone, 10)
		must(t, err)
		ids := []meetings.ID{}
		for _, e := range list {
			ids = append(ids, e.ID)
		}
		return fmt.Sprint(ids)
	}
	same(t, "[a b]", wait(0))
	same(t, "[a]", wait(0, "bergso.se", "soderbygd.se"))
	seen := meetings.Sight{}.See(a.Href, meetings.Seen{State: meetings.LinkReached, Final: "https://granvik.se/ny"}, 5, 0)
	a.Checked = 5
	must(t, s.Change("support", func(tx *store.Tx) error { return tx.SaveSight(a, seen) }))
	same(t, "[b]", wait(100))
	same(t, "[b a]", wait(seen.Next))
	list, n, err := s.LinksOfConcern(t.Context(), "", 10)
	must(t, err)
	same(t, []store.Sighted{{Support: a, Sight: seen}}, list)
	same(t, 1, n)
	kept, err := s.SightOf(t.Context(), "a")
	must(t, err)
	same(t, seen, kept)

	a.State = meetings.SupportWithdrawn
	must(t, s.Change("support", func(tx *store.Tx) error { return tx.SaveSupport(a, store.SupportLink{}) }))
	_, n, err = s.LinksOfConcern(t.Context(), "", 10)
	must(t, err)
	same(t, 0, n)
	must(t, s.Change("support", func(tx *store.Tx) error { return tx.LookSoon("b") }))
	same(t, "[b]", wait(0))
}

// oneClaims: one node at a time has a claim, until it has not been heard of for a while.
func oneClaims(t *testing.T, s *store.Store) {
	claim := func(node string, now, until meetings.Instant) (mine bool) {
		t.Helper()
		must(t, s.Change("claim", func(tx *store.Tx) (err error) {
			mine, err = tx.Claim("links", node, now, until)
			return err
		}))
		return mine
	}
	same(t, true, claim("one", 0, 10))
	same(t, false, claim("two", 5, 15))
	same(t, true, claim("one", 8, 18))
	same(t, false, claim("two", 17, 27))
	same(t, true, claim("two", 18, 28))
	same(t, false, claim("one", 19, 29))
	must(t, s.Change("claim", func(tx *store.Tx) error { return tx.Unclaim("links", "one") }))
	same(t, false, claim("one", 20, 30))
	must(t, s.Change("claim", func(tx *store.Tx) error { return tx.Unclaim("links", "two") }))
	same(t, true, claim("one", 21, 31))
}

// reportsWait: what readers say is wrong waits for an editor, once, with its entry.
func reportsWait(t *testing.T, s *store.Store) {
	someSupport(t, s)
	r := meetings.Report{ID: "r", Support: "e1", Kind: meetings.ReportLink, Text: "Länken är död", At: 5}
	must(t, s.Change("support", func(tx *store.Tx) error {
		must(t, tx.AddReport(r, "n1"))
		must(t, tx.AddReport(r, "n1"))
		all, ofOne, ofSender, err := tx.Reports("e2", "n1")
		same(t, "1 0 1", fmt.Sprint(all, ofOne, ofSender))
		return err
	}))
	list, n, err := s.ReportList(t.Context(), "", 10)
	must(t, err)
	same(t, 1, n)
	same(t, r, list[0].Report)
	same(t, meetings.ID("e1"), list[0].Support.ID)
	must(t, s.Change("support", func(tx *store.Tx) error { return tx.RemoveReport("", "r") }))
	_, n, err = s.ReportList(t.Context(), "", 10)
	must(t, err)
	same(t, 0, n)
}
