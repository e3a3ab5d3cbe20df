package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
	"ringain/notify/letter"
	"ringain/server/change"
)

// maxMinutesForm bounds a posted form of minutes, in bytes.
const maxMinutesForm = 4 << 20

// minutesReview is what an organiser goes through before minutes are published.
type minutesReview struct {
	Room     meetings.Room
	Minutes  meetings.Minutes // as they are kept
	Form     form
	Count    int          // how many parts the form has, with an empty one last
	Preview  *minutesView // how it will look; nil when nobody has asked
	Names    []string     // of those who took part, that stand in what is typed
	Editions []store.MinutesEdition
	Late     int         // how many wrote after the end and wait to be taken in
	Letter   *letterView // about what is published, that waits
	Begun    bool        // the draft is made just now, and not kept
}

// reviewMinutes shows the draft: what is kept, or one made of what was written in the meeting.
func (w *Web) reviewMinutes(p *page, r *http.Request) (body, error) {
	room, m, err := w.minutesOf(p, r)
	if err != nil {
		return nil, err
	}
	f, q := w.fresh(), r.URL.Query()
	if room.Meeting.Phase(p.Now) != meetings.Over {
		return w.tooEarly(p, room.Meeting), nil
	}
	parts, begun := m.Draft, false
	if len(parts) == 0 && m.Shown() {
		parts = m.Parts
	}
	named := m.Named
	if len(parts) == 0 || q.Has("om") {
		named, begun = q.Get("om") == "namn", true
		b, err := w.change.DraftMinutes(r.Context(), p.Person, room.Meeting.ID, w.site.Origin, named)
		if err != nil {
			return nil, err
		}
		parts, m.Lang = b.Parts, b.Lang
	}
	fillMinutes(f, parts)
	f.Values.Set("rev", strconv.Itoa(m.Rev))
	f.Values.Set("note", m.Note)
	f.Values.Set("lang", string(m.Lang))
	if named {
		f.Values.Set("named", "1")
	}
	v, err := w.reviewOf(p, r, f)
	v.Begun = begun
	return minutesReviewPage(p, v), err
}

// tooEarly is the page in place of the review while there is nothing to review.
func (w *Web) tooEarly(p *page, m meetings.Meeting) body {
	p.Title, p.Path, p.Private, p.Status = p.Say("Minnesanteckningar", "Minutes"), minutesPath(m)+"/granska", true, http.StatusConflict
	return tooEarlyPage(p, m)
}

// fillMinutes fills a form with parts.
func fillMinutes(f form, parts []meetings.MinutesPart) {
	for i, part := range parts {
		f.Values.Set(fmt.Sprintf("title-%d", i), part.Title)
		f.Values.Set(fmt.Sprintf("text-%d", i), part.Text)
	}
}

// typedMinutes are the parts of a form.
func typedMinutes(f form) (parts []meetings.MinutesPart) {
	for i := range meetings.MaxMinutesParts + 10 {
		text, there := f.Values[fmt.Sprintf("text-%d", i)]
		if !there {
			break
		}
		parts = append(parts, meetings.MinutesPart{Title: f.Value(fmt.Sprintf("title-%d", i)), Text: text[0]})
	}
	return parts
}

// reviewOf is the review with what is typed in its form.
func (w *Web) reviewOf(p *page, r *http.Request, f form) (v minutesReview, err error) {
	if v.Room, v.Minutes, err = w.minutesOf(p, r); err != nil {
		return v, err
	}
	p.Title, p.Path, p.Private = p.Say("Granska minnesanteckningar", "Review the minutes"), minutesPath(v.Room.Meeting)+"/granska", true
	v.Form = f
	parts := typedMinutes(f)
	v.Count = len(parts)
	if v.Count == 0 || strings.TrimSpace(parts[v.Count-1].Text) != "" {
		v.Count++
	}
	if err = w.foretell(r.Context(), p, v.Room.Meeting); err != nil {
		return v, err
	}
	p.Unheard = false // whatever they know of the meeting, they hear of its minutes
	if v.Letter, err = w.waiting(r.Context(), p, change.TopicOfNotes(v.Room.Meeting.ID), minutesPath(v.Room.Meeting)+"/brev"); err != nil {
		return v, err
	}
	people, err := w.change.PeopleOf(r.Context(), v.Room, v.Minutes.Lang)
	if err != nil {
		return v, err
	}
	v.Names = meetings.NamesLeft(parts, people)
	if v.Editions, err = w.store.MinutesEditions(r.Context(), v.Room.Meeting.ID); err != nil {
		return v, err
	}
	late, err := w.store.LateNotes(r.Context(), v.Room.Meeting.ID)
	v.Late = len(late)
	return v, err
}

func (w *Web) minutesWith(p *page, r *http.Request, f form) (body, error) {
	v, err := w.reviewOf(p, r, f)
	return minutesReviewPage(p, v), err
}

// writeMinutes does what an organiser says with what is typed: shows it, takes names out,
// keeps it as a draft, or publishes it.
func (w *Web) writeMinutes(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.minutesOf(p, r)
	if err != nil {
		return err
	}
	if room.Meeting.Phase(p.Now) != meetings.Over {
		return w.show(rw, r, p, w.tooEarly(p, room.Meeting))
	}
	f, id := form{Values: r.PostForm}, commandID(r.PostForm)
	back := minutesPath(room.Meeting)
	switch f.Value("do") {
	case "look", "names", "brev":
		return w.lookAtMinutes(p, rw, r, f)
	case "withdraw":
		if err := w.change.WithdrawMinutes(r.Context(), p.Person, room.Meeting.ID, id); err != nil {
			return err
		}
		return see(rw, r, p, back+"/granska?gjort=tillbakadragna")
	case "wait":
		if err := w.change.KeepMinutesWaiting(r.Context(), p.Person, room.Meeting.ID, id); err != nil {
			return err
		}
		return see(rw, r, p, back+"/granska?gjort=vantar")
	}
	if f.Value("do") == "none" {
		if err := w.change.ForgoMinutes(r.Context(), p.Person, room.Meeting.ID, id); err != nil {
			return err
		}
		return see(rw, r, p, meetingPath(room.Meeting)+"?gjort=inga-minnesanteckningar")
	}
	then, done := change.Publication{}, "/granska?gjort=utkast"
	switch f.Value("do") {
	case "publish":
		then.Now = true
	case "later":
		done = "/granska?gjort=senare"
		then.At, err = typedStart(p, f, room.Meeting.Location())
	}
	var m meetings.Minutes
	if err == nil {
		m, err = w.change.WriteMinutes(r.Context(), p.Person, room.Meeting.ID, id, typedWriting(f), then)
	}
	switch {
	case err != nil:
		return w.again(p, rw, r, err, w.minutesWith)
	case then.Now && len(m.Fixes) > 0:
		done = "?gjort=rattade"
	case then.Now:
		done = "?gjort=publicerade"
	}
	return see(rw, r, p, back+done)
}

func typedWriting(f form) meetings.Writing {
	rev, _ := strconv.Atoi(f.Value("rev"))
	lang := meetings.SV
	if f.Value("lang") == string(meetings.EN) {
		lang = meetings.EN
	}
	return meetings.Writing{Rev: rev, Parts: typedMinutes(f), Note: f.Value("note"), Named: f.Has("named", "1"), Lang: lang}
}

// lookAtMinutes shows what is typed as it will be read, without keeping it; names are
// taken out first when that is asked for.
func (w *Web) lookAtMinutes(p *page, rw http.ResponseWriter, r *http.Request, f form) error {
	if f.Value("do") == "names" {
		room, m, err := w.minutesOf(p, r)
		if err != nil {
			return err
		}
		people, err := w.change.PeopleOf(r.Context(), room, m.Lang)
		if err != nil {
			return err
		}
		f.Values = withoutNames(f.Values, meetings.WithoutNames(typedMinutes(f), people))
	}
	v, err := w.reviewOf(p, r, f)
	if err != nil {
		return err
	}
	if f.Value("do") == "brev" {
		p.Letter, err = w.letterOf(r.Context(), p, letter.OfMinutes([]meetings.Room{v.Room}))
		if err != nil {
			return err
		}
		return w.show(rw, r, p, minutesReviewPage(p, v))
	}
	writing := typedWriting(f)
	v.Preview = &minutesView{Meeting: v.Room.Meeting, Minutes: meetings.Minutes{Lang: writing.Lang}}
	for _, part := range writing.Parts {
		if strings.TrimSpace(part.Text) != "" {
			v.Preview.Parts = append(v.Preview.Parts, minutesPart{part.Title, notes.FromTyped(part.Text)})
		}
	}
	return w.show(rw, r, p, minutesReviewPage(p, v))
}

func withoutNames(typed url.Values, parts []meetings.MinutesPart) url.Values {
	fillMinutes(form{Values: typed}, parts)
	typed.Del("named")
	return typed
}

// saySum says what there is in the minutes: "6 avsnitt, 2 beslut, 1 åtgärd".
func (v minutesReview) saySum(p *page) string {
	sections, decisions, actions := 0, 0, 0
	for _, part := range typedMinutes(v.Form) {
		if strings.TrimSpace(part.Text) == "" {
			continue
		}
		sections++
		for _, b := range notes.Resolved(notes.FromTyped(part.Text)) {
			if b.Kind == notes.Beslut {
				decisions++
			} else {
				actions++
			}
		}
	}
	count := func(n int, one, many string) string {
		if n == 1 {
			return "1 " + one
		}
		return strconv.Itoa(n) + " " + many
	}
	return strings.Join([]string{count(sections, p.Say("avsnitt", "section"), p.Say("avsnitt", "sections")),
		count(decisions, p.Say("beslut", "decision"), p.Say("beslut", "decisions")),
		count(actions, p.Say("åtgärd", "action"), p.Say("åtgärder", "actions"))}, ", ")
}

// partOf is the form of one part, for its fields.
func partField(name string, i int) string { return name + "-" + strconv.Itoa(i) }

// heading is what a part is called in a list of parts.
func (v minutesReview) heading(p *page, i int) string {
	if title := meetings.Line(v.Form.Value(partField("title", i))); title != "" {
		return title
	}
	if i == v.Count-1 {
		return p.Say("Eget avsnitt", "A section of your own")
	}
	return p.Say("Avsnitt ", "Section ") + strconv.Itoa(i+1)
}
