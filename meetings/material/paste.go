package material

import (
	"regexp"
	"slices"
	"strings"
)

// Pasted is one address in a text that somebody pasted.
type Pasted struct {
	Address Address
	Title   string // what stands before it, when that can be its title
	Mended  bool   // it stood broken over several lines, and was put together
}

// maxPasted is how many addresses of one text are read.
const maxPasted = 50

var (
	begins    = regexp.MustCompile(`(?i)(?:https?://|www\.)[^\s<>"|]+`)
	continues = regexp.MustCompile(`^[0-9\p{L}%/?&=_~.+#-]+$`)
	host      = regexp.MustCompile(`(?i)^[a-z0-9åäö-]+(?:\.[a-z0-9åäö-]+)*\.([a-z]{2,})(?:[/:?#]|$)`)
	file      = regexp.MustCompile(`(?i)^(?:html?|php|aspx?|jsp|pdf|docx?|pptx?|xlsx?|odt|txt|jpe?g|png|svg|mp[34])$`)
)

// Paste reads the addresses in a text, each once, 50 at the most. Mail programs break a
// long address over several lines, with empty ones between. An address that ends its
// line goes on with the next line that is not empty, when
//
//   - that line is one run of signs that addresses have, and no address of its own; and
//   - it has a slash, or the address so far ends within a word or a query: with one of - _ = & ? %; and
//   - it begins with a small letter, a digit or a sign, or has a slash: the name below a
//     letter is not taken in.
func Paste(text string) (found []Pasted) {
	lines := strings.Split(strings.ReplaceAll(text, "\r", ""), "\n")
	seen := map[string]bool{}
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		from := 0
		for _, at := range begins.FindAllStringIndex(line, maxPasted) {
			raw, mended := line[at[0]:at[1]], false
			before := line[from:at[0]]
			from = at[1]
			if strings.TrimRight(line[at[1]:], " \t") == "" {
				for next := following(lines, i); next > 0 && goesOn(raw, strings.TrimSpace(lines[next])); next = following(lines, i) {
					raw, mended, i = raw+strings.TrimSpace(lines[next]), true, next
				}
			}
			a, err := ParseAddress(trimmed(raw))
			if err != nil || seen[a.Key] || len(found) == maxPasted {
				continue
			}
			seen[a.Key] = true
			found = append(found, Pasted{Address: a, Title: titleBefore(before), Mended: mended})
		}
	}
	return found
}

// following is the next line that is not empty; 0 when there is none.
func following(lines []string, i int) int {
	for i++; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) != "" {
			return i
		}
	}
	return 0
}

func goesOn(address, line string) bool {
	if len(address)+len(line) > MaxAddress || !continues.MatchString(line) || begins.MatchString(line) {
		return false
	}
	if h := host.FindStringSubmatch(line); h != nil && !file.MatchString(h[1]) {
		return false
	}
	slash := strings.Contains(line, "/")
	first := line[:1]
	return (slash || strings.ContainsAny(address[len(address)-1:], "-_=&?%")) && (slash || strings.ToLower(first) == first)
}

// trimmed is an address without the signs of the sentence around it.
func trimmed(s string) string {
	for {
		shorter := strings.TrimRight(s, ".,;:!'’”*»>")
		for _, pair := range []string{"()", "[]", "{}"} {
			if strings.HasSuffix(shorter, pair[1:]) && strings.Count(shorter, pair[:1]) < strings.Count(shorter, pair[1:]) {
				shorter = shorter[:len(shorter)-1]
			}
		}
		if shorter == s {
			return s
		}
		s = shorter
	}
}

// titleBefore is what stands before an address on its line, as a title. Words that only
// point at the address, such as "Se gärna:", are none.
func titleBefore(s string) string {
	s = strings.Trim(s, " \t-–—:*•·<([,;>")
	says := func(word string) bool {
		return !slices.Contains(pointing(), strings.Trim(strings.ToLower(word), ".,;:!?–-"))
	}
	if len(s) > 200 || !slices.ContainsFunc(strings.Fields(s), says) {
		return ""
	}
	return s
}

// pointing are the words by which one points at an address.
func pointing() []string {
	return []string{"", "se", "här", "är", "den", "det", "detta", "finns", "läs", "mer", "kolla", "titta", "gärna", "in", "också", "även", "och", "samt", "eller", "på", "via", "om", "till",
		"en", "ett", "länk", "länken", "länkar", "tips", "tipsar", "jag", "vi", "hej", "obs", "adress", "adressen", "see", "here", "is", "it", "this", "that", "the", "a", "link", "links", "read", "more",
		"look", "at", "check", "out", "please", "also", "and", "or", "i", "we", "hi", "tip"}
}
