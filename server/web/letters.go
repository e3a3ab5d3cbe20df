package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/notify/letter"
	"ringain/server/change"
)

// letterView is a letter to followers, before it is sent.
type letterView struct {
	Subject, Text string
	Count         int              // how many get it
	Due           meetings.Instant // when it is sent; 0 while nothing was done
	At            string           // the address where it is read, sent now or stopped
}

// foretell counts who is told of a change to a meeting.
func (w *Web) foretell(ctx context.Context, p *page, m meetings.Meeting) (err error) {
	if w.letters == nil {
		return nil
	}
	first, waits, err := w.store.UntoldOf(ctx, m.ID, p.Now)
	if err != nil {
		return err
	}
	p.Unheard = waits && change.Unheard(first)
	p.Told, err = w.store.Followers(ctx, m.Themes)
	return err
}

// letterIf is the letter that followers would get if a command were carried out: what has
// not been told yet is in it too. Of a meeting that nobody has heard of there is none.
func (w *Web) letterIf(ctx context.Context, p *page, room meetings.Room, what meetings.Command) (*letterView, error) {
	after, _, err := room.Apply(what, meetings.Doing{By: p.Person, At: p.Now})
	if err != nil {
		return nil, err
	}
	first, waits, err := w.store.UntoldOf(ctx, room.Meeting.ID, p.Now)
	if err != nil {
		return nil, err
	}
	before := &room.Meeting
	if waits {
		var u meetings.Untold
		if err := json.Unmarshal(first.Body, &u); err != nil {
			return nil, fmt.Errorf("read the notice %s: %w", first.ID, err)
		}
		before = u.Before
	}
	t, _ := meetings.News([]meetings.Room{after}, map[meetings.ID]*meetings.Meeting{room.Meeting.ID: before}, p.Now)
	return w.letterOf(ctx, p, t)
}

// letterOf writes what people are told as an organiser reads it; nil when it is nothing, or
// no letters are sent from here.
func (w *Web) letterOf(ctx context.Context, p *page, t meetings.Telling) (*letterView, error) {
	if w.letters == nil || len(t.Meetings) == 0 {
		return nil, nil
	}
	options := *w.letters
	options.Themes = map[string]meetings.Text{}
	d, err := letter.Write(t, p.Lang, options)
	if err != nil {
		return nil, err
	}
	n, err := w.store.Followers(ctx, t.Themes())
	return &letterView{Subject: d.Subject, Text: d.Text(), Count: n}, err
}

// waiting is the letter of a topic that waits to be sent; nil when none does, or nobody
// gets it. at is where it is settled.
func (w *Web) waiting(ctx context.Context, p *page, topic, at string) (*letterView, error) {
	if w.letters == nil || !meetings.MayPlan(p.Who) {
		return nil, nil
	}
	notices, err := w.store.WaitingAbout(ctx, topic)
	if err != nil || len(notices) == 0 {
		return nil, err
	}
	t, unread, err := letter.Telling(topic, notices, func(id meetings.ID) (meetings.Room, bool, error) {
		room, _, err := w.store.Room(ctx, string(id))
		if _, gone := refused(err); gone {
			return room, false, nil
		}
		return room, err == nil, err
	}, p.Now)
	if err != nil || unread != nil {
		return nil, errors.Join(err, unread)
	}
	v, err := w.letterOf(ctx, p, t)
	if err != nil || v == nil || v.Count == 0 {
		return nil, err
	}
	v.At, v.Due = at, notices[0].Due
	for _, n := range notices {
		v.Due = min(v.Due, n.Due)
	}
	return v, nil
}

// waitingLetter is the letter about a meeting that waits to be sent; nil when none does.
func (w *Web) waitingLetter(ctx context.Context, p *page, room meetings.Room) (*letterView, error) {
	if !p.MayPlan() {
		return nil, nil
	}
	return w.waiting(ctx, p, change.TopicOfMeeting(room.Meeting.ID), meetingPath(room.Meeting)+"/brev")
}

// letterTo is a topic of which a letter waits, and where one comes from to it.
type letterTo struct {
	topic, at, back string
	about           meetings.Text
}

// ofMeeting, ofMinutes and ofSeries are the three that there are.
func (w *Web) ofMeeting(p *page, r *http.Request) (letterTo, error) {
	room, _, err := w.roomOf(p, r)
	path := meetingPath(room.Meeting)
	return letterTo{change.TopicOfMeeting(room.Meeting.ID), path + "/brev", path, room.Meeting.Title}, err
}

func (w *Web) ofMinutes(p *page, r *http.Request) (letterTo, error) {
	room, _, err := w.roomOf(p, r)
	path := minutesPath(room.Meeting)
	return letterTo{change.TopicOfNotes(room.Meeting.ID), path + "/brev", path, room.Meeting.Title}, err
}

func (w *Web) ofSeries(p *page, r *http.Request) (letterTo, error) {
	s, err := w.seriesAt(p, r)
	if err != nil {
		return letterTo{}, err
	}
	return letterTo{change.TopicOfSeries(s.ID), pathOfSeries(s) + "/brev", "/tema/" + s.Themes[0], s.Title}, nil
}

func pathOfSeries(s meetings.Series) string { return "/planera/serie/" + s.Slug }

// letter is where an organiser reads the letter that waits, sends it now, or has none sent.
func (w *Web) letter(of func(*page, *http.Request) (letterTo, error)) view {
	return func(p *page, r *http.Request) (body, error) {
		to, err := of(p, r)
		if err != nil {
			return nil, err
		}
		v, err := w.waiting(r.Context(), p, to.topic, to.at)
		if err != nil {
			return nil, err
		}
		p.Title, p.Private = p.Say("Brev till dem som följer", "Letter to those who follow"), true
		return letterPage(p, to, v), nil
	}
}

// settleLetter sends the letter now, or has none sent.
func (w *Web) settleLetter(of func(*page, *http.Request) (letterTo, error)) act {
	return func(p *page, rw http.ResponseWriter, r *http.Request) error {
		to, err := of(p, r)
		if err != nil {
			return err
		}
		done := "brev"
		if r.PostForm.Get("do") == "inget" {
			done = "inget-brev"
			err = w.change.Hush(r.Context(), p.Who, to.topic)
		} else {
			err = w.change.TellNow(r.Context(), p.Who, to.topic)
		}
		if err != nil {
			return err
		}
		return see(rw, r, p, to.back+"?gjort="+done)
	}
}

// waitingSeries are the letters about dates of series that wait to be sent.
func (w *Web) waitingSeries(ctx context.Context, p *page, all []meetings.Series) (list []*letterView, err error) {
	for _, s := range all {
		if w.letters == nil || !meetings.MayPlanSeries(p.Who, s) {
			continue
		}
		v, err := w.waiting(ctx, p, change.TopicOfSeries(s.ID), pathOfSeries(s)+"/brev")
		if err != nil {
			return nil, err
		}
		if v != nil {
			list = append(list, v)
		}
	}
	return list, nil
}

// sayFollowers says how many get a letter: "1 följare", "42 följare".
func (p *page) sayFollowers(n int) string {
	if n == 1 {
		return p.Say("1 följare", "1 follower")
	}
	return fmt.Sprintf(p.Say("%d följare", "%d followers"), n)
}

// sayLetters says before a change who gets a letter of it, and when.
func (p *page) sayLetters(atOnce bool) string {
	switch {
	case !p.Letters:
		return p.Say("Ingen får e-post eller sms.", "Nobody gets an e-mail or a text message.")
	case p.Unheard && atOnce:
		return p.Say("Ingen har fått något brev om mötet än, så inget brev säger att det är inställt.", "Nobody has had a letter about the meeting yet, so no letter says that it is cancelled.")
	case p.Unheard:
		return p.Say("Ingen har fått något brev om mötet än. Det brev som är på väg säger hur det är då.", "Nobody has had a letter about the meeting yet. The letter on its way says how it is by then.")
	case p.Told == 0:
		return p.Say("Ingen följer temat med e-post, så inget brev skickas.", "Nobody follows the theme by e-mail, so no letter is sent.")
	case atOnce:
		return p.sayFollowers(p.Told) + p.Say(" får ett brev inom en minut.", " "+p.verb("gets", "get")+" a letter within a minute.")
	}
	return p.sayFollowers(p.Told) + p.Say(" får ett brev om tio minuter, eller om en minut när mötet snart börjar. Det du ändrar till dess kommer med i samma brev, och ångrar du dig skickas inget.",
		" "+p.verb("gets", "get")+" a letter in ten minutes, or in a minute when the meeting begins soon. What you change until then is in the same letter, and if you undo it none is sent.")
}

// saySeriesLetter says before a series is kept who gets a letter of its dates.
func (p *page) saySeriesLetter() string {
	if !p.Letters || p.Told == 0 {
		return p.sayLetters(false)
	}
	return p.sayFollowers(p.Told) + p.Say(" får ett brev med det som är nytt om tio minuter. Det du ändrar eller ställer in till dess kommer med i det, och inget brev för sig.",
		" "+p.verb("gets", "get")+" a letter with what is new in ten minutes. What you change or cancel until then is in it, and in no letter of its own.")
}

// sayMinutesLetter says before minutes are published who gets a letter of it, once.
func (p *page) sayMinutesLetter(told bool) string {
	switch {
	case told:
		return p.Say("De som följer temat har fått sitt brev. De får inget till.", "Those who follow the theme have had their letter. They get no other.")
	case !p.Letters, p.Told == 0:
		return p.sayLetters(false)
	}
	return p.sayFollowers(p.Told) + p.Say(" får ett tack med anteckningarna och materialet, en gång, fem minuter efter att du publicerat. Ångrar du dig till dess skickas inget.",
		" "+p.verb("gets", "get")+" thanks with the minutes and the material, once, five minutes after you publish. If you undo it until then none is sent.")
}

func (p *page) verb(one, many string) string {
	if p.Told == 1 {
		return one
	}
	return many
}

// sayUntilInstant says how far off a moment is, by Swedish clocks.
func (p *page) sayUntilInstant(at meetings.Instant) string {
	return meetings.SayUntil(p.Lang, p.Now, at, ical.Stockholm())
}
