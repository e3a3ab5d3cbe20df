package web

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/url"

	"ringain/meetings"
	"ringain/server/wire"
)

// captionStyle is the stylesheet of captions: on the page of their own, and of the
// strip in a room.
const captionStyle = "captions.css"

// captionRefresh is how often, in seconds, the page of captions is asked for again
// without scripts, by those who only read.
const captionRefresh = 10

// captionView is what the page of captions shows.
type captionView struct {
	meetings.Meeting
	Lines  []meetings.Caption // those that are not taken away
	Over   bool
	Writes bool
	Line   form // the line that somebody writes without scripts
	Last   form // the one that they wrote before
}

func captionsPath(m meetings.Meeting) string { return meetingPath(m) + "/textning" }

// captions is the page where the captions of a meeting are read, and written by those
// who may.
func (w *Web) captions(p *page, r *http.Request) (body, error) { return w.captionsWith(p, r, form{}) }

func (w *Web) captionsWith(p *page, r *http.Request, f form) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	m := room.Meeting
	if err := w.mayCome(r, m); err != nil {
		return w.atTheDoor(p, r, room, err)
	}
	p.Title = p.Say("Textning, ", "Captions, ") + p.In(m.Title)
	p.Section, p.Path, p.Private, p.Script, p.Class = "/moten", captionsPath(m), true, "captions.ts", "lane-page"
	v := captionView{Meeting: m, Over: m.Ended != 0, Writes: p.Known && room.MayCaption(p.Person) == nil}
	all, err := w.store.Captions(r.Context(), m.ID)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.Text != "" {
			v.Lines = append(v.Lines, c)
		}
	}
	if !v.Writes {
		p.Refresh = captionRefresh
		return captionsPage(p, v), nil
	}
	v.Line = form{ID: "rad-", Values: url.Values{"mark": {rand.Text()}}}
	if f.Refusal != nil {
		v.Line = form{ID: "rad-", Values: f.Values, Refusal: f.Refusal}
	}
	mark, text, err := w.store.LastCaption(r.Context(), m.ID, p.Person.ID)
	v.Last = form{ID: "forra-", Values: url.Values{"mark": {mark}, "text": {text}}}
	return captionsPage(p, v), err
}

// writeCaption writes one line of the captions, and answers the script of the page, or
// whoever has none.
func (w *Web) writeCaption(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	m, mark := room.Meeting, r.PostForm.Get("mark")
	var line meetings.Caption
	if err = w.inPace(p, m); err == nil {
		line, err = w.change.WriteCaption(p.Person, m.ID, mark, r.PostForm.Get("text"))
	}
	refusal, is := refused(err)
	switch {
	case r.Header.Get("Accept") == "application/json" && (err == nil || is):
		reply := wire.Reply{Re: meetings.ID(mark), Seq: line.Line}
		if err != nil {
			reply = wire.Refused(reply.Re, refusal, p.Lang)
		}
		rw.Header().Set("Content-Type", "application/json")
		rw.Header().Set("Cache-Control", "no-store")
		return json.NewEncoder(rw).Encode(reply)
	case err != nil:
		return w.again(p, rw, r, err, w.captionsWith)
	}
	return see(rw, r, p, captionsPath(m))
}
