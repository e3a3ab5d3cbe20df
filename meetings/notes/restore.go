package notes

import (
	"errors"
	"reflect"
	"slices"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// Restored is how the notes are led back to how they were.
type Restored struct {
	Update  []byte                 // nil when they read so already
	Clients map[uint64]meetings.ID // whose is what is written again; empty for what nobody is known to have written
}

// Restore leads from the notes as they are now to the text that they had then: what has
// come since is deleted, and what is missing is written again where it stood, still as
// those who wrote it first, so that it can be taken away with the rest of theirs. It is
// a change like any other, kept and passed on, so that it can itself be taken back.
// command makes the identities under which text is written again.
func Restore(now, then Kept, command meetings.ID) (r Restored, err error) {
	defer meetings.Wrap(&err, "restore the notes")
	d, err := Open(now)
	if err != nil {
		return r, err
	}
	old, err := Open(then)
	if err != nil {
		return r, err
	}
	r.Clients = map[uint64]meetings.ID{}
	as := func(client uint64) uint64 {
		writer := d.owners[client]
		again := NewClient(command + " " + writer)
		r.Clients[again] = writer
		return again
	}
	r.Update, err = restore(d.y, old.y, as)
	return r, err
}

// restore changes y to what can be read in old, and returns the change.
func restore(y, old *ydoc.Doc, as func(client uint64) uint64) ([]byte, error) {
	var updates [][]byte
	for _, name := range fragments(y, old) {
		if reflect.DeepEqual(y.Fragment(name), old.Fragment(name)) {
			continue
		}
		update := y.Returning(name, old, as)
		if _, err := y.Apply(update); err != nil {
			return nil, err
		}
		updates = append(updates, update)
	}
	if len(updates) == 0 {
		return nil, nil
	}
	if differ(y, old) {
		return nil, errors.New("what was restored reads otherwise than it did")
	}
	return ydoc.Merge(updates...)
}

// fragments are the names of the fragments that either document has.
func fragments(a, b *ydoc.Doc) []string {
	names := slices.Concat(a.Roots(), b.Roots())
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return !isFragment(name) })
}

// differ reports whether the notes read otherwise in two documents.
func differ(a, b *ydoc.Doc) bool { return !reflect.DeepEqual(read(a), read(b)) }
