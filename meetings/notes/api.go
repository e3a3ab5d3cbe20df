package notes

import "ringain/meetings"

// Doc is the notes of one meeting as one node has them. One goroutine owns it.
type Doc struct{}

// Open builds the document from what is kept. An error means that it does not load:
// then take the snapshot before, and the updates after that one.
func Open(k Kept) (*Doc, error) { return &Doc{}, nil }

// Behind reports whether an update may build on what another node has kept and this
// one has not heard of: it leaves a gap, or holds text that other sessions wrote and
// that is not here. The room reads the store and hears what is there before it admits
// such an update; otherwise it might refuse what is right.
func (d *Doc) Behind(update []byte, session meetings.ID) bool { return false }

// Admit lets an update in, or refuses it with a [meetings.Refusal] and leaves the document
// as it was. What was admitted is in the document at once; when it then cannot be kept,
// the document must be opened again from the store.
func (d *Doc) Admit(update []byte, by Writer, s State) (Admitted, error) {
	return Admitted{New: true}, nil
}

// Hear takes in an update that is kept: by another node, or by this one before it
// heard it over the bus. session is who wrote it; it is empty for what the platform did.
// An error is a fault: the document is then opened again.
func (d *Doc) Hear(update []byte, session meetings.ID) error { return nil }

// StateVector says what the document has, as y-protocols sync step 1 carries it.
func (d *Doc) StateVector() []byte { return nil }

// Diff returns what somebody with that state vector lacks, as y-protocols sync step 2
// carries it, with what waits.
func (d *Doc) Diff(stateVector []byte) ([]byte, error) { return nil, nil }

// Encode returns the whole document as one update, with what waits.
func (d *Doc) Encode() []byte { return nil }

// MayWrite says why a writer may not write just now, or nil when they may:
//
//   - one who has not said their name may not;
//   - one whose editor is of an older schema may not, before the page is loaded again;
//   - while the notes are locked, and after the meeting, only organisers may.
func MayWrite(by Writer, s State) *meetings.Refusal { return nil }

// Compact makes a snapshot of what is kept. The snapshot has been loaded again and
// agrees with the log in what it knows, what is deleted, what waits and what can be
// read; only then may it replace the log. Keep the snapshot before it, and the updates
// after that one.
func Compact(k Kept) (snapshot []byte, err error) { return nil, nil }

// Restore returns an update that leads from the document as it is now to the text that
// it had then: it deletes what has come since and adds what was there, as the client id
// given, which must be a new one. It is a change like any other, kept and passed on.
func Restore(now, then Kept, client uint64) (update []byte, err error) { return nil, nil }

// Removal returns an update that deletes everything that sessions have written and that
// can still be read; nil when there is nothing.
func (d *Doc) Removal(sessions ...meetings.ID) []byte { return nil }

// Erase takes away for good what sessions have written. removal is an update for those
// who are in the room; snapshot is the document afterwards, without the erased text,
// and replaces all snapshots and the whole log, in one transaction. Browsers that have
// the old document are told to throw it away.
func Erase(k Kept, sessions ...meetings.ID) (removal, snapshot []byte, err error) {
	return nil, nil, nil
}

// NewClient makes the client id under which the platform writes something for a
// command: the same for the same command, so that what is done twice is there once.
func NewClient(command meetings.ID) uint64 { return 0 }

// Line makes the update that adds a text at the end of a fragment, one paragraph for
// each line. client is [NewClient] of the form's identity: when the document knows it, the line
// is there already and the update is nil. The update then goes the way of any other: Admit, keep, tell.
func Line(d *Doc, fragment, text string, client uint64) (update []byte, err error) { return nil, nil }

// Late is an update that came when the meeting had ended, kept for an organiser to
// take in or to drop. Its bytes are admitted as those of the session that wrote them,
// without regard to [State].
type Late struct {
	Session meetings.ID
	Name    string
	At      meetings.Instant // of the last addition
	Body    []byte           // all late updates of the session, merged
}

// The bounds of the late box of one meeting.
const (
	MaxLate     = 50       // sessions in the box
	MaxLateBody = 64 << 10 // bytes from one session, merged
)

// Add merges one more late update into what a session has sent. It is refused when it
// is not sound, or when the box has no room for it.
func (l Late) Add(update []byte) (Late, error) { return l, nil }

// Added is what a late update would add to one fragment, as lines of text.
type Added struct {
	Fragment string
	Lines    []string
}

// Preview says what a late update would add, without taking it in.
func (d *Doc) Preview(update []byte) ([]Added, error) { return nil, nil }

// Notes is what can be read in a document: the blocks of each fragment that has any.
// It is a value, made once and shared between readers.
type Notes map[string][]Block

// Read reads the document out.
func (d *Doc) Read() Notes { return nil }

// Block is one block of text. See Kind for what each has.
type Block struct {
	Kind   Kind
	Level  int     // of a heading: 2 or 3
	Who    string  // of an atgard: who does it; may be empty
	By     string  // of an atgard: when it is to be done; may be empty
	Runs   []Run   // of what is text: paragraph, heading, beslut, atgard
	Blocks []Block // of what holds blocks: lists and their items
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

// Run is a stretch of text with the same marks, or a line break.
type Run struct {
	Text   string
	Strong bool
	Em     bool
	Link   string // an address of an allowed scheme; empty when it is no link
	Break  bool   // a line break; then the rest is empty
}
