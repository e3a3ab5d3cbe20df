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
		"  Laget \t runt:\u00a0vad hör vi? ":      "Laget runt: vad hör vi?",
		"två\r\nrader\nblir en":                   "två rader blir en",
		"A\u030Angstro\u0308m":                    "Ångström",
		"gömd\u200b \u2060text\u202e och märke":   "gömd text och märke",
		"sida\u2028sida\ufeffsida":                "sida sida sida",
		"nolla\x00 klocka\x07 fel\xff":            "nolla klocka fel",
		"فاطمة och 👩‍👧":                           "فاطمة och 👩‍👧",
		" \r\n\t ":                                "",
		"A\u00add\u2062a\U000E0061\u034f\ufe01":   "Ada",
		"\u200d\u2800\u3164\uffa0\u17b4\ufe0f":    "",
		"\u0301\u0489":                            "",
		"❤️ 1️⃣":                                  "❤️ 1️⃣",
		"C\u200dy L\u200ci\u200c\u200dnd 1\u200d": "Cy Lind 1",
		"🏳️\u200d🌈 👩🏽\u200d\u200d🔬":               "🏳️\u200d🌈 👩🏽\u200d🔬",
		"می\u200cخواهم":                           "می\u200cخواهم",
	} {
		if got := meetings.Line(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestALetterCarriesFewMarks(t *testing.T) {
	for in, want := range map[string]string{
		"X" + strings.Repeat("\u0336", 80) + "Y\u0336":                           "X" + strings.Repeat("\u0336", 4) + "Y\u0336",
		"😀" + strings.Repeat(strings.Repeat("\u0336", 4)+"\u200d", 3) + "\u20dd": "😀" + strings.Repeat("\u0336", 4) + "\u200d",
	} {
		if got := meetings.Line(in); got != want {
			t.Errorf("%+q becomes %+q, want %+q", in, got, want)
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
	for _, seed := range []string{"Välkomna", "a\r\nATTENDEE:b", "\u202e\u0000\xff", "A\u030a\u200b\u0301", "\u2028\ufeff", "e\u0301\u200d\u0336\u0489\u0301\u0301\u0301", "\u09c7\u09be\u3164"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line, lines := meetings.Line(s), meetings.Lines(s)
		if meetings.Line(line) != line || meetings.Lines(lines) != lines {
			t.Errorf("%q is not clean after one cleaning: %q, %q", s, line, lines)
		}
		for _, text := range []string{line, strings.NewReplacer("\n", "", "\t", "").Replace(lines)} {
			if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) || strings.ContainsAny(text, "\u2028\u2029\u202e\u2066\ufeff\ufffd\u00ad\u3164\U000e0041") {
				t.Errorf("%q leaves %q", s, text)
			}
		}
	})
}
