package meetings

import (
	"testing"
	"time"
)

// looks sees a link again and again, each time when it is to be looked at next.
func looks(v Sight, at Instant, states ...Seen) (Sight, Instant) {
	for _, s := range states {
		if v.Next > at {
			at = v.Next
		}
		v = v.See("https://granvik.se/stod", s, at, 0)
	}
	return v, at
}

func apart(a, b Instant) time.Duration { return time.Duration(a-b) * time.Millisecond }

func TestALinkIsNotReachedWhenItWasNotAtTwoLooksADayApart(t *testing.T) {
	const noon = Instant(1_800_000_000_000)
	ok, gone := Seen{State: LinkReached, Status: 200}, Seen{State: LinkGone, Status: 404}
	for _, test := range []struct {
		name string
		seen []Seen
		want Instant
	}{
		{"reached", []Seen{ok, ok}, 0},
		{"missed once", []Seen{gone}, 0},
		{"missed twice within a day", []Seen{gone, gone}, 0},
		{"missed for more than a day", []Seen{gone, gone, gone, gone}, noon},
		{"reached again", []Seen{gone, gone, gone, gone, ok}, 0},
		{"refused to us alone", []Seen{{State: LinkRefused, Status: 403}, {State: LinkRefused, Status: 403}, {State: LinkRefused, Status: 403}}, 0},
	} {
		v, _ := looks(Sight{}, noon, test.seen...)
		if got := v.Unreached(); got != test.want {
			t.Errorf("%s: not reached since %d, want %d", test.name, got, test.want)
		}
		if v.Concerns() != (test.want != 0) {
			t.Errorf("%s: concerns an editor: %t", test.name, v.Concerns())
		}
	}
}

func TestALinkThatIsNotReachedIsLookedAtLessAndLessOften(t *testing.T) {
	v, at := Sight{}, Instant(0)
	var waits []time.Duration
	for range 7 {
		v, at = looks(v, at, Seen{State: LinkFailed})
		waits = append(waits, apart(v.Next, at))
	}
	for i, hours := range []time.Duration{6, 12, 24, 48, 96, 168, 168} {
		if waits[i] != hours*time.Hour {
			t.Errorf("after %d misses it waits %v", i+1, waits[i])
		}
	}
	if v, at := looks(Sight{}, 0, Seen{State: LinkFailed, After: 20 * time.Hour}); apart(v.Next, at) != 20*time.Hour {
		t.Errorf("a site that asks for 20 hours is asked again after %v", apart(v.Next, at))
	}
	if v := (Sight{}).See("a", Seen{State: LinkReached}, 0, 1); apart(v.Next, 0) <= LookAgain || apart(v.Next, 0) > LookAgain*5/4 {
		t.Errorf("chance spreads the next look to %v", apart(v.Next, 0))
	}
}

func TestWhatAnEditorSaysIsRightIsNoConcernUntilItIsFoundOtherwise(t *testing.T) {
	moved := Seen{State: LinkReached, Status: 200, Final: "https://granvik.se/nytt"}
	v, at := looks(Sight{}, 0, moved)
	if !v.Concerns() {
		t.Error("a link that leads elsewhere for good is no concern")
	}
	v = v.SaidRight()
	if v, _ := looks(v, at, moved, moved); v.Concerns() {
		t.Error("what is right is a concern again")
	}
	if v, _ := looks(v, at, Seen{State: LinkReached, Status: 200, Final: "https://granvik.se/annat"}); !v.Concerns() {
		t.Error("another address is no concern")
	}
	if v, _ := looks(v, at, Seen{State: LinkDoubtful}); !v.Concerns() {
		t.Error("a page that seems to be gone is no concern")
	}
	if v := v.See("https://granvik.se/helt-annat", Seen{State: LinkDoubtful}, at, 0); v.Right != "" || !v.Concerns() {
		t.Error("what was said of one address holds for another")
	}
}

func TestNamesThatNobodyHasAreNotLookedAt(t *testing.T) {
	for href, want := range map[string]string{
		"https://www.Granvik.se/a": "www.granvik.se", "https://stod.example.org/a": "", "https://example.com": "", "https://granvik.example/a": "",
		"http://localhost:80/": "", "https://a.test/": "", "https://a.invalid": "", "https://myexample.org/": "myexample.org", "": "", "::": "",
	} {
		if got := WatchedHost(href); got != want {
			t.Errorf("%s: %q, want %q", href, got, want)
		}
	}
}
