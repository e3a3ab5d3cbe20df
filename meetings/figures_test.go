package meetings_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringain/meetings"
)

func TestAHalfYearIsSaidAndReadBack(t *testing.T) {
	for text, says := range map[string][4]string{
		"2027-1": {"våren 2027", "2027-01-01", "2027-06-30", "2026-2"},
		"2026-2": {"hösten 2026", "2026-07-01", "2026-12-31", "2026-1"},
	} {
		h, err := meetings.ParseHalfYear(text)
		got := [4]string{h.Say(meetings.SV), h.First().String(), h.Last().String(), h.Before().String()}
		if err != nil || h.String() != text || got != says || h.Before().Next() != h || meetings.HalfYearOf(h.First()) != h || meetings.HalfYearOf(h.Last()) != h {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "2027", "2027-3", "27-1", "2027-0"} {
		if h, err := meetings.ParseHalfYear(text); err == nil {
			t.Errorf("%q is %s", text, h)
		}
	}
}

func TestAMeetingIsCountedByBrowserAndTelephoneAlike(t *testing.T) {
	held := meetings.Meeting{Status: meetings.Planned, Start: 1000, Minutes: 45, Ended: 2000}
	room := meetings.Room{
		Meeting: held,
		Signals: []meetings.Signal{
			{Kind: meetings.Need, County: "12"}, {Kind: meetings.Need}, {Kind: meetings.Promise, State: meetings.Kept}, {Kind: meetings.Promise, State: meetings.LetGo},
			{Kind: meetings.Promise}, {Kind: meetings.Promise, State: meetings.OnTheAgenda},
		},
		Questions: []meetings.Question{{Settled: true}, {}},
		Material:  []meetings.Material{{State: meetings.SupportPublished}, {State: meetings.SupportProposed}},
		Callers:   []meetings.Caller{{ID: "1", Sector: "kommun"}, {ID: "2", Who: "asa", Sector: "region"}, {ID: "3"}},
	}
	c := room.Counted(map[string]int{"came:kommun": 2, "came:region": 1}, []meetings.Person{{Sector: "kommun"}, {}, room.Callers[0].Person(), room.Callers[2].Person()})
	got := map[meetings.Figure]int{}
	for _, f := range []meetings.Figure{meetings.FigureHeld, meetings.FigureCancelled, meetings.FigureAhead, meetings.FigureParticipants, meetings.FigureSignals, "behov",
		meetings.FigureAsked, meetings.FigureAnswered, meetings.FigureMaterial, meetings.FigureListed, meetings.FigureKept, meetings.FigureOpen} {
		got[f] = c.Of(f, 10_000)
	}
	want := map[meetings.Figure]int{meetings.FigureHeld: 1, meetings.FigureCancelled: 0, meetings.FigureAhead: 0, meetings.FigureParticipants: 7, meetings.FigureSignals: 6, "behov": 2,
		meetings.FigureAsked: 2, meetings.FigureAnswered: 1, meetings.FigureMaterial: 2, meetings.FigureListed: 1, meetings.FigureKept: 1, meetings.FigureOpen: 2}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}

	// Once it is let go of, what was counted says the same.
	after := room.At(meetings.RoomCounted).Counted(c.N, nil)
	if diff := cmp.Diff(c.N, after.N); diff != "" {
		t.Errorf("counted otherwise afterwards: %s", diff)
	}
}

// counted is a meeting with so many of each sector.
func counted(sectors map[string]int) []meetings.Counted {
	n := map[string]int{}
	for sector, count := range sectors {
		n["came:"+sector] = count
	}
	return []meetings.Counted{{N: n}}
}

func toldOf(all []meetings.Share) string {
	var said []string
	for _, s := range all {
		if s.Few {
			said = append(said, "-")
		} else {
			said = append(said, strings.Repeat("x", s.N))
		}
	}
	return strings.Join(said, " ")
}

func TestFewOfASectorAreNotTold(t *testing.T) {
	five := strings.Repeat("x", 5)
	for _, test := range []struct {
		name    string
		sectors map[string]int
		want    string // civil society, authority, region, municipality, company, other
	}{
		{"nobody", nil, "- - - - - -"},
		{"four are few, five are not", map[string]int{"kommun": 5, "region": 4}, "- - - " + five + " - -"},
		{"one alone would follow from the sum, so the smallest of the others is hidden too",
			map[string]int{"civilsamhalle": 7, "myndighet": 6, "region": 5, "kommun": 8, "foretag": 9, "annat": 1}, strings.Repeat("x", 7) + " xxxxxx - " + strings.Repeat("x", 8) + " " + strings.Repeat("x", 9) + " -"},
		{"two that can only be four each are hidden among three",
			map[string]int{"civilsamhalle": 7, "myndighet": 6, "region": 5, "kommun": 8, "foretag": 4, "annat": 4}, strings.Repeat("x", 7) + " xxxxxx - " + strings.Repeat("x", 8) + " - -"},
		{"nobody is few", map[string]int{"civilsamhalle": 5, "myndighet": 5, "region": 5, "kommun": 5, "foretag": 5, "annat": 5}, strings.TrimSpace(strings.Repeat(five+" ", 6))},
	} {
		if got := toldOf(meetings.BySector(counted(test.sectors))); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestWhatIsHiddenCannotBeFoundOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sectors := map[string]int{}
		all, left := 0, 0
		for _, s := range meetings.Sectors() {
			sectors[s.Code] = rapid.IntRange(0, 9).Draw(t, s.Code)
			all += sectors[s.Code]
		}
		left = all
		hidden, low := 0, 0
		for _, s := range meetings.BySector(counted(sectors)) {
			if !s.Few {
				if s.N < meetings.FewerThan || s.N != sectors[s.Code] {
					t.Fatalf("%s is told as %d of %d", s.Code, s.N, sectors[s.Code])
				}
				left -= s.N
				continue
			}
			hidden++
			if n := sectors[s.Code]; n > 0 && n < meetings.FewerThan {
				low++
			}
		}
		if low > 0 && (hidden < 2 || hidden == low && hidden < len(meetings.Sectors()) && left == hidden*(meetings.FewerThan-1)) {
			t.Fatalf("%v: %d hidden, of which %d are few, and %d in them all", sectors, hidden, low, left)
		}
	})
}
