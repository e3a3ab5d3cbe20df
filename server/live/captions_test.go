package live

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/notify/bus"
	"ringain/server/change"
	"ringain/server/wire"
)

// reader reads the captions of the world's meeting.
type reader struct {
	w      *world
	id     meetings.ID // who they are; empty when they only read
	events chan string // as they come; closed at the end of the stream
	close  func()
}

// reads opens the captions on a node. With a name it is somebody who has joined.
func (w *world) reads(n *node, name string) *reader {
	w.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	c := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	base := n.url + "/moten/" + w.meeting.Slug
	if name != "" {
		answer, err := c.PostForm(base+"/delta", url.Values{"name": {name}})
		if err != nil {
			w.t.Fatal(err)
		}
		answer.Body.Close()
	}
	ctx, cancel := context.WithCancel(context.Background())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/textning/flode", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	answer, err := c.Do(request)
	if err != nil {
		w.t.Fatal(err)
	}
	r := &reader{w: w, events: make(chan string, 100), close: cancel}
	if name != "" {
		r.id = w.whoIs(c, base)
	}
	go func() {
		defer close(r.events)
		defer answer.Body.Close()
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if lines.Text() != "" && lines.Text() != ":" {
				r.events <- lines.Text()
			}
		}
	}()
	w.t.Cleanup(func() {
		cancel()
		for range r.events {
		}
		c.CloseIdleConnections()
	})
	return r
}

// whoIs asks who the server takes somebody for.
func (w *world) whoIs(c *http.Client, base string) meetings.ID {
	w.t.Helper()
	answer, err := c.Get(base + "/rum/handelser")
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	var frames []wire.Down
	if err := json.NewDecoder(answer.Body).Decode(&frames); err != nil || len(frames) == 0 || frames[len(frames)-1].Here == nil {
		w.t.Fatalf("%+v, %v", frames, err)
	}
	return frames[len(frames)-1].Here.You.ID
}

// until reads until the lines are as they are to be.
func (r *reader) until(want ...string) {
	r.w.t.Helper()
	lines := map[int64]string{}
	for deadline := time.After(patience); ; {
		select {
		case event, open := <-r.events:
			var come []meetings.Caption
			body, ok := strings.CutPrefix(event, "data: ")
			if !open || !ok || json.Unmarshal([]byte(body), &come) != nil {
				r.w.t.Fatalf("%q, open %t, after %v", event, open, lines)
			}
			for _, c := range come {
				lines[c.Line] = c.Text
			}
		case <-deadline:
			r.w.t.Fatalf("the lines are %v, want %v", lines, want)
		}
		all := true
		for i, text := range want {
			all = all && lines[int64(i+1)] == text
		}
		if all {
			return
		}
	}
}

// ends reads until there is no more, and returns the last that came.
func (r *reader) ends() (last string) {
	r.w.t.Helper()
	for deadline := time.After(patience); ; {
		select {
		case event, open := <-r.events:
			if !open {
				return last
			}
			last += event + "\n"
		case <-deadline:
			r.w.t.Fatal("the captions did not end")
		}
	}
}

// writes writes a line as the platform, on some node.
func (w *world) writes(mark, text string) {
	w.t.Helper()
	if _, err := w.change.WriteCaption(platform, w.meeting.ID, mark, text); err != nil {
		w.t.Fatal(err)
	}
}

func TestCaptionsReachReadersOnEveryNodeAndThoseWhoComeLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.node("a"), w.node("b")
	first := w.reads(a, "Cy")
	w.writes("1", "H")
	second := w.reads(b, "")
	w.writes("1", "Hej och vä")
	w.writes("1", "Hej och välkomna.")
	w.writes("2", "Vi börjar")
	first.until("Hej och välkomna.", "Vi börjar")
	second.until("Hej och välkomna.", "Vi börjar")
	w.writes("1", "Hej och varmt välkomna.")
	w.writes("2", "")
	first.until("Hej och varmt välkomna.", "")
	second.until("Hej och varmt välkomna.", "")
	w.reads(b, "").until("Hej och varmt välkomna.", "")
}

func TestCaptionsThatTheBusLostAreReadFromTheStore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	r := w.reads(a, "")
	w.writes("1", "Ett")
	r.until("Ett")
	deaf := w.changes(bus.NewMemory())
	for i, text := range []string{"Två", "Tre"} {
		if _, err := deaf.WriteCaption(platform, w.meeting.ID, fmt.Sprint(i+2), text); err != nil {
			t.Fatal(err)
		}
	}
	w.roomOf(a).lane.heard(bus.Message{Topic: change.CaptionTopic(w.meeting.ID), Lost: true})
	r.until("", "Två", "Tre")
}

func TestAReaderOfCaptionsWhoIsRemovedReadsNoMoreAndAfterTheMeetingNobodyDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.node("a"), w.node("b")
	ada := w.follow(w.organiser(a, "Ada"))
	cy, other := w.reads(a, "Cy"), w.reads(b, "")
	w.writes("1", "Ett")
	cy.until("Ett")
	other.until("Ett")
	if refused := w.reply(ada, meetings.RemovePerson{Who: cy.id}); refused != "" {
		t.Fatal(refused)
	}
	if last := cy.ends(); !strings.Contains(last, "event: end") {
		t.Errorf("the last was %q", last)
	}
	w.writes("2", "Två")
	other.until("", "Två")
	w.do(meetings.StartAgenda{})
	w.do(meetings.EndAgenda{})
	if last := other.ends(); !strings.Contains(last, "event: end") {
		t.Errorf("the last was %q", last)
	}
	if last := w.reads(a, "").ends(); strings.Contains(last, "Två") || !strings.Contains(last, "event: end") {
		t.Errorf("a newcomer was sent %q", last)
	}
}
