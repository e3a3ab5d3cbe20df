package notes

import (
	"errors"
	"reflect"
	"slices"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// Removal returns an update that deletes everything that sessions have written and that
// can still be read; nil when there is nothing. A paragraph that one of them began goes
// as a whole.
func (d *Doc) Removal(sessions ...meetings.ID) []byte {
	update := d.y.DeletionOf(d.clientsOf(sessions))
	if known, err := d.y.Holds(update); err == nil && known {
		return nil
	}
	return update
}

// clientsOf returns the client ids that sessions have used.
func (d *Doc) clientsOf(sessions []meetings.ID) (clients []uint64) {
	for client, session := range d.owners {
		if slices.Contains(sessions, session) {
			clients = append(clients, client)
		}
	}
	return clients
}

// Erase takes away for good what sessions have written. removal is an update for those
// who are in the room, nil when there is nothing to delete; snapshot is the document
// afterwards, without the erased text, and replaces all snapshots and the whole log in
// one transaction. Browsers that have the old document are told to throw it away.
func Erase(k Kept, sessions ...meetings.ID) (removal, snapshot []byte, err error) {
	defer meetings.Wrap(&err, "erase from the notes")
	d, err := Open(k)
	if err != nil {
		return nil, nil, err
	}
	if removal = d.Removal(sessions...); removal != nil {
		if _, err := d.y.Apply(removal); err != nil {
			return nil, nil, err
		}
	}
	d.y.Forget(d.clientsOf(sessions))
	snapshot, err = proved(d.y)
	return removal, snapshot, err
}

// Restore returns an update that leads from the notes as they are now to the text that
// they had then, and nil when they have it: what has come since is deleted, and what is
// missing is written again, as the client id given, which must be new. It is a change
// like any other, kept and passed on.
func Restore(now, then Kept, client uint64) (update []byte, err error) {
	defer meetings.Wrap(&err, "restore the notes")
	d, err := Open(now)
	if err != nil {
		return nil, err
	}
	old, err := Open(then)
	if err != nil {
		return nil, err
	}
	return restore(d.y, old.y, client)
}

// restore changes y to what can be read in old, and returns the change.
func restore(y, old *ydoc.Doc, client uint64) ([]byte, error) {
	var updates [][]byte
	step := func(update []byte) error {
		applied, err := y.Apply(update)
		if applied.Changed() {
			updates = append(updates, update)
		}
		return err
	}
	for _, name := range fragments(y, old) {
		if reflect.DeepEqual(y.Fragment(name), old.Fragment(name)) {
			continue
		}
		if err := step(y.Emptying(name)); err != nil {
			return nil, err
		}
		if nodes := old.Fragment(name); len(nodes) > 0 {
			if err := step(y.Append(client, name, nodes)); err != nil {
				return nil, err
			}
		}
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
