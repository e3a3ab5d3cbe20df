package web

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/notes"
)

// writerView is what one person has written in the notes, to be taken away.
type writerView struct {
	Room   meetings.Room
	Writer noteWriter
	Change []lineChange
	Here   bool // they can be removed from the meeting too
	Form   form
}

// Back leads to how the notes of the meeting were.
func (v writerView) Back() string { return historyPath(v.Room.Meeting) }

// notesBy shows what one person has written, and offers to take it away.
func (w *Web) notesBy(p *page, r *http.Request) (body, error) {
	return w.notesByWith(p, r, w.fresh())
}

func (w *Web) notesByWith(p *page, r *http.Request, f form) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	m, writer := room.Meeting, meetings.ID(chi.URLParam(r, "writer"))
	v := writerView{Room: room, Form: f, Writer: noteWriter{ID: writer}}
	doc, _, err := w.change.OpenNotes(r.Context(), m.ID)
	if err != nil {
		return nil, err
	}
	writers, err := w.writersOf(r.Context(), m.ID, doc)
	if err != nil {
		return nil, err
	}
	if v.Writer.Name = w.nameOf(r.Context(), m.ID, writer, writers); v.Writer.Name == "" {
		return nil, meetings.Refuse(meetings.Unknown, "Den personen har inte skrivit i anteckningarna.", "That person has not written in the notes.")
	}
	without, err := doc.Without(writer)
	if err != nil {
		return nil, err
	}
	v.Change = w.changes(p, room, notes.Differences(doc.Read(), without, p.Lang))
	e, came, err := w.store.Entrant(r.Context(), m.ID, writer)
	if err != nil {
		return nil, err
	}
	v.Here = came && e.Person.Role == meetings.Guest && !room.House.Bars(writer)
	p.Title = p.Say("Det ", "What ") + v.Writer.Name + p.Say(" har skrivit", " has written")
	p.Path, p.Private = writerPath(m, writer), true
	return notesByPage(p, v), nil
}

// takeAway removes what one person has written from the notes, or erases it for good;
// and first, when that is ticked, the person from the meeting, so that nothing more comes.
func (w *Web) takeAway(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	f := form{Values: r.PostForm}
	erase := f.Value("do") == "erase"
	if erase && !f.Has("sure", "1") {
		err = meetings.Refuse(meetings.Invalid, "Kryssa i rutan först. Det som raderas går inte att få tillbaka.",
			"Tick the box first. What is erased cannot be brought back.").About("sure")
	}
	meeting, writer := room.Meeting.ID, meetings.ID(chi.URLParam(r, "writer"))
	if err == nil && f.Has("out", "1") {
		_, err = w.change.Do(r.Context(), p.Person, meeting, f.identity(), meetings.RemovePerson{Who: writer})
	}
	done, before := "borttaget", int64(0)
	switch {
	case err != nil:
	case erase:
		done, err = "raderat", w.change.EraseNotes(p.Person, meeting, writer)
	default:
		before, err = w.change.RemoveNotes(p.Person, meeting, writer)
	}
	if err != nil {
		return w.again(p, rw, r, err, w.notesByWith)
	}
	return see(rw, r, p, doneInHistory(room.Meeting, done, before))
}
