package feed

import (
	"strings"
	"testing"
)

func TestTheStrictReaderRefusesWhatIsWrong(t *testing.T) {
	n := season(t)
	good := string(n.get("/tema/migration-och-psykisk-halsa.ics"))
	if events, err := strictly([]byte(good)); err != nil || len(events) != 5 {
		t.Fatalf("%d events: %v", len(events), err)
	}
	for _, row := range []struct{ name, from, to string }{
		{"LF alone", "\r\nVERSION:2.0", "\nVERSION:2.0"},
		{"a blank line", "\r\nVERSION:2.0", "\r\n\r\nVERSION:2.0"},
		{"a long line", "\r\n ", ""},
		{"a byte order mark", "BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR"},
		{"half a letter", "ö", "\xc3"},
		{"no VERSION", "VERSION:2.0\r\n", ""},
		{"a METHOD", "VERSION:2.0\r\n", "VERSION:2.0\r\nMETHOD:PUBLISH\r\n"},
		{"a property twice", "STATUS:CONFIRMED\r\n", "STATUS:CONFIRMED\r\nSTATUS:CONFIRMED\r\n"},
		{"an unknown property", "STATUS:CONFIRMED\r\n", "STATUS:CONFIRMED\r\nMOOD:GOOD\r\n"},
		{"a rule", "STATUS:CONFIRMED\r\n", "STATUS:CONFIRMED\r\nRRULE:FREQ=DAILY\r\n"},
		{"a bare comma", `\,`, ","},
		{"a bare backslash", `\n`, `\x`},
		{"a zone that is not there", "TZID=Europe/Stockholm:2027", "TZID=Europe/Oslo:2027"},
		{"no type", ";VALUE=URI", ""},
		{"an end before the start", "T124500", "T114500"},
		{"an injected line", "SUMMARY:", "SUMMARY:\r\nATTENDEE:mailto:x@example.org\r\nCOMMENT:"},
		{"no end", "END:VCALENDAR\r\n", ""},
		{"more after the end", "END:VCALENDAR\r\n", "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"},
		{"another zone", "BYMONTH=10", "BYMONTH=9"},
		{"no UID", "UID:", "X-UID:"},
	} {
		bad := strings.Replace(good, row.from, row.to, 1)
		if bad == good {
			t.Fatalf("%s: nothing to replace", row.name)
		}
		if _, err := strictly([]byte(bad)); err == nil {
			t.Errorf("%s passes", row.name)
		}
	}
	_, event, _ := strings.Cut(good, "BEGIN:VEVENT\r\n")
	event, _, _ = strings.Cut(event, "END:VEVENT\r\n")
	event = "BEGIN:VEVENT\r\n" + event + "END:VEVENT\r\n"
	if _, err := strictly([]byte(strings.Replace(good, event, event+event, 1))); err == nil {
		t.Error("the same UID twice passes")
	}
}
