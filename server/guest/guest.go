// Package guest is a participant in Go: it joins a room as a browser does, says and
// hears, and comes back when its line breaks. Stories and load are told with it.
//
// It uses nothing of the server but the language of the room, and so shows that
// package wire is enough to write a client from.
package guest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"ringain/meetings"
	"ringain/server/wire"
)

// Guest is one person with one browser.
type Guest struct {
	Base string // address of a node, such as http://127.0.0.1:8080
	HTTP *http.Client
}

// New makes a person who reaches the installation at base.
func New(base string) *Guest {
	jar, err := cookiejar.New(nil)
	if err != nil {
		jar = nil // the library makes one from nil options without fail
	}
	return &Guest{Base: base, HTTP: &http.Client{
		Jar: jar, Timeout: 15 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// At returns the same person at another node. The session is good there too.
func (g *Guest) At(base string) *Guest {
	other := &Guest{Base: base, HTTP: &http.Client{Jar: carried{g}, Timeout: g.HTTP.Timeout, CheckRedirect: g.HTTP.CheckRedirect}}
	return other
}

// carried gives another node's requests the cookies that the first node gave.
type carried struct{ from *Guest }

func (c carried) SetCookies(*url.URL, []*http.Cookie) {}
func (c carried) Cookies(*url.URL) []*http.Cookie {
	home, err := url.Parse(c.from.Base)
	if err != nil {
		return nil
	}
	return c.from.HTTP.Jar.Cookies(home)
}

// SignIn uses an organiser's one-time link up: the address that the node printed,
// or its secret alone.
func (g *Guest) SignIn(ctx context.Context, link, name string) error {
	secret := link[strings.LastIndex(link, "/")+1:]
	return g.post(ctx, "/in/"+secret, url.Values{"name": {name}})
}

// Join says who the person is, to the room of a meeting.
func (g *Guest) Join(ctx context.Context, meeting, name, organisation, sector string) error {
	return g.post(ctx, "/moten/"+meeting+"/delta",
		url.Values{"name": {name}, "organisation": {organisation}, "sector": {sector}})
}

// Announce announces a meeting of a theme outside the series, at noon of a day such as
// 2028-02-01 on which there is no other; for organisers. Its address ends with "extra-" and the day.
func (g *Guest) Announce(ctx context.Context, theme, title, day string) error {
	return g.post(ctx, "/planera/mote", url.Values{"kind": {"extra"}, "themes": {theme}, "title": {title}, "day": {day}, "start": {"12.00"}, "minutes": {"45"}})
}

// post sends a form and wants to be led on.
func (g *Guest) post(ctx context.Context, path string, form url.Values) error {
	body, status, err := g.request(ctx, http.MethodPost, path, "application/x-www-form-urlencoded", []byte(form.Encode()))
	if err == nil && status != http.StatusSeeOther {
		err = fmt.Errorf("POST %s: %d: %.300s", path, status, body)
	}
	return err
}

func (g *Guest) request(ctx context.Context, method, path, kind string, body []byte) (answer []byte, status int, err error) {
	r, err := http.NewRequestWithContext(ctx, method, g.Base+path, bytes.NewReader(body))
	if err != nil {
		return nil, 0, err
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	response, err := g.HTTP.Do(r)
	if err != nil {
		return nil, 0, err
	}
	defer response.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(response.Body, 1<<20))
	return answer, response.StatusCode, err
}

// Do carries out one command without a socket, as [wire] describes. Repeating it
// with the same identity has no further effect.
func (g *Guest) Do(ctx context.Context, meeting string, id meetings.ID, c meetings.Command) (wire.Reply, error) {
	var reply wire.Reply
	frame, err := wire.EncodeCommand(id, c)
	if err != nil {
		return reply, err
	}
	body, status, err := g.request(ctx, http.MethodPost, "/moten/"+meeting+"/rum/kommando", "application/json", frame)
	if err != nil {
		return reply, err
	}
	if status != http.StatusOK {
		return reply, fmt.Errorf("command %s: %d: %.300s", c.Do(), status, body)
	}
	err = json.Unmarshal(body, &reply)
	return reply, err
}

// Ticket asks for a ticket for one socket to the room at an address.
func (g *Guest) Ticket(ctx context.Context, room string) (string, error) {
	body, status, err := g.request(ctx, http.MethodPost, room+"/biljett", "", nil)
	if err != nil {
		return "", err
	}
	var t struct {
		Ticket string `json:"ticket"`
	}
	if status != http.StatusOK || json.Unmarshal(body, &t) != nil {
		return "", fmt.Errorf("no ticket: %d: %.300s", status, body)
	}
	return t.Ticket, nil
}

// ErrSignedOut says that the session has ended.
var ErrSignedOut = errors.New("the session has ended")

// ErrRemoved says that an organiser has removed the person from the meeting.
var ErrRemoved = errors.New("removed from the meeting")
