package meetings

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Line cleans a text of one line that somebody wrote: composed (NFC), without
// control and direction characters, every run of white space one space, none at
// the ends. It is empty when nothing of it would be seen. Calendars and pages can
// carry what it returns.
func Line(s string) string {
	line := strings.Join(strings.Fields(clean(s, false)), " ")
	if !strings.ContainsFunc(line, isSeen) {
		return ""
	}
	return line
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
	before, joined := ' ', false // the last sign that is no mark, and whether something is joined to it
	return thin(norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == joiner || r == nonJoiner:
			if joined || !joins(before, r) {
				return -1
			}
			joined = true
			return r
		case !unicode.IsMark(r) && !isUnseen(r) && r != 0x200B:
			before, joined = r, false
		}
		switch {
		case r == '\n' && breaks, r == '\t':
			return r
		case r == '\n', r == '\r':
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r):
			return -1
		case r == 0xFEFF || r == 0x2028 || r == 0x2029 || r >= 0xFFF9 && r <= 0xFFFB || r == 0x2800:
			return ' '
		case r == 0x200B || isUnseen(r):
			return -1
		}
		return r
	}, s)))
}

// The signs that join letters and emoji, or part them. Nobody sees them either.
const (
	nonJoiner, joiner = 0x200C, 0x200D
	asEmoji           = 0xFE0F
)

// joins reports whether a sign that joins or parts does something after another: it makes one
// of several emoji, and says how letters are written that hang together. Elsewhere nobody sees
// it, and it only makes one name of two that look the same.
func joins(before, r rune) bool {
	if r == joiner && unicode.In(before, unicode.So, unicode.Sk) {
		return true
	}
	return unicode.In(before, unicode.Arabic, unicode.Syriac, unicode.Mandaic, unicode.Nko, unicode.Adlam, unicode.Mongolian,
		unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu,
		unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Tibetan, unicode.Myanmar, unicode.Khmer)
}

// isUnseen reports whether nobody sees a sign (Default_Ignorable_Code_Point of
// Unicode), such as those that turn the direction of text, and it joins nothing.
func isUnseen(r rune) bool {
	return r != nonJoiner && r != joiner && r != asEmoji && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) &&
		unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// isSeen reports whether a sign is seen by itself, as a letter is and an accent is not.
func isSeen(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) }

// maxMarks is how many marks one letter carries at the most. No script in use
// needs more, and a heap of them covers the lines around.
const maxMarks = 4

// thin takes away the marks that are too many on one letter.
func thin(s string) string {
	marks := 0
	return strings.Map(func(r rune) rune {
		switch {
		case r == joiner || r == nonJoiner: // what follows still stands on the same letter
		case !unicode.In(r, unicode.Mn, unicode.Me):
			marks = 0
		case marks == maxMarks:
			return -1
		default:
			marks++
		}
		return r
	}, s)
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

// Cut returns the first characters of a text, most at the most.
func Cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}
