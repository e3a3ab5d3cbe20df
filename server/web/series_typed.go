package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
)

// asItIs is the choice of a rule that the form has no other words for.
const asItIs = "same"

// seriesAt is the series in the address; it has no ID when the address names none.
func (w *Web) seriesAt(p *page, r *http.Request) (meetings.Series, error) {
	slug := chi.URLParam(r, "series")
	if slug == "" {
		return meetings.Series{}, nil
	}
	s, err := w.store.Series(r.Context(), slug)
	if err == nil {
		err = p.allowed(meetings.MayPlanSeries(p.Who, s))
	}
	return s, err
}

// fillSeries fills in the first step with a series that there is.
func fillSeries(p *page, f form, s meetings.Series) {
	f.setText("title", s.Title)
	f.setWays(s.Ways)
	f.Values["themes"] = slices.Clone(s.Themes)
	f.Values.Set("rule", ruleOption(s))
	if pattern, err := s.Rule.Pattern(); err == nil {
		for _, day := range pattern.Weekdays {
			f.Values.Add("weekday", strconv.Itoa(int(day.Day)))
		}
	}
	f.Values.Set("first", s.First.String())
	f.Values.Set("until", s.Until.String())
	if !s.Break.Back.IsZero() {
		f.Values.Set("break", s.Break.From.String())
		f.Values.Set("back", s.Break.Back.String())
	}
	f.Values.Set("start", strings.ReplaceAll(s.Start.String(), ":", p.Say(".", ":")))
	f.Values.Set("minutes", strconv.Itoa(s.Minutes))
	f.Values.Set("template", pasted(s.Template))
	f.Values.Set("kind", string(s.Kind))
	if s.Trusts {
		f.Values.Set("trusts", "1")
	}
}

// ruleOption is the choice that gives the rule of a series, with its weekdays ticked.
func ruleOption(s meetings.Series) string {
	pattern, err := s.Rule.Pattern()
	if err != nil {
		return asItIs
	}
	if pattern.Every == meetings.Weekly && len(pattern.Weekdays) == 0 {
		pattern.Weekdays = []meetings.Nth{{Day: s.First.Weekday()}}
	}
	f := form{Values: url.Values{}}
	for _, day := range pattern.Weekdays {
		f.Values.Add("weekday", strconv.Itoa(int(day.Day)))
	}
	for _, o := range ruleOptions(&page{}, meetings.Series{}) {
		f.Values.Set("rule", o.Value)
		if typedRule(f, s.First) == pattern.Rule() {
			return o.Value
		}
	}
	return asItIs
}

// pasted writes the items of an agenda as they are pasted.
func pasted(items []meetings.Item) string {
	var lines []string
	for _, i := range items {
		line := i.Title
		if i.Minutes > 0 {
			line += fmt.Sprintf(" (%d min)", i.Minutes)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// typedSeries is the series that is typed in the first step.
func (w *Web) typedSeries(p *page, r *http.Request, f form) (s meetings.Series, err error) {
	s = meetings.Series{ID: f.identity(), Title: f.Text("title"), Zone: zone, Minutes: f.Minutes(), Ways: f.Ways(), Kind: meetings.Kind(f.Value("kind")), Trusts: f.Has("trusts", "1"), Draft: f.Value("do") == "draft"}
	if !s.ID.Valid() {
		return s, meetings.Refuse(meetings.Invalid, "Formuläret saknar sitt nummer. Öppna sidan på nytt.", "The form lacks its number. Open the page again.")
	}
	if s.Themes, err = w.knownThemes(p, r, f.Values["themes"]); err != nil {
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
	if s.Break, err = typedBreak(f, s.First); err != nil {
		return s, err
	}
	if s.Start, err = meetings.TypedClock(f.Value("start")); err != nil {
		return s, err
	}
	if s.Template, err = typedTemplate(p, f); err != nil {
		return s, err
	}
	existing, err := w.seriesAt(p, r)
	if err != nil {
		return s, err
	}
	if existing.ID == "" {
		err = w.place(r, &s)
	} else {
		s.ID, s.Slug, s.Season, s.Skips = existing.ID, existing.Slug, existing.Season, existing.Skips
		if f.Value("rule") == asItIs {
			s.Rule = existing.Rule
		}
		if meetings.Lines(f.Value("template")) == pasted(existing.Template) {
			s.Template = existing.Template // with those who present the items
		}
	}
	if err != nil {
		return s, err
	}
	return s.Checked()
}

// typedBreak reads the first day of a break and the first day after it; none when both are empty.
func typedBreak(f form, first meetings.Date) (b meetings.Break, err error) {
	if f.Value("break") != "" {
		if b.From, err = meetings.TypedDate(f.Value("break"), first); err != nil {
			return b, about(err, "break")
		}
	}
	if f.Value("back") != "" {
		from := first
		if !b.From.IsZero() {
			from = b.From
		}
		if b.Back, err = meetings.TypedDate(f.Value("back"), from); err != nil {
			return b, about(err, "back")
		}
	}
	return b, nil
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
	for i := range room.Agenda.Items {
		room.Agenda.Items[i].ID = "" // each meeting names its own
	}
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
