package notes

import (
	"maps"
	"slices"
	"strings"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// Read reads the document out. What the schema does not know becomes the text in it.
func (d *Doc) Read() Notes { return read(d.y) }

func read(y *ydoc.Doc) Notes {
	n := Notes{}
	for _, name := range y.Roots() {
		if !isFragment(name) {
			continue
		}
		blocks := blocksOf(y.Fragment(name))
		if slices.ContainsFunc(blocks, func(b Block) bool { return !b.empty() }) {
			n[name] = blocks
		}
	}
	return n
}

// isFragment reports whether a root of the document is part of the notes.
func isFragment(name string) bool { return name == Meeting || strings.HasPrefix(name, itemPrefix) }

// blocksOf reads nodes where blocks stand. Text that stands there by itself becomes a
// paragraph.
func blocksOf(nodes []ydoc.Node) (blocks []Block) {
	var stray []ydoc.Node
	settle := func() {
		if b := (Block{Kind: Paragraph, Runs: runsOf(stray)}); len(b.Runs) > 0 {
			blocks = append(blocks, b)
		}
		stray = nil
	}
	for _, n := range nodes {
		if n.Name == "" || n.Name == hardBreak {
			stray = append(stray, n)
			continue
		}
		settle()
		blocks = append(blocks, blockOf(n)...)
	}
	settle()
	return blocks
}

// blockOf reads one element where blocks stand.
func blockOf(n ydoc.Node) []Block {
	b := Block{Kind: Kind(n.Name)}
	switch b.Kind {
	case Heading:
		b.Level = levelOf(n.Attributes["level"])
	case Atgard:
		b.Who, b.By = wordOf(n.Attributes["who"]), wordOf(n.Attributes["by"])
	case Paragraph, Beslut:
	case BulletList, OrderedList:
		b.Blocks = itemsOf(n.Children)
		return []Block{b}
	default: // what is not known, and a list item without a list
		return blocksOf(n.Children)
	}
	b.Runs = runsOf(n.Children)
	return []Block{b}
}

// itemsOf reads what stands in a list; what is no item becomes one.
func itemsOf(nodes []ydoc.Node) (items []Block) {
	for _, n := range nodes {
		inside := []ydoc.Node{n}
		if n.Name == string(ListItem) {
			inside = n.Children
		}
		items = append(items, Block{Kind: ListItem, Blocks: blocksOf(inside)})
	}
	return items
}

// runsOf reads nodes where text stands. A block in there begins a new line.
func runsOf(nodes []ydoc.Node) (runs []Run) {
	for _, n := range nodes {
		switch Kind(n.Name) {
		case "":
			if r := runOf(n); r.Text != "" {
				runs = append(runs, r)
			}
		case hardBreak, Paragraph, Heading, Beslut, Atgard, BulletList, OrderedList, ListItem:
			runs = append(append(runs, Run{Break: true}), runsOf(n.Children)...)
		default:
			runs = append(runs, runsOf(n.Children)...)
		}
	}
	return withoutOuterBreaks(runs)
}

func withoutOuterBreaks(runs []Run) []Run {
	for len(runs) > 0 && runs[0].Break {
		runs = runs[1:]
	}
	for len(runs) > 0 && runs[len(runs)-1].Break {
		runs = runs[:len(runs)-1]
	}
	return runs
}

// runOf reads a stretch of text. The editor writes a mark that overlaps another of its
// kind as its name, two dashes and a number.
func runOf(n ydoc.Node) Run {
	r := Run{Text: plain(n.Text)}
	for _, name := range slices.Sorted(maps.Keys(n.Marks)) {
		value := n.Marks[name]
		if value == nil || value == false {
			continue
		}
		kind, _, _ := strings.Cut(name, "--")
		switch kind {
		case "strong":
			r.Strong = true
		case "em":
			r.Em = true
		case "link":
			if attributes, ok := value.(map[string]any); ok && r.Link == "" {
				address, _ := attributes["href"].(string)
				r.Link = link(address)
			}
		}
	}
	return r
}

func levelOf(attribute any) int {
	if level, ok := attribute.(float64); ok && level > 2 {
		return 3
	}
	return 2
}

// maxWord bounds who does something and when, in characters.
const maxWord = 80

func wordOf(attribute any) string {
	word, _ := attribute.(string)
	word = meetings.Line(word)
	if r := []rune(word); len(r) > maxWord {
		word = strings.TrimSpace(string(r[:maxWord]))
	}
	return word
}
