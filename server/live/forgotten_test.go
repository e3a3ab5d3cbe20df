package live

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/notify/bus"
	"ringain/server/change"
	"ringain/server/guest"
	"ringain/server/wire"
)

// shows reports whether somebody's screen has a word anywhere in the room.
func shows(t *testing.T, s guest.Seen, word string) bool {
	t.Helper()
	b, err := json.Marshal(s.Room)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(b), word)
}

// TestWhoIsForgottenVanishesFromOpenScreensOnEveryNode forgets somebody in each way there is,
// while others have the room open on two nodes, of which one misses what the bus tells.
func TestWhoIsForgottenVanishesFromOpenScreensOnEveryNode(t *testing.T) {
	t.Parallel()
	cy := meetings.Person{ID: "session-of-cy-000001", Name: "Cykelbud Stål", Organisation: "Cykelriket", Sector: "kommun", Role: meetings.Guest}
	ada := meetings.Person{ID: "ada", Account: "ada", Name: "Ada", Role: meetings.Administrator, Proved: meetings.At(time.Now().Add(time.Hour))}
	for how, forget := range map[string]func(*world) error{
		"by themselves": func(w *world) error { return w.change.EraseOwn(t.Context(), cy) },
		"by an administrator": func(w *world) error {
			s, err := w.change.SearchPerson(t.Context(), ada, cy.Name, "")
			must(t, err)
			_, err = w.change.ErasePerson(t.Context(), ada, cy.Name, "", s.Keys())
			return err
		},
		"when the time is up": func(w *world) error {
			later := func() time.Time { return w.meeting.End().In(time.UTC).Add(100 * 24 * time.Hour) }
			return change.New(change.Config{Store: w.store, Bus: w.bus, Log: w.log, Now: later, NewID: newID}).Keep(t.Context(), "one", meetings.UsualTerms())
		},
	} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			a := w.node("a")
			b := w.node("b", func(c *Config) {
				c.Bus = &twisted{Bus: c.Bus, twist: events(func(int, bus.Message) []bus.Message { return nil })}
			})
			must(t, w.change.Enter(t.Context(), change.Visitor{Person: cy}, w.meeting.ID))
			w.do(meetings.StartAgenda{})
			for _, what := range []meetings.Command{meetings.AddSignal{Kind: meetings.Risk, Text: "Isen är svag"}, meetings.AskQuestion{Text: "Vem kommer?"}, meetings.AskFloor{}} {
				if _, err := w.change.Do(t.Context(), cy, w.meeting.ID, newID(), what); err != nil {
					t.Fatal(err)
				}
			}
			if how == "by an administrator" {
				w.do(meetings.EditItem{Item: "two", Title: "Läget", Minutes: 20, Presenter: cy.Name})
			}
			screens := []*guest.Follower{w.follow(a.stranger()), w.follow(b.stranger())}
			for _, f := range screens {
				w.until(f, "the name is there", func(s guest.Seen) bool { return shows(t, s, "Cykelbud") })
			}
			before := screens[0].Position()
			must(t, forget(w))
			for _, f := range screens {
				w.until(f, "the name is gone", func(s guest.Seen) bool { return !shows(t, s, "Cykelbud") })
			}
			w.do(meetings.AddItem{Title: "Och vidare"})
			for _, f := range screens { // which are where all others are
				w.until(f, "what comes then", func(s guest.Seen) bool { return shows(t, s, "Och vidare") })
			}
			for _, n := range []*node{a, b} {
				returns(t, w, n, before)
			}
		})
	}
}

// returns has one come back who has what was told before: nothing of that is told again.
func returns(t *testing.T, w *world, n *node, has wire.Position) {
	t.Helper()
	line, err := n.stranger().Open(t.Context(), w.meeting.Slug, has)
	must(t, err)
	defer line.Cut()
	late := time.AfterFunc(patience, line.Cut)
	defer late.Stop()
	for whole := false; ; {
		frame, err := line.Frame()
		must(t, err)
		if bytes.Contains(frame, []byte("Cykelbud")) {
			t.Errorf("whoever comes back is told %s", frame)
		}
		whole = whole || bytes.HasPrefix(frame, []byte(`{"snapshot"`))
		if bytes.HasPrefix(frame, []byte(`{"here"`)) {
			if !whole {
				t.Error("whoever comes back keeps what they had")
			}
			return
		}
	}
}
