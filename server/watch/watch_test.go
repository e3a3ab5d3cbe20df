package watch

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/change"
)

var editor = meetings.Person{ID: "editor", Name: "Ada", Role: meetings.Organiser}

// listed is a support list with links to some paths of a site, and what watches them on
// a clock that the test sets.
func listed(t *testing.T, paths ...string) (st *store.Store, ch *change.Changes, watch func(node string) *Watch, clock *atomic.Int64) {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	st, err := store.Open(t.Context(), store.Options{Address: filepath.Join(t.TempDir(), "ringain.db"), Log: log, Epoch: "e", Secret: []byte("a secret"), Host: "moten.example"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	clock = &atomic.Int64{}
	clock.Store(time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC).UnixMilli())
	now := func() time.Time { return time.UnixMilli(clock.Load()) }
	ch = change.New(change.Config{Store: st, Bus: bus.NewMemory(), Log: log, Now: now, NewID: func() meetings.ID { return "" }})
	for i, href := range paths {
		id := meetings.ID(fmt.Sprintf("0123456789abcdef-%02d", i))
		e := meetings.Support{Title: fmt.Sprintf("Stöd %d", i), Kind: "stod", Href: href}
		if _, err := ch.ProposeSupport(editor, "", id, e); err != nil {
			t.Fatal(err)
		}
	}
	c, _ := site(t)
	return st, ch, func(node string) *Watch {
		return New(Config{Store: st, Change: ch, Client: c, Agent: "ringain", Node: node, PerMinute: 6, Now: now, Log: log})
	}, clock
}

// steps has links looked at until there are none to look at for so long.
func steps(t *testing.T, w *Watch, clock *atomic.Int64, long time.Duration) (looks int) {
	t.Helper()
	for end := clock.Load() + long.Milliseconds(); clock.Load() < end; clock.Add(time.Hour.Milliseconds()) {
		for {
			looked, err := w.step(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if !looked {
				break
			}
			looks++
			clock.Add(time.Minute.Milliseconds())
		}
	}
	return looks
}

func TestWhatIsSeenOfLinksIsKeptForAnEditorAndRemovesNothing(t *testing.T) {
	const at = "http://granvik.watched.se"
	st, ch, watch, clock := listed(t, at+"/stod", at+"/gammal/sida", at+"/404", at+"/410", at+"/500", at+"/borta", at+"/runt", at+"/403", at+"/inat", "https://stod.example.org/a")
	if looks := steps(t, watch("one"), clock, 3*24*time.Hour); looks < 9 || looks > 40 {
		t.Errorf("%d looks at nine links in three days", looks)
	}
	list, n, err := st.SupportList(t.Context(), store.WhichSupport{State: meetings.SupportPublished})
	if err != nil || n != 10 {
		t.Fatalf("%d entries are left: %v", n, err)
	}
	for _, e := range list {
		missed := map[string]bool{at + "/404": true, at + "/410": true, at + "/500": true, at + "/runt": true}[e.Href]
		if (e.Unreached != 0) != missed {
			t.Errorf("%s is not reached since %d", e.Href, e.Unreached)
		}
		if reached := e.Href == at+"/stod" || e.Href == at+"/gammal/sida"; (e.Checked != 0) != reached {
			t.Errorf("%s was checked %d", e.Href, e.Checked)
		}
	}
	concern, n, err := st.LinksOfConcern(t.Context(), "", 50)
	if err != nil || n != 7 {
		t.Fatalf("%d links of concern: %v", n, err)
	}
	for _, c := range concern {
		if c.Sight.Final == "" {
			continue
		}
		if err := ch.FollowLink(t.Context(), editor, c.Support.ID, c.Sight.Final); err != nil {
			t.Error(err)
		}
		if e, err := st.Support(t.Context(), string(c.Support.ID)); err != nil || e.Href != at+"/stod" {
			t.Errorf("it leads to %s: %v", e.Href, err)
		}
	}
	for _, c := range concern {
		if err := ch.LinkIsRight(t.Context(), editor, c.Support.ID); err != nil {
			t.Error(err)
		}
	}
	if _, n, err := st.LinksOfConcern(t.Context(), "", 50); err != nil || n != 0 {
		t.Errorf("%d links are of concern though an editor has settled them: %v", n, err)
	}
}

func TestOneNodeWatchesAndAnotherTakesOver(t *testing.T) {
	_, _, watch, clock := listed(t, "http://granvik.watched.se/stod", "http://granvik.watched.se/404")
	one, two := watch("one"), watch("two")
	step := func(w *Watch, want bool) {
		t.Helper()
		if looked, err := w.step(t.Context()); err != nil || looked != want {
			t.Errorf("%s looked: %t, %v", w.Node, looked, err)
		}
	}
	step(one, true)
	step(one, false) // its host rests
	step(two, false)
	clock.Add((held + time.Second).Milliseconds())
	step(two, true)
	step(one, false)
	two.giveUp()
	clock.Add((8 * time.Hour).Milliseconds())
	step(one, true)
}

func TestAHostThatAsksForItIsLeftAlone(t *testing.T) {
	_, _, watch, clock := listed(t, "http://granvik.watched.se/sen", "http://granvik.watched.se/stod")
	w := watch("one")
	first, err := w.step(t.Context())
	if err != nil || !first {
		t.Fatal(first, err)
	}
	rest := w.alone["granvik.watched.se"].Sub(w.Now())
	clock.Add(time.Minute.Milliseconds())
	if second, err := w.step(t.Context()); err != nil || second != (rest < time.Minute) {
		t.Errorf("asked again: %t, %v; it rests for %v", second, err, rest)
	}
}

func TestTheWatchStopsWhenItIsAsked(t *testing.T) {
	_, _, watch, _ := listed(t, "http://granvik.watched.se/tyst")
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- watch("one").Run(ctx) }()
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Error("it goes on")
	}
}
