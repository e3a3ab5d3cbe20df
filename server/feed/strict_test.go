package feed

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// This is a reader of RFC 5545 that shares nothing with the writer, not even the zone
// data: it refuses whatever the letter of the standard does not allow, and reads times
// by the rules that the calendar itself gives.

// strictEvent is one event as the strict reader sees it.
type strictEvent struct {
	raw      string // its lines as they came
	value    map[string]string
	list     map[string][]string // of properties that may be there more than once
	start    int64               // seconds since 1970
	end      int64
	stamp    int64
	modified int64
	sequence int
}

// What may be where. RFC 5545, 3.6; RFC 7986, 5. Everything else needs X-.
var (
	strictNames = map[string][]string{
		"VCALENDAR": {"VERSION", "PRODID", "CALSCALE", "NAME", "DESCRIPTION", "COLOR", "SOURCE", "URL", "REFRESH-INTERVAL"},
		"VTIMEZONE": {"TZID"},
		"DAYLIGHT":  {"DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"},
		"STANDARD":  {"DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"},
		"VALARM":    {"ACTION", "TRIGGER", "DESCRIPTION"},
		"VEVENT": {"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP",
			"LOCATION", "CONFERENCE", "CATEGORIES", "URL", "DESCRIPTION"},
	}
	strictNeeded = map[string][]string{
		"VCALENDAR": {"VERSION", "PRODID"},
		"VTIMEZONE": {"TZID"},
		"DAYLIGHT":  {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
		"STANDARD":  {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
		"VALARM":    {"ACTION", "TRIGGER", "DESCRIPTION"},
		"VEVENT":    {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "URL", "DESCRIPTION"},
	}
	strictWithin = map[string]string{"VCALENDAR": "", "VTIMEZONE": "VCALENDAR", "VEVENT": "VCALENDAR",
		"DAYLIGHT": "VTIMEZONE", "STANDARD": "VTIMEZONE", "VALARM": "VEVENT"}
	strictTexts   = []string{"PRODID", "NAME", "DESCRIPTION", "SUMMARY", "LOCATION", "X-WR-CALNAME", "X-WR-CALDESC", "TZNAME"}
	strictURIs    = []string{"SOURCE", "URL", "CONFERENCE"}
	strictChanges = "BEGIN:VTIMEZONE\nTZID:Europe/Stockholm\n" +
		"BEGIN:DAYLIGHT\nDTSTART:19960331T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\nEND:DAYLIGHT\n" +
		"BEGIN:STANDARD\nDTSTART:19961027T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET\nEND:STANDARD\nEND:VTIMEZONE\n"
)

// strictReader is a calendar being read.
type strictReader struct {
	open   []string         // the components that have not ended
	counts []map[string]int // of their properties
	at     strictEvent
	uids   map[string]bool
	zone   strings.Builder
	events []strictEvent
}

// strictly reads a calendar, or says what is wrong with it.
func strictly(feed []byte) ([]strictEvent, error) {
	lines, raw, err := unfolded(string(feed))
	if err != nil {
		return nil, err
	}
	r := &strictReader{uids: map[string]bool{}}
	for i, text := range lines {
		if err := r.line(text, raw[i], i == 0); err != nil {
			return nil, fmt.Errorf("%q: %w", text, err)
		}
	}
	if len(r.open) > 0 {
		return nil, fmt.Errorf("%v has no end", r.open)
	}
	if r.zone.String() != strictChanges {
		return nil, fmt.Errorf("the zone is\n%s", r.zone.String())
	}
	return r.events, nil
}

func (r *strictReader) line(text, raw string, first bool) error {
	l, err := parsed(text)
	if err != nil {
		return err
	}
	if begins := l.name == "BEGIN"; len(r.open) == 0 && !(first && begins) {
		return fmt.Errorf("stands outside the calendar")
	} else if begins {
		if err := r.begin(l.value); err != nil {
			return err
		}
	}
	if slices.Contains(r.open, "VTIMEZONE") {
		r.zone.WriteString(text + "\n")
	}
	if slices.Contains(r.open, "VEVENT") {
		r.at.raw += raw
	}
	kind := r.open[len(r.open)-1]
	switch l.name {
	case "BEGIN":
		return nil
	case "END":
		return r.end(kind, l.value)
	}
	r.counts[len(r.counts)-1][l.name]++
	if err := allowed(kind, l); err != nil || kind != "VEVENT" {
		return err
	}
	return r.at.take(l)
}

func (r *strictReader) begin(kind string) error {
	within, known := strictWithin[kind]
	around := ""
	if len(r.open) > 0 {
		around = r.open[len(r.open)-1]
	}
	if !known || around != within {
		return fmt.Errorf("is misplaced")
	}
	if kind == "VTIMEZONE" && (len(r.events) > 0 || r.zone.Len() > 0) {
		return fmt.Errorf("comes late or twice")
	}
	if kind == "VEVENT" {
		r.at = strictEvent{value: map[string]string{}, list: map[string][]string{}}
	}
	r.open, r.counts = append(r.open, kind), append(r.counts, map[string]int{})
	return nil
}

func (r *strictReader) end(kind, value string) error {
	if value != kind {
		return fmt.Errorf("ends inside %s", kind)
	}
	if err := complete(kind, r.counts[len(r.counts)-1]); err != nil {
		return err
	}
	r.open, r.counts = r.open[:len(r.open)-1], r.counts[:len(r.counts)-1]
	if kind != "VEVENT" {
		return nil
	}
	uid := r.at.value["UID"]
	if r.uids[uid] {
		return fmt.Errorf("the UID %s is there twice", uid)
	}
	if r.at.end <= r.at.start {
		return fmt.Errorf("%s ends before it starts", uid)
	}
	r.uids[uid] = true
	r.events = append(r.events, r.at)
	return nil
}

// allowed says what is wrong with a property where it is.
func allowed(kind string, l strictLine) error {
	if !slices.Contains(strictNames[kind], l.name) && !strings.HasPrefix(l.name, "X-") {
		return fmt.Errorf("is not known there")
	}
	switch {
	case slices.Contains(strictTexts, l.name):
		if parts, err := unescaped(l.value); err != nil || len(parts) != 1 {
			return fmt.Errorf("is %d texts: %w", len(parts), err)
		}
	case slices.Contains(strictURIs, l.name):
		u, err := url.Parse(l.value)
		if err != nil || !u.IsAbs() || strings.ContainsFunc(l.value, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return fmt.Errorf("is no address")
		}
	}
	// RFC 7986, 5.7, 5.8 and 5.11: these have no type of their own.
	want := map[string]string{"SOURCE": "URI", "CONFERENCE": "URI", "REFRESH-INTERVAL": "DURATION"}[l.name]
	if want != "" && !slices.Equal(l.params["VALUE"], []string{want}) {
		return fmt.Errorf("has no VALUE=%s", want)
	}
	return nil
}

// complete says what is missing in a component, or there too often.
func complete(kind string, count map[string]int) error {
	for _, name := range strictNeeded[kind] {
		if count[name] != 1 {
			return fmt.Errorf("%s has %d %s", kind, count[name], name)
		}
	}
	for name, n := range count {
		if n > 1 && name != "CONFERENCE" {
			return fmt.Errorf("%s has %d %s", kind, n, name)
		}
	}
	return nil
}

// take takes a property into the event.
func (e *strictEvent) take(l strictLine) (err error) {
	switch l.name {
	case "DTSTART":
		e.start, err = seconds(l)
	case "DTEND":
		e.end, err = seconds(l)
	case "DTSTAMP":
		e.stamp, err = seconds(l)
	case "LAST-MODIFIED":
		e.modified, err = seconds(l)
	case "SEQUENCE":
		e.sequence, err = strconv.Atoi(l.value)
	case "STATUS":
		if !slices.Contains([]string{"CONFIRMED", "CANCELLED", "TENTATIVE"}, l.value) {
			err = fmt.Errorf("is no status")
		}
		e.value[l.name] = l.value
	case "CATEGORIES":
		e.list[l.name], err = unescaped(l.value)
	case "CONFERENCE":
		e.list[l.name] = append(e.list[l.name], l.value)
	case "SUMMARY", "DESCRIPTION", "LOCATION":
		var parts []string
		parts, err = unescaped(l.value)
		e.value[l.name] = strings.Join(parts, ",")
	default:
		e.value[l.name] = l.value
	}
	return err
}
