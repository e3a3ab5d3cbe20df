package ical

import (
	"strings"
	"testing"

	"ringain/meetings"
)

func TestAnEntryLeadsToTheMinutesOnceTheyArePublished(t *testing.T) {
	r := meetings.Room{Meeting: meetings.Meeting{Slug: "skola", Title: meetings.Text{SV: "Skola"}, Minutes: 45, Zone: "Europe/Stockholm"}}
	o := Options{Lang: meetings.SV, Origin: "https://moten.example.org"}
	const line = "Minnesanteckningar: https://moten.example.org/moten/skola/minnesanteckningar"
	if said := Description(r, o); strings.Contains(said, "Minnesanteckningar") {
		t.Errorf("before they are published it says %q", said)
	}
	r.Meeting.Published = 1
	if said := Description(r, o); !strings.Contains(said, line) {
		t.Errorf("it says %q", said)
	}
}
