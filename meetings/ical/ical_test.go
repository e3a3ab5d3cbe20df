package ical_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/sample"
)

var update = flag.Bool("update", false, "write the expected calendars anew")

// made is when the sample season was planned.
var made = meetings.At(time.Date(2026, time.December, 1, 8, 0, 0, 0, time.UTC))

func options(lang meetings.Lang, themes []meetings.Theme) ical.Options {
	o := ical.Options{Lang: lang, Origin: "https://moten.example.org", Host: "moten.example.org", Themes: map[string]meetings.Text{}}
	for _, t := range themes {
		o.Themes[t.Slug] = t.Name
	}
	return o
}

func event(t *testing.T, r meetings.Room, o ical.Options) []byte {
	t.Helper()
	b, err := ical.Event(r, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func calendar(t *testing.T, o ical.Options, h ical.Head, rooms ...meetings.Room) []byte {
	t.Helper()
	var events [][]byte
	for _, r := range rooms {
		events = append(events, event(t, r, o))
	}
	head, tail, err := ical.Frame(o, h)
	if err != nil {
		t.Fatal(err)
	}
	b := slices.Concat(head, bytes.Join(events, nil), tail)
	if err := check(b); err != nil {
		t.Errorf("%v in\n%s", err, b)
	}
	return b
}

func TestTheCalendarsOfTheSeasonAreAsExpected(t *testing.T) {
	p, err := sample.Season()
	if err != nil {
		t.Fatal(err)
	}
	rooms, err := p.Rooms(made)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		for n, theme := range p.Themes[1:] {
			var those []meetings.Room
			for _, r := range rooms {
				if slices.Contains(r.Meeting.Themes, theme.Slug) {
					those = append(those, r)
				}
			}
			h := ical.Head{
				Name: theme.Name.In(lang), About: theme.About.In(lang), Colour: ical.Colours()[n],
				Feed: lang.Path("/tema/" + theme.Slug + ".ics"), Page: lang.Path("/tema/" + theme.Slug),
			}
			expect(t, string(lang)+"_"+theme.Slug+".ics", calendar(t, options(lang, p.Themes), h, those...))
		}
	}
}

func TestAMeetingInAnotherZoneIsWrittenInUTC(t *testing.T) {
	w := sample.World()
	w.Room.Meeting.MovedFrom = w.Room.Meeting.Start.Add(-24 * time.Hour)
	o := options(meetings.EN, []meetings.Theme{w.Theme})
	h := ical.Head{Name: "Rivers", Feed: "/en/tema/rivers.ics", Page: "/en/tema/rivers"}
	expect(t, "en_rivers.ics", calendar(t, o, h, w.Room, meetings.Room{Meeting: w.Next}))
}

func expect(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\r\n"), strings.Split(string(got), "\r\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestACalendarWithoutMeetingsIsWhole(t *testing.T) {
	b := calendar(t, options(meetings.SV, nil), ical.Head{Name: "Tomt", Feed: "/a.ics", Page: "/a"})
	if bytes.Contains(b, []byte("VEVENT")) || !bytes.HasSuffix(b, []byte("END:VTIMEZONE\r\nEND:VCALENDAR\r\n")) {
		t.Errorf("the calendar is\n%s", b)
	}
}

func TestTheRunningOfAMeetingDoesNotShow(t *testing.T) {
	w := sample.World()
	o := options(meetings.SV, nil)
	before := event(t, w.Room, o)
	for n, c := range []meetings.Command{
		meetings.StartAgenda{}, meetings.ExtendItem{Item: "budget", Minutes: 5}, meetings.NextItem{From: "budget"},
		meetings.ExtendItem{Item: "minutes", Minutes: -2}, meetings.ParkItem{Item: "boats"}, meetings.EndAgenda{},
	} {
		room, _, err := w.Room.Apply(c, w.Do(w.Ada, n))
		if err != nil {
			t.Fatal(err)
		}
		w.Room = room
		if diff := cmp.Diff(string(before), string(event(t, w.Room, o))); diff != "" {
			t.Errorf("after %s (-before +after):\n%s", c.Do(), diff)
		}
	}
}

func TestEveryVisibleChangeRaisesTheRevision(t *testing.T) {
	w := sample.World()
	o := options(meetings.SV, nil)
	before := event(t, w.Room, o)
	because := meetings.Text{SV: "Snö"}
	for n, c := range []meetings.Command{
		meetings.EditMeeting{Title: meetings.Text{SV: "Båtar"}, Minutes: 60, Ways: w.Series.Ways},
		meetings.MoveMeeting{Start: w.Now.Add(72 * time.Hour), Reason: because},
		meetings.CancelMeeting{Reason: because},
		meetings.RestoreMeeting{},
		meetings.AddItem{Title: "Bryggor"},
		meetings.CarryItem{Item: "boats"},
	} {
		room, _, err := w.Room.Apply(c, w.Do(w.Ada, n))
		if err != nil {
			t.Fatal(err)
		}
		w.Room = room
		after := event(t, w.Room, o)
		for _, name := range []string{"SEQUENCE:", "DTSTAMP:", "LAST-MODIFIED:"} {
			if was, is := value(before, name), value(after, name); len(was) > len(is) || len(was) == len(is) && was >= is {
				t.Errorf("after %s, %s was %s and is %s", c.Do(), name, was, is)
			}
		}
		if was, is := value(before, "UID:"), value(after, "UID:"); was != is {
			t.Errorf("after %s, the UID was %s and is %s", c.Do(), was, is)
		}
		before = after
	}
}

// value is the value of a property that fits on one line.
func value(event []byte, name string) string {
	_, after, _ := strings.Cut(string(event), "\r\n"+name)
	v, _, _ := strings.Cut(after, "\r\n")
	return v
}

func TestAMeetingThatCannotBeWrittenIsRefusedAlone(t *testing.T) {
	o := options(meetings.SV, nil)
	for name, spoil := range map[string]func(*meetings.Meeting){
		"no identity":       func(m *meetings.Meeting) { m.ID = "" },
		"a line break":      func(m *meetings.Meeting) { m.ID = "a\r\nATTENDEE:b" },
		"no start":          func(m *meetings.Meeting) { m.Start = 0 },
		"a start too late":  func(m *meetings.Meeting) { m.Start = 1 << 60 },
		"no length":         func(m *meetings.Meeting) { m.Minutes = 0 },
		"no stamps":         func(m *meetings.Meeting) { m.Created, m.Changed = 0, 0 },
		"a negative length": func(m *meetings.Meeting) { m.Minutes = -45 },
	} {
		r := sample.World().Room
		spoil(&r.Meeting)
		if b, err := ical.Event(r, o); err == nil {
			t.Errorf("%s: written as\n%s", name, b)
		}
	}
}

func TestCheckSeesWhatReadersStumbleOn(t *testing.T) {
	w := sample.World()
	o := options(meetings.SV, nil)
	good := string(calendar(t, o, ical.Head{Name: "Floder", Feed: "/a.ics", Page: "/a"}, w.Room))
	e := string(event(t, w.Room, o))
	for name, bad := range map[string]string{
		"LF alone":            strings.ReplaceAll(good, "\r\n", "\n"),
		"no last break":       strings.TrimSuffix(good, "\r\n"),
		"a long line":         strings.Replace(good, "SUMMARY:", "SUMMARY:"+strings.Repeat("a", 75), 1),
		"half a character":    strings.Replace(good, "SUMMARY:", "SUMMARY:\xc3", 1),
		"a control character": strings.Replace(good, "SUMMARY:", "SUMMARY:\a", 1),
		"an empty line":       strings.Replace(good, "SUMMARY:", "\r\nSUMMARY:", 1),
		"a byte order mark":   "\ufeff" + good,
		"a METHOD":            strings.Replace(good, "VERSION:", "METHOD:PUBLISH\r\nVERSION:", 1),
		"the same UID twice":  strings.Replace(good, "BEGIN:VEVENT", e+"BEGIN:VEVENT", 1),
		"no status":           strings.Replace(good, "STATUS:", "X-STATUS:", 1),
		"an open event":       strings.Replace(good, "END:VEVENT\r\n", "", 1),
		"a rule":              strings.Replace(good, "STATUS:", "RRULE:FREQ=DAILY\r\nSTATUS:", 1),
	} {
		if err := check([]byte(bad)); err == nil {
			t.Errorf("%s: found nothing in\n%s", name, bad)
		}
	}
}
