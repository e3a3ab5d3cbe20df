package web

import (
	"context"
	"io"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/server/change"
)

// minutesView is what the page of published minutes shows.
type minutesView struct {
	Meeting meetings.Meeting
	Minutes meetings.Minutes
	Parts   []minutesPart
	Next    meetings.Meeting // no ID when there is none
	Themes  []meetings.Theme
	Letter  *letterView    // about them, that waits; for organisers
	Former  *formerEdition // an edition that was replaced, for organisers; nil for what stands
}

// minutesPart is one part of minutes as it is read.
type minutesPart struct {
	Title  string
	Blocks []notes.Block
}

// formerEdition says which edition is shown, and since when it no longer stands.
type formerEdition struct {
	N  int
	At meetings.Instant
}

// top is the level of the headings in a part, below its own.
func (x minutesPart) top() int {
	if x.Title == "" {
		return 2
	}
	return 3
}

// minutesPath is the address of the minutes of a meeting, for life.
func minutesPath(m meetings.Meeting) string { return meetingPath(m) + "/minnesanteckningar" }

func readParts(parts []meetings.MinutesPart) (all []minutesPart) {
	for _, p := range parts {
		all = append(all, minutesPart{p.Title, notes.FromTyped(p.Text)})
	}
	return all
}

// Resolved are the decisions and actions of all parts, each under the title of its part.
func (v minutesView) Resolved() (all []minutesPart) {
	for _, p := range v.Parts {
		if found := notes.Resolved(p.Blocks); len(found) > 0 {
			all = append(all, minutesPart{p.Title, found})
		}
	}
	return all
}

// LangOf is the language of what was written, when it is not that of the page.
func (v minutesView) LangOf(p *page) string {
	if lang := v.Minutes.Lang; lang != "" && lang != p.Lang {
		return string(lang)
	}
	return string(p.Lang)
}

// minutesOf returns the meeting in the address with its minutes, drafts too.
func (w *Web) minutesOf(p *page, r *http.Request) (room meetings.Room, m meetings.Minutes, err error) {
	if room, _, err = w.roomOf(p, r); err != nil {
		return room, m, err
	}
	m, err = w.store.Minutes(r.Context(), room.Meeting.ID)
	return room, m, err
}

// minutes is the page of published minutes, at the same address for life. While there are
// none, it says so, and nothing else.
func (w *Web) minutes(p *page, r *http.Request) (body, error) {
	room, m, err := w.minutesOf(p, r)
	if err != nil {
		return nil, err
	}
	p.Title = p.Say("Minnesanteckningar, ", "Minutes, ") + p.In(room.Meeting.Title) + ", " + p.sayDay(room.Meeting.Day())
	p.Section, p.Path = "/moten", minutesPath(room.Meeting)
	if !m.Shown() {
		p.Status = http.StatusNotFound
		if m.State == meetings.MinutesWithdrawn {
			p.Status = http.StatusGone
		}
		return noMinutesPage(p, room.Meeting, m.State), nil
	}
	return w.readMinutes(p, r, room, m, nil)
}

func (w *Web) readMinutes(p *page, r *http.Request, room meetings.Room, m meetings.Minutes, former *formerEdition) (body, error) {
	v := minutesView{Meeting: room.Meeting, Minutes: m, Parts: readParts(m.Parts), Former: former}
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	v.Themes = themesOf(room.Meeting, themes)
	if former == nil && p.MayPlan() {
		if v.Letter, err = w.waiting(r.Context(), p, change.TopicOfNotes(room.Meeting.ID), minutesPath(room.Meeting)+"/brev"); err != nil {
			return nil, err
		}
	}
	if v.Next, err = w.after(p, r, room.Meeting); err != nil {
		return nil, err
	}
	return minutesPage(p, v), nil
}

// formerMinutes is an edition that was published once, for organisers.
func (w *Web) formerMinutes(p *page, r *http.Request) (body, error) {
	room, m, err := w.minutesOf(p, r)
	if err != nil {
		return nil, err
	}
	editions, err := w.store.MinutesEditions(r.Context(), room.Meeting.ID)
	if err != nil {
		return nil, err
	}
	n, _ := strconv.Atoi(chi.URLParam(r, "n"))
	for _, e := range editions {
		if e.N == n {
			m.Parts = e.Parts
			p.Title = p.Say("Utgåva ", "Edition ") + strconv.Itoa(n)
			p.Private, p.NoIndex = true, true
			return w.readMinutes(p, r, room, m, &formerEdition{n, e.At})
		}
	}
	return nil, meetings.Refuse(meetings.Unknown, "Det finns ingen sådan utgåva.", "There is no such edition.")
}

// minutesFile returns a handler of published minutes as a file of text, written by write.
func (w *Web) minutesFile(kind, ending string, write func(title string, parts []meetings.MinutesPart, lang meetings.Lang) string) act {
	return w.publishedFile(kind, ending, func(p *page, room meetings.Room, m meetings.Minutes, to io.Writer) error {
		m.Parts = append(p.standing(room.Meeting, m), m.Parts...)
		_, err := io.WriteString(to, write(p.minutesTitle(room.Meeting), m.Parts, m.Lang))
		return err
	})
}

// minutesPageFile returns a handler of published minutes as a page that is read without
// the platform.
func (w *Web) minutesPageFile() act {
	return w.publishedFile("text/html", ".html", func(p *page, room meetings.Room, m meetings.Minutes, to io.Writer) error {
		v := minutesView{Meeting: room.Meeting, Minutes: m, Parts: readParts(m.Parts)}
		return minutesFilePage(p, v).Render(context.Background(), to)
	})
}

func (w *Web) publishedFile(kind, ending string, write func(*page, meetings.Room, meetings.Minutes, io.Writer) error) act {
	return func(p *page, rw http.ResponseWriter, r *http.Request) error {
		room, m, err := w.minutesOf(p, r)
		if err != nil {
			return err
		}
		if !m.Shown() {
			return meetings.Refuse(meetings.Unknown, "Minnesanteckningarna är inte publicerade.", "The minutes are not published.")
		}
		h := rw.Header()
		h.Set("Content-Type", kind+"; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="minnesanteckningar-`+room.Meeting.Slug+ending+`"`)
		h.Set("Content-Language", string(m.Lang))
		h.Set("Cache-Control", "no-cache")
		h.Set("X-Content-Type-Options", "nosniff")
		return write(p, room, m, rw)
	}
}

// minutesTitle is the title of a file of minutes.
func (p *page) minutesTitle(m meetings.Meeting) string {
	return p.Say("Minnesanteckningar: ", "Minutes: ") + p.In(m.Title) + ", " + meetings.SayDate(p.Lang, m.Day()) + " " + p.sayTimes(m)
}

// standing is what stands first in a file: when it was published, what was put right, and
// where it is kept.
func (p *page) standing(m meetings.Meeting, x meetings.Minutes) []meetings.MinutesPart {
	said := p.sayPublished(m, x) + "\n" + p.minutesMandate() + "\n" + p.URL(minutesPath(m))
	for _, fix := range x.Fixes {
		said += "\n" + p.sayFix(m, fix)
	}
	return []meetings.MinutesPart{{Text: said}}
}

// sayPublished says when minutes were published.
func (p *page) sayPublished(m meetings.Meeting, x meetings.Minutes) string {
	return p.Say("Publicerade ", "Published ") + p.sayStamp(m, x.Published) + "."
}

// sayFix says what was put right, and when: "Rättad 12 mars 2027 kl. 13.05: …".
func (p *page) sayFix(m meetings.Meeting, fix meetings.MinutesFix) string {
	return p.Say("Rättad ", "Corrected ") + p.sayStamp(m, fix.At) + ": " + fix.Note
}

// sayStamp says a moment without its weekday: "12 mars 2027 kl. 13.05".
func (p *page) sayStamp(m meetings.Meeting, i meetings.Instant) string {
	at := local(m, i)
	return meetings.SayPlainDate(p.Lang, meetings.DateOf(at)) + " " + meetings.SayTime(p.Lang, at)
}

// minutesMandate says whose words the minutes are.
func (p *page) minutesMandate() string {
	return p.Say("Alla deltog utifrån sitt eget mandat. Inget här är en organisations beslut om det inte står så.",
		"All took part on their own mandate. Nothing here is the decision of an organisation unless it says so.")
}
