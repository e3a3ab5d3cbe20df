package web

import (
	"fmt"
	"net/http"
	"strconv"

	"ringain/meetings"
)

// done is what an organiser has just done, as the page they are led to tells it.
type done struct {
	What    string           // the parameter gjort of the address; empty when nothing was
	From    meetings.Instant // the start before a move
	Count   int              // how many meetings were made
	Command meetings.ID      // the identity of undoing it
}

// justDone reads from the address what was done.
func (w *Web) justDone(r *http.Request) done {
	q := r.URL.Query()
	d := done{What: q.Get("gjort"), Command: w.newID()}
	from, _ := strconv.ParseInt(q.Get("fran"), 10, 64)
	d.From = meetings.Instant(from)
	d.Count, _ = strconv.Atoi(q.Get("antal"))
	return d
}

// saySeries says how many meetings a series gave.
func (p *page) saySeries(n int) string {
	if n == 1 {
		return p.Say("Serien är sparad. Ett möte är utlagt.", "The series is saved. One meeting is announced.")
	}
	return fmt.Sprintf(p.Say("Serien är sparad. %d möten är utlagda.", "The series is saved. %d meetings are announced."), n)
}

// whoSees says who sees a change, and when.
func whoSees(p *page) string {
	return p.Say("Sidan visar det nu. Kalendrar ser det inom något dygn.", "The page shows it now. Calendars see it within a day or so.")
}
