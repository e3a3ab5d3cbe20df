package ical_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	goical "github.com/emersion/go-ical"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/sample"
)

// FuzzEvent writes a meeting with any text in any field: it is written, passes the
// checks and reads back, with the texts as they were cleaned.
func FuzzEvent(f *testing.F) {
	for _, text := range []string{
		"Barn och unga – öppet samordningsmöte", `"quoted"; a,b\c`, "a\r\nATTENDEE:mailto:x@example.org\nb\rc", "\x00\a\x1b[31m\u0085\u2028",
		"👩🏽‍🚒🇸🇪e\u0301", "\u202eאבג\u2066 عربي\u200f", strings.Repeat("å", 10_000), "\xff\xfe\xc3", "\ufeffBEGIN:VEVENT", "{{=^n^'}}",
		"https://video.example.org/å?q=ö\"<>#ä", "javascript:alert(1)", "%zz", "https://", strings.Repeat("\u0301", 400), "\t \u00a0", "\\", ":",
	} {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		w := sample.World()
		m := &w.Room.Meeting
		m.Title, m.Note, m.Slug = meetings.Text{SV: a}, meetings.Text{SV: b}, b
		m.Ways = meetings.Ways{Phone: a, Code: b, Link: b}
		m.MovedFrom, m.MovedBecause = m.Start.Add(-time.Hour), meetings.Text{SV: a}
		m.Themes = []string{a, b, "rivers"}
		w.Room.Agenda.Items = append(w.Room.Agenda.Items, meetings.Item{Title: a, Presenter: b, Minutes: 5})
		o := options(meetings.SV, []meetings.Theme{{Slug: "rivers", Name: meetings.Text{SV: b}}})

		back := read(t, calendar(t, o, ical.Head{Name: a, About: b, Feed: "/a.ics", Page: "/a"}, w.Room))
		event := back.Events()[0]
		same(t, "SUMMARY", &event, meetings.Line("FLYTTAT: "+meetings.Line(a)))
		for _, part := range []string{a, b} {
			if part = meetings.Lines(meetings.Line(part)); !strings.Contains(text(t, &event, "DESCRIPTION"), part) {
				t.Errorf("the description lacks %q", part)
			}
		}
		cancelled := w.Room
		cancelled.Meeting.Status, cancelled.Meeting.CancelledBecause = meetings.Cancelled, meetings.Text{SV: b}
		if n := len(read(t, calendar(t, o, ical.Head{Name: b, Feed: "/a.ics", Page: "/a"}, cancelled)).Events()); n != 1 {
			t.Errorf("%d events read", n)
		}
	})
}

// read reads a calendar with go-ical, which panics on some of what is not one.
func read(t *testing.T, b []byte) (cal *goical.Calendar) {
	t.Helper()
	defer func() {
		if fault := recover(); fault != nil {
			t.Fatalf("%v reading\n%s", fault, b)
		}
	}()
	cal, err := goical.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatalf("%v reading\n%s", err, b)
	}
	return cal
}

func text(t *testing.T, e *goical.Event, name string) string {
	t.Helper()
	got, err := e.Props.Text(name)
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", name, err))
	}
	return got
}

func same(t *testing.T, name string, e *goical.Event, want string) {
	t.Helper()
	if got := text(t, e, name); got != want {
		t.Errorf("%s is %q, want %q", name, got, want)
	}
}
