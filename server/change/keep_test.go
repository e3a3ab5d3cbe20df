package change_test

import (
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/change"
)

// past moves the clock past the end of the meeting, by some days, and lets the time that is up pass.
func (w *world) past(days int) {
	w.Helper()
	w.clock.Store(int64(w.Room.Meeting.End().Add(time.Duration(days)*24*time.Hour + time.Hour)))
	w.must(w.nodes[1].Keep(w.Context(), "one", meetings.UsualTerms()))
}

func TestWhoCameIsStillRecognisedWhenTheListOfThemIsForgotten(t *testing.T) {
	w := newWorld(t)
	silent := meetings.Person{ID: "silent", Name: "Eivor Strand", Organisation: "Strandens förening", Role: meetings.Guest}
	w.do(meetings.StartAgenda{})
	w.must(w.nodes[0].Enter(t.Context(), change.Visitor{Person: silent}, w.Room.Meeting.ID))
	w.do(meetings.EndAgenda{})
	w.past(3)
	if came, err := w.store.Came(t.Context(), w.Room.Meeting.ID); err != nil || len(came) != 0 {
		t.Fatalf("%v are remembered: %v", came, err)
	}
	text := func(said string) meetings.Writing {
		m, err := w.store.Minutes(t.Context(), w.Room.Meeting.ID)
		w.must(err)
		return meetings.Writing{Rev: m.Rev, Parts: []meetings.MinutesPart{{Title: "Läget", Text: said}}, Lang: meetings.SV}
	}
	write := func(said string, named bool) error {
		one := text(said)
		one.Named = named
		_, err := w.nodes[0].WriteMinutes(t.Context(), w.Ada, w.Room.Meeting.ID, w.newID(), one, change.Publication{Now: true})
		return err
	}
	w.refused(meetings.Invalid, write("Eivor Strands fråga besvarades.", false))
	w.must(write("Eivor Strands fråga besvarades.", true))
	m, err := w.store.Minutes(t.Context(), w.Room.Meeting.ID)
	w.must(err)
	if len(m.People) != 0 {
		t.Errorf("the list of who took part is kept with the minutes: %v", m.People)
	}
	w.past(100)
	w.past(369)
	m, err = w.store.Minutes(t.Context(), w.Room.Meeting.ID)
	w.must(err)
	w.same("Strandens förenings fråga besvarades.", m.Parts[0].Text)
	names, err := w.store.NameMarks(t.Context(), w.Room.Meeting.ID)
	w.must(err)
	w.past(370)
	if names, err = w.store.NameMarks(t.Context(), w.Room.Meeting.ID); err != nil || len(names.Marks) != 0 {
		t.Errorf("%d marks stay when no minutes have names: %v", len(names.Marks), err)
	}
}

func TestOneNodeAtATimeRemovesWhatIsPastItsTime(t *testing.T) {
	w := newWorld(t)
	w.do(meetings.StartAgenda{})
	w.do(meetings.EndAgenda{})
	w.clock.Store(int64(w.Room.Meeting.End().Add(100 * 24 * time.Hour)))
	w.must(w.store.Change("claim", func(tx *store.Tx) error {
		_, err := tx.Claim("keeping", "another", meetings.Instant(w.clock.Load()), meetings.Instant(w.clock.Load()).Add(time.Minute))
		return err
	}))
	due := func() int {
		ids, err := w.store.RoomsAt(t.Context(), meetings.RoomNameless, meetings.Instant(w.clock.Load()).Add(-90*24*time.Hour), 10)
		w.must(err)
		return len(ids)
	}
	before := due()
	w.must(w.nodes[0].Keep(t.Context(), "one", meetings.UsualTerms()))
	if before == 0 || due() != before {
		t.Errorf("%d rooms of %d are left while another node has the task", due(), before)
	}
	w.clock.Add(int64(2 * time.Minute / time.Millisecond))
	w.must(w.nodes[0].Keep(t.Context(), "one", meetings.UsualTerms()))
	if due() != 0 {
		t.Errorf("%d rooms are left", due())
	}
	for _, e := range w.log(w.Room.Meeting.ID) { // dense, and nobody's
		if e.By.Name != "" || e.By.ID != "" {
			t.Errorf("event %d is by %s", e.Seq, e.By.Name)
		}
	}
}
