package swedish

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Piece is a word of a text as it is written, or what stands between two words.
type Piece struct {
	Text string
	Word string // as [Words] has it; empty for what is none, and for a small word
}

// Pieces divides a text into its words and what stands between them, in order. Put
// together, they are the text.
func Pieces(text string) (all []Piece) {
	text = norm.NFC.String(text)
	for text != "" {
		between := strings.IndexFunc(text, func(r rune) bool { return !parts(r) })
		if between < 0 {
			between = len(text)
		}
		if between > 0 {
			all = append(all, Piece{Text: text[:between]})
		}
		text = text[between:]
		end := strings.IndexFunc(text, parts)
		if end < 0 {
			end = len(text)
		}
		if end > 0 {
			piece := Piece{Text: text[:end]}
			if words := Words(piece.Text); len(words) == 1 {
				piece.Word = words[0]
			}
			all = append(all, piece)
		}
		text = text[end:]
	}
	return all
}

const (
	minWithin = 3  // letters of a word that is looked for within others
	maxWithin = 64 // and at the most: no word that others are made of is longer, and databases refuse patterns without end
	minBefore = 4  // letters before it, when it ends a compound
)

// Within reports whether a word that somebody looks for is another, or begins or ends the
// compound that the other is: sömn is in sömnproblem, and tolk in telefontolk. What
// stands before it is no short prefix: äldre is not in föräldrar. Both are as [Words] has them.
func Within(word, compound string) bool {
	if word == compound {
		return true
	}
	before, ends := strings.CutSuffix(compound, word)
	return MayBeWithin(word) && (strings.HasPrefix(compound, word) || ends && utf8.RuneCountInString(before) >= minBefore)
}

// MayBeWithin reports whether a word is long enough, and short enough, to be looked for within others.
func MayBeWithin(word string) bool {
	n := utf8.RuneCountInString(word)
	return minWithin <= n && n <= maxWithin
}
