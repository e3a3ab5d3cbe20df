package meetings_test

import (
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
	if diff := cmp.Diff(want, meetings.Replan(changed, existing, plan, now)); diff != "" {
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
	got := meetings.Replan(w.Series, existing, plan, existing[0].Created)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	say := "3 behålls som de är, 0 ändras, 0 tillkommer, 2 utgår och 0 lämnas i fred, eftersom någon har öppnat eller ändrat dem eller de redan har varit."
	if got.Say().SV != say {
		t.Error(got.Say().SV)
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
	r := meetings.Replan(w.Series, existing, plan, now)
	if len(r.Changed) != len(existing) {
		t.Fatal(r.Say().EN)
	}
	want := existing[2]
	want.Start, want.Title.SV = want.Start.Add(time.Hour), "Floder och sjöar"
	if diff := cmp.Diff(want, r.Changed[2]); diff != "" {
		t.Error(diff)
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
		r := meetings.Replan(after, existing, plan, now)

		if sum := len(r.Kept) + len(r.Changed) + len(r.Withdrawn) + len(r.Left); sum != len(existing) {
			t.Fatalf("%d of %d meetings told of", sum, len(existing))
		}
		dates := map[meetings.Date]bool{}
		for _, m := range existing {
			dates[m.Date] = true
		}
		for _, m := range append(r.Changed, r.Withdrawn...) {
			if m.Touched || m.Started != 0 || m.Status == meetings.Cancelled || m.MovedFrom != 0 {
				t.Fatalf("%s is not free and changes", m.Slug)
			}
		}
		for _, o := range r.Added {
			if dates[o.Date] || o.Start <= now {
				t.Fatalf("%s is added though it has a meeting or has passed", o.Date)
			}
		}

		settled := append(append(append([]meetings.Meeting{}, r.Kept...), r.Changed...), r.Left...)
		for _, o := range r.Added {
			settled = append(settled, after.Meeting(meetings.ID("new-"+o.Date.String()), o, now))
		}
		again := meetings.Replan(after, settled, plan, now)
		if len(again.Changed)+len(again.Added)+len(again.Withdrawn) != 0 {
			t.Fatalf("replanning again is not quiet: %s", again.Say().EN)
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

func expand(s meetings.Series) []meetings.Occurrence {
	plan, err := s.Expand()
	if err != nil {
		return nil
	}
	return plan
}
