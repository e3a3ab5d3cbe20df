package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// seriesForm is the first step to a series: what, how often, when.
func (w *Web) seriesForm(p *page, r *http.Request) (body, error) {
	f := w.fresh()
	f.Values.Set("rule", "week 2")
	f.Values.Set("minutes", "45")
	f.Values.Set("start", p.Say("12.00", "12:00"))
	if err := w.fillWays(r, f); err != nil {
		return nil, err
	}
	if err := w.fillTemplate(r, f); err != nil {
		return nil, err
	}
	return w.seriesWith(p, r, f)
}

// fillTemplate fills in the agenda of the newest series of the chosen theme, or of all.
func (w *Web) fillTemplate(r *http.Request, f form) error {
	all, err := w.store.AllSeries(r.Context())
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(s meetings.Series) bool {
		return len(s.Template) == 0 || f.Value("themes") != "" && !slices.Contains(s.Themes, f.Value("themes"))
	})
	if len(all) == 0 {
		return nil
	}
	newest := slices.MaxFunc(all, func(a, b meetings.Series) int { return cmp.Compare(a.ID, b.ID) })
	var lines []string
	for _, i := range newest.Template {
		line := i.Title
		if i.Minutes > 0 {
			line += fmt.Sprintf(" (%d min)", i.Minutes)
		}
		lines = append(lines, line)
	}
	f.Values.Set("template", strings.Join(lines, "\n"))
	return nil
}

func (w *Web) seriesWith(p *page, r *http.Request, f form) (body, error) {
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	p.Title = p.Say("Ny serie", "New series")
	return seriesPage(p, ownThemes(themes), f), nil
}

// saveSeries is what the buttons of the two steps do: show the dates, go back to the
// first step, or keep the series and lead to its theme. Going back loses nothing.
func (w *Web) saveSeries(p *page, rw http.ResponseWriter, r *http.Request) error {
	f := form{Values: r.PostForm}
	show := w.reviewWith
	if f.Value("do") == "edit" {
		show = w.seriesWith
	} else if _, err := w.typedSeries(p, r, f); err != nil {
		return w.again(p, rw, r, err, w.seriesWith)
	}
	if f.Value("do") == "save" {
		s, err := w.keepSeries(p, r, f)
		if err != nil {
			return w.again(p, rw, r, err, w.reviewWith)
		}
		list, err := w.store.Meetings(r.Context(), store.Which{Series: s.ID})
		if err != nil {
			return err
		}
		return see(rw, r, p, fmt.Sprintf("/tema/%s?gjort=serie&antal=%d", s.Themes[0], len(list)))
	}
	b, err := show(p, r, f)
	if err != nil {
		return err
	}
	return w.show(rw, r, p, b)
}

// typedSeries is the series that is typed in the first step.
func (w *Web) typedSeries(p *page, r *http.Request, f form) (s meetings.Series, err error) {
	s = meetings.Series{ID: f.identity(), Title: f.Text("title"), Zone: zone, Minutes: f.Minutes(), Ways: f.Ways()}
	if !s.ID.Valid() {
		return s, meetings.Refuse(meetings.Invalid, "Formuläret saknar sitt nummer. Öppna sidan på nytt.", "The form lacks its number. Open the page again.")
	}
	if s.Themes, err = w.knownThemes(r, f.Values["themes"]); err != nil {
		return s, err
	}
	loc := meetings.Meeting{Zone: zone}.Location()
	if s.First, err = typedDay(p, f, "first", loc); err != nil {
		return s, err
	}
	until, err := meetings.TypedDate(f.Value("until"), s.First)
	if err != nil {
		return s, about(err, "until")
	}
	s.Until, s.Rule = until, typedRule(f, s.First)
	if s.Start, err = meetings.TypedClock(f.Value("start")); err != nil {
		return s, err
	}
	if s.Template, err = typedTemplate(p, f); err != nil {
		return s, err
	}
	if err := w.place(r, &s); err != nil {
		return s, err
	}
	return s.Checked()
}

// typedRule makes a rule of what is chosen: "week 2" is every other week, "month -1"
// is the last of the month, each on the weekdays ticked, or on that of the first day.
func typedRule(f form, first meetings.Date) meetings.Rule {
	every, number, _ := strings.Cut(f.Value("rule"), " ")
	n, _ := strconv.Atoi(number)
	rule := meetings.Pattern{Every: meetings.Weekly, Interval: n}
	if every == "month" {
		rule = meetings.Pattern{Every: meetings.Monthly, Interval: 1}
	}
	days := f.Values["weekday"]
	if len(days) == 0 {
		days = []string{strconv.Itoa(int(first.Weekday()))}
	}
	for _, day := range days {
		nth := meetings.Nth{Day: time.Weekday(max(slices.Index([]string{"0", "1", "2", "3", "4", "5", "6"}, day), 0))}
		if every == "month" {
			nth.N = n
		}
		rule.Weekdays = append(rule.Weekdays, nth)
	}
	return rule.Rule()
}

// typedTemplate reads the pasted agenda, by the same rule as an agenda is pasted in a room.
func typedTemplate(p *page, f form) ([]meetings.Item, error) {
	text := f.Value("template")
	if meetings.Line(text) == "" {
		return nil, nil
	}
	room, _, err := meetings.Room{}.Apply(meetings.PasteItems{Text: text}, meetings.Doing{ID: f.identity(), By: p.Person, At: p.Now})
	return room.Agenda.Items, about(err, "template")
}

// place gives a series its season and its address: that of its theme, or of its
// title when it has several themes, with a number when another series has it.
func (w *Web) place(r *http.Request, s *meetings.Series) error {
	seasons, err := w.store.Seasons(r.Context())
	if err != nil {
		return err
	}
	for _, season := range seasons {
		if !s.First.Before(season.First) && !season.Last.Before(s.First) {
			s.Season = season.Slug
		}
	}
	all, err := w.store.AllSeries(r.Context())
	if err != nil {
		return err
	}
	base := s.Themes[0]
	if slug := meetings.Slug(s.Title.In(meetings.SV)); len(s.Themes) > 1 && slug != "" {
		base = slug
	}
	s.Slug = base
	taken := func(o meetings.Series) bool { return o.Slug == s.Slug && o.ID != s.ID }
	for n := 2; slices.ContainsFunc(all, taken); n++ {
		s.Slug = fmt.Sprintf("%s-%d", base, n)
	}
	return nil
}

// ruleOptions are how often a series can be.
func ruleOptions(p *page) []option {
	all := []option{{"week 1", p.Say("Varje vecka", "Every week")}, {"week 2", p.Say("Varannan vecka", "Every other week")},
		{"week 3", p.Say("Var tredje vecka", "Every third week")}, {"week 4", p.Say("Var fjärde vecka", "Every fourth week")},
		{"week 6", p.Say("Var sjätte vecka", "Every sixth week")}, {"week 8", p.Say("Var åttonde vecka", "Every eighth week")},
		{"month 1", p.Say("Första veckodagen i månaden", "First such weekday of the month")},
		{"month 2", p.Say("Andra veckodagen i månaden", "Second such weekday of the month")},
		{"month 3", p.Say("Tredje veckodagen i månaden", "Third such weekday of the month")},
		{"month 4", p.Say("Fjärde veckodagen i månaden", "Fourth such weekday of the month")},
		{"month -1", p.Say("Sista veckodagen i månaden", "Last such weekday of the month")}}
	return all
}

// weekdays are the days of the week from Monday.
func weekdays(p *page) []option {
	var all []option
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		all = append(all, option{strconv.Itoa(int(day)), capital(meetings.SayWeekday(p.Lang, day))})
	}
	return all
}
