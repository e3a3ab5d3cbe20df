package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/letter"
	"ringain/server/change"
)

// letterView is a letter to followers, before it is sent.
type letterView struct {
	Subject, Text string
	Count         int              // how many get it
	Due           meetings.Instant // when it is sent; 0 while nothing was done
}

// foretell counts who is told of a change to a meeting.
func (w *Web) foretell(ctx context.Context, p *page, m meetings.Meeting) (err error) {
	if w.letters == nil {
		return nil
	}
	p.Told, err = w.store.Followers(ctx, m.Themes)
	return err
}

// letterIf is the letter that followers would get if a command were carried out: what has
// not been told yet is in it too.
func (w *Web) letterIf(ctx context.Context, p *page, room meetings.Room, what meetings.Command) (*letterView, error) {
	after, _, err := room.Apply(what, meetings.Doing{By: p.Person, At: p.Now})
	if err != nil {
		return nil, err
	}
	waits, err := w.store.WaitingAbout(ctx, change.TopicOfMeeting(room.Meeting.ID))
	if err != nil {
		return nil, err
	}
	before := room.Meeting
	if len(waits) > 0 {
		return w.letterOf(ctx, p, after, waits)
	}
	return w.letterSince(ctx, p, after, &before)
}

// letterOf is the letter about what waits to be told of a meeting; nil when nothing is left
// to tell, or nobody is told.
func (w *Web) letterOf(ctx context.Context, p *page, room meetings.Room, waits []store.Notice) (v *letterView, err error) {
	var first meetings.Untold
	if err := json.Unmarshal(waits[0].Body, &first); err != nil {
		return nil, fmt.Errorf("read the notice %s: %w", waits[0].ID, err)
	}
	if v, err = w.letterSince(ctx, p, room, first.Before); err != nil || v == nil || v.Count == 0 {
		return nil, err
	}
	v.Due = waits[0].Due
	for _, n := range waits {
		v.Due = min(v.Due, n.Due)
	}
	return v, nil
}

func (w *Web) letterSince(ctx context.Context, p *page, room meetings.Room, before *meetings.Meeting) (*letterView, error) {
	t, any := meetings.News([]meetings.Room{room}, map[meetings.ID]*meetings.Meeting{room.Meeting.ID: before}, p.Now)
	if !any || w.letters == nil {
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

// waitingLetter is the letter about a meeting that waits to be sent; nil when none does.
func (w *Web) waitingLetter(ctx context.Context, p *page, room meetings.Room) (*letterView, error) {
	if w.letters == nil || !p.MayPlan() {
		return nil, nil
	}
	waits, err := w.store.WaitingAbout(ctx, change.TopicOfMeeting(room.Meeting.ID))
	if err != nil || len(waits) == 0 {
		return nil, err
	}
	return w.letterOf(ctx, p, room, waits)
}

// letter is where an organiser reads the letter that waits, sends it now, or has none sent.
func (w *Web) letter(p *page, r *http.Request) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	v, err := w.waitingLetter(r.Context(), p, room)
	if err != nil {
		return nil, err
	}
	p.Title = p.Say("Brev till dem som följer", "Letter to those who follow")
	return letterPage(p, room.Meeting, v), nil
}

// settleLetter sends the letter now, or has none sent.
func (w *Web) settleLetter(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	topic, done := change.TopicOfMeeting(room.Meeting.ID), "brev"
	if r.PostForm.Get("do") == "inget" {
		done = "inget-brev"
		err = w.change.Hush(r.Context(), p.Person, topic)
	} else {
		err = w.change.TellNow(r.Context(), p.Person, topic)
	}
	if err != nil {
		return err
	}
	return see(rw, r, p, meetingPath(room.Meeting)+"?gjort="+done)
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
	case p.Told == 0:
		return p.Say("Ingen följer temat med e-post, så inget brev skickas.", "Nobody follows the theme by e-mail, so no letter is sent.")
	case atOnce:
		return p.sayFollowers(p.Told) + p.Say(" får ett brev inom en minut.", " "+p.verb("gets", "get")+" a letter within a minute.")
	}
	return p.sayFollowers(p.Told) + p.Say(" får ett brev om tio minuter, eller om en minut när mötet snart börjar. Det du ändrar till dess kommer med i samma brev, och ångrar du dig skickas inget.",
		" "+p.verb("gets", "get")+" a letter in ten minutes, or in a minute when the meeting begins soon. What you change until then is in the same letter, and if you undo it none is sent.")
}

func (p *page) verb(one, many string) string {
	if p.Told == 1 {
		return one
	}
	return many
}

// sayUntilInstant says how far off a moment is, by the clock of a meeting.
func (p *page) sayUntilInstant(m meetings.Meeting, at meetings.Instant) string {
	return meetings.SayUntil(p.Lang, p.Now, at, m.Location())
}
