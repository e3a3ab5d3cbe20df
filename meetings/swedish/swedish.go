// Package swedish finds what Swedish texts have in common: their words, however they
// are inflected.
package swedish

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/swedish"
	"golang.org/x/text/unicode/norm"
)

// Words returns the words of a text as they are compared and looked for, in their order:
//
//   - what is not a letter or a digit parts words, and so does a hyphen;
//   - lower case, and an accent that is not a letter's own is left out: é is e, but å, ä
//     and ö are letters of their own;
//   - the ending of a word is cut off by the Snowball algorithm for Swedish, so that
//     "kommunernas" and "kommun" are the same;
//   - the small words that every text has are left out.
//
// A text of small words only has none.
func Words(text string) (words []string) {
	for word := range strings.FieldsFuncSeq(plain(text), parts) {
		if !swedish.IsStopWord(word) {
			words = append(words, swedish.Stem(word, true))
		}
	}
	return words
}

func parts(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// plain writes a text in lower case without the accents that are not Swedish.
func plain(text string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(strings.ToLower(text)) {
		if r < unicode.MaxASCII || strings.ContainsRune("åäö", r) {
			b.WriteRune(r)
			continue
		}
		for _, part := range norm.NFKD.String(string(r)) {
			if !unicode.IsMark(part) {
				b.WriteRune(part)
			}
		}
	}
	return b.String()
}
