package meetings

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOrganisersAreRemindedByTheirClock(t *testing.T) {
	loc, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) Instant {
		moment, err := time.ParseInLocation("2006-01-02 15:04", s, loc)
		if err != nil {
			t.Fatal(err)
		}
		return At(moment)
	}
	for name, c := range map[string]struct {
		m    Meeting
		want []string
	}{
		"at noon": {Meeting{Start: at("2027-03-30 12:00"), Ended: at("2027-03-30 12:40")},
			[]string{"today 2027-03-30 09:00–2027-03-30 12:00", "forgotten 2027-03-30 15:00–2027-03-31 09:00", "forgotten 2027-03-31 09:00–2027-04-01 09:00"}},
		"on the day that clocks are put forward": {Meeting{Start: at("2027-03-28 12:00"), Ended: at("2027-03-28 12:40")},
			[]string{"today 2027-03-28 09:00–2027-03-28 12:00", "forgotten 2027-03-28 15:00–2027-03-29 09:00", "forgotten 2027-03-29 09:00–2027-03-30 09:00"}},
		"the day before that": {Meeting{Start: at("2027-03-27 12:00"), Ended: at("2027-03-27 12:40")},
			[]string{"today 2027-03-27 09:00–2027-03-27 12:00", "forgotten 2027-03-27 15:00–2027-03-28 09:00", "forgotten 2027-03-28 09:00–2027-03-29 09:00"}},
		"on the day that they are put back": {Meeting{Start: at("2027-10-31 12:00"), Ended: at("2027-10-31 12:40")},
			[]string{"today 2027-10-31 09:00–2027-10-31 12:00", "forgotten 2027-10-31 15:00–2027-11-01 09:00", "forgotten 2027-11-01 09:00–2027-11-02 09:00"}},
		"in the early morning": {Meeting{Start: at("2027-04-01 08:15"), Ended: at("2027-04-01 09:00")},
			[]string{"today 2027-04-01 07:15–2027-04-01 08:15", "forgotten 2027-04-01 15:00–2027-04-02 09:00", "forgotten 2027-04-02 09:00–2027-04-03 09:00"}},
		"in the afternoon": {Meeting{Start: at("2027-04-01 15:00"), Ended: at("2027-04-01 16:10")},
			[]string{"today 2027-04-01 09:00–2027-04-01 15:00", "forgotten 2027-04-01 17:10–2027-04-02 09:00", "forgotten 2027-04-02 09:00–2027-04-03 09:00"}},
		"in the evening, and nobody ended it": {Meeting{Start: at("2027-04-01 18:00")},
			[]string{"today 2027-04-01 09:00–2027-04-01 18:00", "forgotten 2027-04-02 09:00–2027-04-03 09:00"}},
		"made the same day": {Meeting{Start: at("2027-04-01 12:00"), Ended: at("2027-04-01 12:40"), Created: at("2027-04-01 09:01")},
			[]string{"forgotten 2027-04-01 15:00–2027-04-02 09:00", "forgotten 2027-04-02 09:00–2027-04-03 09:00"}},
		"cancelled": {Meeting{Start: at("2027-04-01 12:00"), Status: Cancelled}, nil},
		"a draft":   {Meeting{Start: at("2027-04-01 12:00"), Status: Draft}, nil},
	} {
		if c.m.Minutes = 45; c.m.Status == "" {
			c.m.Status = Planned
		}
		var got []string
		for _, n := range c.m.Nudges(loc) {
			say := func(i Instant) string { return i.In(loc).Format("2006-01-02 15:04") }
			got = append(got, string(n.Kind)+" "+say(n.At)+"–"+say(n.Until))
			if n.Day != DateOf(n.At.In(loc)) || n.Due(n.At-1) || !n.Due(n.At) || n.Due(n.Until) {
				t.Errorf("%s: %+v", name, n)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestMinutesAreForgottenOnlyWhenSomebodyShouldSeeToThem(t *testing.T) {
	held := Meeting{Status: Planned, Start: 1000, Minutes: 45, Started: 1000, Ended: 2000}
	published, cancelled, unheld, on := held, held, held, held
	published.Published, cancelled.Status, unheld.Started, on.Ended = 1, Cancelled, 0, 0
	without, err := Minutes{}.Forgo()
	if err != nil {
		t.Fatal(err)
	}
	begun, err := without.Written(Writing{Rev: without.Rev, Parts: []MinutesPart{{Text: "Ändå"}}})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		m    Meeting
		x    Minutes
		want bool
	}{
		"held": {held, Minutes{}, true}, "with a draft": {held, begun, true}, "published": {published, Minutes{State: MinutesPublished}, false},
		"set to a time": {held, Minutes{Due: 5000}, false}, "withdrawn": {held, Minutes{State: MinutesWithdrawn}, false},
		"without": {held, without, false}, "cancelled": {cancelled, Minutes{}, false}, "never held": {unheld, Minutes{}, false}, "still on": {on, Minutes{}, false},
	} {
		if got := NewsForgotten.Stands(c.m, c.x, 3000); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if _, err := (Minutes{State: MinutesPublished, Edition: 1}).Forgo(); err == nil {
		t.Error("what is published is forgone")
	}
}
