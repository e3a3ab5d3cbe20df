package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// figureRoutes are a season in figures, what is written of it, and what is kept of it as files.
func (w *Web) figureRoutes(r chi.Router, lang meetings.Lang) {
	for path, v := range map[string]view{"/planera/siffror": w.figures, "/planera/nyhetsbrev": w.newsletter, "/planera/rapport": w.report} {
		r.Get(lang.Path(path), w.answer(w.page(forOrganisers(v))))
	}
	for path, a := range map[string]act{"/planera/siffror.csv": w.figuresTable, "/planera/siffror.md": w.figuresText,
		"/planera/nyhetsbrev.md": w.newsletterFile, "/planera/rapport.md": w.reportFile} {
		r.Get(lang.Path(path), w.answer(byOrganisers(a)))
	}
}

// chosenSeason is what an organiser has chosen to look back on: a half year, of one series or of all.
type chosenSeason struct {
	Half    meetings.HalfYear
	Series  meetings.Series   // no ID when it is all
	Choose  []meetings.Series // with meetings in the half year
	Rooms   []meetings.Room   // of what is chosen, in order; no drafts
	Meeting []meetings.Counted
	now     meetings.Instant
}

// query is what is chosen, as the end of an address.
func (s chosenSeason) query(more ...string) string {
	q := url.Values{"halvar": {s.Half.String()}}
	if s.Series.ID != "" {
		q.Set("serie", s.Series.Slug)
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return "?" + q.Encode()
}

// Sum is how many there were of a figure.
func (s chosenSeason) Sum(f meetings.Figure) int { return meetings.Sum(s.Meeting, f, s.now) }

// Halves are the half years to choose from: those around the one chosen.
func (s chosenSeason) Halves() (all []meetings.HalfYear) {
	for h := s.Half.Next(); len(all) < 4; h = h.Before() {
		all = append(all, h)
	}
	return all
}

// Title says what is chosen: "Våren 2027, Barn och unga".
func (s chosenSeason) Title(p *page) string {
	said := capital(s.Half.Say(p.Lang))
	if s.Series.ID != "" {
		said += ", " + p.In(s.Series.Title)
	}
	return said
}

// seasonOf reads what is chosen in the address: this half year of all series, when nothing is.
func (w *Web) seasonOf(p *page, r *http.Request) (s chosenSeason, err error) {
	s.now = p.Now
	place := meetings.Meeting{Zone: zone}.Location()
	if s.Half, err = meetings.ParseHalfYear(r.URL.Query().Get("halvar")); err != nil {
		s.Half = meetings.HalfYearOf(meetings.DateOf(p.Now.In(place)))
	}
	series, err := w.store.AllSeries(r.Context())
	if err != nil {
		return s, err
	}
	rooms, err := w.heldIn(p, r, s.Half.First(), s.Half.Last())
	if err != nil {
		return s, err
	}
	for _, one := range series {
		chosen := one.Slug == r.URL.Query().Get("serie")
		if slices.ContainsFunc(rooms, func(x meetings.Room) bool { return x.Meeting.Series == one.ID }) {
			s.Choose = append(s.Choose, one)
		} else if !chosen || !meetings.MayPlanSeries(p.Who, one) {
			continue
		}
		if chosen {
			s.Series = one
		}
	}
	for _, x := range rooms {
		if s.Series.ID == "" || x.Meeting.Series == s.Series.ID {
			s.Rooms = append(s.Rooms, x)
		}
	}
	s.Meeting, err = w.store.Counted(r.Context(), s.Rooms)
	return s, err
}

// heldIn are the meetings that whoever asks looks after and that fall on some days, drafts not.
func (w *Web) heldIn(p *page, r *http.Request, first, last meetings.Date) (rooms []meetings.Room, err error) {
	place := meetings.Meeting{Zone: zone}.Location()
	rooms, err = w.store.Rooms(r.Context(), store.Which{From: first.AddDays(-1).At(0, place), To: last.AddDays(2).At(0, place), Convener: &p.Who.Convener})
	return slices.DeleteFunc(rooms, func(x meetings.Room) bool {
		day := x.Meeting.Day()
		return day.Before(first) || last.Before(day) || !meetings.MayPlanMeeting(p.Who, x.Meeting)
	}), err
}

// figuresView is what the page of a season in figures shows.
type figuresView struct {
	chosenSeason
	Shown meetings.Figure // told of each meeting
	Names []string        // when names leave the minutes: the first day, and the last when it is another
	Named int             // minutes that have names
}

// figures shows a season in figures, for those who plan it.
func (w *Web) figures(p *page, r *http.Request) (body, error) {
	s, err := w.seasonOf(p, r)
	if err != nil {
		return nil, err
	}
	v := figuresView{chosenSeason: s, Shown: meetings.FigureParticipants}
	for _, f := range allFigures() {
		if f.Code == r.URL.Query().Get("visa") {
			v.Shown = meetings.Figure(f.Code)
		}
	}
	if err := w.namesGo(p, r, &v); err != nil {
		return nil, err
	}
	p.Title, p.Private, p.NoIndex = p.Say("Säsongen i siffror", "The season in figures"), true, true
	return figuresPage(p, v), nil
}

// namesGo finds out when names leave the minutes of a season.
func (w *Web) namesGo(p *page, r *http.Request, v *figuresView) error {
	var first, last meetings.Instant
	for _, x := range v.Rooms {
		if x.Meeting.Published == 0 {
			continue
		}
		m, err := w.store.Minutes(r.Context(), x.Meeting.ID)
		if err != nil {
			return err
		}
		if m.Named && m.Shown() {
			v.Named++
			if first == 0 {
				first = m.Published
			}
			first, last = min(first, m.Published), max(last, m.Published)
		}
	}
	if v.Named == 0 {
		return nil
	}
	for _, at := range []meetings.Instant{first, last} {
		gone := meetings.SayPlainDate(p.Lang, meetings.DateOf(at.Add(w.terms.Names).In(meetings.Meeting{Zone: zone}.Location())))
		if !slices.Contains(v.Names, gone) {
			v.Names = append(v.Names, gone)
		}
	}
	return nil
}

// allFigures are the figures by name, in the order they are shown.
func allFigures() []meetings.Named {
	return slices.Concat(meetingFigures(), signalFigures(), otherFigures())
}

func calledFigure(f meetings.Figure, sv, en string) meetings.Named {
	return meetings.Named{Code: string(f), Name: meetings.Text{SV: sv, EN: en}}
}

func meetingFigures() []meetings.Named {
	return []meetings.Named{
		calledFigure(meetings.FigureHeld, "Hållna möten", "Meetings held"),
		calledFigure(meetings.FigureCancelled, "Inställda möten", "Meetings cancelled"),
		calledFigure(meetings.FigureAhead, "Möten som återstår", "Meetings to come"),
		calledFigure(meetings.FigureParticipants, "Deltagare", "Participants"),
	}
}

func signalFigures() []meetings.Named {
	return append([]meetings.Named{calledFigure(meetings.FigureSignals, "Signaler", "Signals")}, notes.SignalHeadings()...)
}

func otherFigures() []meetings.Named {
	return []meetings.Named{
		calledFigure(meetings.FigureAsked, "Frågor", "Questions asked"),
		calledFigure(meetings.FigureAnswered, "Frågor med svar", "Questions answered"),
		calledFigure(meetings.FigureMaterial, "Delat material", "Material shared"),
		calledFigure(meetings.FigureListed, "Delat som kom in i stödlistan", "Shared and on the support list"),
		calledFigure(meetings.FigureKept, "Åtaganden som är hållna", "Promises kept"),
		calledFigure(meetings.FigureOpen, "Åtaganden som är öppna", "Promises open"),
	}
}

// figureName is what a figure is called.
func figureName(f meetings.Figure) meetings.Text {
	for _, n := range allFigures() {
		if n.Code == string(f) {
			return n.Name
		}
	}
	return meetings.Text{}
}

// Each are the meetings that the shown figure is told of: those that were held, and those
// that have any of it.
func (v figuresView) Each() (all []meetings.Counted) {
	for _, c := range v.Meeting {
		if c.Of(v.Shown, v.now) > 0 || c.Of(meetings.FigureHeld, v.now) > 0 && !slices.ContainsFunc(meetingFigures()[:3], func(n meetings.Named) bool { return n.Code == string(v.Shown) }) {
			all = append(all, c)
		}
	}
	return all
}

// Most is the largest of a figure in one meeting, at least one.
func (v figuresView) Most() int {
	most := 1
	for _, c := range v.Meeting {
		most = max(most, c.Of(v.Shown, v.now))
	}
	return most
}

// sourceOf is where what a figure counts in one meeting can be read.
func sourceOf(m meetings.Meeting, f meetings.Figure) string {
	switch f {
	case meetings.FigureHeld, meetings.FigureCancelled, meetings.FigureAhead:
		return meetingPath(m)
	case meetings.FigureParticipants:
		if m.Published != 0 {
			return minutesPath(m)
		}
		return meetingPath(m)
	case meetings.FigureAsked, meetings.FigureAnswered:
		return meetingPath(m) + "/rum#fragor"
	case meetings.FigureMaterial, meetings.FigureListed:
		return meetingPath(m) + "/rum#material"
	}
	return meetingPath(m) + "/rum#signaler"
}

// sayShare says how many there were of a sector or a county.
func (p *page) sayShare(s meetings.Share) string {
	if s.Few {
		return p.Say("färre än ", "fewer than ") + strconv.Itoa(meetings.FewerThan)
	}
	return strconv.Itoa(s.N)
}

// notFew are those that are shown with their number, and what the others are called together.
func notFew(all []meetings.Share) (shown []meetings.Share, few int) {
	for _, s := range all {
		if s.Few {
			few++
		} else {
			shown = append(shown, s)
		}
	}
	return shown, few
}
