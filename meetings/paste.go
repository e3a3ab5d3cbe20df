package meetings

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

var (
	bullet  = regexp.MustCompile(`^(?:[•‣◦·▪■●○\x{F0B7}]\s*|(?:[*–—-]|\d{1,2}[.)]|[a-zA-Z]\))\s+)`) // F0B7 is what Word pastes
	minutes = regexp.MustCompile(`(?i)[\s,;:–—-]*[(\[]?\b(\d{1,3})\s*(min\.?|minuter|minutes|m)?\s*[)\]]?$`)
)

// ParseItems reads a pasted list as items without identity: one for each line
// that holds a letter or a digit, without its bullet or number. Minutes in
// brackets at the end, or the word min, are the item's planned minutes:
//
// A line that begins as a round does, in either language, is one.
//
//   - Välkomna (3)
//     2. Laget runt, 10 min
func ParseItems(text string) []Item {
	var items []Item
	for line := range strings.Lines(Lines(text)) {
		if item, ok := parseItem(line); ok {
			items = append(items, item)
		}
	}
	return items
}

// parseItem reads one line of a pasted list.
func parseItem(line string) (Item, bool) {
	title := Line(line)
	title = bullet.ReplaceAllString(title, "")
	var planned int
	if m := minutes.FindStringSubmatchIndex(title); m != nil && isMinutes(title[m[0]:], m[4] >= 0) {
		planned, _ = strconv.Atoi(title[m[2]:m[3]])
		title = title[:m[0]]
	}
	if !strings.ContainsFunc(title, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return Item{}, false
	}
	return Item{Title: title, Minutes: planned, Round: soundsLikeRound(title)}, true
}

// isMinutes tells "(10)" and "10 min" from the year that ends
// "Slutrapport överenskommelsen psykisk hälsa 2019" or "Beslut 12".
func isMinutes(tail string, unit bool) bool {
	return unit || strings.ContainsAny(tail, "([")
}
