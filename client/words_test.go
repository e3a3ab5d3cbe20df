package client

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

// types reads which words each type of the files named words.ts has, and what it joins.
func types(t *testing.T) (words, joined map[string][]string) {
	t.Helper()
	files, err := filepath.Glob("src/*/words.ts")
	if err != nil {
		t.Fatal(err)
	}
	words, joined = map[string][]string{}, map[string][]string{}
	for _, file := range append(files, "src/words.ts") {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?s)\nexport type (\w+) = \{\n(.*?)\n\};`).FindAllSubmatch(source, -1) {
			for _, w := range regexp.MustCompile(`(?m)^  readonly (\w+): string;`).FindAllSubmatch(m[2], -1) {
				words[string(m[1])] = append(words[string(m[1])], string(w[1]))
			}
		}
		for _, m := range regexp.MustCompile(`\nexport type (\w+) = ([\w &]+);`).FindAllSubmatch(source, -1) {
			joined[string(m[1])] = regexp.MustCompile(`\w+`).FindAllString(string(m[2]), -1)
		}
	}
	return words, joined
}

func TestEveryPartOfTheRoomHasItsWordsInBothLanguages(t *testing.T) {
	words, joined := types(t)
	for part, name := range map[string]string{"page": "Words", "tools": "ToolWords", "notes": "NotesWords", "input": "InputWords", "keys": "KeysWords"} {
		want := slices.Clone(words[name])
		for _, of := range joined[name] {
			want = append(want, words[of]...)
		}
		slices.Sort(want)
		for _, lang := range []string{"sv", "en"} {
			got := PartWords(part, lang)
			if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
				t.Errorf("%s in words.ts and what is written here differ in %s (-ts +go):\n%s", name, lang, diff)
			}
			for name, text := range got {
				if text == "" {
					t.Errorf("%s is empty in %s", name, lang)
				}
			}
		}
	}
}

func TestNoWordHasTwoMeanings(t *testing.T) {
	seen := map[string]bool{}
	for _, part := range Parts() {
		for _, w := range wordsOf(part) {
			if seen[w.name] {
				t.Errorf("%s is written twice", w.name)
			}
			seen[w.name] = true
		}
	}
}

func TestBothLanguagesFillTheSamePlaces(t *testing.T) {
	place := regexp.MustCompile(`\{\w+\}`)
	places := func(s string) []string { return slices.Sorted(slices.Values(place.FindAllString(s, -1))) }
	for _, part := range Parts() {
		for _, w := range wordsOf(part) {
			if diff := cmp.Diff(places(w.sv), places(w.en)); diff != "" {
				t.Errorf("%s (-sv +en):\n%s", w.name, diff)
			}
		}
	}
}

func TestTheSectorsAreNamedAsTheDomainNamesThem(t *testing.T) {
	for _, s := range meetings.Sectors() {
		if Words("sv")[s.Code] != s.Name.SV || Words("en")[s.Code] != s.Name.EN {
			t.Errorf("sector %s is %q and %q, want %q and %q", s.Code, Words("sv")[s.Code], Words("en")[s.Code], s.Name.SV, s.Name.EN)
		}
	}
}
