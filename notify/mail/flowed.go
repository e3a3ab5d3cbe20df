package mail

import (
	"strings"
	"unicode/utf8"
)

// columns is how wide a line of a letter in plain text is, in characters, unless one word
// is longer.
const columns = 72

// flowed breaks the lines of a text so that it reads well where lines are shown as they
// are, and each paragraph is one where they are put together again: RFC 3676, 4. A line that
// ends with a space goes on in the next.
func flowed(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if line == "-- " { // stands over a signature, and goes on nowhere: 4.3
			b.WriteString("-- \n")
			continue
		}
		line = strings.TrimRight(line, " ")
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		room := columns
		for i, word := range strings.Fields(line) {
			n := utf8.RuneCountInString(word)
			switch {
			case i == 0:
				word = stuffed(indent + word)
				room -= len(indent) + n
			case n+1 >= room:
				b.WriteString(" \n")
				word = stuffed(word)
				room = columns - n
			default:
				b.WriteByte(' ')
				room -= n + 1
			}
			b.WriteString(word)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// stuffed puts a space before what would be taken for something else at the beginning of a
// line: RFC 3676, 4.4.
func stuffed(s string) string {
	if strings.HasPrefix(s, " ") || strings.HasPrefix(s, ">") || s == "From" {
		return " " + s
	}
	return s
}
