package outbox_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/change"
)

// TestWhoeverRangInGetsTheMinutesTheyAskedForOnce: by e-mail it goes by itself when the minutes
// are published, and stays published; what is on paper stays with the organisers until it is
// sent; and no address is kept longer than that, or for longer than its time.
func TestWhoeverRangInGetsTheMinutesTheyAskedForOnce(t *testing.T) {
	w := newWorld(t)
	w.runs()
	room := w.meeting("held", "2027-03-22", meetings.Planned)
	room.Meeting.Started, room.Meeting.Ended = room.Meeting.Start, room.Meeting.Start.Add(40*time.Minute)
	w.must(w.store.Change("held", func(tx *store.Tx) error { return tx.SaveMeeting(room) }))
	order := func(how meetings.SummaryWay, address string) error {
		return w.change.OrderSummary(context.Background(), w.Ada, meetings.SummaryOrder{ID: w.newID(), Meeting: "held", Who: "Telefon 3", How: how, Address: address, Lang: meetings.SV})
	}
	publish := func() {
		t.Helper()
		m, err := w.store.Minutes(t.Context(), "held")
		w.must(err)
		_, err = w.change.WriteMinutes(t.Context(), w.Ada, "held", w.newID(), meetings.Writing{Rev: m.Rev, Note: "Ett ord", Lang: meetings.SV,
			Parts: []meetings.MinutesPart{{Title: "Läget", Text: "- Vi talade om båtar\n- Beslut: mer vind"}}}, change.Publication{Now: true})
		w.must(err)
	}
	left := func() (all []string) {
		orders, err := w.store.SummaryOrders(t.Context(), "held")
		w.must(err)
		for _, o := range orders {
			all = append(all, o.Address)
		}
		return all
	}
	if order(meetings.SummaryByEmail, "ingen adress") == nil || order(meetings.SummaryByPost, " ") == nil || order("brevduva", "x") == nil {
		t.Error("an order that cannot be followed is kept")
	}
	by := w.Ada
	by.Role = meetings.Guest
	if w.change.OrderSummary(t.Context(), by, meetings.SummaryOrder{ID: w.newID(), Meeting: "held", Who: "x", How: meetings.SummaryByPost, Address: "y"}) == nil {
		t.Error("a guest orders")
	}
	w.must(order(meetings.SummaryByEmail, "gun@granvik.example"))
	w.must(order(meetings.SummaryByPost, "Ågatan 1, Granvik"))
	publish()
	w.after(4 * time.Minute)
	w.must(w.change.WithdrawMinutes(t.Context(), w.Ada, "held", w.newID()))
	w.after(30 * time.Minute)
	w.settled()
	if n := len(w.mail.Taken()); n != 0 || len(left()) != 2 {
		t.Fatalf("withdrawn, %d letters went: %v", n, left())
	}
	publish()
	w.after(6 * time.Minute)
	got := w.mail.Await(1)[0]
	for _, says := range []string{"Läget", "Vi talade om båtar", "mer vind", origin + "/moten/held/minnesanteckningar", "Adressen sparas inte"} {
		if !strings.Contains(got.Text, says) {
			t.Errorf("does not say %q:\n%s", says, got.Text)
		}
	}
	w.must(order(meetings.SummaryByEmail, "ulf@granvik.example")) // they are published: at once
	w.mail.Await(2)
	publish()
	w.after(time.Hour)
	w.settled()
	w.have([]string{"gun@granvik.example: Sammanfattning: Floder – öppet samordningsmöte, måndag 22 mars", "ulf@granvik.example: Sammanfattning: Floder – öppet samordningsmöte, måndag 22 mars"})
	if all := left(); len(all) != 1 || all[0] != "Ågatan 1, Granvik" {
		t.Errorf("%v are kept", all)
	}
	w.forgets(room.Meeting.End().Add(31 * 24 * time.Hour))
	if all := left(); len(all) != 0 {
		t.Errorf("%v are kept when their time is up", all)
	}
}
