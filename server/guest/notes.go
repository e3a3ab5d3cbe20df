package guest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"unicode/utf16"

	"ringain/meetings/ydoc"
	"ringain/server/wire"
)

// Notes is a participant's own copy of the shared notes of a meeting. It types at the
// end of a paragraph of its own, takes in what others write, and has the line send
// what the server lacks, as an editor does. It may be used from several goroutines.
type Notes struct {
	mu       sync.Mutex
	doc      *ydoc.Doc
	client   uint64
	deleted  uint64 // units of its own that it has deleted, from the first on
	skipped  [][]byte
	line     *Line
	sent     []reach // what each update that was sent on the line reaches to
	settled  bool    // the server has been given, on the line, all that it lacked
	kept     reach
	refusals []wire.Notes
	resets   int
	led      int
	updates  int // heard from others
	changed  chan struct{}
}

// reach is how much of what one participant did is meant: units written and deleted.
type reach struct{ written, deleted uint64 }

// NewNotes makes an empty copy, with a client identity of its own.
func NewNotes() *Notes {
	return &Notes{doc: ydoc.New(), client: 1 + rand.Uint64N(1<<32-1), changed: make(chan struct{})}
}

// Fragment is the part of the notes that participants in Go write in.
const Fragment = "meeting"

// Type writes a text at the end of the own paragraph, and sends it if there is a line.
func (n *Notes) Type(text string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.does(n.typed(text))
}

// Delete deletes the first units of what was typed that are still there.
func (n *Notes) Delete(units uint64) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	first, _ := n.span()
	from := first + n.deleted
	n.deleted += units
	b := []byte{0, 1}
	for _, number := range []uint64{n.client, 1, from, units} {
		b = binary.AppendUvarint(b, number)
	}
	return n.does(b)
}

// TypeLater types two texts, sends the second and keeps the first back, until SendFirst:
// so the second waits at everybody's.
func (n *Notes) TypeLater(first, second string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	held := n.typed(first)
	if _, err := n.doc.Apply(held); err != nil {
		return err
	}
	n.skipped = append(n.skipped, held)
	return n.does(n.typed(second))
}

// SendFirst sends what TypeLater kept back.
func (n *Notes) SendFirst() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	var err error
	for _, u := range n.skipped {
		err = errors.Join(err, n.send(wire.Update, u))
	}
	n.skipped = nil
	return err
}

// does takes in an update of one's own, and sends it.
func (n *Notes) does(update []byte) error {
	if _, err := n.doc.Apply(update); err != nil {
		return fmt.Errorf("write in the notes: %w", err)
	}
	defer n.tell()
	return n.send(wire.Update, update)
}

// span returns the units that were typed: after those that open the paragraph.
func (n *Notes) span() (first, end uint64) { return 2, max(2, n.doc.Clock(n.client)) }

// typed makes the update that types a text: the first opens a paragraph, with its
// text, which takes two units; each further one follows on the last unit typed.
func (n *Notes) typed(text string) []byte {
	clock := n.doc.Clock(n.client)
	if clock == 0 {
		return n.doc.Append(n.client, Fragment, []ydoc.Node{{Name: "paragraph", Children: []ydoc.Node{{Text: text}}}})
	}
	const contentString, hasOrigin = 4, 0x80
	b := []byte{1, 1}
	b = binary.AppendUvarint(b, n.client)
	b = binary.AppendUvarint(b, clock)
	b = append(b, contentString|hasOrigin)
	b = binary.AppendUvarint(b, n.client)
	b = binary.AppendUvarint(b, clock-1)
	b = binary.AppendUvarint(b, uint64(len(text)))
	return append(append(b, text...), 0)
}

func (n *Notes) reach() reach { return reach{n.doc.Clock(n.client), n.deleted} }

func (n *Notes) send(step int, body []byte) error {
	if n.line == nil {
		return nil // it is sent when there is one
	}
	if step == wire.Update && !n.settled {
		return nil // it goes with all that the server lacks: alone it might wait there for what was lost with the line before
	}
	if step != wire.Step1 {
		n.settled = true
		n.sent = append(n.sent, n.reach())
	}
	return n.line.SendBinary(wire.AppendSync(nil, step, body))
}

// enter says what is here, on a new line.
func (n *Notes) enter(l *Line) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.line, n.sent, n.skipped, n.settled = l, nil, nil, false
	return n.send(wire.Step1, n.doc.StateVector())
}

// leave is told that the line has ended.
func (n *Notes) leave() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.line = nil
}

// take takes in a message of y-protocols.
func (n *Notes) take(m wire.Message) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	defer n.tell()
	if m.Kind != wire.Sync {
		return nil
	}
	if m.Step == wire.Step1 {
		lacks, err := n.doc.Diff(m.Body)
		if err != nil {
			return &Wrong{"the server's state vector: " + err.Error()}
		}
		n.skipped = nil
		return n.send(wire.Step2, lacks)
	}
	n.updates++
	if _, err := n.doc.Apply(m.Body); err != nil {
		return &Wrong{"an update of the server: " + err.Error()}
	}
	return nil
}

// told takes in what became of what was sent.
func (n *Notes) told(w wire.Notes) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	defer n.tell()
	if w.Reset {
		n.resets++
		n.doc, n.client, n.deleted, n.kept = ydoc.New(), 1+rand.Uint64N(1<<32-1), 0, reach{}
		clear(n.sent) // they are still counted, but say nothing of the new document
		return n.send(wire.Step1, n.doc.StateVector())
	}
	if w.Led {
		n.led++
		return nil
	}
	if w.Refused != "" {
		n.refusals = append(n.refusals, w)
		return nil
	}
	if w.Kept < 1 || w.Kept > int64(len(n.sent)) {
		return &Wrong{fmt.Sprintf("told that %d are kept, of %d that were sent", w.Kept, len(n.sent))}
	}
	r := n.sent[w.Kept-1]
	n.kept = reach{max(n.kept.written, r.written), max(n.kept.deleted, r.deleted)}
	return nil
}

func (n *Notes) tell() {
	close(n.changed)
	n.changed = make(chan struct{})
}

// NotesSeen is what a participant knows of the notes at one moment.
type NotesSeen struct {
	Text     string // of the own fragment, a line for each paragraph
	Saved    bool   // all that one did is kept
	Written  uint64 // units of what one typed that are kept, deleted or not
	Deleted  uint64 // of these, those of which it is kept that they are deleted
	Refusals []wire.Notes
	Resets   int
	Led      int // how often one was told that an organiser has led the notes back
	Updates  int // messages with updates that were heard
	Waiting  int // bytes that wait for what has not come
	State    []byte
}

// Seen returns what is known now, and what is closed when that changes.
func (n *Notes) Seen() (NotesSeen, <-chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	var lines []string
	for _, node := range n.doc.Fragment(Fragment) {
		lines = append(lines, plain(node))
	}
	return NotesSeen{Text: strings.Join(lines, "\n"), Saved: n.kept == n.reach(), Written: n.kept.written, Deleted: n.kept.deleted,
		Refusals: n.refusals, Resets: n.resets, Led: n.led, Updates: n.updates, Waiting: n.doc.PendingSize(), State: n.doc.StateVector()}, n.changed
}

func plain(node ydoc.Node) string {
	text := node.Text
	for _, child := range node.Children {
		text += plain(child)
	}
	return text
}

// Client is the client identity that one writes with.
func (n *Notes) Client() uint64 { return n.client }

// Units is how many units of UTF-16 a text has, which is what Yjs counts.
func Units(text string) uint64 { return uint64(len(utf16.Encode([]rune(text)))) }
