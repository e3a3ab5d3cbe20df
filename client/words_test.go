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

func TestBothLanguagesHaveEveryWordOfTheRoom(t *testing.T) {
	parts, err := filepath.Glob("src/*/words.ts")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, part := range append(parts, "src/words.ts") {
		source, err := os.ReadFile(part)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^  readonly (\w+): string;`).FindAllSubmatch(source, -1) {
			want = append(want, string(m[1]))
		}
	}
	slices.Sort(want)
	for _, lang := range []string{"sv", "en"} {
		words := Words(lang)
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(words))); diff != "" {
			t.Errorf("words.ts and what is written here differ in %s (-ts +go):\n%s", lang, diff)
		}
		for name, text := range words {
			if text == "" {
				t.Errorf("%s is empty in %s", name, lang)
			}
		}
	}
}

func TestBothLanguagesFillTheSamePlaces(t *testing.T) {
	place := regexp.MustCompile(`\{\w+\}`)
	places := func(s string) []string { return slices.Sorted(slices.Values(place.FindAllString(s, -1))) }
	for _, w := range everyWord() {
		if diff := cmp.Diff(places(w.sv), places(w.en)); diff != "" {
			t.Errorf("%s (-sv +en):\n%s", w.name, diff)
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
