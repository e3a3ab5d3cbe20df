package feed

import (
	"bytes"
	"fmt"
	"hash/fnv"

	"ringain/meetings"
	"ringain/meetings/ical"
)

// make makes a feed of its content. A meeting that cannot be written is left out and
// told of in the log; the feed is made without it. What the last edition has of the
// same is taken over.
func (f *Feeds) make(a address, w *world, c content, last *edition) (*edition, error) {
	name, changed, list := c.name.In(a.lang), c.changed, c.list
	if a.kind != single {
		in, left := held(list, w.day, c.drafts)
		say, since := pause(a.lang, in, w.day)
		list, name, changed = in, name+say, max(changed, left, since)
	}
	if a.variant.hides {
		list = standing(list)
	}
	o := f.options(a.lang, w)
	head, tail, err := f.frame(a, o, name, c.about.In(a.lang), changed)
	if err != nil {
		return nil, err
	}
	events := f.texts(a, list, o)
	if a.variant.alarm > 0 {
		alarm(events, a.lang, a.variant.alarm)
	}
	if a.format == jsonFeed && len(events) > 0 {
		end := len(events) - 1
		events[end] = bytes.TrimSuffix(events[end], []byte(","))
	}
	f.counts.built.Add(1)
	e := f.edition(a, head, events, tail, changed, last)
	e.version = c.version
	return e, nil
}

// frame is what stands before and after the events.
func (f *Feeds) frame(a address, o ical.Options, name, about string, changed meetings.Instant) (head, tail []byte, err error) {
	switch a.format {
	case jsonFeed:
		return jsonFrame(a, o, name, about)
	case atom:
		return atomFrame(a, o, name, about, changed)
	}
	return ical.Frame(o, ical.Head{Name: name, About: about, Colour: colour(a), Feed: a.path(), Page: a.shown()})
}

// standing leaves the cancelled meetings out.
func standing(list []*entry) (rest []*entry) {
	for _, e := range list {
		if e.room.Meeting.Status != meetings.Cancelled {
			rest = append(rest, e)
		}
	}
	return rest
}

// alarm gives the events that stand an alarm. RFC 5545, 3.6.6.
func alarm(events [][]byte, lang meetings.Lang, minutes int) {
	end := []byte("END:VEVENT\r\n")
	for i, e := range events {
		if body, ok := bytes.CutSuffix(e, end); ok && !bytes.Contains(e, []byte("\r\nSTATUS:CANCELLED\r\n")) {
			events[i] = fmt.Appendf(bytes.Clone(body), "%s%s", ical.Alarm(lang, minutes), end)
		}
	}
}

// colour is that of a feed, for as long as it has its address.
func colour(a address) string {
	h := fnv.New32a()
	h.Write([]byte(a.name))
	list := ical.Colours()
	return list[h.Sum32()%uint32(len(list))]
}
