package live

import (
	"bytes"
	"slices"
	"strconv"

	"ringain/meetings"
	"ringain/server/wire"
)

// recent is the newest part of a meeting's log, each event as it goes on the wire.
type recent struct {
	open   bool
	last   int64 // number of the newest event
	handed int64 // number of the newest event that was handed on
	events [][]byte
}

// first returns the number of the oldest event in memory; last+1 when there is none.
func (l *recent) first() int64 { return l.last - int64(len(l.events)) + 1 }

// append takes in the event after last.
func (l *recent) append(event []byte) {
	l.forget(event)
	l.conceal(event)
	l.events = append(l.events, event)
	l.last++
	if forgetsPeople(event) {
		l.events = nil // whoever has not come so far takes the room anew
	}
}

// forgetting is in every event by which people are forgotten, as the log writes it.
var forgetting = []byte(`"kind":"` + meetings.PeopleForgotten{}.Kind() + `"`)

// forgetsPeople reports whether people are forgotten by an event: what was told before it is
// told to nobody any longer.
func forgetsPeople(event []byte) bool {
	if !bytes.Contains(event, forgetting) {
		return false
	}
	e, err := wire.DecodeEvent(event)
	_, is := e.Event.(meetings.PeopleForgotten)
	return err == nil && is
}

// forget takes the words of what is gone by an event, such as a signal or a question,
// out of those before it, for whoever comes back to them.
func (l *recent) forget(event []byte) {
	if !mayForget(event) {
		return
	}
	e, err := wire.DecodeEvent(event)
	if err != nil || meetings.Forgets(e.Event) == "" {
		return
	}
	for i, before := range l.events {
		if !mayForget(before) {
			continue
		}
		b, err := wire.DecodeEvent(before)
		if err != nil {
			continue
		}
		rest, had := meetings.Forgotten(b.Event, meetings.Forgets(e.Event))
		if !had {
			continue
		}
		b.Event = rest
		if blank, err := wire.EncodeEntry(b); err == nil {
			l.events[i] = blank
		}
	}
}

// mayForget reports whether an event may be one that forgetting concerns.
func mayForget(event []byte) bool {
	for _, kind := range meetings.ForgetKinds() {
		if bytes.Contains(event, []byte(`"kind":"`+kind)) {
			return true
		}
	}
	return false
}

// conceal takes a name that is hidden by an event, or a note that is taken away, out of
// those before it.
func (l *recent) conceal(event []byte) {
	if !bytes.Contains(event, concerning) && !bytes.Contains(event, noting) {
		return
	}
	by, err := wire.DecodeEvent(event)
	if err != nil || !meetings.Conceals(by.Event) {
		return
	}
	for i, before := range l.events {
		e, err := wire.DecodeEvent(before)
		if err != nil {
			continue
		}
		if rest, had := meetings.Concealed(e, by.Event); had {
			if blank, err := wire.EncodeEntry(rest); err == nil {
				l.events[i] = blank
			}
		}
	}
}

// noting is in every event about the note of a turn, as the log writes it.
var noting = []byte(`"kind":"` + meetings.NoteSet{}.Kind() + `"`)

// trim lets go of all but the newest n events, once those are half of all.
func (l *recent) trim(n int) {
	if len(l.events) >= 2*n {
		l.events = slices.Clone(l.events[len(l.events)-n:])
	}
}

// since returns the events after a number, if they are in memory.
func (l *recent) since(seq int64) ([][]byte, bool) {
	if seq+1 < l.first() || seq > l.last {
		return nil, false
	}
	return l.events[seq+1-l.first():], true
}

// take returns the events that were not yet handed on.
func (l *recent) take() [][]byte {
	events, _ := l.since(l.handed)
	l.handed = l.last
	return events
}

// seqOf reads the number of an event from its text, which begins {"seq":42, —
// without decoding what is only passed on.
func seqOf(event []byte) (int64, bool) {
	rest, ok := bytes.CutPrefix(event, []byte(`{"seq":`))
	if !ok {
		return 0, false
	}
	digits, _, ok := bytes.Cut(rest, []byte(`,`))
	if !ok {
		return 0, false
	}
	seq, err := strconv.ParseInt(string(digits), 10, 64)
	return seq, err == nil
}
