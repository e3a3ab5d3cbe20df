package notes

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneLine writes runs without line breaks as one line of Markdown.
func oneLine(runs []Run) string {
	l := line{}
	runs = trimmed(runs)
	for i, r := range runs {
		if r.Link != "" && (i == 0 || runs[i-1].Link != r.Link) {
			l.write("[")
		}
		l.run(r, nextOf(r, runs[i+1:]))
		if r.Link != "" && (i+1 == len(runs) || runs[i+1].Link != r.Link) {
			l.write("](" + destination(r.Link) + ")")
		}
	}
	return l.String()
}

// linkEscapes are the signs that would end the address of a link.
var linkEscapes = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", " ", "%20")

// destination is the address of a link as Markdown has it, where &copy; would be a sign.
func destination(link string) string {
	if strings.Contains(link, ";") {
		link = strings.ReplaceAll(link, "&", "&amp;")
	}
	return linkEscapes.Replace(link)
}

// trimmed is runs without white space at the ends and without empty ones, with those
// of the same marks joined.
func trimmed(runs []Run) (kept []Run) {
	for _, r := range runs {
		if len(kept) == 0 {
			r.Text = strings.TrimLeft(r.Text, " ")
		}
		last := len(kept) - 1
		switch {
		case r.Text == "":
		case last >= 0 && kept[last].Strong == r.Strong && kept[last].Em == r.Em && kept[last].Link == r.Link:
			kept[last].Text += r.Text
		default:
			kept = append(kept, r)
		}
	}
	for len(kept) > 0 {
		last := &kept[len(kept)-1]
		if last.Text = strings.TrimRight(last.Text, " "); last.Text != "" {
			break
		}
		kept = kept[:len(kept)-1]
	}
	return kept
}

// nextOf is the sign that will stand after a run: 0 at the end of the line.
func nextOf(r Run, after []Run) rune {
	switch {
	case r.Link != "" && (len(after) == 0 || after[0].Link != r.Link):
		return ']'
	case len(after) == 0:
		return 0
	case after[0].Link != r.Link:
		return '['
	}
	next, _ := utf8.DecodeRuneInString(after[0].Text)
	return next
}

// line is a line of Markdown being written.
type line struct {
	strings.Builder
	last  rune // the last sign written; 0 at the start
	delim rune // the last sign, if it is one of emphasis
}

func (l *line) write(s string) {
	l.WriteString(s)
	if last, n := utf8.DecodeLastRuneInString(s); n > 0 {
		l.last, l.delim = last, 0
	}
}

// run writes a run with its marks. White space stands outside of them, and a mark is
// left out where it would not be read as one: the text matters more than its look.
func (l *line) run(r Run, next rune) {
	inner := strings.Trim(r.Text, " ")
	lead, tail, _ := strings.Cut(r.Text, inner)
	if inner == "" {
		l.write(r.Text)
		return
	}
	l.write(lead)
	if tail != "" {
		next = ' '
	}
	text := escape(inner, l.last == 0)
	if strings.HasSuffix(text, "!") && next == '[' {
		text = strings.TrimSuffix(text, "!") + `\!`
	}
	for _, open := range spellings(r) {
		if l.reads(open, inner, next) {
			l.write(open + escape(inner, false) + reverse(open))
			l.delim = l.last
			l.write(tail)
			return
		}
	}
	l.write(text)
	l.write(tail)
}

// spellings are the ways to begin the marks of a run, the usual one first.
func spellings(r Run) []string {
	switch {
	case r.Strong && r.Em:
		return []string{"***", "_**", "**_", "___"}
	case r.Strong:
		return []string{"**", "__"}
	case r.Em:
		return []string{"*", "_"}
	}
	return nil
}

// reads reports whether marks that begin with open would be read as such around a text
// (CommonMark 0.31, 6.2: left- and right-flanking delimiter runs).
func (l *line) reads(open, inner string, next rune) bool {
	first, _ := utf8.DecodeRuneInString(inner)
	last, _ := utf8.DecodeLastRuneInString(inner)
	outer, inside := rune(open[0]), rune(open[len(open)-1])
	if l.delim == outer {
		return false // two marks beside each other would be read as one
	}
	if outer == inside {
		return opens(outer, l.last, first) && closes(outer, last, next)
	}
	return opens(outer, l.last, inside) && opens(inside, outer, first) &&
		closes(inside, last, outer) && closes(outer, inside, next)
}

func opens(sign, before, after rune) bool {
	return isLeft(before, after) && (sign == '*' || !isLeft(after, before) || isSign(before))
}

func closes(sign, before, after rune) bool { return opens(sign, after, before) }

// isLeft reports whether a sign of emphasis between two others is left-flanking; with
// the two in the other order, whether it is right-flanking.
func isLeft(before, after rune) bool {
	return !isGap(after) && (!isSign(after) || isGap(before) || isSign(before))
}

func isGap(r rune) bool { return r == 0 || unicode.IsSpace(r) }

func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

func reverse(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// What means something in Markdown: anywhere, and only at the start of a line.
var (
	escapes = regexp.MustCompile("[\\\\`*_\\[\\]<>|~]|&[#0-9A-Za-z]|://|(?i:www\\.)")
	starts  = regexp.MustCompile(`^(?:[#+=:-]|[0-9]+[.)])`)
)

// escape makes Markdown of a text on one line, so that it is read as that very text.
func escape(s string, atStart bool) string {
	start := ""
	if at := starts.FindStringIndex(s); atStart && at != nil {
		start, s = s[:at[1]-1]+`\`+s[at[1]-1:at[1]], s[at[1]:]
	}
	return start + escapes.ReplaceAllStringFunc(s, func(m string) string {
		if len(m) == len("www.") {
			return m[:3] + `\.`
		}
		return `\` + m
	})
}
