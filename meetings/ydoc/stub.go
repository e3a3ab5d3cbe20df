package ydoc

// Doc is a document. It is not safe for concurrent use.
type Doc struct{}

// New makes an empty document.
func New() *Doc { return &Doc{} }

// Apply integrates an update, all or nothing: on error the document is as it
// was. What cannot be integrated yet is kept, retried later, and carried by
// Encode and Diff. The error is an *Error.
func (d *Doc) Apply(update []byte) (Applied, error) { return Applied{}, nil }

// Scan says what an update holds, without a document: one bounded parse.
func Scan(update []byte) (Summary, error) { return Summary{}, nil }

// StateVector is the first clock not yet known of each client, encoded as in
// sync step 1.
func (d *Doc) StateVector() []byte { return []byte{0} }

// Diff is an update with all that the holder of the state vector lacks, what
// waits included.
func (d *Doc) Diff(stateVector []byte) ([]byte, error) { return []byte{0, 0}, nil }

// Encode is the whole document as one update, what waits included.
func (d *Doc) Encode() []byte { return []byte{0, 0} }

// Clock is the first clock of client that is not integrated yet.
func (d *Doc) Clock(client uint64) uint64 { return 0 }

// Clients are all who wrote something that is integrated, highest first.
func (d *Doc) Clients() []uint64 { return nil }

// Holds reports whether applying the update would change nothing.
func (d *Doc) Holds(update []byte) (bool, error) { return false, nil }

// PendingSize is the number of bytes that wait for what has not come yet.
func (d *Doc) PendingSize() int { return 0 }

// Size is about the number of bytes the document takes in memory.
func (d *Doc) Size() int { return 0 }

// Merge makes one update of several, whatever their order and overlap.
func Merge(updates ...[]byte) ([]byte, error) { return []byte{0, 0}, nil }

// DeletionOf is an update that deletes everything visible these clients wrote.
// Deleting a paragraph deletes what others wrote in it.
func (d *Doc) DeletionOf(clients []uint64) []byte { return []byte{0, 0} }

// Append is an update that adds nodes at the end of the root fragment, written
// by client, an identity nobody uses. Neighbouring runs of text (nodes without
// name) become one XmlText. The document itself does not change.
func (d *Doc) Append(client uint64, fragment string, nodes []Node) []byte { return []byte{0, 0} }

// Node is an element (Name set) with attributes and children, or a run of text
// (Name empty) with its marks. Values are nil, bool, float64, int64 (a bigint),
// string, []byte, []any, map[string]any or Undefined.
type Node struct {
	Name       string
	Attributes map[string]any
	Children   []Node
	Text       string
	Marks      map[string]any
}

// Undefined is JavaScript's undefined as a value.
type Undefined struct{}

// Fragment reads a root XmlFragment as a tree.
func (d *Doc) Fragment(name string) []Node { return nil }

// Text is the text of a root Text, without marks.
func (d *Doc) Text(name string) string { return "" }

// Map reads a root Map as yjs' toJSON does: nested types as plain values.
func (d *Doc) Map(name string) map[string]any { return nil }

// Array reads a root Array as yjs' toJSON does.
func (d *Doc) Array(name string) []any { return nil }

// Roots are the names of the root types that were written into, sorted.
func (d *Doc) Roots() []string { return nil }

// Kind is the kind of a shared type, numbered as in V1.
type Kind uint8

// The kinds of shared types. What a root is, only its reader knows.
const (
	KindArray Kind = iota
	KindMap
	KindText
	KindElement
	KindFragment
	KindHook
	KindXMLText
	KindRoot
)

// Tree is a shared type as it is, without interpretation: all that lies in its
// sequence and under its keys.
type Tree struct {
	Kind Kind
	Name string         // of an element, a hook or a root
	Keys map[string]any // values, or *Tree for types
	Runs []Run
}

// Run is a piece of a sequence: a text with its marks, one value, or one type.
type Run struct {
	Text  string
	Value any            // what stands here if it is no text: a value, or a *Tree
	Embed bool           // the value is an embed
	Marks map[string]any // as they were switched on before it; never null
}

// Tree reads a root type whole.
func (d *Doc) Tree(name string) *Tree { return nil }
