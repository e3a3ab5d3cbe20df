package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"ringain/meetings"
)

// done is what an organiser has just done, as the page they are led to tells it.
type done struct {
	What    string           // the parameter gjort of the address; empty when nothing was
	Change  int64            // the event that the change of a meeting led to
	Count   int              // how many meetings were made
	Series  string           // the slug of the series that was changed
	Saved   meetings.Instant // when it was
	Tally   meetings.Tally   // what that did to how many meetings
	Command meetings.ID      // the identity of undoing it
}

// justDone reads from the address what was done.
func (w *Web) justDone(r *http.Request) done {
	q := r.URL.Query()
	d := done{What: q.Get("gjort"), Command: w.newID()}
	d.Change, _ = strconv.ParseInt(q.Get("andring"), 10, 64)
	d.Count, _ = strconv.Atoi(q.Get("antal"))
	saved, _ := strconv.ParseInt(q.Get("sparad"), 10, 64)
	d.Series, d.Saved, d.Tally = q.Get("serie"), meetings.Instant(saved), tallyIn(q.Get("antal"))
	return d
}

// tallyIn reads how many meetings a change of a series concerned.
func tallyIn(s string) (t meetings.Tally) {
	each := strings.Split(s, ",")
	for i, n := range []*int{&t.Changed, &t.Added, &t.Withdrawn, &t.Kept, &t.Left} {
		if i < len(each) {
			*n, _ = strconv.Atoi(each[i])
		}
	}
	return t
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
