package meetings_test

import (
	"testing"

	"ringain/meetings"
)

func TestEveryActIsSaidInBothLanguages(t *testing.T) {
	for _, kind := range meetings.ActKinds() {
		a := meetings.Act{Kind: kind, Role: meetings.Editor}
		if before, _ := a.Says(); before.SV == "" || before.EN == "" || a.Thing() == "" {
			t.Errorf("%s: %q, %q", kind, before.SV, before.EN)
		}
	}
}

func TestWhatBecomesOfMinutesIsSaidOfThem(t *testing.T) {
	shown := meetings.Minutes{State: meetings.MinutesPublished, Edition: 1, Published: 1}
	again := shown
	again.Edition = 2
	for name, c := range map[string]struct {
		before, after meetings.Minutes
		want          meetings.ActKind
	}{
		"published":           {meetings.Minutes{}, shown, meetings.ActPublished},
		"corrected":           {shown, again, meetings.ActCorrected},
		"withdrawn":           {shown, meetings.Minutes{Edition: 1}, meetings.ActWithdrawn},
		"published again":     {meetings.Minutes{Edition: 1}, again, meetings.ActPublished},
		"scheduled":           {meetings.Minutes{}, meetings.Minutes{Due: 7}, meetings.ActScheduled},
		"only a draft":        {meetings.Minutes{}, meetings.Minutes{Rev: 1}, ""},
		"no longer by itself": {meetings.Minutes{Due: 7}, meetings.Minutes{}, ""},
	} {
		if got := meetings.ActOfMinutes(c.before, c.after); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
