package notes

import (
	"strconv"
	"strings"

	"ringain/meetings"
)

// Markdown writes blocks as CommonMark. Text stays text: what would mean something in
// Markdown is escaped. A heading of level 2 becomes one of level top, and level 3 the
// one below; top is 1 to 5.
func Markdown(blocks []Block, lang meetings.Lang, top int) string {
	w := markdownWriter{lang, min(max(top, 1), 5)}
	lines := w.all(blocks, false)
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

type markdownWriter struct {
	lang meetings.Lang
	top  int
}

// all writes blocks as lines, with an empty one between two blocks, except where a
// list follows text in a tight list.
func (w markdownWriter) all(blocks []Block, tight bool) (lines []string) {
	var before Block
	other := false // of two lists after each other, the second has the other mark
	for _, b := range blocks {
		if b.empty() {
			continue
		}
		other = b.isList() && before.Kind == b.Kind && !other
		if before.Kind != "" && !(tight && b.isList() && !before.isList()) {
			lines = append(lines, "")
		}
		lines = append(lines, w.block(b, other)...)
		before = b
	}
	return lines
}

func (b Block) isList() bool { return b.Kind == BulletList || b.Kind == OrderedList }

func (w markdownWriter) block(b Block, other bool) []string {
	switch b.Kind {
	case BulletList, OrderedList:
		return w.list(b, other)
	case ListItem:
		return w.all(b.Blocks, false)
	case Heading:
		return []string{strings.Repeat("#", w.top+b.Level-2) + " " + withoutEnd(strings.Join(inMarkdown(b.Runs), " "))}
	}
	lines := inMarkdown(b.Runs)
	if label := b.label(w.lang); label != "" {
		lines[0] = strings.TrimSpace("**" + label + "** " + lines[0])
	}
	if duty := b.duty(w.lang); duty != "" {
		lines[len(lines)-1] += " (" + escape(duty, false) + ")"
	}
	for i := range lines[:len(lines)-1] {
		lines[i] += `\`
	}
	return lines
}

// heading is a title as Markdown has it.
func heading(title string) string { return withoutEnd(escape(plain(title), true)) }

// withoutEnd keeps a sign at the end of a heading from being read as its end.
func withoutEnd(line string) string {
	if strings.HasSuffix(line, "#") && line != `\#` {
		return strings.TrimSuffix(line, "#") + `\#`
	}
	return line
}

func (w markdownWriter) list(b Block, other bool) (lines []string) {
	tight := true
	for _, item := range b.Blocks {
		tight = tight && item.isTight()
	}
	n := 0
	for _, item := range b.Blocks {
		if item.empty() {
			continue
		}
		n++
		mark := "- "
		switch {
		case b.Kind == OrderedList && other:
			mark = strconv.Itoa(n) + ") "
		case b.Kind == OrderedList:
			mark = strconv.Itoa(n) + ". "
		case other:
			mark = "* "
		}
		if n > 1 && !tight {
			lines = append(lines, "")
		}
		for i, line := range w.all(item.Blocks, tight) {
			before := strings.Repeat(" ", len(mark))
			if i == 0 {
				before = mark
			}
			lines = append(lines, strings.TrimRight(before+line, " "))
		}
	}
	return lines
}

// isTight reports whether a list item is one text, or a text and lists below it.
func (b Block) isTight() bool {
	texts := 0
	for i, c := range b.Blocks {
		if c.empty() {
			continue
		}
		if !c.isList() && (texts > 0 || i > 0) || c.isList() && i > 1 {
			return false
		}
		texts++
	}
	return true
}

// inMarkdown writes runs as lines of Markdown, one more for each line break; there is
// at least one. Lines that would be empty are left out, since an empty line ends a block.
func inMarkdown(runs []Run) (lines []string) {
	start := 0
	for i := 0; i <= len(runs); i++ {
		if i < len(runs) && !runs[i].Break {
			continue
		}
		if line := oneLine(runs[start:i]); line != "" {
			lines = append(lines, line)
		}
		start = i + 1
	}
	if len(lines) == 0 {
		return []string{""}
	}
	return lines
}
