package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ringain/meetings"
)

// draftForm is where organisers plan a meeting that is not announced yet, and announce it.
func (w *Web) draftForm(p *page, r *http.Request) (body, error) {
	room, err := w.draftOf(p, r)
	if err != nil {
		return nil, err
	}
	f, m := w.fresh(), room.Meeting
	f.setText("title", m.Title)
	f.setText("note", m.Note)
	f.setWays(m.Ways)
	f.Values["themes"] = slices.Clone(m.Themes)
	f.Values.Set("kind", string(m.Kind))
	f.Values.Set("day", m.Day().String())
	f.Values.Set("start", clock(p, m))
	f.Values.Set("minutes", strconv.Itoa(m.Minutes))
	if m.Restricted {
		f.Values.Set("restricted", "1")
	}
	return w.extraWith(p, r, f)
}

// draftOf is the draft in the address, if there is one: a meeting of a series is announced
// with that.
func (w *Web) draftOf(p *page, r *http.Request) (meetings.Room, error) {
	room, _, err := w.roomOf(p, r)
	switch {
	case err != nil:
	case room.Meeting.Status != meetings.Draft:
		err = meetings.Refuse(meetings.Late, "Mötet är redan utlagt.", "The meeting has already been announced.")
	case room.Meeting.Series != "":
		err = meetings.Refuse(meetings.Late, "Mötet läggs ut med sin serie.", "The meeting is announced with its series.")
	}
	return room, err
}

// saveDraft keeps a draft, announces it, removes it, or only shows the day and the letter.
func (w *Web) saveDraft(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, err := w.draftOf(p, r)
	if err != nil {
		return err
	}
	do := r.PostForm.Get("do")
	if do == "remove" {
		if err := w.change.RemoveDraft(r.Context(), p.Who, room.Meeting.ID); err != nil {
			return err
		}
		return see(rw, r, p, "/planera?gjort=utkast-borta")
	}
	m, err := w.typedExtra(p, rw, r)
	if err != nil || m.Title.Empty() {
		return err
	}
	if m.ID, m.Slug = room.Meeting.ID, room.Meeting.Slug; m.Kind != room.Meeting.Kind || m.Date != room.Meeting.Date {
		if m.Slug, _, err = w.freeSlug(r, m); err != nil {
			return err
		}
	}
	if err := w.change.SaveDraft(r.Context(), p.Who, m, do != "draft"); err != nil {
		return w.again(p, rw, r, err, w.extraWith)
	}
	if do == "draft" {
		return see(rw, r, p, "/moten/"+m.Slug+"?gjort=utkast-mote")
	}
	return see(rw, r, p, "/moten/"+m.Slug+"?gjort=utlagt")
}

// typedExtra is the meeting that is typed, checked. It has no title when the page was shown
// instead: again with what is wrong, or with the day and the letter.
func (w *Web) typedExtra(p *page, rw http.ResponseWriter, r *http.Request) (none meetings.Meeting, err error) {
	f := form{Values: r.PostForm}
	m, err := w.typedMeeting(p, f)
	if err == nil && f.Value("do") == "look" {
		if p.Letter, err = w.letterOfNew(p, r, m); err != nil {
			return none, err
		}
		b, err := w.extraWith(p, r, f)
		if err != nil {
			return none, err
		}
		return none, w.show(rw, r, p, b)
	}
	if err == nil {
		m, err = m.Checked(p.Now)
	}
	if err == nil {
		m.Themes, err = w.knownThemes(p, r, m.Themes)
	}
	if err != nil {
		return none, w.again(p, rw, r, err, w.extraWith)
	}
	return m, nil
}

// letterOfNew is the letter that followers would get of a meeting that is announced; nil
// while it lacks a name. Its address is the one that it would have.
func (w *Web) letterOfNew(p *page, r *http.Request, m meetings.Meeting) (l *letterView, err error) {
	if m.Title.Empty() {
		return nil, nil
	}
	if m.Slug, _, err = w.freeSlug(r, m); err != nil {
		return nil, err
	}
	m.ID, m.Created, m.Changed = w.newID(), p.Now, p.Now
	t, _ := meetings.News([]meetings.Room{{Meeting: m}}, nil, p.Now)
	return w.letterOf(r.Context(), p, t)
}

// undoMeeting takes back the last change of what is planned of the meeting.
func (w *Web) undoMeeting(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	seq, _ := strconv.ParseInt(r.PostForm.Get("andring"), 10, 64)
	id := form{Values: r.PostForm}.identity()
	if _, err := w.change.Do(r.Context(), p.Person, room.Meeting.ID, id, meetings.UndoPlan{Seq: seq}); err != nil {
		return err
	}
	return see(rw, r, p, meetingPath(room.Meeting)+"?gjort=angrat")
}

// kinds are the kinds of meetings to choose among: those of series when that is asked for.
func (p *page) kinds(ofSeries bool) []option {
	first := option{string(meetings.Extra), p.Say("Extra ringa-in-möte", "Extra dial-in meeting")}
	if ofSeries {
		first = option{"", p.Say("Ringa-in-möte", "Dial-in meeting")}
	}
	all := []option{first}
	for _, k := range []meetings.Kind{meetings.Webinar, meetings.Briefing} {
		all = append(all, option{string(k), capital(p.In(k.Name()))})
	}
	return all
}

// sayListens says what is different about a meeting at which most listen.
func (p *page) sayListens() string {
	return p.Say("Webbinarium och informationsmöte: de flesta lyssnar och frågar skriftligt. Talarlistan är stängd tills mötesledaren öppnar den.",
		"Webinar and information meeting: most listen and ask in writing. The speaker list is closed until the chair opens it.")
}

// lookWords are the words of the button that only shows what would be.
func lookWords(p *page) string {
	if p.Letters {
		return p.Say("Visa dagen och brevet först", "Show the day and the letter first")
	}
	return p.Say("Visa dagen först", "Show the day first")
}

// kindSlug is how the address of a meeting outside the series begins.
func kindSlug(k meetings.Kind) string {
	if k.Listens() {
		return meetings.Slug(k.Name().SV)
	}
	return strings.ToLower(string(meetings.Extra))
}
