package material

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"ringain/meetings/swedish"
)

// format is what a link says of the file that it leads to: its kind and its size.
var format = regexp.MustCompile(`(?i)[\s,.(\[–-]*\b(?:pdf|docx?|pptx?|xlsx?|odt|odp|ods|rtf|mp3|mp4|(?:[0-9]+(?:[.,][0-9]+)?\s?[km]i?b))\b[\s.)\]]*$`)

// TitleOf is a title without what a link says of its file, and without the name of the
// site that a page puts after a bar.
func TitleOf(s string) string {
	s, _, _ = strings.Cut(s, " | ")
	for {
		shorter := format.ReplaceAllString(s, "")
		if shorter == s || strings.TrimSpace(shorter) == "" {
			return strings.TrimSpace(s)
		}
		s = shorter
	}
}

// compareTitles says whether two titles are of the same thing:
//
//   - the same words in the same order, however they are inflected: the same;
//   - one word in place of another, or a number, month, language, age or receiver in
//     place of one: different, as reports of two years are, and texts for children and for
//     old people;
//   - else, when most words are in both, perhaps.
func compareTitles(a, b string) Verdict {
	one, other := swedish.Words(TitleOf(a)), swedish.Words(TitleOf(b))
	if len(one) == 0 || len(other) == 0 {
		return Different
	}
	if slices.EqualFunc(one, other, inflected) {
		return Same
	}
	onlyOne, onlyOther := without(one, other), without(other, one)
	if len(onlyOne) == 1 && len(onlyOther) == 1 {
		return Different
	}
	for _, kind := range kinds() {
		if slices.ContainsFunc(onlyOne, kind) && slices.ContainsFunc(onlyOther, kind) {
			return Different
		}
	}
	both := len(one) + len(other) - len(onlyOne) - len(onlyOther)
	if both >= 4 && 5*both >= 3*(len(one)+len(other)) {
		return Suggest
	}
	return Different
}

// without returns the words of one that are not in other.
func without(one, other []string) []string {
	return slices.DeleteFunc(slices.Clone(one), func(word string) bool {
		return slices.ContainsFunc(other, func(o string) bool { return alike(word, o) })
	})
}

// alike reports whether two words are one, of another class or with a slip at the end:
// two thirds of the longer are alike from the beginning, four letters or more.
func alike(a, b string) bool {
	n := common(a, b)
	return a == b || n >= 4 && 3*n >= 2*max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
}

// inflected reports whether two words are one of which an ending was left: skol is skolan.
func inflected(a, b string) bool {
	n := common(a, b)
	return a == b || n >= 4 && n == min(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) && max(len(a), len(b))-min(len(a), len(b)) <= 2
}

// common is how many letters two words begin with alike.
func common(a, b string) (n int) {
	one, other := []rune(a), []rune(b)
	for n < min(len(one), len(other)) && one[n] == other[n] {
		n++
	}
	return n
}

// kinds are kinds of word of which one in place of another makes another thing.
var kinds = sync.OnceValue(func() (kinds []func(string) bool) {
	kinds = append(kinds, isNumber)
	for _, list := range []string{
		"januari februari mars april maj juni juli augusti september oktober november december våren sommaren hösten vintern vårterminen höstterminen",
		"svenska engelska arabiska somaliska tigrinja dari persiska farsi finska ukrainska polska ryska spanska franska tyska turkiska kurdiska teckenspråk lättläst samiska meänkieli romani jiddisch",
		"barn unga ungdom ungdomar tonåringar vuxna äldre spädbarn förskolebarn skolbarn studenter",
		"kommun kommuner region regioner myndigheter företag civilsamhället föreningar skola skolan förskola förskolan vården arbetsplatsen",
		"chefer medarbetare föräldrar anhöriga närstående efterlevande lärare elever patienter personal volontärer män kvinnor flickor pojkar pappor mammor",
		"bilaga rapport delrapport slutrapport handledning mall affisch broschyr film inspelning presentation",
		"norr söder öst väst norra södra östra västra",
	} {
		words := swedish.Words(list)
		kinds = append(kinds, func(word string) bool { return slices.Contains(words, word) })
	}
	return kinds
})

// isNumber reports whether a word is a number, in digits or in Roman ones.
func isNumber(word string) bool {
	return strings.Trim(word, "0123456789") == "" || slices.Contains([]string{"ii", "iii", "iv", "vi", "vii", "viii", "ix"}, word)
}
