package ical

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

func TestAFoldedLineIsTheLineAgain(t *testing.T) {
	signs := rapid.SampledFrom([]string{"a", " ", "å", "e\u0301", "–", "😀", "👩🏽‍🚒", "🇸🇪", "ب", "\u200d", strings.Repeat("\u0301", 60)})
	rapid.Check(t, func(t *rapid.T) {
		line := strings.Join(rapid.SliceOfN(signs, 0, 300).Draw(t, "line"), "")
		folded, whole := strings.CutSuffix(string(fold(nil, line)), "\r\n")
		if got := strings.ReplaceAll(folded, "\r\n ", ""); !whole || got != line {
			t.Fatalf("folded %q gives %q", folded, got)
		}
		for piece := range strings.SplitSeq(folded, "\r\n") {
			if len(piece) > maxOctets || !utf8.ValidString(piece) {
				t.Fatalf("piece %q of %d octets", piece, len(piece))
			}
		}
	})
}

func TestALineIsCutBetweenGraphemes(t *testing.T) {
	for _, sign := range []string{"å", "e\u0301", "👩🏽‍🚒", "🇸🇪"} {
		for offset := range 30 {
			line := strings.Repeat("x", offset) + strings.Repeat(sign, 40)
			folded := strings.TrimSuffix(string(fold(nil, line)), "\r\n")
			var count int
			for piece := range strings.SplitSeq(folded, "\r\n ") {
				count += uniseg.GraphemeClusterCount(piece)
			}
			if want := uniseg.GraphemeClusterCount(line); count != want {
				t.Errorf("%d and %q: %d graphemes in pieces, %d in the line", offset, sign, count, want)
			}
		}
	}
}

func BenchmarkFold(b *testing.B) {
	line := "DESCRIPTION:" + strings.Repeat("Öppet för alla berörda organisationer. ", 25)
	b.SetBytes(int64(len(line)))
	var out []byte
	for b.Loop() {
		out = fold(out[:0], line)
	}
}
