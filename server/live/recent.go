package live

import (
	"bytes"
	"slices"
	"strconv"
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
	l.events = append(l.events, event)
	l.last++
}

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
