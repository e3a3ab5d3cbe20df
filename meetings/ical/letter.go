package ical

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"ringain/meetings"
)

// Method is what a calendar in a letter asks of whoever reads it. RFC 5546, 1.4.
type Method string

// The methods of letters: nobody is invited, so nobody answers.
const (
	Publish Method = "PUBLISH" // here is a meeting, or how it is now
	Cancel  Method = "CANCEL"  // it is cancelled
)

// Letter writes one meeting as the calendar of a letter: the very event that feeds have,
// with the same UID and SEQUENCE, and the method, which asks for an ORGANIZER (RFC 5546,
// 3.2.1 and 3.2.5): the address that the letter is from.
func Letter(r meetings.Room, o Options, from string) (calendar []byte, m Method, err error) {
	defer meetings.Wrap(&err, "write the calendar of a letter about %s", r.Meeting.Slug)
	event, err := Event(r, o)
	if err != nil {
		return nil, "", err
	}
	p := newProps(headOnly)
	p.uri("ORGANIZER", "mailto:"+from)
	organiser, err := p.encode()
	if err != nil {
		return nil, "", err
	}
	end := []byte("END:VEVENT\r\n")
	body, ok := bytes.CutSuffix(event, end)
	if !ok {
		return nil, "", fmt.Errorf("the event does not end")
	}
	m = Publish
	if r.Meeting.Status == meetings.Cancelled {
		m = Cancel
	}
	head := fmt.Appendf(nil, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ringain//ringain//%s\r\nCALSCALE:GREGORIAN\r\nMETHOD:%s\r\n",
		strings.ToUpper(string(o.Lang)), m)
	return slices.Concat(head, []byte(vtimezone()), body, organiser, end, []byte("END:VCALENDAR\r\n")), m, nil
}
