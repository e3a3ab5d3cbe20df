package swedish

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWordsAreWithoutEndingsAccentsAndSmallWords(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                 nil,
		"Och det som är":                   nil,
		"Föräldrarnas sömn, FÖRÄLDRAR":     {"föräldr", "sömn", "föräldr"},
		"En väg in för 0–17 år":            {"väg", "in", "0", "17", "år"},
		"idé-kafé":                         {"ide", "kaf"},
		"A\u030asa O\u0308berg":            {"åsa", "öberg"},
		"kommun kommunen kommunernas":      {"kommun", "kommun", "kommun"},
		"Överenskommelse överenskommelser": {"överenskomm", "överenskomm"},
	} {
		if diff := cmp.Diff(want, Words(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestWordsOfWordsAreNoOthers(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.String().Draw(r, "text")
		for _, word := range Words(text) {
			if word == "" || slices.ContainsFunc([]rune(word), parts) {
				t.Fatalf("%q has the word %q", text, word)
			}
		}
	})
}
