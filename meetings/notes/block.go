package notes

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"ringain/meetings"
)

// Notes is what can be read in a document: the blocks of each fragment that has any.
// It is a value, made once and shared between readers.
type Notes map[string][]Block

// Block is one block of text. Which of its parts it has follows from its kind.
type Block struct {
	Kind   Kind
	Level  int     // of a heading: 2 or 3
	Who    string  // of an atgard: who does it; may be empty
	By     string  // of an atgard: when it is to be done; may be empty
	Runs   []Run   // of what is text: paragraph, heading, beslut, atgard
	Blocks []Block // of what holds blocks: lists have list items, and those have blocks
}

// Kind is the name of a kind of block, as the editor writes it.
type Kind string

// The kinds of blocks.
const (
	Paragraph   Kind = "paragraph"
	Heading     Kind = "heading"
	BulletList  Kind = "bullet_list"
	OrderedList Kind = "ordered_list"
	ListItem    Kind = "list_item"
	Beslut      Kind = "beslut"
	Atgard      Kind = "atgard"
)

// hardBreak is the one kind that stands in a line of text.
const hardBreak = "hard_break"

// Run is a stretch of text with the same marks, or a line break.
type Run struct {
	Text   string
	Strong bool
	Em     bool
	Link   string // an address of an allowed scheme; empty when it is no link
	Break  bool   // a line break; then the rest is empty
}

// empty reports whether nothing of a block would be seen.
func (b Block) empty() bool {
	return b.Who == "" && b.By == "" && !slices.ContainsFunc(b.Runs, Run.seen) &&
		!slices.ContainsFunc(b.Blocks, func(c Block) bool { return !c.empty() })
}

func (r Run) seen() bool { return strings.TrimSpace(r.Text) != "" }

// label is the word that stands first in a decision or an action; other blocks have none.
func (b Block) label(lang meetings.Lang) string {
	word := meetings.Text{}
	switch b.Kind {
	case Beslut:
		word = meetings.Text{SV: "Beslut:", EN: "Decision:"}
	case Atgard:
		word = meetings.Text{SV: "Åtgärd:", EN: "Action:"}
	}
	return word.In(lang)
}

// duty says who does an action and when: "Åsa, senast 3 mars". It is empty for what is
// no action, and when nobody has said.
func (b Block) duty(lang meetings.Lang) string {
	by := b.By
	if by != "" {
		by = meetings.Text{SV: "senast ", EN: "by "}.In(lang) + by
	}
	return strings.Join(slices.DeleteFunc([]string{b.Who, by}, func(s string) bool { return s == "" }), ", ")
}

// maxLink is the longest address of a link, in bytes.
const maxLink = 2048

// link returns an address if a link may lead to it, else "": http and https with a
// host, mailto and tel.
func link(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || len(address) > maxLink || strings.ContainsFunc(address, isHidden) {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto", "tel":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	return u.String()
}

// plain is a text as it may stand among others: without what is not seen but does
// something, such as turning the direction of what follows, and on one line.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == 0x2028 || r == 0x2029 || r == 0x85:
			if r == 0xA0 {
				return r
			}
			return ' '
		case isHidden(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// isHidden reports whether a sign is a control, turns the direction of text, or has no
// width and joins nothing, as what stands between words that were copied from a page.
func isHidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0x200B || r == 0x2060 || r == 0xFEFF || r >= 0xFFF9 && r <= 0xFFFB
}
