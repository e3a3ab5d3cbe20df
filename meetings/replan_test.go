package meetings_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/sample"
)

func TestAChangedRuleTouchesOnlyMeetingsThatNobodyHasOpenedOrEdited(t *testing.T) {
	w := sample.World()
	existing := meetingsOf(t, w.Series)
	existing[1].Touched = true              // 23 March
	existing[2].Status = meetings.Cancelled // 30 March
	existing[3].MovedFrom = existing[3].Start
	changed := w.Series
	changed.Rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU" // 16 and 30 March, 13 April
	changed.Until = date(t, "2027-04-27")
	plan, err := changed.Expand()
	if err != nil {
		t.Fatal(err)
	}
	now := existing[0].Start.Add(time.Minute) // the first has begun
	want := meetings.Replanned{
		Kept:  []meetings.Meeting{existing[4]},
		Left:  existing[:4],
		Added: []meetings.Occurrence{{Date: date(t, "2027-04-27"), Start: existing[4].Start.Add(14 * 24 * time.Hour)}},
	}
	if diff := cmp.Diff(want, meetings.Replan(changed, roomsOf(changed, existing), plan, now)); diff != "" {
		t.Error(diff)
	}
}

func TestAMeetingOnADateThatTheRuleNoLongerGivesIsWithdrawn(t *testing.T) {
	w := sample.World()
	existing := meetingsOf(t, w.Series)
	w.Series.Rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
	plan, err := w.Series.Expand()
	if err != nil {
		t.Fatal(err)
	}
	want := meetings.Replanned{
		Kept:      []meetings.Meeting{existing[0], existing[2], existing[4]},
		Withdrawn: []meetings.Meeting{existing[1], existing[3]},
	}
	got := meetings.Replan(w.Series, roomsOf(w.Series, existing), plan, existing[0].Created)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if say := got.Tally().Say().SV; say != "2 möten utgår och 3 behålls som de är." {
		t.Error(say)
	}
}

func TestANewTimeOfDayChangesFreeMeetingsAndKeepsTheirIdentity(t *testing.T) {
	w := sample.World()
	existing := meetingsOf(t, w.Series)
	w.Series.Start, w.Series.Title.SV = 13*60, "Floder och sjöar"
	plan, err := w.Series.Expand()
	if err != nil {
		t.Fatal(err)
	}
	now := existing[0].Created.Add(time.Hour)
	r := meetings.Replan(w.Series, roomsOf(w.Series, existing), plan, now)
	if len(r.Changed) != len(existing) {
		t.Fatal(r.Tally().Say().EN)
	}
	want := existing[2]
	want.Start, want.Title.SV = want.Start.Add(time.Hour), "Floder och sjöar"
	if diff := cmp.Diff(want, r.Changed[2].Meeting); diff != "" {
		t.Error(diff)
	}
}

func TestANewAgendaTouchesOnlyMeetingsThatNobodyHasOpenedAndSaysHowMany(t *testing.T) {
	w := sample.World()
	rooms := roomsOf(w.Series, meetingsOf(t, w.Series))
	rooms[1].Meeting.Touched = true
	w.Series.Template = append(w.Series.Template, meetings.Item{Title: "Vad tar vi med oss?", Minutes: 5})
	plan, err := w.Series.Expand()
	if err != nil {
		t.Fatal(err)
	}
	r := meetings.Replan(w.Series, rooms, plan, rooms[0].Meeting.Created)
	if len(r.Changed) != 4 || len(r.Left) != 1 || !cmp.Equal(r.Changed[0].Agenda, w.Series.Agenda(rooms[0].Meeting.ID)) {
		t.Errorf("%+v", r)
	}
	for got, want := range map[string]string{
		r.Tally().Say().SV:     "4 möten ändras. 1 lämnas i fred, eftersom någon har öppnat eller ändrat det eller det redan har varit.",
		r.Tally().SayDone().EN: "4 meetings have changed. 1 is left alone, because somebody has opened or edited it or it has already been.",
	} {
		if got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	}
}

func TestABreakDropsTheDatesInItAndGivesThemBack(t *testing.T) {
	w := sample.World()
	rooms := roomsOf(w.Series, meetingsOf(t, w.Series)) // every Tuesday, 16 March to 13 April
	paused := w.Series
	paused.Break = meetings.Break{From: date(t, "2027-03-23"), Back: date(t, "2027-04-06")}
	plan, err := paused.Expand()
	if err != nil || len(plan) != 3 {
		t.Fatal(plan, err)
	}
	now := rooms[0].Meeting.Created
	r := meetings.Replan(paused, rooms, plan, now)
	if len(r.Withdrawn) != 2 || len(r.Kept) != 3 {
		t.Fatal(r.Tally().Say().EN)
	}
	if say := paused.WithdrawnBecause(r.Withdrawn[0]); say.SV != "Uppehåll till 6 april" || paused.Break.Period(meetings.SV) != "23 mars–5 april" {
		t.Error(say, paused.Break.Period(meetings.SV))
	}
	for i := range rooms {
		if paused.Break.Has(rooms[i].Meeting.Date) {
			rooms[i].Meeting.Status, rooms[i].Meeting.Withdrawn = meetings.Cancelled, true
		}
	}
	if again := meetings.Replan(paused, rooms, plan, now); again.Tally() != (meetings.Tally{Kept: 3}) {
		t.Error(again.Tally().Say().EN)
	}
	whole, err := w.Series.Expand()
	if err != nil {
		t.Fatal(err)
	}
	if back := meetings.Replan(w.Series, rooms, whole, now); len(back.Returned) != 2 || back.Tally() != (meetings.Tally{Kept: 3, Added: 2}) {
		t.Error(back.Tally().Say().EN)
	}
	for field, wrong := range map[string]meetings.Break{"break": {Back: date(t, "2027-04-06")}, "back": {From: date(t, "2027-04-06"), Back: date(t, "2027-04-06")}} {
		paused.Break = wrong
		refusal := new(meetings.Refusal)
		if _, err := paused.Dates(); !errors.As(err, &refusal) || refusal.Field != field {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}

func TestReplanningPartsTheMeetingsAndSettles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := anySeries(t), anySeries(t)
		after.First = before.First.AddDays(rapid.IntRange(-30, 30).Draw(t, "shift"))
		after.Until = after.First.AddDays(rapid.IntRange(0, 400).Draw(t, "days"))
		before.Until = before.First.AddDays(200)
		existing, plan := meetingsOf(nil, before), expand(after)
		if len(existing) == 0 || len(plan) == 0 {
			return
		}
		for i := range existing {
			switch rapid.IntRange(0, 6).Draw(t, "fate") {
			case 0:
				existing[i].Touched = true
			case 1:
				existing[i].Status = meetings.Cancelled
			case 2:
				existing[i].MovedFrom = 1
			case 3:
				existing[i].Started = 1
			}
		}
		now := existing[rapid.IntRange(0, len(existing)-1).Draw(t, "now")].Start
		r := meetings.Replan(after, roomsOf(before, existing), plan, now)

		if sum := len(r.Kept) + len(r.Changed) + len(r.Withdrawn) + len(r.Left); sum != len(existing) {
			t.Fatalf("%d of %d meetings told of", sum, len(existing))
		}
		dates := map[meetings.Date]bool{}
		for _, m := range existing {
			dates[m.Date] = true
		}
		concerned := r.Withdrawn
		for _, x := range r.Changed {
			concerned = append(concerned, x.Meeting)
		}
		for _, m := range concerned {
			if m.Touched || m.Started != 0 || m.Status == meetings.Cancelled || m.MovedFrom != 0 {
				t.Fatalf("%s is not free and changes", m.Slug)
			}
		}
		for _, o := range r.Added {
			if dates[o.Date] || o.Start <= now {
				t.Fatalf("%s is added though it has a meeting or has passed", o.Date)
			}
		}

		settled := append(append([]meetings.Meeting{}, r.Kept...), r.Left...)
		for _, x := range r.Changed {
			settled = append(settled, x.Meeting)
		}
		for _, o := range r.Added {
			settled = append(settled, after.Meeting(meetings.ID("new-"+o.Date.String()), o, now))
		}
		again := meetings.Replan(after, roomsOf(after, settled), plan, now)
		if len(again.Changed)+len(again.Added)+len(again.Withdrawn) != 0 {
			t.Fatalf("replanning again is not quiet: %s", again.Tally().Say().EN)
		}
	})
}

// meetingsOf expands a series into its meetings; none when it cannot be expanded and t is nil.
func meetingsOf(t *testing.T, s meetings.Series) (all []meetings.Meeting) {
	plan, err := s.Expand()
	if err != nil && t != nil {
		t.Fatal(err)
	}
	for _, o := range plan {
		all = append(all, s.Meeting(meetings.ID(o.Date.String()), o, 1))
	}
	return all
}

// roomsOf gives meetings the agenda of a series.
func roomsOf(s meetings.Series, list []meetings.Meeting) (rooms []meetings.Room) {
	for _, m := range list {
		rooms = append(rooms, meetings.Room{Meeting: m, Agenda: s.Agenda(m.ID)})
	}
	return rooms
}

func expand(s meetings.Series) []meetings.Occurrence {
	plan, err := s.Expand()
	if err != nil {
		return nil
	}
	return plan
}
