package ical_test

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// check reports the first thing in a calendar that some reader is known to stumble
// on, beside what every parser tells:
//
//   - a line that does not end in CRLF, is empty, longer than 75 octets, cut inside a
//     character, or holds a control character or a byte order mark;
//   - a zone that comes after an event, a METHOD, a UID of the calendar itself;
//   - an event without a UID, or with that of another; one that repeats;
//   - an event without its revision, start, end, title or status.
func check(calendar []byte) error {
	text, complete := bytes.CutSuffix(calendar, []byte("\r\n"))
	if !complete {
		return fmt.Errorf("the last line does not end in CRLF")
	}
	var lines []string
	for n, line := range strings.Split(string(text), "\r\n") {
		if err := checkLine(line); err != nil {
			return fmt.Errorf("line %d: %w: %q", n+1, err, line)
		}
		if more, folded := strings.CutPrefix(line, " "); folded && len(lines) > 0 {
			lines[len(lines)-1] += more
		} else {
			lines = append(lines, line)
		}
	}
	return checkStructure(lines)
}

func checkLine(line string) error {
	switch {
	case line == "":
		return fmt.Errorf("is empty")
	case len(line) > 75:
		return fmt.Errorf("is %d octets", len(line))
	case !utf8.ValidString(line):
		return fmt.Errorf("is not UTF-8")
	case strings.ContainsFunc(line, unicode.IsControl) || strings.ContainsRune(line, 0xFEFF):
		return fmt.Errorf("has a control character")
	}
	return nil
}

// checkStructure checks unfolded lines.
func checkStructure(lines []string) error {
	var open []string
	var counts []map[string]int // of the properties of what is open
	uids := map[string]bool{}
	for _, line := range lines {
		end := strings.IndexAny(line, ";:")
		if end < 1 {
			return fmt.Errorf("no property: %q", line)
		}
		name, value := line[:end], line[strings.IndexByte(line, ':')+1:]
		switch {
		case name == "BEGIN":
			if value == "VTIMEZONE" && len(uids) > 0 {
				return fmt.Errorf("a zone comes after an event")
			}
			open, counts = append(open, value), append(counts, map[string]int{})
			continue
		case name == "END":
			if len(open) == 0 || open[len(open)-1] != value {
				return fmt.Errorf("%s ends that has not begun", value)
			}
			if err := checkEvent(value, counts[len(counts)-1]); err != nil {
				return err
			}
			open, counts = open[:len(open)-1], counts[:len(counts)-1]
			continue
		case len(open) == 0:
			return fmt.Errorf("outside the calendar: %q", line)
		case len(open) == 1 && (name == "METHOD" || name == "UID"):
			return fmt.Errorf("the calendar has a %s", name)
		case name == "UID" && uids[value]:
			return fmt.Errorf("two events have the UID %s", value)
		case name == "UID":
			uids[value] = true
		}
		counts[len(counts)-1][name]++
	}
	if len(open) > 0 {
		return fmt.Errorf("%s does not end", open[len(open)-1])
	}
	return nil
}

func checkEvent(kind string, count map[string]int) error {
	if kind != "VEVENT" {
		return nil
	}
	for _, name := range []string{"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "STATUS", "DESCRIPTION"} {
		if count[name] != 1 {
			return fmt.Errorf("an event has %d %s", count[name], name)
		}
	}
	for _, name := range []string{"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "ATTENDEE"} {
		if count[name] > 0 {
			return fmt.Errorf("an event has %s", name)
		}
	}
	return nil
}
