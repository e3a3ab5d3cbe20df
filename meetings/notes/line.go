package notes

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// MaxLine is how long a text may be that is written in a form, in characters.
const MaxLine = 2000

// NewClient makes the client id under which the platform writes something for a
// command: the same for the same command, so that what is asked for twice is there
// once. It is a number that JavaScript can count with.
func NewClient(command meetings.ID) uint64 {
	sum := sha256.Sum256([]byte("notes " + command))
	return binary.BigEndian.Uint64(sum[:8]) >> 11
}

// Line makes the update that adds a text at the end of a fragment, one paragraph for
// each line of it. client is [NewClient] of the form's identity: when the document
// knows it, the text is there already and the update is nil. The update then goes the
// way of any other: admit, keep, tell.
func Line(d *Doc, fragment, text string, client uint64) (update []byte, err error) {
	text = meetings.Lines(text)
	switch {
	case text == "":
		return nil, meetings.Refuse(meetings.Invalid, "Anteckningen är tom. Skriv något först.",
			"The note is empty. Write something first.").About("text")
	case utf8.RuneCountInString(text) > MaxLine:
		return nil, meetings.Refuse(meetings.Invalid, "Anteckningen är för lång. Dela den i flera.",
			"The note is too long. Split it into several.").About("text")
	case !isFragment(fragment):
		return nil, meetings.Refuse(meetings.Invalid, "Välj vilken punkt anteckningen hör till.",
			"Choose the item that the note belongs to.").About("item")
	case d.y.Clock(client) > 0:
		return nil, nil
	}
	var nodes []ydoc.Node
	for line := range strings.SplitSeq(text, "\n") {
		if line = meetings.Line(line); line != "" {
			nodes = append(nodes, oneParagraph(line))
		}
	}
	if len(nodes) == 0 {
		return nil, meetings.Refuse(meetings.Invalid, "Anteckningen är tom. Skriv något först.",
			"The note is empty. Write something first.").About("text")
	}
	return d.y.Append(client, fragment, nodes), nil
}
