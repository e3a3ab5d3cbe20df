package swedish

// Alike says how much two texts have in common, from 0 to 1, given their words as
// [Words] returns them: the part of the shorter text's words that are in the other.
//
//   - a word is also in a compound that begins or ends with it ([Within]);
//   - one word in common is not enough, unless the shorter text has no other.
func Alike(a, b []string) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for _, one := range a {
		for _, other := range b {
			if Within(one, other) || Within(other, one) {
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
