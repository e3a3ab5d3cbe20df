package e2e_test

import (
	"fmt"
	"strings"
	"time"
)

// calendar is a feed as a simple reader takes it: its events by the last part of
// their URL, each as its properties. The parameters of DTSTART are under "DTSTART;".
type calendar map[string]map[string]string

// readCalendar reads a feed. It wants lines that end in CRLF, every event closed,
// and no UID twice.
func readCalendar(feed []byte) (calendar, error) {
	text := string(feed)
	if !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") || !strings.HasSuffix(text, "\r\nEND:VCALENDAR\r\n") {
		return nil, fmt.Errorf("no calendar: %.200q", text)
	}
	text = strings.NewReplacer("\r\n ", "", "\r\n\t", "").Replace(text) // RFC 5545, 3.1
	all, uids := calendar{}, map[string]bool{}
	var event map[string]string
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		name, zone, _ := strings.Cut(name, ";")
		switch {
		case !ok || strings.ContainsAny(line, "\r\n"):
			return nil, fmt.Errorf("not a line of a calendar: %q", line)
		case line == "BEGIN:VEVENT":
			event = map[string]string{}
		case line == "END:VEVENT":
			uid, url := event["UID"], event["URL"]
			name := url[strings.LastIndex(url, "/")+1:]
			if _, twice := all[name]; name == "" || twice || uid == "" || uids[uid] {
				return nil, fmt.Errorf("the UID %q or the URL %q is there twice, or not at all", uid, url)
			}
			all[name], uids[uid], event = event, true, nil
		case event != nil:
			event[name+";"] = zone
			event[name] = strings.NewReplacer(`\,`, ",", `\;`, ";", `\n`, "\n", `\\`, `\`).Replace(value)
		}
	}
	return all, nil
}

// start returns when an event begins, in UTC.
func start(event map[string]string) (time.Time, error) {
	value := event["DTSTART"]
	if strings.HasSuffix(value, "Z") {
		return time.Parse("20060102T150405Z", value)
	}
	name, ok := strings.CutPrefix(event["DTSTART;"], "TZID=")
	if !ok {
		return time.Time{}, fmt.Errorf("%s begins by no clock", event["URL"])
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.Time{}, err
	}
	at, err := time.ParseInLocation("20060102T150405", value, zone)
	return at.UTC(), err
}
