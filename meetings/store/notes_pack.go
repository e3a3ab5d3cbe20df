package store

import (
	"encoding/binary"

	"ringain/meetings"
)

// PackNotes appends updates to b as one text of bytes: of each who wrote it and what
// came, with how long that is before it.
func PackNotes(b []byte, updates []NotesUpdate) []byte {
	for _, u := range updates {
		b = appendBytes(b, u.By.ID)
		b = appendBytes(b, u.Body)
	}
	return b
}

func appendBytes[T ~string | ~[]byte](b []byte, text T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// UnpackNotes reads what PackNotes wrote. The bodies are part of b.
func UnpackNotes(b []byte) (updates []NotesUpdate, ok bool) {
	for len(b) > 0 {
		by, rest, ok := cutBytes(b)
		if !ok {
			return nil, false
		}
		var u NotesUpdate
		u.By.ID = meetings.ID(by)
		if u.Body, b, ok = cutBytes(rest); !ok {
			return nil, false
		}
		updates = append(updates, u)
	}
	return updates, true
}

func cutBytes(b []byte) (text, rest []byte, ok bool) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return nil, nil, false
	}
	b = b[size:]
	return b[:n:n], b[n:], true
}
