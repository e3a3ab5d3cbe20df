package meetings_test

import (
	"errors"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
)

func TestThemesAreCheckedBeforeTheyAreKept(t *testing.T) {
	good := meetings.Theme{Slug: "floder", Name: meetings.Text{SV: "  Floder\u200b "}, About: meetings.Text{SV: "Om floder.\r\nOch bäckar. "}}
	kept, err := good.Checked()
	if err != nil || kept.Name.SV != "Floder" || kept.About.SV != "Om floder.\nOch bäckar." {
		t.Fatalf("%+v, %v", kept, err)
	}
	for field, change := range map[string]func(*meetings.Theme){
		"name":     func(t *meetings.Theme) { t.Name = meetings.Text{SV: " "} },
		"about":    func(t *meetings.Theme) { t.About.EN = strings.Repeat("å", 1001) },
		"umbrella": func(t *meetings.Theme) { t.Umbrella = t.Slug },
	} {
		bad := good
		change(&bad)
		if _, err := bad.Checked(); fieldOf(err) != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, bad := range []meetings.Theme{
		{Name: good.Name},
		{Name: good.Name, Slug: "Å"},
		{Name: good.Name, Slug: strings.Repeat("a", 61)},
		{Name: good.Name, Slug: "floder", Gathers: true, Umbrella: "vatten"},
	} {
		if _, err := bad.Checked(); fieldOf(err) == "" {
			t.Errorf("%+v was not refused", bad)
		}
	}
}

func TestMeetingsOnTheirOwnAreCheckedBeforeTheyAreKept(t *testing.T) {
	w := sample.World()
	if _, err := w.Next.Checked(w.Now); err != nil {
		t.Fatal(err)
	}
	for field, change := range map[string]func(*meetings.Meeting){
		"title":   func(m *meetings.Meeting) { m.Title = meetings.Text{} },
		"note":    func(m *meetings.Meeting) { m.Note.SV = strings.Repeat("n", 201) },
		"themes":  func(m *meetings.Meeting) { m.Themes = nil },
		"day":     func(m *meetings.Meeting) { m.Start = w.Now },
		"minutes": func(m *meetings.Meeting) { m.Minutes = 4 },
		"phone":   func(m *meetings.Meeting) { m.Ways.Phone = "08-123" },
	} {
		bad := w.Next
		change(&bad)
		if _, err := bad.Checked(w.Now); fieldOf(err) != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// fieldOf is the field that a refusal is about; empty when err is no refusal.
func fieldOf(err error) string {
	r, ok := errors.AsType[*meetings.Refusal](err)
	if !ok {
		return ""
	}
	return r.Field
}
