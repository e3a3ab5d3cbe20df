package notes

import (
	"maps"
	"slices"
	"strings"
	"time"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// Entry is one update of the log.
type Entry struct {
	N    int64 // its number
	At   meetings.Instant
	By   meetings.ID // who wrote it
	Body []byte
}

// Moment is a point in time to which the notes can be led back: as they were after
// update N of the log, when that was the newest.
type Moment struct {
	N     int64
	At    meetings.Instant
	Lines int   // that could be read
	Loss  *Loss // what somebody deleted right after it; nil when it is only a point in time
}

// Loss is text that one person deleted at once.
type Loss struct {
	By    meetings.ID
	At    meetings.Instant
	Lines int // fewer than before
}

// The bounds of a list of moments.
const (
	maxMoments = 60  // points in time
	maxLosses  = 40  // the newest
	maxLooks   = 100 // times that it is looked at what a deletion took
	much       = 60  // characters; who deletes as many at once is told of
)

// Moments lists to which points in time the notes can be led back: base, as they were
// at since after update n, and from there along the log. They are as many minutes or
// hours apart as gives a list that can be read; but what stood there before somebody
// deleted much at once is always among them. The last is how the notes are now.
func Moments(base Kept, n int64, since meetings.Instant, log []Entry) ([]Moment, error) {
	d, err := Open(base)
	if err != nil {
		return nil, err
	}
	h := history{doc: d, step: stepOf(log), n: n, at: since}
	for _, e := range log {
		if err := h.take(e); err != nil {
			return nil, err
		}
	}
	h.mark(Moment{Lines: d.lines()})
	return h.few(), nil
}

// history goes along the log.
type history struct {
	doc    *Doc
	step   time.Duration // between points in time
	n      int64         // of the update that the document has
	at     meetings.Instant
	looks  int
	marked []Moment
}

// take goes on with one update.
func (h *history) take(e Entry) error {
	if h.n > 0 && part(e.At, h.step) != part(h.at, h.step) {
		h.mark(Moment{Lines: h.doc.lines()})
	}
	var lines, size int
	looks := h.looks < maxLooks && deletes(e.Body) >= much
	if looks {
		h.looks++
		lines, size = h.doc.lines(), h.doc.length()
	}
	applied, err := h.doc.y.Apply(e.Body)
	if err != nil {
		return err
	}
	if looks && applied.Deleted && size-h.doc.length() >= much {
		h.lose(e, lines)
	}
	h.n, h.at = e.N, e.At
	return nil
}

// mark adds a moment as it is now, when anything was there.
func (h *history) mark(m Moment) {
	m.N, m.At = h.n, h.at
	if m.N > 0 {
		h.marked = append(h.marked, m)
	}
}

// lose marks how it was, with so many lines, before a deletion that the document has by
// now. A run of deletions by one person is one.
func (h *history) lose(e Entry, lines int) {
	if k := len(h.marked) - 1; k >= 0 {
		m := &h.marked[k]
		if l := m.Loss; l != nil && l.By == e.By && e.At < l.At.Add(time.Minute) {
			*l = Loss{e.By, e.At, m.Lines - h.doc.lines()}
			return
		}
	}
	h.mark(Moment{Lines: lines, Loss: &Loss{e.By, e.At, lines - h.doc.lines()}})
}

// few are the moments without those that are told twice, and with the newest losses.
func (h *history) few() []Moment {
	losses := 0
	for i := len(h.marked) - 1; i >= 0; i-- {
		if h.marked[i].Loss != nil {
			losses++
		}
		again := i+1 < len(h.marked) && h.marked[i].N == h.marked[i+1].N && h.marked[i].Loss == nil
		if again || losses > maxLosses && h.marked[i].Loss != nil {
			h.marked = slices.Delete(h.marked, i, i+1)
		}
	}
	return h.marked
}

// stepOf is how far apart the points in time are that are told of a log.
func stepOf(log []Entry) time.Duration {
	steps := []time.Duration{time.Minute, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour}
	for _, step := range steps {
		parts := map[int64]bool{}
		for _, e := range log {
			parts[part(e.At, step)] = true
		}
		if len(parts) <= maxMoments {
			return step
		}
	}
	return 7 * 24 * time.Hour
}

func part(at meetings.Instant, step time.Duration) int64 { return int64(at) / step.Milliseconds() }

// deletes is how much an update deletes, were it all there.
func deletes(update []byte) (n uint64) {
	held, err := ydoc.Scan(update)
	if err != nil {
		return 0
	}
	for _, r := range held.Deletes {
		n += r.Len
	}
	return n
}

// lines is how many lines of text can be read.
func (d *Doc) lines() int { return d.Read().Lines() }

// Lines is how many lines of text there are.
func (n Notes) Lines() (lines int) {
	for _, blocks := range n {
		lines += strings.Count(Text(blocks, meetings.SV), "\n")
	}
	return lines
}

// length is about how many characters of text can be read.
func (d *Doc) length() (n int) {
	for _, visible := range d.y.Visible() {
		n += visible
	}
	return n
}

// Written is about how many characters of each session can be read.
func (d *Doc) Written() map[meetings.ID]int {
	all := map[meetings.ID]int{}
	for client, n := range d.y.Visible() {
		if session, owned := d.owners[client]; owned {
			all[session] += n
		}
	}
	return all
}

// Difference is the lines that would go and come if one text took the place of
// another, in one fragment.
type Difference struct {
	Fragment   string
	Gone, Come []string
}

// Differences compares the notes as they are with how they would be.
func Differences(now, then Notes, lang meetings.Lang) (all []Difference) {
	names := slices.AppendSeq(slices.Collect(maps.Keys(now)), maps.Keys(then))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		is, would := Text(now[name], lang), Text(then[name], lang)
		d := Difference{name, missing(would, is), missing(is, would)}
		if len(d.Gone)+len(d.Come) > 0 {
			all = append(all, d)
		}
	}
	return all
}

// Without is what can be read when what sessions have written is taken away.
func (d *Doc) Without(sessions ...meetings.ID) (Notes, error) {
	then, err := d.scratch()
	if err != nil {
		return nil, err
	}
	if _, err := then.Apply(then.DeletionOf(d.clientsOf(sessions))); err != nil {
		return nil, err
	}
	return read(then), nil
}
