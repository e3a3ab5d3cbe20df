package web

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sort"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/store"
)

// reviewView is what the second step to a series shows.
type reviewView struct {
	Series  meetings.Series
	Themes  []meetings.Theme
	Form    form
	Months  []reviewMonth
	Kept    int
	Skipped int
	Moved   int

	Draft     bool          // it is a draft that there is
	Replanned meetings.Text // what becomes of the meetings there are; empty for a new series
}

// reviewMonth is a month of dates.
type reviewMonth struct {
	Name  string
	Dates []reviewDate
}

// reviewDate is one date of a series, with what is chosen about it.
type reviewDate struct {
	meetings.PreviewDate
	Choice meetings.Choice
	To     *dayView // the day it is moved to; nil when there is none
}

// Plain reports whether nothing speaks against the date, and nothing is decided about it.
func (d reviewDate) Plain() bool {
	return d.Holiday == nil && len(d.Clashes) == 0 && d.Choice == meetings.KeepDate
}

// reviewWith is the second step: every date with what speaks against it, and a choice.
func (w *Web) reviewWith(p *page, r *http.Request, f form) (body, error) {
	s, err := w.typedSeries(p, r, f)
	if err != nil {
		return nil, err
	}
	dates, err := w.preview(p, r, s)
	if err != nil {
		return nil, err
	}
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	v := reviewView{Series: s, Form: f, Themes: themesOf(meetings.Meeting{Themes: s.Themes}, themes)}
	if existing, err := w.seriesAt(p, r); err != nil {
		return nil, err
	} else if v.Draft = existing.Draft; !v.Draft {
		if v.Replanned, err = w.replanned(p, r, s, dates, f); err != nil {
			return nil, err
		}
	}
	for _, d := range dates {
		if existing := chi.URLParam(r, "series") != ""; existing && d.Start <= p.Now {
			continue // what has been is left alone
		}
		x := reviewDate{PreviewDate: d, Choice: choiceOf(f, d)}
		if because := "because-" + d.Date.String(); f.Value(because) == "" {
			f.Values.Set(because, p.In(skipReason(s, d.Date)))
		}
		f.Values.Set("choice-"+d.Date.String(), string(x.Choice))
		if x.To, err = w.movedTo(p, r, s, f, x); err != nil {
			return nil, err
		}
		v.add(p, x)
	}
	if err = w.foretell(r.Context(), p, meetings.Meeting{Themes: s.Themes}); err != nil {
		return nil, err
	}
	p.Title = p.Say("Granska datumen", "Review the dates")
	return reviewPage(p, v), nil
}

// replanned says what becomes of the meetings that a series already has.
func (w *Web) replanned(p *page, r *http.Request, s meetings.Series, dates []meetings.PreviewDate, f form) (said meetings.Text, err error) {
	list, err := w.store.Rooms(r.Context(), store.Which{Series: s.ID, Drafts: true})
	if err != nil || len(list) == 0 {
		return said, err
	}
	chosen, _, err := w.choose(p, s, dates, f)
	if err != nil {
		return said, nil // it is refused when it is saved
	}
	plan, err := chosen.Expand()
	if err != nil {
		return said, nil
	}
	return meetings.Replan(chosen, list, plan, p.Now).Tally().Say(), nil
}

// skipReason is why a series already skips a date; empty when it does not.
func skipReason(s meetings.Series, d meetings.Date) meetings.Text {
	for _, skip := range s.Skips {
		if skip.Date == d {
			return skip.Because
		}
	}
	return meetings.Text{}
}

// add adds a date to its month, and counts it.
func (v *reviewView) add(p *page, x reviewDate) {
	name := capital(fmt.Sprintf("%s %d", meetings.SayMonth(p.Lang, x.Date.Month), x.Date.Year))
	if len(v.Months) == 0 || v.Months[len(v.Months)-1].Name != name {
		v.Months = append(v.Months, reviewMonth{Name: name})
	}
	last := &v.Months[len(v.Months)-1]
	last.Dates = append(last.Dates, x)
	switch x.Choice {
	case meetings.SkipDate:
		v.Skipped++
	case meetings.MoveDate:
		v.Moved++
	default:
		v.Kept++
	}
}

// preview shows the dates of a series beside everything that is planned then.
func (w *Web) preview(p *page, r *http.Request, s meetings.Series) ([]meetings.PreviewDate, error) {
	loc := meetings.Meeting{Zone: s.Zone}.Location()
	others, err := w.store.Meetings(r.Context(), store.Which{From: s.First.At(0, loc), To: s.Until.AddDays(2).At(0, loc), Drafts: true})
	if err != nil {
		return nil, err
	}
	others = slices.DeleteFunc(others, func(m meetings.Meeting) bool { return !meetings.MaySee(p.Who, m) })
	return meetings.Preview(s, others)
}

// choiceOf is what is chosen about a date, or what is suggested when nothing is.
func choiceOf(f form, d meetings.PreviewDate) meetings.Choice {
	switch c := meetings.Choice(f.Value("choice-" + d.Date.String())); c {
	case meetings.KeepDate, meetings.SkipDate, meetings.MoveDate:
		return c
	}
	return d.Suggest
}

// movedTo finds out what there is to know about the day that a date is moved to.
func (w *Web) movedTo(p *page, r *http.Request, s meetings.Series, f form, x reviewDate) (*dayView, error) {
	to, err := typedTo(f, x.Date)
	if err != nil || x.Choice != meetings.MoveDate {
		return nil, nil // refused when it is saved
	}
	m := s.Meeting("", meetings.Occurrence{Date: x.Date, Start: x.Start}, 0)
	return w.look(p, r, m, to.At(s.Start, m.Location()))
}

// typedTo is the day that a date is moved to; without a year it is one near the date.
func typedTo(f form, d meetings.Date) (meetings.Date, error) {
	field := "to-" + d.String()
	to, err := meetings.TypedDate(f.Value(field), d.AddDays(-90))
	return to, about(err, field)
}

// keepSeries keeps the series as it is typed and chosen, and carries its moves out.
// The same form sent twice is one series, moved once.
func (w *Web) keepSeries(p *page, r *http.Request, f form) (s meetings.Series, done meetings.Replanned, err error) {
	if s, err = w.typedSeries(p, r, f); err != nil {
		return s, done, err
	}
	dates, err := w.preview(p, r, s)
	if err != nil {
		return s, done, err
	}
	s, moves, err := w.choose(p, s, dates, f)
	if err != nil {
		return s, done, err
	}
	if done, err = w.change.SaveSeries(r.Context(), p.Person, s); err != nil {
		return s, done, err
	}
	list, err := w.store.Meetings(r.Context(), store.Which{Series: s.ID, Drafts: true})
	if err != nil {
		return s, done, err
	}
	for _, move := range moves {
		at := slices.IndexFunc(list, func(m meetings.Meeting) bool { return m.Date == move.Date })
		if at < 0 {
			continue
		}
		command := meetings.ID(string(f.identity()) + "-" + move.Date.String())
		if _, err := w.change.Do(r.Context(), p.Person, list[at].ID, command, move.Move); err != nil {
			return s, done, err
		}
	}
	return s, done, nil
}

// letterOfSeries shows the letter that followers would get if the series were kept as it is
// typed and chosen.
func (w *Web) letterOfSeries(p *page, r *http.Request, f form) error {
	s, err := w.typedSeries(p, r, f)
	if err != nil {
		return err
	}
	dates, err := w.preview(p, r, s)
	if err != nil {
		return err
	}
	s, moves, err := w.choose(p, s, dates, f)
	if err != nil {
		return err
	}
	plan, err := s.Expand()
	if err != nil {
		return err
	}
	var rooms []meetings.Room
	if chi.URLParam(r, "series") != "" {
		if rooms, err = w.store.Rooms(r.Context(), store.Which{Series: s.ID, Drafts: true}); err != nil {
			return err
		}
	}
	t, _ := seriesNews(s, rooms, plan, moves, p.Now)
	p.Letter, err = w.letterOf(r.Context(), p, t)
	return err
}

// seriesNews is what would be told of a series if it were kept with a plan and some moves.
func seriesNews(s meetings.Series, rooms []meetings.Room, plan []meetings.Occurrence, moves []meetings.DateMoved, now meetings.Instant) (meetings.Telling, bool) {
	before := map[meetings.ID]*meetings.Meeting{}
	for i := range rooms {
		before[rooms[i].Meeting.ID] = &rooms[i].Meeting
	}
	from := now
	if len(rooms) == 0 {
		from = 0
	}
	done := meetings.Replan(s, rooms, plan, from)
	after := slices.Concat(done.Kept, done.Left)
	for _, x := range done.Changed {
		after = append(after, x.Meeting)
	}
	for _, x := range done.Returned {
		x.Meeting.Status = meetings.Planned
		after = append(after, x.Meeting)
	}
	for _, m := range done.Withdrawn {
		m.Status = meetings.Cancelled
		after = append(after, m)
	}
	for _, o := range done.Added {
		after = append(after, s.Meeting(meetings.ID(o.Date.String()), o, now))
	}
	var told []meetings.Room
	for _, m := range after {
		for _, move := range moves {
			if move.Date == m.Date {
				m.Start = move.Move.Start
			}
		}
		told = append(told, meetings.Room{Meeting: m})
	}
	slices.SortFunc(told, func(a, b meetings.Room) int { return cmp.Compare(a.Meeting.Start, b.Meeting.Start) })
	t, any := meetings.News(told, before, now)
	t.Series = s.Title
	return t, any
}

// choose applies what is chosen about the dates. A refusal is about the field of the
// first date that it concerns.
func (w *Web) choose(p *page, s meetings.Series, dates []meetings.PreviewDate, f form) (meetings.Series, []meetings.DateMoved, error) {
	var chosen []meetings.Chosen
	for _, d := range dates {
		day := d.Date.String()
		c := meetings.Chosen{Date: d.Date, Choice: choiceOf(f, d), Because: p.written(f.Value("because-" + day))}
		if was := skipReason(s, d.Date); c.Because.Empty() || c.Because == p.written(p.In(was)) {
			c.Because = was
		}
		if c.Choice == meetings.KeepDate && skipReason(s, d.Date).Empty() {
			continue
		}
		if c.Choice == meetings.MoveDate {
			to, err := typedTo(f, d.Date)
			if err != nil {
				return s, nil, err
			}
			c.To = to
		}
		chosen = append(chosen, c)
	}
	kept, moves, err := meetings.Choose(s, chosen)
	if _, ok := refused(err); ok && len(chosen) > 0 {
		first := sort.Search(len(chosen)-1, func(n int) bool {
			_, _, err := meetings.Choose(s, chosen[:n+1])
			return err != nil
		})
		return s, nil, ofDate(err, chosen[first].Date.String())
	}
	return kept, moves, err
}

// ofDate makes a refusal of a choice concern the fields of its date.
func ofDate(err error, day string) error {
	if r, ok := refused(err); ok && (r.Field == "to" || r.Field == "because") {
		return about(err, r.Field+"-"+day)
	}
	return err
}

// written is a text that somebody wrote in the language of the page.
func (p *page) written(s string) meetings.Text {
	if p.Lang == meetings.EN {
		return meetings.Text{EN: s}
	}
	return meetings.Text{SV: s}
}

// names are the names of the fields, in order.
func (f form) names() []string { return slices.Sorted(maps.Keys(f.Values)) }

// isSeriesField reports whether a field belongs to the first step.
func isSeriesField(name string) bool {
	return slices.Contains([]string{"id", "title", "title_en", "themes", "rule", "weekday", "first", "until", "break", "back", "start", "minutes",
		"phone", "code", "link", "template", "trusts", "kind"}, name)
}

// saySum says the planned minutes of the template beside the length of a meeting.
func (v reviewView) saySum(p *page) string {
	room := meetings.Room{Meeting: meetings.Meeting{Minutes: v.Series.Minutes}, Agenda: meetings.Agenda{Items: v.Series.Template}}
	n := len(v.Series.Template)
	if n == 1 {
		return p.Say("En punkt, ", "One item, ") + p.saySum(room)
	}
	return fmt.Sprintf(p.Say("%d punkter, ", "%d items, "), n) + p.saySum(room)
}

// sayCounts says how many of the dates become meetings.
func (v reviewView) sayCounts(p *page) string {
	said := fmt.Sprintf(p.Say("%d möten läggs ut", "%d meetings are announced"), v.Kept+v.Moved)
	if v.Kept+v.Moved == 1 {
		said = p.Say("Ett möte läggs ut", "One meeting is announced")
	}
	if v.Moved > 0 {
		said += fmt.Sprintf(p.Say(", varav %d flyttade", ", %d of them moved"), v.Moved)
	}
	if v.Skipped > 0 {
		said += fmt.Sprintf(p.Say(", %d hoppas över", ", %d skipped"), v.Skipped)
	}
	return said + "."
}

// sayWays says the number and the code in one line.
func (p *page) sayWays(w meetings.Ways) string {
	switch {
	case w.Phone == "":
		return p.Say("Telefonnummer saknas", "No phone number")
	case w.Code == "":
		return w.Phone
	}
	return w.Phone + p.Say(", möteskod ", ", meeting code ") + spaced(w.Code)
}
