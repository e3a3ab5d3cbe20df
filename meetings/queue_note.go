package meetings

// SetNote says what one's own turn concerns, or no longer says it. An organiser may set
// that of any turn: a note that should not stand there is taken away by setting none,
// and put back by setting it again.
type SetNote struct {
	Turn TurnID `json:"turn"`
	Note string `json:"note,omitempty"`
}

// NoteSet tells what a turn concerns now.
type NoteSet struct {
	Turn TurnID `json:"turn"`
	Note string `json:"note,omitempty"`
}

func (SetNote) Do() string   { return "queue.note" }
func (NoteSet) Kind() string { return "queue.noted" }

// setNote decides about the note of a turn that waits or has the floor.
func (r Room) setNote(c SetNote, d Doing) (Event, error) {
	if err := fits(&c.Note, false, MaxNote, "note"); err != nil {
		return nil, err
	}
	t, ok := r.Queue.turn(c.Turn)
	switch {
	case !ok:
		return nil, Refuse(Late, "Platsen finns inte längre i talarlistan.", "The place is no longer on the speaker list.")
	case t.Who != d.By.ID && !MayRun(d.By):
		return nil, notYours()
	case t.Note == c.Note:
		return nil, Refuse(Late, "Det är redan så.", "It is already so.")
	}
	return NoteSet(c), nil
}

// turn returns a turn that waits or has the floor, and whether it does.
func (q Queue) turn(id TurnID) (t Turn, ok bool) {
	if q.Speaker != nil && q.Speaker.ID == id {
		return *q.Speaker, true
	}
	if at := q.Find(id); at >= 0 {
		return q.Waiting[at], true
	}
	return t, false
}

// noted sets what a turn concerns.
func (q *Queue) noted(e NoteSet) {
	q.each(func(t *Turn) {
		if t.ID == e.Turn {
			t.Note = e.Note
		}
	})
}
