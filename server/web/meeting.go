package web

import (
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/store"
)

// maxSuggestions bounds how many organisations a field offers.
const maxSuggestions = 300

// meetingView is what the page of a meeting shows.
type meetingView struct {
	Room          meetings.Room
	Phase         meetings.Phase
	Themes        []meetings.Theme
	Next          meetings.Meeting // the one after it, of its series or theme; no ID when there is none
	Form          form             // of whoever joins
	Organisations []string
	Since         []meetings.Loose // what returns from earlier meetings, for organisers
	Lacks         []meetings.Lack  // of one to come, for organisers
	Noted         bool             // it is over, and something is written in its notes
	Series        meetings.Series  // of a draft; no ID when it is of none
	Was           meetings.Was     // what was planned before the last change, for organisers
	Letter        *letterView      // that waits to be sent, for organisers; nil when none does
	Questions     inquiry
	Proposals     proposing
	Material      bringing
}

// Sensitive reports whether one of the themes is a hard subject.
func (v meetingView) Sensitive() bool {
	for _, t := range v.Themes {
		if t.Sensitive {
			return true
		}
	}
	return false
}

// roomOf returns the meeting in the address, and has the page know whoever asks as they are
// in it. A draft is only there for those who may plan for its organisation.
func (w *Web) roomOf(p *page, r *http.Request) (meetings.Room, int64, error) {
	room, seq, err := w.store.Room(r.Context(), chi.URLParam(r, "meeting"))
	if err == nil && !meetings.MaySee(p.Who, room.Meeting) {
		err = meetings.Refuse(meetings.Unknown, "Det finns inget sådant möte.", "There is no such meeting.")
	}
	p.Person = p.Who.At(room.Meeting)
	return room, seq, err
}

// meeting is the page of a meeting, at the same address before, during and after it.
func (w *Web) meeting(p *page, r *http.Request) (body, error) {
	return w.meetingWith(p, r, w.introduction(p, r))
}

// meetingWith is the page of a meeting with what somebody has typed to join it.
func (w *Web) meetingWith(p *page, r *http.Request, f form) (body, error) {
	return w.meetingAsked(p, r, f, form{})
}

// meetingAsks is the page of a meeting with what somebody has typed to ask a question.
func (w *Web) meetingAsks(p *page, r *http.Request, f form) (body, error) {
	return w.meetingAsked(p, r, w.introduction(p, r), f)
}

func (w *Web) meetingAsked(p *page, r *http.Request, f, asked form) (body, error) {
	return w.meetingFound(p, r, f, asked, nil)
}

// meetingFound is the page with what is there already of what somebody is about to share.
func (w *Web) meetingFound(p *page, r *http.Request, f, asked form, found *foundLink) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	v := meetingView{Room: room, Phase: room.Meeting.Phase(p.Now), Form: f}
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	v.Themes = themesOf(room.Meeting, themes)
	if v.Next, err = w.after(p, r, room.Meeting); err != nil {
		return nil, err
	}
	if v.Since, err = w.since(p, r, room.Meeting); err != nil {
		return nil, err
	}
	if v.Letter, err = w.waitingLetter(r.Context(), p, room); err != nil {
		return nil, err
	}
	organisations, err := w.store.Organisations(r.Context())
	if err != nil {
		return nil, err
	}
	for _, o := range organisations[:min(len(organisations), maxSuggestions)] {
		v.Organisations = append(v.Organisations, o.Name)
	}
	if p.MayPlan() {
		dead, err := w.store.DeadLinks(r.Context(), p.Who.Convener)
		if err != nil {
			return nil, err
		}
		v.Lacks = room.Lacks(p.Now, dead)
		if v.Was, err = w.store.Was(r.Context(), room.Meeting.ID); err != nil {
			return nil, err
		}
		if m := room.Meeting; m.Status == meetings.Draft && m.Series != "" {
			if v.Series, err = w.store.Series(r.Context(), string(m.Series)); err != nil {
				return nil, err
			}
		}
	}
	v.Noted = w.noted(r, room.Meeting, v.Phase)
	if v.Proposals, err = w.proposalsOnPage(p, r, room, form{}); err != nil {
		return nil, err
	}
	v.Questions, v.Material = inquiryOnPage(p, room, asked), w.bringingOnPage(p, r, room, asked, found)
	p.Title = p.In(room.Meeting.Title) + ", " + p.sayDay(room.Meeting.Day())
	p.Section, p.Path = "/moten", meetingPath(room.Meeting)
	if room.Meeting.Status != meetings.Draft { // no calendar shows one
		p.Feed = meetingPath(room.Meeting) + ".ics"
	}
	return meetingPage(p, v), nil
}

// after returns the next meeting that stands, of the same series, or of the same
// theme for one on its own.
func (w *Web) after(p *page, r *http.Request, m meetings.Meeting) (meetings.Meeting, error) {
	which := store.Which{Series: m.Series, From: max(p.Now, m.End()+1), Limit: 20}
	if m.Series == "" {
		if len(m.Themes) == 0 {
			return meetings.Meeting{}, nil
		}
		which.Theme = m.Themes[0]
	}
	list, err := w.store.Meetings(r.Context(), which)
	if err != nil {
		return meetings.Meeting{}, err
	}
	for _, n := range list {
		if n.ID != m.ID && n.Status == meetings.Planned && n.Start > m.Start {
			return n, nil
		}
	}
	return meetings.Meeting{}, nil
}

// introduction is the form of whoever joins, filled in with who they are or with what
// their device remembers of them.
func (w *Web) introduction(p *page, r *http.Request) form {
	f := form{Values: url.Values{}}
	who, remembered := w.auth.Recall(r)
	if remembered {
		p.Private = true
		f.Values.Set("remember", "1")
	}
	if p.Known {
		who.Name, who.Organisation, who.Sector = p.Person.Name, p.Person.Organisation, p.Person.Sector
	}
	f.Values.Set("name", who.Name)
	f.Values.Set("organisation", who.Organisation)
	f.Values.Set("sector", who.Sector)
	return f
}

// sectors are the sectors to choose among; none is chosen to begin with.
func sectors(p *page) []option {
	all := []option{{"", p.Say("Välj, om du vill", "Choose, if you like")}}
	for _, s := range meetings.Sectors() {
		all = append(all, option{s.Code, capital(p.In(s.Name))})
	}
	return all
}

// joinWords are the words of the button that leads into the room.
func joinWords(p *page, v meetingView) string {
	if v.Phase == meetings.OnNow {
		return p.Say("Gå med", "Join")
	}
	return p.Say("Gå till mötesrummet", "Go to the meeting room")
}

// facts are the small facts of the meeting: its week, its length, and what is unusual.
func (v meetingView) facts(p *page) []string {
	m := v.Room.Meeting
	facts := []string{meetings.SayWeek(p.Lang, m.Day()), meetings.SayLength(p.Lang, m.Minutes)}
	switch m.Kind {
	case meetings.Extra:
		facts = append(facts, p.Say("extra möte", "extra meeting"))
	case meetings.Webinar, meetings.Briefing:
		facts = append(facts, p.In(m.Kind.Name()))
	}
	if m.Restricted {
		facts = append(facts, p.Say("för en begränsad målgrupp, se inbjudan", "for a limited target group, see the invitation"))
	}
	return facts
}

// comma puts a word after a comma, if there is one.
func comma(word string) string {
	if word == "" {
		return ""
	}
	return ", " + word
}
