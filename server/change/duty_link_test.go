package change_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store/postgrestest"
	"ringain/server/change"
)

func TestARoleIsTakenByALinkOnceAlsoInALockedRoom(t *testing.T) {
	w := newWorld(t)
	m := w.Room.Meeting.ID
	takes := func(node int, who meetings.Person, secret string) error {
		return w.nodes[node].TakeDuty(change.Visitor{Person: who}, m, secret)
	}
	_, err := w.nodes[0].AddDutyLink(w.Cy, m, meetings.Chair)
	w.refused(meetings.NotAllowed, err)
	_, err = w.nodes[0].AddDutyLink(w.Ada, m, "kung")
	w.refused(meetings.Invalid, err)
	chair, err := w.nodes[0].AddDutyLink(w.Ada, m, meetings.Chair)
	w.must(err)
	locked := true
	w.must(w.tries(w.Ada, meetings.SetHouse{Locked: &locked}))
	w.refused(meetings.Outside, w.enters(w.Cy))
	w.refused(meetings.Outside, takes(1, w.Cy, "another secret"))
	w.must(takes(1, w.Cy, chair))
	w.must(errors.Join(takes(0, w.Cy, chair), w.enters(w.Cy), w.tries(w.Cy, meetings.StartAgenda{})))
	w.refused(meetings.Outside, takes(0, guest("dee", "Dee"), chair))
	w.refused(meetings.NotAllowed, w.tries(w.Cy, meetings.GiveDuty{Who: w.Cy.ID, Duty: meetings.Moderator}))
	links, err := w.store.DutyLinks(t.Context(), m)
	w.must(err)
	if len(links) != 1 || links[0].Who != w.Cy.ID || links[0].Name != w.Cy.Name || links[0].Maker != w.Ada.Author() {
		t.Errorf("%+v", links)
	}

	both, err := w.nodes[0].AddDutyLink(w.Ada, m, meetings.Interpreter)
	w.must(err)
	var wg sync.WaitGroup
	results := make([]error, 2)
	for i, who := range []meetings.Person{guest("dee", "Dee"), guest("eli", "Eli")} {
		wg.Go(func() { results[i] = takes(i, who, both) })
	}
	wg.Wait()
	if (results[0] == nil) == (results[1] == nil) {
		t.Errorf("of two who take a link at once: %v, %v", results[0], results[1])
	}

	gone, err := w.nodes[0].AddDutyLink(w.Ada, m, meetings.Moderator)
	w.must(err)
	links, err = w.store.DutyLinks(t.Context(), m)
	w.must(err)
	w.refused(meetings.NotAllowed, w.nodes[1].RevokeDutyLink(w.Cy, m, links[2].ID))
	w.must(w.nodes[1].RevokeDutyLink(w.Ada, m, links[2].ID))
	w.refused(meetings.Outside, takes(0, guest("fay", "Fay"), gone))

	late, err := w.nodes[0].AddDutyLink(w.Ada, m, meetings.Moderator)
	w.must(err)
	w.must(w.tries(w.Ada, meetings.RemovePerson{Who: w.Cy.ID}))
	if takes(0, w.Cy, late) == nil {
		t.Error("who was removed comes back by a link")
	}
	w.must(w.tries(w.Ada, meetings.EndAgenda{}))
	w.refused(meetings.Outside, takes(0, guest("fay", "Fay"), late))
}

// TestOfManyWhoTakeALinkOnTwoNodesOneGetsTheRole: each node has a store of its own.
func TestOfManyWhoTakeALinkOnTwoNodesOneGetsTheRole(t *testing.T) {
	where := postgrestest.Database(t)
	w := worldOn(t, where)
	w.another(where)
	m := w.Room.Meeting.ID
	for round := range 20 {
		link, err := w.nodes[0].AddDutyLink(w.Ada, m, meetings.Moderator)
		w.must(err)
		var all sync.WaitGroup
		var took atomic.Int64
		for i := range 8 {
			who := guest(fmt.Sprintf("guest-%d-%d", round, i), fmt.Sprintf("Gäst %d %d", round, i))
			all.Go(func() {
				if err := w.nodes[i%2].TakeDuty(change.Visitor{Person: who}, m, link); err == nil {
					took.Add(1)
				} else {
					w.refused(meetings.Outside, err)
				}
			})
		}
		all.Wait()
		if took.Load() != 1 {
			t.Fatalf("round %d: %d took one link", round, took.Load())
		}
	}
}
