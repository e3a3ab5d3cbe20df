package change

import (
	"encoding/binary"
	"errors"

	"ringain/meetings/store"
)

// NotesTold is what nodes tell each other about notes that are kept: updates with
// their numbers, and whose they are; or that the document was made anew.
type NotesTold struct {
	From    string // the room that they came from; empty when it was none
	First   int64  // number of the first update
	Anew    bool   // First is an erasure: what was there before is to be thrown away
	Again   bool   // the updates write again what several wrote: the store knows whose it is
	Led     bool   // by the updates an organiser leads the notes back, or takes away what somebody wrote
	Updates []store.NotesUpdate
}

const (
	anew      = 1
	rewritten = 2
	led       = 4
)

// encodeTold writes what is to be told but for First, which [numbered] fills in: eight
// bytes for that, one for Anew, Again and Led, one for the length of From, From, and the updates.
func encodeTold(t NotesTold) []byte {
	size := 10 + len(t.From)
	for _, u := range t.Updates {
		size += len(u.Body) + len(u.By.ID) + 8
	}
	b := make([]byte, 8, size)
	flags := byte(0)
	if t.Anew {
		flags |= anew
	}
	if t.Again {
		flags |= rewritten
	}
	if t.Led {
		flags |= led
	}
	b = append(b, flags, byte(len(t.From)))
	return store.PackNotes(append(b, t.From...), t.Updates)
}

// numbered fills in the number of the first update.
func numbered(told []byte, first int64) []byte {
	binary.BigEndian.PutUint64(told, uint64(first))
	return told
}

var errTold = errors.New("what was told about notes cannot be read")

// DecodeTold reads what another node told. The bodies are part of b.
func DecodeTold(b []byte) (t NotesTold, err error) {
	if len(b) < 10 || len(b) < 10+int(b[9]) {
		return t, errTold
	}
	t.First, t.Anew, t.Again, t.Led = int64(binary.BigEndian.Uint64(b)), b[8]&anew != 0, b[8]&rewritten != 0, b[8]&led != 0
	from := 10 + int(b[9])
	t.From = string(b[10:from])
	updates, ok := store.UnpackNotes(b[from:])
	if !ok || t.First < 1 {
		return t, errTold
	}
	for i := range updates {
		updates[i].N = t.First + int64(i)
	}
	t.Updates = updates
	return t, nil
}
