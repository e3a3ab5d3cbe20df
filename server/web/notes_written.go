package web

import (
	"context"
	"sync"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
	"ringain/server/change"
)

// written is the notes that pages have shown, read out once for each state of them.
type written struct {
	store  *store.Store
	change *change.Changes

	mu   sync.Mutex
	kept map[meetings.ID]*reading
}

// reading is the notes of one meeting as they were read out last.
type reading struct {
	mu    sync.Mutex // held while they are read, so that many who ask at once wait for one
	last  int64      // number of the newest update
	notes notes.Notes
}

// maxReadings bounds how many meetings are remembered.
const maxReadings = 100

// read returns the notes of a meeting as they are now.
func (w *written) read(ctx context.Context, meeting meetings.ID) (notes.Notes, error) {
	at, err := w.store.NotesPositions(ctx, []meetings.ID{meeting})
	if err != nil || at[meeting] == 0 {
		return nil, err
	}
	r := w.of(meeting)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.last >= at[meeting] {
		return r.notes, nil
	}
	doc, kept, err := w.change.OpenNotes(ctx, meeting)
	if err != nil {
		return nil, err
	}
	r.last, r.notes = kept.Last, doc.Read()
	return r.notes, nil
}

func (w *written) of(meeting meetings.ID) *reading {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := w.kept[meeting]
	if r == nil {
		if len(w.kept) >= maxReadings {
			clear(w.kept)
		}
		r = &reading{}
		w.kept[meeting] = r
	}
	return r
}
