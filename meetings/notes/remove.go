package notes

import (
	"slices"

	"ringain/meetings"
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
