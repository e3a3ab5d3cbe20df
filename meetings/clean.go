package meetings

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Line cleans a text of one line that somebody wrote: composed (NFC), without
// control and direction characters, every run of white space one space, none at
// the ends. Calendars and pages can carry what it returns.
func Line(s string) string {
	return strings.Join(strings.Fields(clean(s, false)), " ")
}

// Lines cleans a text of several lines: as [Line], but line breaks stay, as \n.
func Lines(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(clean(s, true), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(line, unicode.IsSpace)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

func clean(s string, breaks bool) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && breaks, r == '\t':
			return r
		case r == '\n', r == '\r':
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r):
			return -1
		case r == 0x061C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			return -1 // marks that turn the direction of text around them
		case r == 0x200B || r == 0x2060:
			return -1 // spaces that nobody sees
		case r == 0xFEFF || r == 0x2028 || r == 0x2029 || r >= 0xFFF9 && r <= 0xFFFB:
			return ' '
		}
		return r
	}, s))
}

// fits cleans a line and refuses it when it is empty though needed, or longer than max characters.
func fits(line *string, needed bool, max int, field string) error {
	*line = Line(*line)
	if needed && *line == "" {
		return Refuse(Invalid, "Fältet är tomt. Skriv något först.", "The field is empty. Write something first.").About(field)
	}
	if utf8.RuneCountInString(*line) > max {
		return Refuse(Invalid, "Texten är för lång. Korta den lite.", "The text is too long. Shorten it a little.").About(field)
	}
	return nil
}

// fitsText is fits for both languages of a text, of which one is enough.
func fitsText(t *Text, needed bool, max int, field string) error {
	if err := fits(&t.SV, needed && Line(t.EN) == "", max, field); err != nil {
		return err
	}
	return fits(&t.EN, false, max, field)
}
