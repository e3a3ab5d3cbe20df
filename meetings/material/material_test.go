package material

import (
	"os"
	"strings"
	"testing"
)

// pair is two things, and what a person said of them.
type pair struct {
	verdict Verdict
	a, b    string
}

func pairs(t *testing.T, file string) (list []pair) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		part := strings.Split(strings.TrimSpace(line), "\t")
		list = append(list, pair{Verdict(part[0]), part[1], part[2]})
	}
	return list
}

// thing is what somebody shares who has written an address or a title.
func thing(t *testing.T, s string) Thing {
	t.Helper()
	if !strings.ContainsAny(s, "/") {
		return Thing{Title: s}
	}
	a, err := ParseAddress(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return Thing{Address: a}
}

func TestThePairsOfTheSeasonAllGetTheirVerdict(t *testing.T) {
	for _, p := range pairs(t, "pairs_season.tsv") {
		if got := Compare(thing(t, p.a), thing(t, p.b)); got != p.verdict {
			t.Errorf("%s, want %s:\n%s\n%s", got, p.verdict, p.a, p.b)
		}
	}
}

// TestOfThePairsThatPeopleHaveJudgedNearlyAllAreFound: of what a person takes for one
// thing or perhaps one, at least 95 in 100 are found, and of what a person takes for
// two, at most 2 in 100 are said to be one.
func TestOfThePairsThatPeopleHaveJudgedNearlyAllAreFound(t *testing.T) {
	one, found, two, alarms := 0, 0, 0, 0
	for _, p := range pairs(t, "pairs.tsv") {
		got, back := Compare(thing(t, p.a), thing(t, p.b)), Compare(thing(t, p.b), thing(t, p.a))
		if got != back {
			t.Errorf("%s one way and %s the other:\n%s\n%s", got, back, p.a, p.b)
		}
		if got != p.verdict {
			t.Logf("%s, and people say %s:\n%s\n%s", got, p.verdict, p.a, p.b)
		}
		if p.verdict == Different {
			two++
			if got != Different {
				alarms++
			}
			continue
		}
		one++
		if got != Different {
			found++
		}
		if got == Same && p.verdict == Suggest {
			t.Errorf("taken for the same without asking:\n%s\n%s", p.a, p.b)
		}
	}
	t.Logf("%d of %d found (%.1f %%), %d of %d false alarms (%.1f %%)", found, one, 100*float64(found)/float64(one), alarms, two, 100*float64(alarms)/float64(two))
	if one+two < 100 || 100*found < 95*one || 100*alarms > 2*two {
		t.Error("that is too few found, or too many false alarms")
	}
}
