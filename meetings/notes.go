package meetings

// The commands of the shared notes. What is written in them goes another way, as
// package notes has it.
type (
	// LockNotes keeps guests from writing in the notes. They can still read them.
	LockNotes struct{}
	// UnlockNotes lets guests write in the notes again.
	UnlockNotes struct{}
)

// The events of the shared notes.
type (
	NotesLocked   struct{}
	NotesUnlocked struct{}
)

func (LockNotes) Do() string       { return "notes.lock" }
func (UnlockNotes) Do() string     { return "notes.unlock" }
func (NotesLocked) Kind() string   { return "notes.locked" }
func (NotesUnlocked) Kind() string { return "notes.unlocked" }

// decideNotes locks and unlocks the notes:
//
//   - those who run the meeting may, before it, while it is on and afterwards;
//   - notes that are locked cannot be locked once more, nor open ones be opened.
func (m Meeting) decideNotes(c Command) (Event, error) {
	_, lock := c.(LockNotes)
	switch {
	case lock && m.NotesLocked:
		return nil, Refuse(Late, "Anteckningarna är redan låsta.", "The notes are already locked.")
	case lock:
		return NotesLocked{}, nil
	case !m.NotesLocked:
		return nil, Refuse(Late, "Anteckningarna är redan öppna.", "The notes are already open.")
	}
	return NotesUnlocked{}, nil
}
