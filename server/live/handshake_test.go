package live

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"ringain/server/auth"
	"ringain/server/guest"
	"ringain/server/wire"
)

// raw opens a socket by hand, says nothing, and gives the bare connection.
func (w *world) raw(n *node) net.Conn {
	w.t.Helper()
	ticket, err := n.stranger().Ticket(context.Background(), "/moten/"+w.meeting.Slug+"/rum")
	if err != nil {
		w.t.Fatal(err)
	}
	c, response := w.handshake(n, w.meeting.Slug, http.Header{"Origin": {n.url}, "Sec-Websocket-Protocol": {wire.Protocol + ", " + wire.TicketPrefix + ticket}})
	if response.StatusCode != http.StatusSwitchingProtocols {
		w.t.Fatal(response.Status)
	}
	return c
}

// handshake asks for a socket with some headers beside those that every browser sends.
func (w *world) handshake(n *node, slug string, header http.Header) (net.Conn, *http.Response) {
	w.t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(n.url, "http://"))
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(patience))
	fmt.Fprintf(c, "GET /moten/%s/rum/socket HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n", slug, c.RemoteAddr())
	header.Write(c)
	io.WriteString(c, "\r\n")
	response, err := http.ReadResponse(bufio.NewReaderSize(c, 1<<10), nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return c, response
}

func TestASocketIsOpenedOnlyFromOurPagesWithAGoodTicket(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	other := w.announce("extra-2026-12-03")
	ask := func(g *guest.Guest, slug string) string {
		ticket, err := g.Ticket(t.Context(), "/moten/"+slug+"/rum")
		if err != nil {
			t.Fatal(err)
		}
		return ticket
	}
	ticket := func() string { return ask(a.stranger(), w.meeting.Slug) }
	used := ticket()
	w.handshake(a, w.meeting.Slug, http.Header{"Origin": {a.url}, "Sec-Websocket-Protocol": {wire.Protocol + ", ticket." + used}})
	expired := ticket()
	w.ahead.Add(int64(auth.TicketLasts + time.Second))

	const notOurs, noTicket = "A socket is opened from the pages of this installation only.\n", "The ticket is missing, used or too old. Ask for a new one.\n"
	for _, test := range []struct {
		name, origin, slug, protocols string
		status                        int
		say                           string
	}{
		{"all is well", a.url, w.meeting.Slug, "ringain.v1, ticket." + ticket(), 101, ""},
		{"no origin", "", w.meeting.Slug, "ringain.v1, ticket." + ticket(), 403, notOurs},
		{"another origin", "http://elsewhere.example", w.meeting.Slug, "ringain.v1, ticket." + ticket(), 403, notOurs},
		{"our host by https", strings.Replace(a.url, "http:", "https:", 1), w.meeting.Slug, "ringain.v1, ticket." + ticket(), 403, notOurs},
		{"a null origin", "null", w.meeting.Slug, "ringain.v1, ticket." + ticket(), 403, notOurs},
		{"our origin and more", a.url + ".elsewhere.example", w.meeting.Slug, "ringain.v1, ticket." + ticket(), 403, notOurs},
		{"no ticket", a.url, w.meeting.Slug, "ringain.v1", 401, noTicket},
		{"no protocol", a.url, w.meeting.Slug, "ticket." + ticket(), 401, noTicket},
		{"an empty ticket", a.url, w.meeting.Slug, "ringain.v1, ticket.", 401, noTicket},
		{"a used ticket", a.url, w.meeting.Slug, "ringain.v1, ticket." + used, 401, noTicket},
		{"an expired ticket", a.url, w.meeting.Slug, "ringain.v1, ticket." + expired, 401, noTicket},
		{"another's ticket", a.url, w.meeting.Slug, "ringain.v1, ticket." + ask(w.participant(a, "Cy"), w.meeting.Slug), 401, noTicket},
		{"another meeting's ticket", a.url, w.meeting.Slug, "ringain.v1, ticket." + ask(a.stranger(), other.Slug), 401, noTicket},
		{"no such meeting", a.url, "extra-1999-01-01", "ringain.v1, ticket." + ticket(), 404, "Det finns inget sådant möte.\n"},
	} {
		header := http.Header{"Sec-Websocket-Protocol": {test.protocols}}
		if test.origin != "" {
			header.Set("Origin", test.origin)
		}
		_, response := w.handshake(a, test.slug, header)
		said := ""
		if response.StatusCode != http.StatusSwitchingProtocols {
			body, err := io.ReadAll(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			said = string(body)
		}
		if response.StatusCode != test.status || said != test.say {
			t.Errorf("%s: %d %q", test.name, response.StatusCode, said)
		}
		if response.Header.Get("Sec-WebSocket-Extensions") != "" {
			t.Errorf("%s: compression was agreed on", test.name)
		}
	}
}

func TestThereAreBoundsOnHowManySockets(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		with func(*Limits)
		who  func(w *world, n *node) func() *guest.Guest
	}{
		{"of a session", func(l *Limits) { l.PerSession = 3 }, func(w *world, n *node) func() *guest.Guest {
			g := w.participant(n, "Cy")
			return func() *guest.Guest { return g }
		}},
		{"of a meeting", func(l *Limits) { l.PerMeeting = 3 }, func(w *world, n *node) func() *guest.Guest { return n.stranger }},
		{"of an address", func(l *Limits) { l.PerAddress = 3 }, func(w *world, n *node) func() *guest.Guest { return n.stranger }},
		{"of a node", func(l *Limits) { l.Sockets = 3 }, func(w *world, n *node) func() *guest.Guest { return n.stranger }},
		{"opened in a second", func(l *Limits) { l.JoinsPerSecond = 0 }, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			a := w.node("a", func(c *Config) { test.with(&c.Limits) })
			if test.who == nil {
				if _, err := a.stranger().Open(t.Context(), w.meeting.Slug, wire.Position{}); err == nil || !strings.Contains(err.Error(), "503") {
					t.Errorf("%v", err)
				}
				return
			}
			who := test.who(w, a)
			var lines []*guest.Line
			for range 3 {
				lines = append(lines, w.open(who(), wire.Position{}))
			}
			if _, err := who().Open(t.Context(), w.meeting.Slug, wire.Position{}); err == nil || !strings.Contains(err.Error(), "503") {
				t.Errorf("one too many: %v", err)
			}
			lines[0].Close()
			eventually(t, "a place", func() bool { return a.Stats().Sockets == 2 })
			w.open(who(), wire.Position{})
		})
	}
}

func TestThoseWhoReadCaptionsOrOnlyFollowTakeNoPlaceFromWhoeverJoins(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a", func(c *Config) { c.Limits.PerAddress, c.Limits.PerMeeting, c.Limits.JoinsPerSecond = 3, 3, 1 })
	cy := w.participant(a, "Cy")
	opens := func(path string) int {
		t.Helper()
		ctx, cancel := context.WithCancel(t.Context())
		t.Cleanup(cancel)
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, a.url+"/moten/"+w.meeting.Slug+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { answer.Body.Close() })
		return answer.StatusCode
	}
	for n := range 10 {
		want := http.StatusOK
		if n >= 3 {
			want = http.StatusServiceUnavailable
		}
		if got := opens("/textning/flode"); got != want {
			t.Errorf("reader %d of captions is answered %d, want %d", n+1, got, want)
		}
	}
	for range 10 {
		if got := opens("/rum/anteckningar"); got != http.StatusBadRequest {
			t.Errorf("what is no socket is answered %d", got)
		}
	}
	w.open(cy, wire.Position{})
}
