package notes

import (
	"strconv"
	"strings"

	"ringain/meetings"
)

// Text writes blocks as plain text: one line for each block, list items with "- " or
// their number, indented below one another. The address of a link follows its text.
func Text(blocks []Block, lang meetings.Lang) string {
	w := textWriter{lang: lang}
	w.all(blocks, "", "")
	return w.String()
}

type textWriter struct {
	strings.Builder
	lang meetings.Lang
}

// all writes blocks; first stands before the first line of them, and rest before the others.
func (w *textWriter) all(blocks []Block, first, rest string) {
	for _, b := range blocks {
		if b.empty() {
			continue
		}
		switch b.Kind {
		case BulletList, OrderedList:
			w.list(b, first, rest)
		case ListItem:
			w.all(b.Blocks, first, rest)
		default:
			w.line(b, first, rest)
		}
		first = rest
	}
}

func (w *textWriter) list(b Block, first, rest string) {
	n := 0
	for _, item := range b.Blocks {
		if item.empty() {
			continue
		}
		n++
		mark := "- "
		if b.Kind == OrderedList {
			mark = strconv.Itoa(n) + ". "
		}
		w.all([]Block{item}, first+mark, rest+strings.Repeat(" ", len(mark)))
		first = rest
	}
}

func (w *textWriter) line(b Block, first, rest string) {
	said := b.text()
	if label := b.label(w.lang); label != "" {
		said = label + " " + said
	}
	if duty := b.duty(w.lang); duty != "" {
		said += " (" + duty + ")"
	}
	for _, line := range strings.Split(said, "\n") {
		w.WriteString(strings.TrimRight(first+strings.TrimSpace(line), " ") + "\n")
		first = rest
	}
}

// text is what stands in a block that is text, with the addresses of its links.
func (b Block) text() string {
	var s strings.Builder
	for i, r := range b.Runs {
		if r.Break {
			s.WriteByte('\n')
			continue
		}
		s.WriteString(r.Text)
		last := i+1 == len(b.Runs) || b.Runs[i+1].Link != r.Link
		if r.Link != "" && last && bare(r.Link) != strings.TrimSpace(r.Text) && r.Link != strings.TrimSpace(r.Text) {
			s.WriteString(" <" + r.Link + ">")
		}
	}
	return s.String()
}

// bare is an address as people write it: without mailto: or tel:.
func bare(link string) string {
	link = strings.TrimPrefix(link, "mailto:")
	return strings.TrimPrefix(link, "tel:")
}
