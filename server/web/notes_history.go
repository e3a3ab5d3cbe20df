package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
	"ringain/server/change"
)

// historyView is how the notes of a meeting were, and who has written in them.
type historyView struct {
	Room    meetings.Room
	Days    []historyDay // the newest first
	Writers []noteWriter
	Count   int
	Before  int64 // the moment before what an organiser has just done; 0 when there is none
}

// historyDay is the moments of one day, the newest first.
type historyDay struct {
	Day     meetings.Date
	Moments []historyMoment
}

// historyMoment is a moment that the notes can be led back to.
type historyMoment struct {
	notes.Moment
	Now bool   // it is how they are
	By  string // who deleted much after it; empty when it is not known
}

// noteWriter is somebody who has written in the notes, and how much can be read of it.
type noteWriter struct {
	ID         meetings.ID
	Name       string
	Characters int
}

// historyPath is the address of the history of a meeting's notes.
func historyPath(m meetings.Meeting) string { return meetingPath(m) + "/anteckningar/historik" }

// doneInHistory is the history with what has just been done, and the moment before it.
func doneInHistory(m meetings.Meeting, what string, before int64) string {
	return historyPath(m) + "?gjort=" + what + "&fore=" + strconv.FormatInt(before, 10)
}

// momentPath is the address of one moment of it.
func momentPath(m meetings.Meeting, n int64) string {
	return historyPath(m) + "/" + strconv.FormatInt(n, 10)
}

// writerPath is the address of what one person has written.
func writerPath(m meetings.Meeting, writer meetings.ID) string {
	return meetingPath(m) + "/anteckningar/av/" + string(writer)
}

// notesHistory lists how the notes were, for those who run the meeting.
func (w *Web) notesHistory(p *page, r *http.Request) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	p.Title, p.Path, p.Private = p.Say("Anteckningarnas historik", "History of the notes"), historyPath(room.Meeting), true
	v := historyView{Room: room}
	v.Before, _ = strconv.ParseInt(r.URL.Query().Get("fore"), 10, 64)
	moments, doc, err := w.momentsOf(r.Context(), room.Meeting.ID)
	if err != nil {
		return nil, err
	}
	if v.Writers, err = w.writersOf(r.Context(), room.Meeting.ID, doc); err != nil {
		return nil, err
	}
	v.Count = len(moments)
	for i, m := range slices.Backward(moments) {
		one := historyMoment{Moment: m, Now: i == len(moments)-1}
		if m.Loss != nil {
			one.By = w.nameOf(r.Context(), room.Meeting.ID, m.Loss.By, v.Writers)
		}
		day := meetings.DateOf(local(room.Meeting, m.At))
		if k := len(v.Days) - 1; k < 0 || v.Days[k].Day != day {
			v.Days = append(v.Days, historyDay{Day: day})
		}
		last := &v.Days[len(v.Days)-1]
		last.Moments = append(last.Moments, one)
	}
	return notesHistoryPage(p, v), nil
}

// momentsOf returns to which moments the notes of a meeting can be led back, the oldest
// first, and the document as it is at the last of them.
func (w *Web) momentsOf(ctx context.Context, meeting meetings.ID) (all []notes.Moment, doc *notes.Doc, err error) {
	h, err := w.store.NotesHistory(ctx, meeting)
	if err != nil {
		return nil, nil, err
	}
	for _, old := range h.Older {
		then, err := w.notesThen(ctx, meeting, old.N)
		if err != nil {
			continue // it was let go of meanwhile
		}
		all = append(all, notes.Moment{N: old.N, At: old.At, Lines: then.Lines()})
	}
	log := make([]notes.Entry, len(h.Updates))
	for i, u := range h.Updates {
		log[i] = notes.Entry{N: u.N, At: u.At, By: u.By.ID, Body: u.Body}
	}
	base := notes.Kept{Snapshot: h.Snapshot, Clients: h.Clients}
	moments, err := notes.Moments(base, h.Upto, h.Since, log)
	if err != nil {
		return nil, nil, err
	}
	doc, err = notes.Open(change.Kept(h.Notes))
	return append(all, moments...), doc, err
}

// notesThen reads the notes of a meeting as they were after an update.
func (w *Web) notesThen(ctx context.Context, meeting meetings.ID, n int64) (notes.Notes, error) {
	then, err := w.store.NotesAt(ctx, meeting, n)
	if err != nil {
		return nil, err
	}
	doc, err := notes.Open(change.Kept(then))
	if err != nil {
		return nil, err
	}
	return doc.Read(), nil
}

// writersOf returns who has written something that can be read, the one with most first.
func (w *Web) writersOf(ctx context.Context, meeting meetings.ID, doc *notes.Doc) (all []noteWriter, err error) {
	kept, err := w.store.NotesWriters(ctx, meeting)
	if err != nil {
		return nil, err
	}
	written := doc.Written()
	for _, k := range kept {
		if n := written[k.By.ID]; n > 0 && k.By.ID != "" {
			all = append(all, noteWriter{k.By.ID, k.By.Name, n})
		}
	}
	slices.SortStableFunc(all, func(a, b noteWriter) int { return b.Characters - a.Characters })
	return all, nil
}

// nameOf is the name of somebody who has been in the room or written in the notes.
func (w *Web) nameOf(ctx context.Context, meeting, who meetings.ID, writers []noteWriter) string {
	if i := slices.IndexFunc(writers, func(x noteWriter) bool { return x.ID == who }); i >= 0 && writers[i].Name != "" {
		return writers[i].Name
	}
	e, _, err := w.store.Entrant(ctx, meeting, who)
	if err != nil {
		w.log.Warn("it cannot be read who somebody is", "meeting", meeting, "err", err)
	}
	return e.Person.Name
}

// momentView is the notes as they were at a moment, and what it means to go back there.
type momentView struct {
	Room   meetings.Room
	N      int64
	At     meetings.Instant
	Parts  []notes.Part
	Change []lineChange
	Form   form
}

// lineChange is which lines of one item would go and come.
type lineChange struct {
	Title      string
	Gone, Come []string
}

// notesMoment shows how the notes were at a moment, and offers to lead them back there.
func (w *Web) notesMoment(p *page, r *http.Request) (body, error) {
	return w.notesMomentWith(p, r, w.fresh())
}

func (w *Web) notesMomentWith(p *page, r *http.Request, f form) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	m := room.Meeting
	n := momentIn(r)
	then, err := w.store.NotesAt(r.Context(), m.ID, n)
	if err != nil {
		return nil, err
	}
	read, err := w.notesThen(r.Context(), m.ID, n)
	if err != nil {
		return nil, err
	}
	now, err := w.written.read(r.Context(), m.ID)
	if err != nil {
		return nil, err
	}
	v := momentView{Room: room, N: n, Parts: read.Parts(room.Agenda, p.Lang), Form: f}
	v.At = momentOf(then)
	if v.At == 0 {
		v.At = w.snapshotAt(r.Context(), m.ID, n)
	}
	v.Change = w.changes(p, room, notes.Differences(now, read, p.Lang))
	p.Title, p.Path, p.Private = p.Say("Anteckningarna ", "The notes on ")+p.sayMoment(m, v.At), momentPath(m, n), true
	return notesMomentPage(p, v), nil
}

// momentIn is the number of the update that the address names; 0 when it names none.
func momentIn(r *http.Request) int64 {
	n, _ := strconv.ParseInt(chi.URLParam(r, "n"), 10, 64)
	return n
}

// momentOf is when the newest update was kept of those there are.
func momentOf(n store.Notes) meetings.Instant {
	if len(n.Updates) == 0 {
		return 0
	}
	return n.Updates[len(n.Updates)-1].At
}

// snapshotAt is when the snapshot after an update was made.
func (w *Web) snapshotAt(ctx context.Context, meeting meetings.ID, n int64) meetings.Instant {
	h, err := w.store.NotesHistory(ctx, meeting)
	if err != nil {
		w.log.Warn("the history of the notes cannot be read", "meeting", meeting, "err", err)
	}
	for _, old := range h.Older {
		if old.N == n {
			return old.At
		}
	}
	return h.Since
}

// changes says what would go and come under the titles of the agenda.
func (w *Web) changes(p *page, room meetings.Room, all []notes.Difference) (said []lineChange) {
	for _, d := range all {
		said = append(said, lineChange{p.fragmentTitle(room.Agenda, d.Fragment), d.Gone, d.Come})
	}
	return said
}

// restoreNotes leads the notes back to how they were.
func (w *Web) restoreNotes(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	id := form{Values: r.PostForm}.identity()
	before, err := w.change.RestoreNotes(p.Person, room.Meeting.ID, id, momentIn(r))
	if err != nil {
		return w.again(p, rw, r, err, w.notesMomentWith)
	}
	return see(rw, r, p, doneInHistory(room.Meeting, "aterstalld", before))
}
