package web

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// notesView is what a page shows of the shared notes.
type notesView struct {
	Parts   []notes.Part
	Unread  bool              // they could not be read just now
	Refusal *meetings.Refusal // why whoever asks may not write; nil when they may
	Late    []lateNotes       // what waits for the organiser who asks
}

// Barred is why whoever asks may not write; empty when they may.
func (v notesView) Barred() meetings.RefusalKind {
	if v.Refusal == nil {
		return ""
	}
	return v.Refusal.Kind
}

// lateNotes is what one person wrote when the meeting had ended.
type lateNotes struct {
	store.NotesLate
	Parts []latePart // what of it can be read
}

// latePart is what somebody would add to the notes of one item.
type latePart struct {
	Title string
	Lines []string
}

// notesOf returns what a page shows of the notes of a meeting. A room without its notes
// is still a room, so a fault is told in the page instead of taking it away.
func (w *Web) notesOf(p *page, r *http.Request, room meetings.Room) (v notesView) {
	m := room.Meeting
	v.Refusal = notes.MayWrite(notes.Writer{Person: room.As(p.Person, meetings.LockNotes{})}, notes.State{Ended: m.Ended != 0, Locked: m.NotesLocked})
	read, err := w.written.read(r.Context(), m.ID)
	if err == nil {
		v.Parts = read.Parts(room.Agenda, p.Lang)
		if p.Known && meetings.MayRun(p.Person) && m.Ended != 0 {
			v.Late, err = w.lateOf(p, r, room)
		}
	}
	if err != nil {
		v.Unread = true
		w.log.Error("the notes of a page cannot be read", "meeting", m.ID, "err", err)
	}
	return v
}

// lateOf returns what waits for an organiser.
func (w *Web) lateOf(p *page, r *http.Request, room meetings.Room) (all []lateNotes, err error) {
	kept, err := w.store.LateNotes(r.Context(), room.Meeting.ID)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	doc, _, err := w.change.OpenNotes(r.Context(), room.Meeting.ID)
	if err != nil {
		return nil, err
	}
	for _, l := range kept {
		added, err := doc.Preview(l.Body, p.Lang)
		if err != nil {
			return nil, err
		}
		one := lateNotes{NotesLate: l}
		for _, a := range added {
			one.Parts = append(one.Parts, latePart{p.fragmentTitle(room.Agenda, a.Fragment), a.Lines})
		}
		all = append(all, one)
	}
	return all, nil
}

// noted reports whether anything is written in the notes of a meeting that is over.
func (w *Web) noted(r *http.Request, m meetings.Meeting, phase meetings.Phase) bool {
	if phase != meetings.Over {
		return false
	}
	read, err := w.written.read(r.Context(), m.ID)
	if err != nil {
		w.log.Error("the notes of a page cannot be read", "meeting", m.ID, "err", err)
	}
	return len(read) > 0
}

// fragmentTitle says what a fragment of the notes is about.
func (p *page) fragmentTitle(a meetings.Agenda, fragment string) string {
	if fragment == notes.Meeting {
		return p.Say("Hela mötet", "The whole meeting")
	}
	at := slices.IndexFunc(a.Items, func(i meetings.Item) bool { return notes.Item(i.ID) == fragment })
	if at < 0 {
		return p.Say("Borttagen punkt", "Removed item")
	}
	return a.Items[at].Title
}

// noteForm is the form that adds a note, with what was typed in it when it was refused.
func (v roomView) noteForm() form {
	f := form{ID: "anteckna-", Values: url.Values{}}
	if v.Fill == noteCommand {
		f.Values, f.Refusal = v.Form.Values, v.Form.Refusal
	} else {
		f.Values.Set("item", string(v.Agenda.Current))
	}
	return f
}

// noteCommand names the form that adds a note, beside the commands of the agenda.
const noteCommand = "notes.add"

// noteItems are what a note may be about, to choose among.
func (v roomView) noteItems(p *page) []option {
	return slices.Insert(v.items(), 0, option{"", p.Say("Hela mötet", "The whole meeting")})
}

// addNote adds what somebody wrote in the form for notes.
func (w *Web) addNote(p *page, rw http.ResponseWriter, r *http.Request) error {
	return w.inNotes(p, rw, r, "#anteckningar", func(id meetings.ID) error {
		return w.change.AddLine(r.Context(), p.Person, id, commandID(r.PostForm), meetings.ItemID(r.PostForm.Get("item")), r.PostForm.Get("text"))
	})
}

// settleLate takes in or drops what somebody wrote when the meeting had ended.
func (w *Web) settleLate(p *page, rw http.ResponseWriter, r *http.Request) error {
	return w.inNotes(p, rw, r, "#sena-rader", func(id meetings.ID) error {
		settle := w.change.DropLate
		if r.PostForm.Get("do") == "notes.take" {
			settle = w.change.AcceptLate
		}
		return settle(p.Person, id, meetings.ID(r.PostForm.Get("writer")))
	})
}

// inNotes does something with the notes of a meeting and leads back to the room, or
// shows the room with what was refused.
func (w *Web) inNotes(p *page, rw http.ResponseWriter, r *http.Request, place string, do func(meetings.ID) error) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	if err = w.inPace(p, room.Meeting); err == nil {
		err = do(room.Meeting.ID)
	}
	if err != nil {
		return w.again(p, rw, r, err, w.roomWith)
	}
	return see(rw, r, p, meetingPath(room.Meeting)+"/rum"+place)
}

// notesPage is the notes of a meeting by themselves, to read, print and save.
func (w *Web) notesPage(p *page, r *http.Request) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	if err := w.mayRead(r, room.Meeting); err != nil {
		return w.atTheDoor(p, r, room, err)
	}
	p.Title = p.Say("Anteckningar, ", "Notes, ") + p.In(room.Meeting.Title) + ", " + p.sayDay(room.Meeting.Day())
	p.Section, p.Path, p.Private = "/moten", meetingPath(room.Meeting)+"/anteckningar", true
	read, err := w.written.read(r.Context(), room.Meeting.ID)
	if err != nil {
		return nil, err
	}
	return notesPage(p, room, read.Parts(room.Agenda, p.Lang)), nil
}

// notesFile returns a handler of the notes as a file of text, written by write under
// the title and the time of the meeting.
func (w *Web) notesFile(kind, ending string, write func(title string, parts []notes.Part, lang meetings.Lang) string) act {
	return func(p *page, rw http.ResponseWriter, r *http.Request) error {
		room, _, err := w.roomOf(p, r)
		if err != nil {
			return err
		}
		if err := w.mayRead(r, room.Meeting); err != nil {
			return err
		}
		read, err := w.written.read(r.Context(), room.Meeting.ID)
		if err != nil {
			return err
		}
		m := room.Meeting
		title := p.In(m.Title) + ", " + p.sayDay(m.Day()) + " " + p.sayTimes(m)
		h := rw.Header()
		h.Set("Content-Type", kind+"; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="`+m.Slug+ending+`"`)
		h.Set("Content-Language", string(p.Lang))
		h.Set("Cache-Control", "private, no-store")
		h.Set("X-Robots-Tag", "noindex")
		h.Set("X-Content-Type-Options", "nosniff")
		_, err = io.WriteString(rw, write(title, read.Parts(room.Agenda, p.Lang), p.Lang))
		return err
	}
}

// partTitle is what a part of the notes is about.
func (p *page) partTitle(part notes.Part) string {
	return cmp.Or(part.Title, p.Say("Hela mötet", "The whole meeting"))
}

// noteText is the text of notes as HTML, which package notes makes safe. Its headings
// stand below that of its part.
func noteText(p *page, blocks []notes.Block, top int) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, notes.HTML(blocks, p.Lang, top))
		return err
	})
}
