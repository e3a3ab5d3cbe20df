package meetings_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"ringain/meetings"
)

func TestALineIsWhatCalendarsAndPagesCanCarry(t *testing.T) {
	for in, want := range map[string]string{
		"  Laget \t runt:\u00a0vad hör vi? ":    "Laget runt: vad hör vi?",
		"två\r\nrader\nblir en":                 "två rader blir en",
		"A\u030Angstro\u0308m":                  "Ångström",
		"gömd\u200b \u2060text\u202e och märke": "gömd text och märke",
		"sida\u2028sida\ufeffsida":              "sida sida sida",
		"nolla\x00 klocka\x07 fel\xff":          "nolla klocka fel",
		"فاطمة och 👩‍👧":                         "فاطمة och 👩‍👧",
		" \r\n\t ":                              "",
	} {
		if got := meetings.Line(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestLinesKeepTheirBreaks(t *testing.T) {
	in := "\r\n\r\nFörsta raden  \rAndra\traden\r\n\r\nTredje\x00\n\n"
	if got, want := meetings.Lines(in), "Första raden\nAndra\traden\n\nTredje"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzClean: cleaning twice is cleaning once, and nothing forbidden is left.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{"Välkomna", "a\r\nATTENDEE:b", "\u202e\u0000\xff", "A\u030a\u200b\u0301", "\u2028\ufeff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line, lines := meetings.Line(s), meetings.Lines(s)
		if meetings.Line(line) != line || meetings.Lines(lines) != lines {
			t.Errorf("%q is not clean after one cleaning: %q, %q", s, line, lines)
		}
		for _, text := range []string{line, strings.NewReplacer("\n", "", "\t", "").Replace(lines)} {
			if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) || strings.ContainsAny(text, "\u2028\u2029\u202e\u2066\ufeff\ufffd") {
				t.Errorf("%q leaves %q", s, text)
			}
		}
	})
}
