package sample_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/sample"
)

func season(t *testing.T) (sample.Programme, []meetings.Room) {
	t.Helper()
	p, err := sample.Season()
	if err != nil {
		t.Fatal(err)
	}
	made := meetings.At(time.Date(2026, time.December, 1, 9, 0, 0, 0, time.UTC))
	rooms, err := p.Rooms(made)
	if err != nil {
		t.Fatal(err)
	}
	return p, rooms
}

func find(t *testing.T, rooms []meetings.Room, slug string) meetings.Room {
	t.Helper()
	at := slices.IndexFunc(rooms, func(r meetings.Room) bool { return r.Meeting.Slug == slug })
	if at < 0 {
		t.Fatalf("there is no %s", slug)
	}
	return rooms[at]
}

func day(t *testing.T, s string) meetings.Date {
	t.Helper()
	d, err := meetings.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The totals are those that the season was written with.
func TestTheSeasonHasTheMeetingsItWasWrittenWith(t *testing.T) {
	p, rooms := season(t)
	totals, themes := map[string]int{"published": len(rooms)}, map[string]int{}
	for _, r := range rooms {
		m := r.Meeting
		if m.Status == meetings.Cancelled {
			totals["cancelled"]++
		} else {
			totals["held"]++
		}
		if m.MovedFrom != 0 {
			totals["moved"]++
		}
		for _, theme := range m.Themes {
			themes[theme]++
		}
	}
	for _, s := range p.Series {
		totals["skipped"] += len(s.Skips)
	}
	if diff := cmp.Diff(map[string]int{"published": 57, "cancelled": 2, "moved": 1, "skipped": 1, "held": 55}, totals); diff != "" {
		t.Error(diff)
	}
	want := map[string]int{"barn-och-unga": 24, "vuxna-och-aldre": 12, "digitala-losningar": 6, "suicidprevention": 11, "migration-och-psykisk-halsa": 5}
	if diff := cmp.Diff(want, themes); diff != "" {
		t.Error(diff)
	}
}

func TestMeetingsBeginAtNoonWhateverTheClocksDo(t *testing.T) {
	_, rooms := season(t)
	want := map[string]string{"2027-03-23": "11:00Z", "2027-03-24": "11:00Z", "2027-03-31": "10:00Z", "2027-04-01": "10:00Z", "2027-06-16": "10:00Z"}
	got := map[string]string{}
	for _, r := range rooms {
		if _, asked := want[r.Meeting.Day().String()]; asked {
			got[r.Meeting.Day().String()] = r.Meeting.Start.In(time.UTC).Format("15:04Z")
		}
		if local := r.Meeting.Start.In(r.Meeting.Location()).Format("15:04"); local != "12:00" {
			t.Errorf("%s begins at %s", r.Meeting.Slug, local)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryMeetingHasASlugOfItsOwnThatAddressesCanCarry(t *testing.T) {
	p, rooms := season(t)
	seen := map[string]bool{}
	for _, m := range p.Webinars {
		rooms = append(rooms, meetings.Room{Meeting: m})
	}
	for _, r := range rooms {
		slug := r.Meeting.Slug
		if seen[slug] || slug == "" {
			t.Errorf("%q is there twice", slug)
		}
		seen[slug] = true
		for _, c := range slug {
			if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
				t.Errorf("%q has %q", slug, c)
			}
		}
	}
	if len(seen) != 57+4 {
		t.Errorf("%d slugs, want 61", len(seen))
	}
}

func TestTheExceptionsOfTheSeason(t *testing.T) {
	p, rooms := season(t)
	cancelled := find(t, rooms, "suicidprevention-2027-03-25").Meeting
	if cancelled.Status != meetings.Cancelled || cancelled.CancelledBecause.SV != "Mötesledaren är sjuk" ||
		cancelled.Changed != meetings.At(time.Date(2027, time.March, 24, 14, 10, 0, 0, time.UTC)) {
		t.Errorf("cancelled the day before: %+v", cancelled)
	}
	moved := find(t, rooms, "migration-och-psykisk-halsa-2027-03-29").Meeting
	if moved.Day() != day(t, "2027-04-01") || moved.MovedFrom != day(t, "2027-03-29").At(12*60, moved.Location()) || moved.MovedBecause.SV != "Annandag påsk" {
		t.Errorf("moved from Easter Monday: %+v", moved)
	}
	longer := find(t, rooms, "barn-och-unga-2027-03-02").Meeting
	if longer.Minutes != 60 || longer.Note.SV != "Gäst: längre möte" || longer.Title != p.Series[0].Title {
		t.Errorf("longer: %+v", longer)
	}
	if m := find(t, rooms, "barn-och-unga-2027-06-08").Meeting; m.Title.SV != "Sommaren nästa: vad är öppet?" || m.Title.EN != "" {
		t.Errorf("another title: %+v", m.Title)
	}
	if m := find(t, rooms, "vuxna-och-aldre-2027-06-09").Meeting; m.Minutes != 30 {
		t.Errorf("shorter: %d minutes", m.Minutes)
	}
	if m := find(t, rooms, "digitala-losningar-2027-03-24").Meeting; m.Ways.Dial() != "tel:+46846500420,,202712%23" || m.Ways.Link != p.Series[0].Ways.Link {
		t.Errorf("another number: %+v", m.Ways)
	}
	if slices.ContainsFunc(rooms, func(r meetings.Room) bool { return r.Meeting.Slug == "suicidprevention-2027-05-06" }) {
		t.Error("Ascension Day is skipped, and has a meeting")
	}
}

func TestExtraMeetingsAndWebinarsStandOnTheirOwn(t *testing.T) {
	p, rooms := season(t)
	extra := find(t, rooms, "extra-2027-02-12").Meeting
	want := p.Extra[0]
	want.ID = "extra-2027-02-12"
	if diff := cmp.Diff(want, extra); diff != "" {
		t.Error(diff)
	}
	if extra.Kind != meetings.Extra || extra.Series != "" || len(extra.Themes) != 2 || extra.End() != day(t, "2027-02-12").At(12*60+45, extra.Location()) ||
		extra.Created != meetings.At(time.Date(2027, time.February, 11, 15, 20, 0, 0, time.UTC)) {
		t.Errorf("extra: %+v", extra)
	}
	var restricted []string
	for _, m := range p.Webinars {
		if m.Kind != meetings.Webinar || m.Status != meetings.Planned || m.Series != "" || len(m.Themes) != 0 || m.Start.In(m.Location()).Format("15:04") != "13:00" || m.Minutes != 60 {
			t.Errorf("webinar: %+v", m)
		}
		if m.Restricted {
			restricted = append(restricted, m.Slug)
		}
	}
	if diff := cmp.Diff([]string{"webbinarium-2022-03-22"}, restricted); diff != "" {
		t.Error(diff)
	}
}

func TestEveryAgendaOfASeriesFillsItsMeeting(t *testing.T) {
	p, rooms := season(t)
	for _, r := range rooms {
		if r.Meeting.Series == "" {
			continue
		}
		if len(r.Agenda.Items) != 7 || r.Agenda.Minutes() != 45 {
			t.Errorf("%s has %d items, %d minutes", r.Meeting.Slug, len(r.Agenda.Items), r.Agenda.Minutes())
		}
		if r.Agenda.Items[6].ID != meetings.ItemID(r.Meeting.ID+".7") {
			t.Errorf("%s has an item named %s", r.Meeting.Slug, r.Agenda.Items[6].ID)
		}
	}
	special := find(t, rooms, "suicidprevention-2027-03-11").Agenda.Items
	if special[2].Title != "Efterlevandestöd på liten ort" || special[2].Presenter != "Föreningen Efteråt" || special[0].Title != "Välkomna" || special[6].Title != "Vi tar med oss, nästa gång" {
		t.Errorf("special agenda: %+v", special)
	}
	if len(p.Agendas) != 5 {
		t.Errorf("%d special agendas, want 5", len(p.Agendas))
	}
}

func TestThemesGatherUnderTheUmbrella(t *testing.T) {
	p, _ := season(t)
	if u := p.Themes[0]; u.Slug != "psykisk-halsa-i-kristid" || !u.Gathers || u.Umbrella != "" || u.About.EN == "" {
		t.Errorf("umbrella: %+v", u)
	}
	var sensitive []string
	for _, theme := range p.Themes[1:] {
		if theme.Umbrella != p.Themes[0].Slug || theme.Gathers || theme.Name.EN == "" || theme.About.SV == "" {
			t.Errorf("theme: %+v", theme)
		}
		if theme.Sensitive {
			sensitive = append(sensitive, theme.Slug)
		}
	}
	if diff := cmp.Diff([]string{"suicidprevention"}, sensitive); diff != "" || len(p.Themes) != 6 {
		t.Error(len(p.Themes), diff)
	}
}

func TestOrganisationsAndPeopleAreKnownToTheRest(t *testing.T) {
	p, _ := season(t)
	sectors := map[string]bool{}
	for _, s := range meetings.Sectors() {
		sectors[s.Code] = true
	}
	names := map[string]bool{"": true}
	for _, o := range p.Organisations {
		names[o.Name] = true
		if !sectors[o.Sector] {
			t.Errorf("%s is of an unknown sector %q", o.Name, o.Sector)
		}
	}
	for _, a := range p.People {
		if a.Name == "" || !names[a.Organisation] {
			t.Errorf("%+v is of an unknown organisation", a)
		}
	}
	if len(p.Organisations) != 14 || len(p.People) != 10 || p.Audience.EN == "" || p.Mandate.SV == "" {
		t.Errorf("%d organisations, %d people", len(p.Organisations), len(p.People))
	}
}

func TestNoTwoMeetingsOfTheSeasonClash(t *testing.T) {
	_, rooms := season(t)
	var all []meetings.Meeting
	for _, r := range rooms {
		all = append(all, r.Meeting)
	}
	var got []string
	for _, c := range meetings.Clashes(all, all) {
		got = append(got, c.A.Slug+" "+c.B.Slug)
	}
	if len(got) != 0 {
		t.Errorf("clashes: %q", got)
	}
}

func TestTheSmallWorldIsWhatItsSeriesGives(t *testing.T) {
	w := sample.World()
	plan, err := w.Series.Expand()
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range []meetings.Meeting{w.Room.Meeting, w.Next} {
		want := w.Series.Meeting(m.ID, plan[i+1], m.Created)
		if diff := cmp.Diff(want, m); diff != "" {
			t.Error(diff)
		}
	}
	if w.Room.Meeting.Phase(w.Now) != meetings.Soon || !meetings.MayRun(w.Bo) || meetings.MayRun(w.Cy) {
		t.Error("the meeting is not soon, or the wrong people may run it")
	}
	if d := w.Do(w.Ada, 5); !d.ID.Valid() || d.At != w.Now.Add(5*time.Second) || d.Next.ID != w.Next.ID {
		t.Errorf("doing: %+v", d)
	}
}
