package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// seriesView is what the first step shows.
type seriesView struct {
	Existing meetings.Series // the series that is changed; no ID when it is new
	Themes   []meetings.Theme
	Form     form
}

// seriesForm is the first step to a series, new or changed: what, how often, when.
func (w *Web) seriesForm(p *page, r *http.Request) (body, error) {
	f := w.fresh()
	if existing, err := w.seriesAt(p, r); err != nil {
		return nil, err
	} else if existing.ID != "" {
		fillSeries(p, f, existing)
		return w.seriesWith(p, r, f)
	}
	if before := r.URL.Query().Get("efter"); before != "" {
		s, err := w.store.Series(r.Context(), before)
		if err == nil {
			err = p.allowed(meetings.MayPlanSeries(p.Who, s))
		}
		if err != nil {
			return nil, err
		}
		fillNextSeason(p, f, s)
		return w.seriesWith(p, r, f)
	}
	f.Values.Set("rule", "week 2")
	f.Values.Set("minutes", "45")
	f.Values.Set("start", p.Say("12.00", "12:00"))
	if err := w.fillWays(p, r, f); err != nil {
		return nil, err
	}
	if err := w.fillTemplate(p, r, f); err != nil {
		return nil, err
	}
	return w.seriesWith(p, r, f)
}

// fillNextSeason fills in all that a series had but its days: the same theme, and so the
// same calendar, goes on with a new one.
func fillNextSeason(p *page, f form, s meetings.Series) {
	fillSeries(p, f, s)
	for _, days := range []string{"first", "until", "break", "back"} {
		f.Values.Del(days)
	}
	if f.Value("rule") == asItIs {
		f.Values.Set("rule", "week 2")
	}
}

// fillTemplate fills in the agenda of the newest series of the chosen theme, or of all.
func (w *Web) fillTemplate(p *page, r *http.Request, f form) error {
	all, err := w.store.AllSeries(r.Context())
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(s meetings.Series) bool {
		return len(s.Template) == 0 || !meetings.MayPlanOf(p.Who, s.Convener) || f.Value("themes") != "" && !slices.Contains(s.Themes, f.Value("themes"))
	})
	if len(all) == 0 {
		return nil
	}
	newest := slices.MaxFunc(all, func(a, b meetings.Series) int { return cmp.Compare(a.ID, b.ID) })
	f.Values.Set("template", pasted(newest.Template))
	return nil
}

func (w *Web) seriesWith(p *page, r *http.Request, f form) (body, error) {
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	existing, err := w.seriesAt(p, r)
	if err != nil {
		return nil, err
	}
	p.Title = p.Say("Ny serie", "New series")
	if existing.ID != "" {
		p.Title = p.Say("Ändra serien", "Change the series")
	}
	return seriesPage(p, seriesView{existing, p.plannedThemes(themes), f}), nil
}

// saveSeries is what the buttons of the two steps do: show the dates, go back to the
// first step, or keep the series and lead to its theme. Going back loses nothing.
func (w *Web) saveSeries(p *page, rw http.ResponseWriter, r *http.Request) error {
	f := form{Values: r.PostForm}
	switch f.Value("do") {
	case "undo":
		return w.undoSeries(p, rw, r)
	case "remove":
		return w.removeSeries(p, rw, r)
	}
	show := w.reviewWith
	if f.Value("do") == "edit" {
		show = w.seriesWith
	} else if _, err := w.typedSeries(p, r, f); err != nil {
		return w.again(p, rw, r, err, w.seriesWith)
	}
	if do := f.Value("do"); do == "save" || do == "draft" {
		before, err := w.seriesAt(p, r)
		if err != nil {
			return err
		}
		changes := before.ID != "" && !before.Draft
		s, done, err := w.keepSeries(p, r, f)
		if err != nil {
			return w.again(p, rw, r, err, w.reviewWith)
		}
		if do == "draft" && !changes {
			return see(rw, r, p, "/planera?visa=utkast&gjort=serie-utkast")
		}
		if changes {
			return w.seeSeries(p, rw, r, "serie-andrad", s, done)
		}
		list, err := w.store.Meetings(r.Context(), store.Which{Series: s.ID})
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(m meetings.Meeting) bool { return m.Status == meetings.Cancelled })
		return see(rw, r, p, fmt.Sprintf("/tema/%s?gjort=serie&antal=%d", s.Themes[0], len(list)))
	}
	if f.Value("do") == "brev" {
		if err := w.letterOfSeries(p, r, f); err != nil {
			return w.again(p, rw, r, err, w.reviewWith)
		}
	}
	b, err := show(p, r, f)
	if err != nil {
		return err
	}
	return w.show(rw, r, p, b)
}

// undoSeries takes back the last change of a series.
func (w *Web) undoSeries(p *page, rw http.ResponseWriter, r *http.Request) error {
	s, err := w.seriesAt(p, r)
	if err != nil {
		return err
	}
	saved, _ := strconv.ParseInt(r.PostForm.Get("saved"), 10, 64)
	done, err := w.change.UndoSeries(r.Context(), p.Person, s.ID, meetings.Instant(saved))
	if err != nil {
		return err
	}
	return w.seeSeries(p, rw, r, "serie-tillbaka", s, done)
}

// removeSeries removes a series that was never announced.
func (w *Web) removeSeries(p *page, rw http.ResponseWriter, r *http.Request) error {
	s, err := w.seriesAt(p, r)
	if err == nil {
		err = w.change.RemoveSeries(r.Context(), p.Who, s.ID)
	}
	if err != nil {
		return err
	}
	return see(rw, r, p, "/planera?gjort=utkast-borta")
}

// seeSeries leads to the theme of a changed series, which says what was done to how many.
func (w *Web) seeSeries(p *page, rw http.ResponseWriter, r *http.Request, what string, s meetings.Series, done meetings.Replanned) error {
	s, err := w.store.Series(r.Context(), string(s.ID))
	if err != nil {
		return err
	}
	t := done.Tally()
	return see(rw, r, p, fmt.Sprintf("/tema/%s?gjort=%s&serie=%s&sparad=%d&antal=%d,%d,%d,%d,%d", s.Themes[0], what, s.Slug, s.Saved, t.Changed, t.Added, t.Withdrawn, t.Kept, t.Left))
}

// ruleOptions are how often a series can be; a rule of another kind can stay as it is.
func ruleOptions(p *page, existing meetings.Series) []option {
	all := []option{{"week 1", p.Say("Varje vecka", "Every week")}, {"week 2", p.Say("Varannan vecka", "Every other week")},
		{"week 3", p.Say("Var tredje vecka", "Every third week")}, {"week 4", p.Say("Var fjärde vecka", "Every fourth week")},
		{"week 6", p.Say("Var sjätte vecka", "Every sixth week")}, {"week 8", p.Say("Var åttonde vecka", "Every eighth week")},
		{"month 1", p.Say("Första veckodagen i månaden", "First such weekday of the month")},
		{"month 2", p.Say("Andra veckodagen i månaden", "Second such weekday of the month")},
		{"month 3", p.Say("Tredje veckodagen i månaden", "Third such weekday of the month")},
		{"month 4", p.Say("Fjärde veckodagen i månaden", "Fourth such weekday of the month")},
		{"month -1", p.Say("Sista veckodagen i månaden", "Last such weekday of the month")}}
	if existing.ID != "" && ruleOption(existing) == asItIs {
		all = append(all, option{asItIs, p.Say("Som förut: ", "As before: ") + existing.InWords(p.Lang)})
	}
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
