package swedish

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestPiecesAreTheWordsAndWhatStandsBetween(t *testing.T) {
	want := []Piece{{"Föräldrarnas", "föräldr"}, {" – ", ""}, {"och", ""}, {" ", ""}, {"sömn", "sömn"}, {"!", ""}}
	if diff := cmp.Diff(want, Pieces("Föräldrarnas – och sömn!")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.String().Draw(r, "text")
		var b strings.Builder
		for _, p := range Pieces(text) {
			b.WriteString(p.Text)
		}
		if b.String() != norm.NFC.String(text) {
			t.Fatalf("%q came together as %q", text, b.String())
		}
	})
}

func TestAWordIsWithinACompound(t *testing.T) {
	for _, test := range []struct {
		word, compound string
		want           bool
	}{
		{"tolk", "telefontolk", true}, {"sömn", "sömnproblem", true}, {"oro", "skoloro", true}, {"äldr", "föräldr", false}, {"äldr", "äldrevård", true}, {"problem", "sömn", false},
		{"är", "ärende", false}, {"ärende", "är", false}, {"kommun", "kommun", true},
	} {
		if got := Within(test.word, test.compound); got != test.want {
			t.Errorf("%s within %s: %t", test.word, test.compound, got)
		}
	}
}
