package notes

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"ringain/meetings"
)

// Typed writes blocks as a text that people change in an ordinary text field, and that
// [FromTyped] reads again:
//
//   - every line is a paragraph; an empty line between two is only for the eye;
//   - a line that begins with "- " is a point of a list, with "1. " of one that is
//     numbered; two spaces before it put it below the one above;
//   - a line that begins with "## " is a heading, with "### " one below that;
//   - a line that begins with "Beslut:" or "Åtgärd:" is a decision or an action;
//   - an address is a link; one under words of its own stands as [words](address).
//
// What else a text had, such as bold, is left out.
func Typed(blocks []Block, lang meetings.Lang) string {
	w := typedWriter{lang: lang}
	w.all(blocks, "", "")
	return strings.TrimSpace(w.String())
}

type typedWriter struct {
	strings.Builder
	lang meetings.Lang
}

// all writes blocks; first stands before the first line of them, and rest before the others.
func (w *typedWriter) all(blocks []Block, first, rest string) {
	for _, b := range blocks {
		if b.empty() {
			continue
		}
		switch b.Kind {
		case BulletList:
			w.list(b, first, rest, func(int) string { return "- " })
		case OrderedList:
			w.list(b, first, rest, func(n int) string { return strconv.Itoa(n) + ". " })
		case ListItem:
			w.all(b.Blocks, first, rest)
		default:
			w.lines(b, first, rest)
		}
		first = rest
	}
}

func (w *typedWriter) list(b Block, first, rest string, mark func(int) string) {
	n := 0
	for _, item := range b.Blocks {
		if item.empty() {
			continue
		}
		n++
		w.all([]Block{item}, first+mark(n), rest+"  ")
		first = rest
	}
}

func (w *typedWriter) lines(b Block, first, rest string) {
	said := b.typed()
	switch label := b.label(w.lang); {
	case b.Kind == Heading:
		said = strings.Repeat("#", max(b.Level, 2)) + " " + strings.ReplaceAll(said, "\n", " ")
		if first == "" && w.Len() > 0 {
			w.WriteByte('\n')
		}
	case label != "":
		said = label + " " + strings.ReplaceAll(said, "\n", " ")
	}
	if duty := b.duty(w.lang); duty != "" {
		said += " (" + duty + ")"
	}
	for _, line := range strings.Split(said, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			w.WriteString(first + line + "\n")
			first = rest
		}
	}
}

// typed is what stands in a block that is text, with its links.
func (b Block) typed() string {
	var s strings.Builder
	for _, r := range b.Runs {
		switch text := strings.TrimSpace(r.Text); {
		case r.Break:
			s.WriteByte('\n')
		case r.Link == "" || text == r.Link || text == "":
			s.WriteString(r.Text)
		default:
			s.WriteString("[" + strings.NewReplacer("[", "(", "]", ")").Replace(r.Text) + "](" + strings.NewReplacer("(", "%28", ")", "%29").Replace(r.Link) + ")")
		}
	}
	return s.String()
}

var (
	typedHeading = regexp.MustCompile(`^(#{1,6})\s+(.*)$`)
	typedPoint   = regexp.MustCompile(`^([ \t]*)(?:[-*•–]|(\d{1,3})[.)])\s+(.*)$`)
	typedLabel   = regexp.MustCompile(`^(?i:(beslut|decision)|(åtgärd|action))\s*:\s*(.*)$`)
	typedLink    = regexp.MustCompile(`\[([^\[\]]+)\]\(([^()\s]+)\)|https?://[^\s<>]+`)
)

// FromTyped reads a text that somebody has typed. Whatever it is, it becomes blocks.
func FromTyped(text string) (blocks []Block) {
	var points []point
	settle := func() {
		blocks, points = append(blocks, nested(points)...), nil
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", ""), "\n") {
		if m := typedPoint.FindStringSubmatch(line); m != nil {
			p := point{depth: depthOf(m[1]), numbered: m[2] != "", block: lineOf(m[3])}
			if !p.block.empty() {
				points = append(points, p)
			}
			continue
		}
		if strings.TrimSpace(line) == "" {
			continue // a list goes on after an empty line
		}
		settle()
		if b := lineOf(strings.TrimSpace(line)); !b.empty() {
			blocks = append(blocks, b)
		}
	}
	settle()
	return blocks
}

// lineOf reads a line that is no point of a list.
func lineOf(line string) Block {
	if m := typedHeading.FindStringSubmatch(line); m != nil {
		return Block{Kind: Heading, Level: min(max(len(m[1]), 2), 3), Runs: typedRuns(m[2])}
	}
	if m := typedLabel.FindStringSubmatch(line); m != nil {
		kind := Beslut
		if m[2] != "" {
			kind = Atgard
		}
		return Block{Kind: kind, Runs: typedRuns(m[3])}
	}
	return Block{Kind: Paragraph, Runs: typedRuns(line)}
}

// point is a point of a list as it is typed.
type point struct {
	depth    int
	numbered bool
	block    Block
}

// maxDepth is how deep lists are nested.
const maxDepth = 4

// depthOf is how deep a point stands by the spaces before it: two for each step.
func depthOf(spaces string) int {
	return min(utf8.RuneCountInString(strings.ReplaceAll(spaces, "\t", "  "))/2, maxDepth)
}

// nested makes lists of points, those that stand deeper inside the one before them.
func nested(points []point) (lists []Block) {
	for i := 0; i < len(points); {
		first, end := points[i], i+1
		for end < len(points) && points[end].depth > first.depth {
			end++
		}
		item := Block{Kind: ListItem, Blocks: append([]Block{first.block}, nested(points[i+1:end])...)}
		kind := BulletList
		if first.numbered {
			kind = OrderedList
		}
		if last := len(lists) - 1; last >= 0 && lists[last].Kind == kind {
			lists[last].Blocks = append(lists[last].Blocks, item)
		} else {
			lists = append(lists, Block{Kind: kind, Blocks: []Block{item}})
		}
		i = end
	}
	return lists
}

// typedRuns reads a line of text with its links.
func typedRuns(line string) (runs []Run) {
	add := func(text, href string) {
		if text = plain(text); text != "" {
			runs = append(runs, Run{Text: text, Link: href})
		}
	}
	from := 0
	for _, at := range typedLink.FindAllStringSubmatchIndex(line, -1) {
		end := at[1]
		var words, address string
		if at[2] >= 0 {
			words, address = line[at[2]:at[3]], line[at[4]:at[5]]
		} else {
			address = withoutStop(line[at[0]:end])
			words, end = address, at[0]+len(address)
		}
		href := link(address)
		if href == "" {
			continue // it stays text
		}
		add(line[from:at[0]], "")
		add(words, href)
		from = end
	}
	add(line[from:], "")
	return runs
}

// withoutStop is an address without the sign that ends the sentence it stands in.
func withoutStop(address string) string {
	for {
		cut := strings.TrimRight(address, ".,;:!?\"'»”’")
		if strings.HasSuffix(cut, ")") && strings.Count(cut, "(") < strings.Count(cut, ")") {
			cut = strings.TrimSuffix(cut, ")")
		}
		if cut == address {
			return address
		}
		address = cut
	}
}

// Resolved returns the decisions and the actions among blocks, wherever they stand, in order.
func Resolved(blocks []Block) (all []Block) {
	for _, b := range blocks {
		if b.Kind == Beslut || b.Kind == Atgard {
			all = append(all, b)
		}
		all = append(all, Resolved(b.Blocks)...)
	}
	return all
}
