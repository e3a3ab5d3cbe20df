package live

import (
	"testing"
	"time"

	"ringain/server/guest"
	"ringain/server/wire"
)

func TestSomebodyWithTwoWindowsCountsOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	cy := w.participant(a, "Cy")
	w.follow(cy)
	f := w.follow(cy)
	w.follow(a.stranger())
	w.follow(w.participant(a, "Bo"))
	seen := w.until(f, "three people", func(s guest.Seen) bool { return s.Present.Count >= 3 })
	want := []wire.Participant{
		{Name: "Bo", Organisation: "Granviks kommun", Sector: "kommun", Role: "guest"},
		{Name: "Cy", Organisation: "Granviks kommun", Sector: "kommun", Role: "guest"}}
	for i := range seen.Present.People {
		seen.Present.People[i].ID = ""
	}
	if p := seen.Present; p.Count != 3 || p.Sectors["kommun"] != 2 || len(p.People) != 2 || p.People[0] != want[0] || p.People[1] != want[1] {
		t.Errorf("%+v", p)
	}
}

func TestPresenceIsToldAtMostOnceASecond(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	line := w.open(a.stranger(), wire.Position{})
	for w.hear(line).Here == nil {
	}
	for range 30 {
		w.open(a.stranger(), wire.Position{})
	}
	var told []time.Time
	for {
		h := w.hear(line)
		if h.Presence == nil {
			continue
		}
		told = append(told, time.Now())
		if h.Presence.Count == 31 {
			break
		}
	}
	if most := int(told[len(told)-1].Sub(told[0])/presenceEvery) + 2; len(told) > most {
		t.Errorf("told %d times, where %d would be the most", len(told), most)
	}
}

func TestWhoeverLeavesIsNoLongerPresent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	f := w.follow(a.stranger())
	line := w.open(w.participant(a, "Cy"), wire.Position{})
	w.until(f, "two", func(s guest.Seen) bool { return s.Present.Count == 2 })
	if err := line.Close(); err != nil {
		t.Fatal(err)
	}
	w.until(f, "one", func(s guest.Seen) bool { return s.Present.Count == 1 })
}

func TestAnInterpreterWhoHasOnlyTheCaptionsOpenIsPresentUntilTheyLeave(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	f := w.follow(a.stranger())
	leave := w.reads(a, "Cy")
	seen := w.until(f, "two", func(s guest.Seen) bool { return s.Present.Count == 2 })
	if people := seen.Present.People; len(people) != 1 || people[0].Name != "Cy" {
		t.Errorf("%+v", people)
	}
	w.reads(a, "") // who only reads is counted by nobody
	leave.close()
	w.until(f, "one", func(s guest.Seen) bool { return s.Present.Count == 1 })
}
