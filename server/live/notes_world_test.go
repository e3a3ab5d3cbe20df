package live

import (
	"context"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/guest"
)

// writer is somebody with the notes open.
type noteTaker struct {
	*guest.Notes
	*guest.Follower
	w     *world
	leave func() // and wait until gone
}

// opens has somebody open the notes, and waits until they have what is there.
func (w *world) opens(g *guest.Guest) *noteTaker {
	w.t.Helper()
	p := w.enters(g, guest.NewNotes())
	p.until("the notes are open", func(s guest.NotesSeen) bool { return s.Updates > 0 })
	return p
}

// enters is opens without waiting, and with a copy that may have something in it.
func (w *world) enters(g *guest.Guest, n *guest.Notes) *noteTaker {
	w.t.Helper()
	p := &noteTaker{Notes: n, Follower: g.Follow(w.meeting.Slug).With(n), w: w}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx); close(ended) }()
	p.leave = func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Error(err)
		}
	}
	w.t.Cleanup(p.leave)
	return p
}

// until waits until what somebody has of the notes is as wanted.
func (p *noteTaker) until(what string, wanted func(guest.NotesSeen) bool) guest.NotesSeen {
	p.w.t.Helper()
	late := time.After(patience)
	for {
		seen, changed := p.Seen()
		if wanted(seen) {
			return seen
		}
		select {
		case <-changed:
		case <-late:
			p.w.t.Fatalf("never came: %s; there is %.300q, saved %v, %+v", what, seen.Text, seen.Saved, seen.Refusals)
		}
	}
}

func (p *noteTaker) reads(texts ...string) {
	p.w.t.Helper()
	p.until(strings.Join(texts, ", "), func(s guest.NotesSeen) bool {
		for _, text := range texts {
			if !strings.Contains(s.Text, text) {
				return false
			}
		}
		return true
	})
}

func (p *noteTaker) saved() guest.NotesSeen {
	p.w.t.Helper()
	return p.until("all is saved", func(s guest.NotesSeen) bool { return s.Saved })
}

func (p *noteTaker) refused(kind meetings.RefusalKind) {
	p.w.t.Helper()
	p.until("refused as "+string(kind), func(s guest.NotesSeen) bool {
		return len(s.Refusals) > 0 && s.Refusals[len(s.Refusals)-1].Refused == kind
	})
}

func (p *noteTaker) types(text string) {
	p.w.t.Helper()
	must(p.w.t, p.Type(text))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
