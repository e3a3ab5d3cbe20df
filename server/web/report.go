package web

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// draftedText is what is written of a time that has been, to be copied and put right: it is
// made of what everybody can read, and of sums.
type draftedText struct {
	Title string
	Parts []notes.Part
}

// source is what a text is made of: published minutes without names, and entries of the
// support list.
type source struct {
	Minutes []publishedMinutes
	Support []meetings.Support
	Ahead   []meetings.Meeting
}

// publishedMinutes are the minutes of one meeting as everybody can read them, without names.
type publishedMinutes struct {
	Meeting meetings.Meeting
	Parts   []meetings.MinutesPart
}

// sourceOn reads what was published of the meetings of some days, what came onto the
// support list then, and which meetings follow within some days.
func (w *Web) sourceOn(p *page, r *http.Request, rooms []meetings.Room, first, last meetings.Date, ahead int) (s source, err error) {
	for _, x := range rooms {
		m, err := w.store.Minutes(r.Context(), x.Meeting.ID)
		if err != nil {
			return s, err
		}
		if !m.Shown() {
			continue
		}
		names, err := w.store.NameMarks(r.Context(), x.Meeting.ID)
		if err != nil {
			return s, err
		}
		names.People = m.People
		if m.Named {
			if names.People, err = w.change.PeopleOf(r.Context(), x, m.Lang); err != nil {
				return s, err
			}
			names.People = append(names.People, m.People...)
		}
		s.Minutes = append(s.Minutes, publishedMinutes{x.Meeting, names.OutOf(m.Parts)})
	}
	place := meetings.Meeting{Zone: zone}.Location()
	from, to := first.At(0, place), last.AddDays(1).At(0, place)
	list, _, err := w.store.SupportList(r.Context(), store.WhichSupport{State: meetings.SupportPublished, Convener: &p.Who.Convener, Limit: 1000})
	if err != nil {
		return s, err
	}
	for _, e := range list {
		if e.Published >= from && e.Published < to {
			s.Support = append(s.Support, e)
		}
	}
	next := p.Now
	coming, err := w.heldIn(p, r, meetings.DateOf(next.In(place)), meetings.DateOf(next.In(place)).AddDays(ahead))
	for _, x := range coming {
		if x.Meeting.Status == meetings.Planned && x.Meeting.Start >= next {
			s.Ahead = append(s.Ahead, x.Meeting)
		}
	}
	return s, err
}

// said are the parts of minutes under one of some headings, each after a link to where it is from.
func (p *page) said(all []publishedMinutes, headings ...meetings.Text) (blocks []notes.Block) {
	for _, m := range all {
		for _, part := range m.Parts {
			if slices.ContainsFunc(headings, func(h meetings.Text) bool { return part.Title == h.SV || part.Title == h.EN }) {
				blocks = append(blocks, notes.Block{Kind: notes.Paragraph, Runs: []notes.Run{{Text: p.whichMeeting(m.Meeting), Link: p.URL(minutesPath(m.Meeting))}}})
				blocks = append(blocks, notes.FromTyped(part.Text)...)
			}
		}
	}
	return blocks
}

// whichMeeting names a meeting by its day: "Barn och unga, 19 januari 2027".
func (p *page) whichMeeting(m meetings.Meeting) string {
	return p.In(m.Title) + ", " + meetings.SayPlainDate(p.Lang, m.Day())
}

// headingsOf are what minutes have above signals of some kinds.
func headingsOf(kinds ...meetings.SignalKind) (all []meetings.Text) {
	for _, h := range notes.SignalHeadings() {
		if slices.Contains(kinds, meetings.SignalKind(h.Code)) {
			all = append(all, h.Name)
		}
	}
	return all
}

// heldList are the meetings that have been, each with its minutes when they are published.
func (p *page) heldList(all []meetings.Counted) []notes.Block {
	var points [][]notes.Run
	for _, c := range all {
		if c.Of(meetings.FigureHeld, p.Now) == 0 {
			continue
		}
		point := []notes.Run{{Text: p.whichMeeting(c.Meeting), Link: p.URL(meetingPath(c.Meeting))}}
		if c.Meeting.Published != 0 {
			point = append(point, notes.Run{Text: ": "}, notes.Run{Text: p.Say("minnesanteckningar", "minutes"), Link: p.URL(minutesPath(c.Meeting))})
		}
		points = append(points, point)
	}
	return pointsIf(points)
}

// aheadList are meetings to come.
func (p *page) aheadList(all []meetings.Meeting) []notes.Block {
	var points [][]notes.Run
	for _, m := range all {
		points = append(points, []notes.Run{{Text: capital(meetings.SayDate(p.Lang, m.Day())) + " " + p.sayTimes(m) + ": "}, {Text: p.In(m.Title), Link: p.URL(meetingPath(m))}})
	}
	return pointsIf(points)
}

// supportItems are entries of the support list: title, what it is about, and the source in brackets.
func (p *page) supportItems(all []meetings.Support) []notes.Block {
	var points [][]notes.Run
	for _, e := range all {
		about := ""
		if e.About != "" {
			about += ". " + strings.TrimSuffix(meetings.Line(e.About), ".") + "."
		}
		if e.Source != "" {
			about += " (" + meetings.Line(e.Source) + ")"
		}
		points = append(points, []notes.Run{{Text: e.Title, Link: p.URL("/stodlista/" + e.Slug)}, {Text: about}})
	}
	return pointsIf(points)
}

func pointsIf(points [][]notes.Run) []notes.Block {
	if len(points) == 0 {
		return nil
	}
	return []notes.Block{bullets(points...)}
}

// filled are parts of which something can be read.
func filled(parts ...notes.Part) []notes.Part {
	return slices.DeleteFunc(parts, func(p notes.Part) bool { return len(p.Blocks) == 0 })
}

// monthOf reads the month in the address, as 2027-01; this one when it names none.
func (p *page) monthOf(r *http.Request) meetings.Date {
	first, err := meetings.ParseDate(r.URL.Query().Get("manad") + "-01")
	if err != nil {
		today := meetings.DateOf(p.Now.In(meetings.Meeting{Zone: zone}.Location()))
		first = today.AddDays(1 - today.Day)
	}
	return first
}

// sayMonthOf says a month with its year: "januari 2027".
func (p *page) sayMonthOf(d meetings.Date) string {
	return meetings.SayMonth(p.Lang, d.Month) + " " + strconv.Itoa(d.Year)
}

func monthQuery(d meetings.Date) string { return "?manad=" + d.String()[:len("2027-01")] }

// newsletterAhead is how far a newsletter tells of meetings to come, in days.
const newsletterAhead = 35

// newsletterOf writes the text of a newsletter about a month.
func (w *Web) newsletterOf(p *page, r *http.Request) (t draftedText, month meetings.Date, err error) {
	month = p.monthOf(r)
	last := meetings.DateOf(month.UTC().AddDate(0, 1, -1))
	rooms, err := w.heldIn(p, r, month, last)
	if err != nil {
		return t, month, err
	}
	held, err := w.store.Counted(r.Context(), rooms)
	if err != nil {
		return t, month, err
	}
	s, err := w.sourceOn(p, r, rooms, month, last, newsletterAhead)
	if err != nil {
		return t, month, err
	}
	t.Title = p.Say("Nyhetsbrev ", "Newsletter ") + p.sayMonthOf(month)
	t.Parts = filled(
		notes.Part{Title: p.Say("Möten som kommer", "Meetings to come"), Blocks: p.aheadList(s.Ahead)},
		notes.Part{Title: p.Say("Det här hände", "What happened"), Blocks: p.heldList(held)},
		notes.Part{Title: p.Say("Nytt i stödlistan", "New on the support list"), Blocks: p.supportItems(s.Support)},
		notes.Part{Title: p.Say("Frågor och svar", "Questions and answers"), Blocks: p.said(s.Minutes, meetings.Text{SV: "Frågor och svar", EN: "Questions and answers"})},
		notes.Part{Title: p.Say("Glädjeämnen", "Bright spots"), Blocks: p.said(s.Minutes, headingsOf(meetings.BrightSpot)...)},
	)
	return t, month, nil
}

// reportAhead is how far a half-year report tells of meetings to come, in days.
const reportAhead = 183

// reportOf writes the text of a half-year report.
func (w *Web) reportOf(p *page, r *http.Request) (t draftedText, s chosenSeason, err error) {
	if s, err = w.seasonOf(p, r); err != nil {
		return t, s, err
	}
	from, err := w.sourceOn(p, r, s.Rooms, s.Half.First(), s.Half.Last(), reportAhead)
	if err != nil {
		return t, s, err
	}
	if s.Series.ID != "" {
		from.Support = slices.DeleteFunc(from.Support, func(e meetings.Support) bool {
			return !slices.ContainsFunc(s.Rooms, func(x meetings.Room) bool { return x.Meeting.ID == e.Meeting })
		})
		from.Ahead = slices.DeleteFunc(from.Ahead, func(m meetings.Meeting) bool { return m.Series != s.Series.ID })
	}
	t.Title = p.Say("Halvårsrapport: ", "Half-year report: ") + s.Title(p)
	if len(s.Rooms) == 0 {
		return t, s, nil
	}
	t.Parts = filled(append(p.figureParts(s),
		notes.Part{Title: p.Say("Mötena", "The meetings"), Blocks: p.heldList(s.Meeting)},
		notes.Part{Title: p.Say("Material som delades", "Material that was shared"), Blocks: p.supportItems(from.Support)},
		notes.Part{Title: p.Say("Behov", "Needs"), Blocks: p.said(from.Minutes, headingsOf(meetings.Need)...)},
		notes.Part{Title: p.Say("Hinder och utmaningar", "Obstacles and challenges"), Blocks: p.said(from.Minutes, headingsOf(meetings.Challenge, meetings.Risk)...)},
		notes.Part{Title: p.Say("Vad vi tar med oss", "What we take with us"), Blocks: p.said(from.Minutes, headingsOf(meetings.Promise)...)},
		notes.Part{Title: p.Say("Det här händer nu", "What happens next"), Blocks: p.aheadList(from.Ahead)})...)
	return t, s, nil
}

// newsletter shows the text of a newsletter, to copy from.
func (w *Web) newsletter(p *page, r *http.Request) (body, error) {
	t, month, err := w.newsletterOf(p, r)
	if err != nil {
		return nil, err
	}
	p.Title, p.Private, p.NoIndex = t.Title, true, true
	var months []meetings.Date
	today := meetings.DateOf(p.Now.In(time.UTC))
	for n := range 6 {
		months = append(months, meetings.DateOf(today.AddDays(1-today.Day).UTC().AddDate(0, -n, 0)))
	}
	return newsletterPage(p, t, month, months), nil
}

// report shows the text of a half-year report, to copy from.
func (w *Web) report(p *page, r *http.Request) (body, error) {
	t, s, err := w.reportOf(p, r)
	if err != nil {
		return nil, err
	}
	p.Title, p.Private, p.NoIndex = t.Title, true, true
	return halfYearPage(p, t, s), nil
}

// newsletterFile and reportFile are the same as Markdown.
func (w *Web) newsletterFile(p *page, rw http.ResponseWriter, r *http.Request) error {
	t, month, err := w.newsletterOf(p, r)
	if err != nil {
		return err
	}
	return p.sendText(rw, t, p.Say("nyhetsbrev-", "newsletter-")+month.String()[:len("2027-01")]+".md")
}

func (w *Web) reportFile(p *page, rw http.ResponseWriter, r *http.Request) error {
	t, s, err := w.reportOf(p, r)
	if err != nil {
		return err
	}
	return p.sendText(rw, t, s.fileName(p.Say("halvarsrapport", "half-year-report"), ".md"))
}

func (p *page) sendText(rw http.ResponseWriter, t draftedText, name string) error {
	keepFile(rw.Header(), p.Lang, "text/markdown; charset=utf-8", name)
	_, err := io.WriteString(rw, notes.AllMarkdown(t.Title, t.Parts, p.Lang))
	return err
}
