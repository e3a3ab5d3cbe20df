package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"ringain/meetings"
	"ringain/meetings/store/postgrestest"
	"ringain/server/guest"
	"ringain/server/node"
	"ringain/server/wire"
)

// beRingain serves a node and writes its address. Its limits are those it has by itself,
// but for those given, and that everybody may come from one address, and the organiser
// with many sockets.
func beRingain(ctx context.Context, limits []string) error {
	stopProfile, err := profile(os.Getenv("BENCH_PROFILE"))
	if err != nil {
		return err
	}
	defer stopProfile()
	fixed := []string{"--addr", "127.0.0.1:0", "--sample", "--no-link-watch", "--data", os.Getenv("BENCH_DATA"), "--address-sockets", "18000", "--session-sockets", "1000"}
	config, err := node.ReadConfig("bench", append(fixed, limits...), os.LookupEnv)
	if err != nil {
		return err
	}
	return node.Run(ctx, config, os.Stdout, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
}

// noLimits let one machine load a node with all it has.
func noLimits() []string {
	return []string{"--sockets", "18000", "--meeting-sockets", "18000", "--joins", "100000", "--requests", "1000000",
		"--commands", "1000000", "--meeting-commands", "1000000"}
}

// ringain is the product: nodes with the sample season, an organiser who changes what is
// on the agendas, and people who have said who they are.
type ringain struct {
	*server
	o        setting
	meetings []string          // one for each room
	items    []meetings.ItemID // of the agenda of each
	ada      *guest.Guest
	people   []string      // the cookie of each
	has      wire.Position // what everybody has heard before the mouths speak
	askers   []chan *asker // of each node
	made     atomic.Uint64 // identities
}

// firstMeeting is where everybody is when there is one room.
const firstMeeting = "barn-och-unga-2027-01-12"

// startRingain starts the product. One node keeps its log in SQLite, several in PostgreSQL,
// and hear each other over Redis.
func startRingain(ctx context.Context, name string, o setting) (_ *server, err error) {
	r := &ringain{server: &server{}, o: o, meetings: []string{firstMeeting}}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.stop())
		}
	}()
	var settings []string
	if o.nodes > 1 || o.redis {
		if r.redis, err = startRedis(); err != nil {
			return nil, err
		}
		r.more = append(r.more, r.redis.close)
		settings = append(settings, "RINGAIN_REDIS="+r.redis.address)
	}
	if o.nodes > 1 {
		database, err := postgrestest.Launch()
		if err != nil {
			return nil, err
		}
		r.more = append(r.more, database.Stop)
		settings = append(settings, "RINGAIN_DATABASE="+database.URL())
	}
	kind := "ringain"
	if o.limits {
		kind = "ringain-limits"
	}
	for range max(1, o.nodes) {
		p, err := startProcess(kind, settings...)
		if err != nil {
			return nil, err
		}
		r.nodes = append(r.nodes, p)
		r.askers = append(r.askers, make(chan *asker, 1<<10))
	}
	r.idle = r.memory()
	r.isReady = func(_ *ear, body []byte) bool { return bytes.HasPrefix(body, []byte(`{"here":`)) }
	r.count, r.names = countEvents, namesOf
	r.server.arrive = r.byThePages
	r.cookie = func(i int) string { return r.people[i] }
	r.server.request, r.hello = r.socketOf, r.greeting(wire.Position{})
	r.server.mouths = r.commanding
	r.comeBack = func(int) { r.hello = r.greeting(r.has) }
	if name == handingOn {
		r.server.mouths = r.relaying
	}
	if err := r.prepare(ctx, o); err != nil {
		return nil, err
	}
	r.rooms = len(r.meetings)
	return r.server, nil
}

// prepare signs the organiser in, puts an item on each agenda, and has everybody say who
// they are.
func (r *ringain) prepare(ctx context.Context, o setting) error {
	node := r.nodes[0]
	r.ada = guest.New(node.address)
	if err := r.ada.SignIn(ctx, node.link, "Ada"); err != nil {
		return err
	}
	if o.rooms > 1 {
		if err := r.findMeetings(ctx, o.rooms); err != nil {
			return err
		}
	}
	for _, meeting := range r.meetings {
		id := r.id()
		reply, err := r.ada.Do(ctx, meeting, id, meetings.AddItem{Title: "En punkt", Minutes: 100})
		if err != nil || reply.Seq == 0 {
			return fmt.Errorf("add an item: %+v: %w", reply, err)
		}
		r.items = append(r.items, meetings.ItemID(id))
	}
	r.people = make([]string, o.people)
	return together(o.people-o.strangers, 32, r.sayWho)
}

// sayWho has the i-th person say who they are.
func (r *ringain) sayWho(i int) error {
	said := url.Values{"name": {fmt.Sprintf("Bo %d", i)}, "organisation": {"Provkommunen"}, "sector": {"kommun"}}.Encode()
	got, err := r.ask(i, http.MethodPost, "/moten/"+r.meetingOf(i)+"/delta", "Content-Type: application/x-www-form-urlencoded\r\n", said)
	if r.people[i] = got.cookie; err == nil && got.status != http.StatusSeeOther {
		err = fmt.Errorf("to say who one is: %d", got.status)
	}
	return err
}

// byThePages has the i-th person come as people do: they look at the page of the meeting,
// say who they are, and are led to the room.
func (r *ringain) byThePages(i int) error {
	page := "/moten/" + r.meetingOf(i)
	_, err := r.ask(i, http.MethodGet, page, "Accept-Encoding: br\r\n", "")
	if err == nil {
		err = r.sayWho(i)
	}
	if err == nil {
		_, err = r.ask(i, http.MethodGet, page+"/rum", "Accept-Encoding: br\r\n", "")
	}
	return err
}

// findMeetings takes meetings of the season, by the calendar of all, and announces more
// when it has not as many.
func (r *ringain) findMeetings(ctx context.Context, n int) error {
	answer, err := r.ask(0, http.MethodGet, "/alla.ics", "", "")
	if err != nil {
		return err
	}
	unfolded := strings.ReplaceAll(string(answer.body), "\r\n ", "")
	r.meetings = nil
	for event := range strings.SplitSeq(unfolded, "BEGIN:VEVENT") {
		address := regexp.MustCompile(`/moten/([a-z0-9-]+)`).FindStringSubmatch(event)
		if address == nil || strings.Contains(event, "STATUS:CANCELLED") {
			continue
		}
		if r.meetings = append(r.meetings, address[1]); len(r.meetings) == n {
			return nil
		}
	}
	for day := time.Date(2028, time.January, 1, 0, 0, 0, 0, time.UTC); len(r.meetings) < n; day = day.AddDate(0, 0, 1) {
		if err := r.ada.Announce(ctx, "barn-och-unga", "Ett möte till", day.Format(time.DateOnly)); err != nil {
			return err
		}
		r.meetings = append(r.meetings, "extra-"+day.Format(time.DateOnly))
	}
	return nil
}

func (r *ringain) meetingOf(i int) string { return r.meetings[i%len(r.meetings)] }
func (r *ringain) id() meetings.ID        { return meetings.ID(fmt.Sprintf("bench-%020d", r.made.Add(1))) }

// ask puts a request for the i-th person, over a connection that was used before when
// there is one, as a proxy in front does.
func (r *ringain) ask(i int, method, path, head, body string) (answer, error) {
	n := r.o.nodeOf(i)
	var a *asker
	var err error
	select {
	case a = <-r.askers[n]:
	default:
		if a, err = newAsker(r.nodes[n].address); err != nil {
			return answer{}, err
		}
	}
	if len(r.people) > i && r.people[i] != "" {
		head += "Cookie: " + r.people[i] + "\r\n"
	}
	got, err := a.ask(request(method, r.nodes[n].address, path, head, body), true)
	if err != nil {
		a.close()
		return got, err
	}
	select {
	case r.askers[n] <- a:
	default:
		a.close()
	}
	return got, nil
}

// socketOf asks for a ticket for the i-th person.
func (r *ringain) socketOf(_ context.Context, i int) (*process, string, string, error) {
	ticket, err := r.ticket(i)
	node := r.nodes[r.o.nodeOf(i)]
	head := "Origin: " + node.address + "\r\nCookie: " + r.people[i] + "\r\nSec-WebSocket-Protocol: " + wire.Protocol + ", " + wire.TicketPrefix + ticket + "\r\n"
	return node, "/moten/" + r.meetingOf(i) + "/rum/socket", head, err
}

func (r *ringain) ticket(i int) (string, error) {
	for until := time.Now().Add(time.Minute); ; time.Sleep(time.Second) {
		got, err := r.ask(i, http.MethodPost, "/moten/"+r.meetingOf(i)+"/rum/biljett", "", "")
		var t struct{ Ticket string }
		switch {
		case err != nil:
			return "", err
		case got.status == http.StatusOK:
			err = json.Unmarshal(got.body, &t)
			return t.Ticket, err
		case time.Now().After(until):
			return "", fmt.Errorf("no ticket: %d %s", got.status, got.body)
		}
	}
}

// greeting is the first frame of whoever has heard so much.
func (r *ringain) greeting(has wire.Position) []byte {
	body, err := json.Marshal(map[string]wire.Hello{"hello": {Position: has, Notes: wire.NotesSchema}})
	if err != nil {
		body = []byte(`{"hello":{}}`) // a position can always be encoded
	}
	return masked(text, body)
}

// countEvents counts the events in a frame.
func countEvents(body []byte) int {
	if len(body) == 0 || body[0] != '[' {
		return 0
	}
	return bytes.Count(body, []byte(`{"seq":`))
}

// namesOf reads the numbers of the events in a frame, without decoding the rest.
func namesOf(names []uint64, frame []byte) []uint64 {
	if len(frame) == 0 || frame[0] != '[' {
		return names
	}
	for {
		_, rest, ok := bytes.Cut(frame, []byte(`{"seq":`))
		if !ok {
			return names
		}
		var n uint64
		for _, d := range rest {
			if d < '0' || d > '9' {
				break
			}
			n = n*10 + uint64(d-'0')
		}
		names = append(names, n)
		frame = rest
	}
}
