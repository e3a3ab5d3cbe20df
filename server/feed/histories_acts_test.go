package feed

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/store"
)

// step has time pass and something done; whatever is refused has not happened.
func (s *story) step() {
	pause := time.Duration(rapid.SampledFrom([]int{1, 10, 60, 24 * 60, 30 * 24 * 60, 31 * 24 * 60, 60 * 24 * 60}).Draw(s.T, "minutes")) * time.Minute
	s.now = s.now.Add(pause + 2*time.Second)
	acts := []struct {
		name string
		do   func() error
	}{
		{"new series", s.newSeries}, {"new series", s.newSeries}, {"changed series", s.changeSeries}, {"changed series", s.changeSeries},
		{"announce", s.announce}, {"announce", s.announce}, {"command", s.command}, {"command", s.command}, {"command", s.command},
		{"command", s.command}, {"command", s.command}, {"command", s.command}, {"rename theme", s.renameTheme}, {"new address", s.moveTheme}, {"merge", s.mergeThemes},
		{"remove draft", s.removeDraft}, {"restart", func() error { s.start(1, s.store); return nil }},
	}
	act := rapid.SampledFrom(acts).Draw(s.T, "act")
	s.done = append(s.done, fmt.Sprintf("%s: %s", s.now.Format(time.DateTime), act.name))
	err := act.do()
	if err != nil {
		s.done = append(s.done, fmt.Sprint("refused: ", err))
	}
	s.now = s.now.Add(2 * time.Second) // the nodes ask within a second
}

// hostile draws a text that some program is known to stumble on.
func (s *story) hostile(name string) meetings.Text {
	pieces := rapid.SampledFrom([]string{"Floder", "å ä ö", `"; unga, \ och\ "alla" ^n^'`, "a\r\nATTENDEE:mailto:x@example.org\r\nEND:VEVENT\rb",
		"\x00\a\x1b[31mröd\u0085\u2028\ufeff", "👩🏽‍🚒", "\u202eאבג\u2066 عربي\u200f", "e\u0301 \xff\xfe", "å🇸🇪å🇸🇪å🇸🇪å🇸🇪å🇸🇪å🇸🇪å🇸🇪", "</p>&amp;<b>", "\\n\\N\\\\n", "BEGIN:VEVENT", "\tx ",
		"ไม่มีอะไรตอนนี้ไม่มีอะไรตอนนี้", "a,b;c:d=e", "%0D%0A", "\\"})
	text := func(lang string) (all string) {
		for _, p := range rapid.SliceOfN(pieces, 0, 3).Draw(s.T, name+lang) {
			all += p + " "
		}
		return all
	}
	return meetings.Text{SV: text(" sv"), EN: text(" en")}
}

func (s *story) themes() []string {
	list := rapid.SampledFrom([][]string{{"floder"}, {"sjoar"}, {"berg"}, {"floder", "berg"}, {"floder", "sjoar"}}).Draw(s.T, "themes")
	return s.nowOf(list...)
}

// nowOf returns what has become of themes, each once.
func (s *story) nowOf(themes ...string) (list []string) {
	for _, slug := range themes {
		now, err := s.store.ThemeNow(s.Context(), slug)
		s.must(err)
		if now = cmp.Or(now, slug); !slices.Contains(list, now) {
			list = append(list, now)
		}
	}
	return list
}

func (s *story) ways() meetings.Ways {
	return rapid.SampledFrom([]meetings.Ways{{}, {Phone: "+46 8 465 004 10", Code: "202712"},
		{Phone: "+46 8 465 004 10", Code: "*20 27", Link: "https://video.example.org/å?q=ö;a,b#\"x\""}, {Link: "https://video.example.org/x"}}).Draw(s.T, "ways")
}

// soon draws a moment from a month ago to a year ahead, or one at a change of clocks.
func (s *story) soon() meetings.Instant {
	if at := rapid.SampledFrom([]string{"", "", "2027-03-28T00:30:00Z", "2027-03-28T01:00:00Z", "2027-10-30T23:45:00Z", "2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"}).Draw(s.T, "at"); at != "" {
		t, err := time.Parse(time.RFC3339, at)
		s.must(err)
		return meetings.At(t)
	}
	return meetings.At(s.now.Truncate(time.Minute).Add(time.Duration(rapid.IntRange(-30*24*60, 365*24*60).Draw(s.T, "ahead")) * time.Minute))
}

func (s *story) drawnSeries() meetings.Series {
	first := meetings.DateOf(s.now).AddDays(rapid.IntRange(-20, 120).Draw(s.T, "first"))
	x := meetings.Series{
		Slug: fmt.Sprintf("serie-%d", len(s.series)), Season: "varen", Themes: s.themes(), Title: s.hostile("title"),
		Rule:  rapid.SampledFrom([]meetings.Rule{"FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=MONTHLY;BYDAY=-1SU"}).Draw(s.T, "rule"),
		First: first, Until: first.AddDays(rapid.IntRange(20, 70).Draw(s.T, "days")),
		Zone:  rapid.SampledFrom([]string{"Europe/Stockholm", "Europe/Stockholm", "Europe/Lisbon"}).Draw(s.T, "zone"),
		Start: meetings.Clock(rapid.SampledFrom([]int{12 * 60, 9*60 + 15, 2*60 + 30, 23*60 + 30}).Draw(s.T, "start")), Minutes: rapid.SampledFrom([]int{45, 5, 480}).Draw(s.T, "minutes"),
		Ways: s.ways(),
	}
	for range rapid.IntRange(0, 2).Draw(s.T, "items") {
		x.Template = append(x.Template, meetings.Item{Title: s.hostile("item").SV + ".", Minutes: 5, Presenter: s.hostile("who").SV})
	}
	return x
}

func (s *story) newSeries() error { return s.save(s.drawnSeries()) }

// changeSeries gives a series another rule, title, length, or the dates of a new season.
func (s *story) changeSeries() error {
	if len(s.series) == 0 {
		return s.newSeries()
	}
	old, x := rapid.SampledFrom(s.series).Draw(s.T, "series"), s.drawnSeries()
	x.ID, x.Slug = old.ID, old.Slug
	if rapid.Bool().Draw(s.T, "same days") {
		x.First, x.Until, x.Rule = old.First, old.Until, old.Rule
	}
	return s.save(x)
}

func (s *story) save(x meetings.Series) error {
	if _, err := s.change.SaveSeries(s.Context(), platform, x); err != nil || x.ID != "" {
		return err
	}
	kept, err := s.store.Series(s.Context(), x.Slug)
	s.must(err)
	s.series = append(s.series, kept)
	return nil
}

// announce announces an extra meeting or a webinar, or makes a draft.
func (s *story) announce() error {
	m := meetings.Meeting{Slug: fmt.Sprintf("extra-%d", s.ids), Kind: rapid.SampledFrom([]meetings.Kind{meetings.Extra, meetings.Webinar, meetings.Briefing}).Draw(s.T, "kind"),
		Status: rapid.SampledFrom([]meetings.Status{meetings.Planned, meetings.Planned, meetings.Draft}).Draw(s.T, "status"), Themes: s.themes(),
		Title: s.hostile("title"), Note: s.hostile("note"), Start: s.soon(), Minutes: 45, Zone: "Europe/Stockholm", Ways: s.ways()}
	m, err := m.Checked(meetings.At(s.now))
	if err == nil {
		_, err = s.change.Announce(s.Context(), platform, m, meetings.Agenda{})
	}
	return err
}

func (s *story) command() error {
	list, err := s.store.Meetings(s.Context(), store.Which{})
	s.must(err)
	if len(list) == 0 {
		return nil
	}
	m := rapid.SampledFrom(list).Draw(s.T, "meeting")
	c := rapid.SampledFrom([]func() meetings.Command{
		func() meetings.Command { return meetings.CancelMeeting{Reason: s.hostile("reason")} },
		func() meetings.Command { return meetings.CancelMeeting{Reason: s.hostile("reason")} },
		func() meetings.Command { return meetings.RestoreMeeting{} },
		func() meetings.Command { return meetings.MoveMeeting{Start: s.soon(), Reason: s.hostile("reason")} },
		func() meetings.Command { return meetings.MoveMeeting{Start: m.MovedFrom, Reason: s.hostile("reason")} },
		func() meetings.Command {
			return meetings.EditMeeting{Title: s.hostile("title"), Note: s.hostile("note"), Minutes: rapid.IntRange(5, 480).Draw(s.T, "minutes"), Ways: s.ways()}
		},
		func() meetings.Command {
			return meetings.AddItem{Title: s.hostile("item").SV, Presenter: s.hostile("who").SV, Minutes: 5}
		},
		func() meetings.Command { return meetings.StartAgenda{} },
		func() meetings.Command { return meetings.NextItem{} },
		func() meetings.Command { return meetings.EndAgenda{} },
	}).Draw(s.T, "command")()
	s.done = append(s.done, fmt.Sprintf("%s in %s", c.Do(), m.Slug))
	_, err = s.change.Do(s.Context(), platform, m.ID, s.newID(), c)
	return err
}

// renameTheme gives a theme another name, text or umbrella.
func (s *story) renameTheme() error {
	theme, err := s.store.Theme(s.Context(), s.nowOf(rapid.SampledFrom([]string{"floder", "sjoar", "berg"}).Draw(s.T, "theme"))[0])
	s.must(err)
	if rapid.Bool().Draw(s.T, "name") {
		theme.Name = s.hostile("name")
	}
	theme.About = s.hostile("about")
	theme.Umbrella = rapid.SampledFrom([]string{"", s.nowOf("vatten")[0]}).Draw(s.T, "umbrella")
	return s.change.SaveTheme(s.Context(), platform, theme, 1)
}

// moveTheme gives a theme another address, or the one it had.
func (s *story) moveTheme() error {
	old := rapid.SampledFrom([]string{"floder", "sjoar", "vatten"}).Draw(s.T, "theme")
	to := rapid.SampledFrom([]string{old, "ny-" + old, "nyare-" + old}).Draw(s.T, "to")
	return s.change.RenameTheme(s.Context(), platform, s.nowOf(old)[0], to)
}

func (s *story) mergeThemes() error {
	pair := rapid.Permutation([]string{"floder", "sjoar", "berg"}).Draw(s.T, "pair")
	return s.change.MergeTheme(s.Context(), platform, s.nowOf(pair[0])[0], s.nowOf(pair[1])[0])
}

func (s *story) removeDraft() error {
	all, err := s.store.Meetings(s.Context(), store.Which{Drafts: true})
	s.must(err)
	for _, m := range all {
		if m.Status == meetings.Draft {
			return s.change.RemoveDraft(s.Context(), platform, m.ID)
		}
	}
	return nil
}
