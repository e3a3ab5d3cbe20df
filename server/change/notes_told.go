package change

import (
	"encoding/binary"
	"errors"

	"ringain/meetings"
	"ringain/meetings/store"
)

// NotesTold is what nodes tell each other about notes that are kept: updates with
// their numbers, and whose they are; or that the document was made anew.
type NotesTold struct {
	From    string // the room that they came from; empty when it was none
	First   int64  // number of the first update
	Anew    bool   // First is an erasure: what was there before is to be thrown away
	Updates []store.NotesUpdate
}

const anew = 1

// encodeTold writes what is to be told but for First, which [numbered] fills in.
func encodeTold(t NotesTold) []byte {
	size := 64
	for _, u := range t.Updates {
		size += len(u.Body) + len(u.By.ID) + 8
	}
	b := make([]byte, 8, size)
	flags := byte(0)
	if t.Anew {
		flags = anew
	}
	b = append(b, flags)
	b = appendText(b, t.From)
	for _, u := range t.Updates {
		b = appendText(b, u.By.ID)
		b = appendText(b, u.Body)
	}
	return b
}

func appendText[T ~string | ~[]byte](b []byte, text T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// numbered fills in the number of the first update.
func numbered(told []byte, first int64) []byte {
	binary.BigEndian.PutUint64(told, uint64(first))
	return told
}

var errTold = errors.New("what was told about notes cannot be read")

// DecodeTold reads what another node told. The bodies are part of b.
func DecodeTold(b []byte) (t NotesTold, err error) {
	if len(b) < 9 {
		return t, errTold
	}
	t.First, t.Anew = int64(binary.BigEndian.Uint64(b)), b[8]&anew != 0
	from, b, ok := cutText(b[9:])
	t.From = string(from)
	for n := t.First; ok && len(b) > 0; n++ {
		var by, body []byte
		by, b, ok = cutText(b)
		if ok {
			body, b, ok = cutText(b)
		}
		t.Updates = append(t.Updates, store.NotesUpdate{N: n, By: meetings.Author{ID: meetings.ID(by)}, Body: body})
	}
	if !ok || t.First < 1 {
		return t, errTold
	}
	return t, nil
}

func cutText(b []byte) (text, rest []byte, ok bool) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return nil, nil, false
	}
	b = b[size:]
	return b[:n:n], b[n:], true
}
