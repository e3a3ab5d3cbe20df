package feed

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
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

type strictLine struct {
	name   string
	params map[string][]string
	value  string
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
	strictName    = regexp.MustCompile(`^[A-Z0-9-]+$`)
	strictChanges = "BEGIN:VTIMEZONE\nTZID:Europe/Stockholm\n" +
		"BEGIN:DAYLIGHT\nDTSTART:19960331T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\nEND:DAYLIGHT\n" +
		"BEGIN:STANDARD\nDTSTART:19961027T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET\nEND:STANDARD\nEND:VTIMEZONE\n"
)

// strictly reads a calendar, or says what is wrong with it.
func strictly(feed []byte) (events []strictEvent, err error) {
	lines, raw, err := unfolded(string(feed))
	if err != nil {
		return nil, err
	}
	var open []string
	var counts []map[string]int
	var at strictEvent
	uids := map[string]bool{}
	var zone strings.Builder
	for i, text := range lines {
		l, err := parsed(text)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", text, err)
		}
		if i > 0 && len(open) == 0 {
			return nil, fmt.Errorf("%q comes after the calendar", text)
		}
		switch l.name {
		case "BEGIN":
			within, known := strictWithin[l.value]
			if !known || len(open) == 0 && within != "" || len(open) > 0 && open[len(open)-1] != within {
				return nil, fmt.Errorf("%s is misplaced", l.value)
			}
			if l.value == "VTIMEZONE" && (len(events) > 0 || zone.Len() > 0) {
				return nil, fmt.Errorf("the zone comes late or twice")
			}
			if l.value == "VEVENT" {
				at = strictEvent{value: map[string]string{}, list: map[string][]string{}}
			}
			open, counts = append(open, l.value), append(counts, map[string]int{})
		default:
			if len(open) == 0 {
				return nil, fmt.Errorf("%q comes before the calendar", text)
			}
		}
		if slices.Contains(open, "VTIMEZONE") {
			zone.WriteString(text + "\n")
		}
		if slices.Contains(open, "VEVENT") {
			at.raw += raw[i]
		}
		kind := open[len(open)-1]
		switch l.name {
		case "BEGIN":
		case "END":
			if l.value != kind {
				return nil, fmt.Errorf("%s ends inside %s", l.value, kind)
			}
			if err := complete(kind, counts[len(counts)-1]); err != nil {
				return nil, err
			}
			open, counts = open[:len(open)-1], counts[:len(counts)-1]
			if kind == "VEVENT" {
				if uids[at.value["UID"]] {
					return nil, fmt.Errorf("the UID %s is there twice", at.value["UID"])
				}
				uids[at.value["UID"]] = true
				if at.end <= at.start {
					return nil, fmt.Errorf("%s ends before it starts", at.value["UID"])
				}
				events = append(events, at)
			}
		default:
			counts[len(counts)-1][l.name]++
			if err := allowed(kind, l); err != nil {
				return nil, fmt.Errorf("%s in %s: %w", text, kind, err)
			}
			if kind == "VEVENT" {
				if err := at.take(l); err != nil {
					return nil, fmt.Errorf("%s: %w", text, err)
				}
			}
		}
	}
	if len(open) > 0 {
		return nil, fmt.Errorf("%v has no end", open)
	}
	if zone.String() != strictChanges {
		return nil, fmt.Errorf("the zone is\n%s", zone.String())
	}
	return events, nil
}

// unfolded takes a calendar apart. RFC 5545, 3.1.
func unfolded(text string) (lines, raw []string, err error) {
	if !strings.HasSuffix(text, "\r\n") {
		return nil, nil, fmt.Errorf("the last line has no CRLF")
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if line == "" || len(line) > 75 || !utf8.ValidString(line) {
			return nil, nil, fmt.Errorf("a line of %d octets: %q", len(line), line)
		}
		for _, r := range line {
			if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0xfeff || r == 0x2028 || r == 0x2029 {
				return nil, nil, fmt.Errorf("a line with %U: %q", r, line)
			}
		}
		if line[0] != ' ' {
			lines, raw = append(lines, line), append(raw, line+"\r\n")
			continue
		}
		if len(lines) == 0 {
			return nil, nil, fmt.Errorf("the first line is folded")
		}
		lines[len(lines)-1] += line[1:]
		raw[len(raw)-1] += line + "\r\n"
	}
	return lines, raw, nil
}

// parsed takes a line apart: contentline in RFC 5545, 3.1.
func parsed(text string) (l strictLine, err error) {
	l.params = map[string][]string{}
	end := strings.IndexAny(text, ";:")
	if end < 0 || !strictName.MatchString(text[:end]) {
		return l, fmt.Errorf("no name")
	}
	l.name, text = text[:end], text[end:]
	for text[0] == ';' {
		name, rest, found := strings.Cut(text[1:], "=")
		if !found || !strictName.MatchString(name) || l.params[name] != nil {
			return l, fmt.Errorf("no parameter")
		}
		for more := true; more; {
			value := ""
			if strings.HasPrefix(rest, `"`) {
				if value, rest, found = strings.Cut(rest[1:], `"`); !found {
					return l, fmt.Errorf("an open quote")
				}
			} else {
				end := strings.IndexAny(rest, `,;:"`)
				if end < 0 || rest[end] == '"' {
					return l, fmt.Errorf("an odd parameter")
				}
				value, rest = rest[:end], rest[end:]
			}
			l.params[name] = append(l.params[name], value)
			if more = strings.HasPrefix(rest, ","); more {
				rest = rest[1:]
			}
		}
		if text = rest; text == "" {
			return l, fmt.Errorf("no value")
		}
	}
	if text[0] != ':' {
		return l, fmt.Errorf("no value")
	}
	l.value = text[1:]
	return l, nil
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
		if l.value != "CONFIRMED" && l.value != "CANCELLED" {
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

// unescaped reads a list of TEXT. RFC 5545, 3.3.11.
func unescaped(s string) (parts []string, err error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ',':
			parts = append(parts, b.String())
			b.Reset()
		case c == ';':
			return nil, fmt.Errorf("a bare semicolon")
		case c != '\\':
			b.WriteByte(c)
		case i+1 < len(s) && strings.IndexByte(`\;,`, s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case i+1 < len(s) && (s[i+1] == 'n' || s[i+1] == 'N'):
			i++
			b.WriteByte('\n')
		default:
			return nil, fmt.Errorf("a bare backslash")
		}
	}
	return append(parts, b.String()), nil
}

// seconds reads a moment in UTC, or by the clock of the calendar's own zone: an hour
// before UTC in winter, two from the last Sunday of March to that of October.
// RFC 5545, 3.3.5: of two that a clock shows alike, it is the first.
func seconds(l strictLine) (int64, error) {
	if len(l.params) == 0 {
		t, err := time.Parse("20060102T150405Z", l.value)
		return t.Unix(), err
	}
	if len(l.params) != 1 || !slices.Equal(l.params["TZID"], []string{"Europe/Stockholm"}) {
		return 0, fmt.Errorf("is in a zone that is not there")
	}
	t, err := time.Parse("20060102T150405", l.value)
	if err != nil {
		return 0, err
	}
	spring, autumn := lastSunday(t.Year(), time.March).Add(2*time.Hour), lastSunday(t.Year(), time.October).Add(3*time.Hour)
	if !t.Before(spring) && t.Before(spring.Add(time.Hour)) {
		return 0, fmt.Errorf("is an hour that clocks leave out")
	}
	if t.Before(spring) || !t.Before(autumn) {
		return t.Unix() - 3600, nil
	}
	return t.Unix() - 7200, nil
}

func lastSunday(year int, m time.Month) time.Time {
	t := time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, -int(t.Weekday()))
}
