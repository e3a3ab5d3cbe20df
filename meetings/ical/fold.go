package ical

import (
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// maxOctets is how long a line may be without its CRLF. RFC 5545, 3.1.
const maxOctets = 75

// fold appends a line to b, in pieces of at most 75 octets that begin with a space
// from the second one on. It is cut between graphemes, so that a reader who joins
// bytes and one who joins characters read the same; a grapheme longer than a line is
// cut between characters.
func fold(b []byte, line string) []byte {
	room := maxOctets
	put := func(s string) {
		if len(s) > room {
			b = append(b, "\r\n "...)
			room = maxOctets - 1
		}
		b = append(b, s...)
		room -= len(s)
	}
	for line != "" {
		if len(line) <= room {
			b = append(b, line...)
			break
		}
		g := grapheme(line)
		line = line[len(g):]
		if len(g) < maxOctets {
			put(g)
			continue
		}
		for _, r := range g {
			put(string(r))
		}
	}
	return append(b, "\r\n"...)
}

// grapheme returns the first grapheme of s (UAX #29). Between two characters of
// ASCII that are no controls there is always a boundary.
func grapheme(s string) string {
	if len(s) > 1 && s[0] < utf8.RuneSelf && s[1] < utf8.RuneSelf {
		return s[:1]
	}
	g, _, _, _ := uniseg.FirstGraphemeClusterInString(s, -1)
	return g
}
