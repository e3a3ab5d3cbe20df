package node

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// serves has the installation answer at its own address, sockets too, until the test ends.
func (i *installation) serves() {
	server := &http.Server{Handler: i.h, ReadHeaderTimeout: time.Minute}
	ctx, cancel := context.WithCancel(context.Background())
	var both sync.WaitGroup
	both.Go(func() {
		if err := server.Serve(i.n.listener); !errors.Is(err, http.ErrServerClosed) {
			i.t.Error(err)
		}
	})
	both.Go(func() {
		if err := i.n.hub.Run(ctx); err != nil {
			i.t.Error(err)
		}
	})
	i.t.Cleanup(func() { cancel(); server.Close(); both.Wait() })
}

// browser is the browser of somebody, signed in.
func (i *installation) browser(who string) *guest.Guest {
	i.t.Helper()
	g := guest.New(i.n.origin)
	r, err := http.NewRequestWithContext(i.t.Context(), http.MethodGet, i.n.origin, nil)
	i.must(err)
	i.signIn(r, who)
	g.HTTP.Jar.SetCookies(r.URL, r.Cookies())
	return g
}

// ear hears all that comes over a socket, as bytes.
type ear struct {
	line *guest.Line
	mu   sync.Mutex
	all  bytes.Buffer
	more chan struct{}
}

// hears opens the room of a meeting, with its notes, and listens until the test ends.
func (i *installation) hears(who, meeting string) *ear {
	i.t.Helper()
	line, err := i.browser(who).Open(i.t.Context(), meeting, wire.Position{})
	i.must(err)
	i.must(line.SendBinary(wire.AppendSync(nil, wire.Step1, []byte{0})))
	e := &ear{line: line, more: make(chan struct{}, 1)}
	var reading sync.WaitGroup
	reading.Go(func() {
		for {
			frame, err := line.Frame()
			if err != nil {
				return
			}
			e.mu.Lock()
			e.all.Write(frame)
			e.mu.Unlock()
			select {
			case e.more <- struct{}{}:
			default:
			}
		}
	})
	i.t.Cleanup(func() { line.Cut(); reading.Wait() })
	return e
}

func (e *ear) text() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return strings.ToLower(e.all.String())
}

// until waits until a word was heard.
func (i *installation) until(e *ear, word string) {
	i.t.Helper()
	late := time.After(20 * time.Second)
	for !strings.Contains(e.text(), word) {
		select {
		case <-e.more:
		case <-late:
			i.t.Fatalf("%s was never heard in %.2000s", word, e.text())
		}
	}
}

// TestNothingOfADraftComesOverAnySocketToOthers has an organiser at work in the room of a draft,
// of a meeting and of a series, while others listen wherever they are let in, and try every way
// into the draft itself: with its name and its identity, and with a ticket that is for another meeting.
func TestNothingOfADraftComesOverAnySocketToOthers(t *testing.T) {
	i := twoOrganisations(t)
	i.serves()
	drafts := append(i.draftSeries(), "utkast-1")
	open, err := i.n.store.Meeting(t.Context(), january)
	i.must(err)
	outside := []string{"nobody", "guest", "other organiser", "other administrator"}
	ears := map[string]*ear{}
	for _, who := range outside {
		ears[who] = i.hears(who, january)
	}
	for _, name := range drafts {
		draft, err := i.n.store.Meeting(t.Context(), name)
		i.must(err)
		own := i.hears("organiser", name)
		i.worksIn(draft.ID)
		for _, said := range []string{"signal", "point", "note", "material"} {
			i.until(own, canary+" "+said)
		}
		for _, who := range outside {
			for _, at := range []string{name, string(draft.ID)} {
				i.isKeptOut(who, at)
			}
		}
	}
	// What is done where all are comes to all, so what was said before it has come by.
	_, err = i.n.change.Do(t.Context(), i.people["organiser"], open.ID, "0123456789abcdef-last", meetings.AddItem{Title: "Sist"})
	i.must(err)
	for who, e := range ears {
		i.until(e, `"sist"`)
		if text := e.text(); strings.Contains(text, canary) {
			t.Errorf("%s hears what is not published: %s", who, text)
		}
	}
}

// draftSeries plans a series as a draft and returns its first meeting, as it is in addresses.
func (i *installation) draftSeries() []string {
	ctx := i.t.Context()
	from := meetings.DateOf(time.Now().AddDate(0, 0, 30))
	text := meetings.Text{SV: canary + "serien"}
	s := meetings.Series{ID: "draft-series", Slug: "utkastserie", Title: text, Themes: []string{"barn-och-unga"}, Rule: "FREQ=WEEKLY", Draft: true,
		First: from, Until: meetings.DateOf(time.Now().AddDate(0, 0, 60)), Start: 12 * 60, Minutes: 45, Zone: "Europe/Stockholm",
		Template: []meetings.Item{{Title: canary + "mallen", Minutes: 5}}}
	_, err := i.n.change.SaveSeries(ctx, i.people["administrator"], s)
	i.must(err)
	return []string{"utkastserie-" + from.String()}
}

// worksIn has things said, asked and written in the room of a draft, all with the canary.
func (i *installation) worksIn(meeting meetings.ID) {
	ctx, ada := i.t.Context(), i.people["administrator"]
	for n, c := range []meetings.Command{meetings.AddItem{Title: canary + " point"}, meetings.AddSignal{Kind: meetings.Risk, Text: canary + " signal"},
		meetings.ShareMaterial{Address: "https://" + canary + ".example/", Title: canary + " material"}} {
		_, err := i.n.change.Do(ctx, ada, meeting, meetings.ID(fmt.Sprintf("0123456789abcdef-%s-%d", meeting, n)), c)
		i.must(err)
	}
	room, _, err := i.n.store.Room(ctx, string(meeting))
	i.must(err)
	i.must(i.n.change.AddLine(ctx, ada, meeting, meetings.ID("0123456789abcdef-"+string(meeting)), room.Agenda.Items[0].ID, canary+" note"))
}

// isKeptOut tries every way into the room of a draft.
func (i *installation) isKeptOut(who, meeting string) {
	i.t.Helper()
	ctx, g := i.t.Context(), i.browser(who)
	room := "/moten/" + meeting + "/rum"
	ticket, err := g.Ticket(ctx, "/moten/"+january+"/rum")
	i.must(err)
	if line, err := g.OpenWith(ctx, room, ticket, wire.Position{}); err == nil {
		line.Cut()
		i.t.Errorf("%s is let into %s with the ticket of another meeting", who, meeting)
	}
	if _, err := g.Ticket(ctx, room); err == nil || strings.Contains(strings.ToLower(err.Error()), canary) {
		i.t.Errorf("%s has a ticket for %s: %v", who, meeting, err)
	}
	for _, path := range []string{"/handelser", "/handelser?after=0&epoch=" + url.QueryEscape(i.n.store.About().Epoch), "/anteckningar", "/borttagna", "/dolda", "/vantande", "/../textning/flode", "/liknar?text=" + canary[:4]} {
		i.silent(who, g, room+path)
	}
	if reply, err := g.Do(ctx, meeting, "0123456789abcdef-outside", meetings.AddItem{Title: "Hej"}); err == nil && reply.Refused == "" {
		i.t.Errorf("%s does something in %s", who, meeting)
	}
}

// silent asks for an address of a draft, as a page and as a socket.
func (i *installation) silent(who string, g *guest.Guest, path string) {
	i.t.Helper()
	for _, upgrade := range []bool{false, true} {
		r, err := http.NewRequestWithContext(i.t.Context(), http.MethodGet, i.n.origin+path, nil)
		i.must(err)
		if upgrade {
			for name, value := range map[string]string{"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Origin": i.n.origin} {
				r.Header.Set(name, value)
			}
		}
		a, err := g.HTTP.Do(r)
		i.must(err)
		let := a.StatusCode < 400
		var body []byte
		if a.StatusCode != http.StatusSwitchingProtocols {
			body, err = io.ReadAll(a.Body)
			i.must(err)
		}
		a.Body.Close()
		if let || strings.Contains(strings.ToLower(string(body)), canary) {
			i.t.Errorf("GET %s is answered to %s with %d: %s", path, who, a.StatusCode, body)
		}
	}
}
