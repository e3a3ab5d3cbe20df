package swedish

import (
	"strings"
	"unicode/utf8"
)

// Alike says how much two texts have in common, from 0 to 1, given their words as
// [Words] returns them: the part of the shorter text's words that are in the other.
//
//   - a word is also in a compound that begins or ends with it: sömn is in sömnproblem,
//     and oro in skoloro, from three letters on;
//   - one word in common is not enough, unless the shorter text has no other.
func Alike(a, b []string) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for _, one := range a {
		for _, other := range b {
			if within(one, other) {
				n++
				break
			}
		}
	}
	if n == 0 || n == 1 && len(a) > 1 {
		return 0
	}
	return float64(n) / float64(len(a))
}

func within(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || utf8.RuneCountInString(a) >= 3 && (strings.HasPrefix(b, a) || strings.HasSuffix(b, a))
}
