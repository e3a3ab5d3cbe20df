package letter

import (
	"fmt"
	"strings"
)

// block is one piece of a letter, of which both its text and its HTML are made.
type block struct {
	kind blockKind
	text string   // what it says; of a button, on it
	href string   // where a button leads
	rows []row    // of facts; of links what each says and where it leads
	list []string // of a list; of what stands under a letter, what leads on
}

// row is a name and a value, and where it leads: to itself when it is an address.
type row struct{ name, value, href string }

type blockKind int

const (
	lead   blockKind = iota // the first line, which says it all
	para                    // a paragraph
	title                   // over what follows
	facts                   // names and values
	list                    // lines
	links                   // lines that lead somewhere
	button                  // where to go; a letter has one
	more                    // somewhere else to go
	small                   // under the letter
)

func say(format string, args ...any) block {
	return block{kind: para, text: fmt.Sprintf(format, args...)}
}
func first(format string, args ...any) block {
	return block{kind: lead, text: fmt.Sprintf(format, args...)}
}
func link(text, href string) block { return block{kind: button, text: text, href: href} }

// plain writes blocks as plain text.
func plain(all []block) string {
	var parts []string
	for _, b := range all {
		var lines []string
		switch b.kind {
		case facts:
			for _, r := range b.rows {
				lines = append(lines, r.name+": "+r.value)
			}
		case list:
			for _, s := range b.list {
				lines = append(lines, "- "+s)
			}
		case links:
			for _, r := range b.rows {
				lines = append(lines, "- "+r.name+"\n  "+r.value)
			}
		case button, more:
			lines = []string{b.text + ":", b.href}
		case title:
			lines = []string{b.text + ":"}
		case small:
			lines = []string{"-- \n" + b.text}
			if b.href != "" {
				lines = append(lines, b.list[0]+":", b.href)
			}
		default:
			lines = []string{b.text}
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	return strings.ReplaceAll(strings.Join(parts, "\n\n"), ":\n\n- ", ":\n- ") + "\n"
}
