package sample

import (
	"embed"
	"fmt"
	"time"

	"gopkg.in/yaml.v3"

	"ringain/meetings"
)

//go:embed *.yaml
var content embed.FS

// files are the files of the season as they are written.
type files struct {
	Themes struct {
		Umbrella          theme
		Audience, Mandate meetings.Text
		Themes            []theme
	}
	Agendas struct {
		Standard []item
		Special  []struct {
			Series string
			Date   meetings.Date
			Items  []item
		}
		Pasted string
	}
	Organisations struct {
		Organisations []meetings.Organisation
		Participants  []struct{ Name, Organisation, By string }
	}
	Spring struct {
		Season   meetings.Season
		Timezone string
		Defaults facts
		Series   []series
		Extra    []single
		Webinars []single
	}
}

type theme struct {
	Slug        string
	Name, About meetings.Text
	Sensitive   bool
}

type item struct {
	Title, Presenter string
	Minutes          int
	Round            bool
}

// facts are what a date may have otherwise than its series, and a series than the season.
type facts struct {
	Start   meetings.Clock
	Minutes int
	Ways    meetings.Ways `yaml:",inline"`
}

type series struct {
	Slug         string
	Title        meetings.Text
	Themes       []string
	Rule         meetings.Rule
	First, Until meetings.Date
	Skip         []meetings.Skip
	Cancel       []struct {
		Date    meetings.Date
		Reason  meetings.Text
		Decided moment
	}
	Change []struct {
		Date        meetings.Date
		Title, Note meetings.Text
		Facts       facts `yaml:",inline"`
	}
	Move []struct {
		From, To meetings.Date
		Reason   meetings.Text
	}
}

type single struct {
	Date       meetings.Date
	Title      meetings.Text
	Themes     []string
	Announced  moment
	Restricted bool `yaml:"restricted_audience"`
}

// moment is a date and a time of day by the clock of the season, such as 2027-03-24T15:10.
type moment string

func (m moment) in(loc *time.Location) (meetings.Instant, error) {
	if m == "" {
		return 0, nil
	}
	t, err := time.ParseInLocation("2006-01-02T15:04", string(m), loc)
	return meetings.At(t), err
}

func (f *files) read() error {
	for name, into := range map[string]any{
		"themes.yaml": &f.Themes, "agendas.yaml": &f.Agendas,
		"organisations.yaml": &f.Organisations, "spring-2027.yaml": &f.Spring,
	} {
		text, err := content.ReadFile(name)
		if err != nil {
			return err
		}
		if err := yaml.Unmarshal(text, into); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (f *files) themes() []meetings.Theme {
	umbrella := f.Themes.Umbrella
	all := []meetings.Theme{{Slug: umbrella.Slug, Gathers: true, Name: umbrella.Name, About: f.Themes.Audience}}
	for _, t := range f.Themes.Themes {
		all = append(all, meetings.Theme{Slug: t.Slug, Umbrella: umbrella.Slug, Name: t.Name, About: t.About, Sensitive: t.Sensitive})
	}
	return all
}

func items(lines []item) []meetings.Item {
	var all []meetings.Item
	for _, i := range lines {
		all = append(all, meetings.Item{Title: i.Title, Minutes: i.Minutes, Presenter: i.Presenter, Round: i.Round})
	}
	return all
}

func (f *files) series(line series, season string, standard []meetings.Item) meetings.Series {
	d := f.Spring.Defaults
	return meetings.Series{
		Slug: line.Slug, Season: season, Themes: line.Themes, Title: line.Title,
		Rule: line.Rule, First: line.First, Until: line.Until, Zone: f.Spring.Timezone,
		Start: d.Start, Minutes: d.Minutes, Ways: d.Ways, Template: standard, Skips: line.Skip,
	}
}

// changes are the exceptions of a series as commands.
func (f *files) changes(line series, s meetings.Series) ([]Change, error) {
	loc, err := time.LoadLocation(s.Zone)
	if err != nil {
		return nil, err
	}
	var all []Change
	for _, c := range line.Cancel {
		at, err := c.Decided.in(loc)
		if err != nil {
			return nil, err
		}
		all = append(all, Change{s.Slug, c.Date, meetings.CancelMeeting{Reason: c.Reason}, at})
	}
	for _, c := range line.Change {
		edit := meetings.EditMeeting{Title: s.Title, Minutes: s.Minutes, Note: c.Note, Ways: s.Ways}
		if !c.Title.Empty() {
			edit.Title = c.Title
		}
		if c.Facts.Minutes != 0 {
			edit.Minutes = c.Facts.Minutes
		}
		if c.Facts.Ways.Phone != "" {
			edit.Ways.Phone = c.Facts.Ways.Phone
		}
		all = append(all, Change{Series: s.Slug, Date: c.Date, Command: edit})
	}
	for _, c := range line.Move {
		move := meetings.MoveMeeting{Start: c.To.At(s.Start, loc), Reason: c.Reason}
		all = append(all, Change{Series: s.Slug, Date: c.From, Command: move})
	}
	return all, nil
}

// single are the meetings announced on their own. The hour of the webinars is
// invented; they count as announced the day before.
func (f *files) single() (extra, webinars []meetings.Meeting, err error) {
	loc, err := time.LoadLocation(f.Spring.Timezone)
	if err != nil {
		return nil, nil, err
	}
	d := f.Spring.Defaults
	for _, line := range f.Spring.Extra {
		m := line.meeting("extra-", meetings.Extra, d.Start, loc)
		m.Minutes, m.Ways, m.Zone = d.Minutes, d.Ways, f.Spring.Timezone
		if m.Created, err = line.Announced.in(loc); err != nil {
			return nil, nil, err
		}
		m.Changed = m.Created
		extra = append(extra, m)
	}
	for _, line := range f.Spring.Webinars {
		m := line.meeting("webbinarium-", meetings.Webinar, 13*60, loc)
		m.Minutes, m.Zone = 60, f.Spring.Timezone
		m.Created = line.Date.AddDays(-1).At(13*60, loc)
		m.Changed = m.Created
		webinars = append(webinars, m)
	}
	return extra, webinars, nil
}

func (l single) meeting(prefix string, kind meetings.Kind, start meetings.Clock, loc *time.Location) meetings.Meeting {
	return meetings.Meeting{
		Slug: prefix + l.Date.String(), Date: l.Date, Kind: kind, Status: meetings.Planned,
		Themes: append([]string{}, l.Themes...), Title: l.Title, Start: l.Date.At(start, loc), Restricted: l.Restricted,
	}
}
