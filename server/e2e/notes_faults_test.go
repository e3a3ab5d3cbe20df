package e2e_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"ringain/meetings/store/postgrestest"
	"ringain/server/guest"
)

// The size of what happens in the notes between two faults.
const (
	noteTakers      = 6
	betweenKeys     = 4 * time.Millisecond // pace of one of them
	someKeys        = 15                   // of each are kept before the fault, and then some
	roundsOfMeeting = 5                    // then another meeting is held, since notes have a bound
)

// Whatever is killed while people type and delete, and though none of them comes
// back: what anybody has seen of another, and what anybody was told is kept, is there
// for whoever comes afterwards; what was deleted is not; what waited still waits.
func TestNothingSeenInTheNotesIsLost(t *testing.T) {
	for _, test := range []struct {
		name    string
		variant variant
		few     int
		fault   func(t *testing.T, in *installation, round int, after func())
	}{
		{"the only node is killed", one, 4, func(t *testing.T, in *installation, _ int, after func()) {
			in.nodes["a"].kill()
			after()
			in.nodes["a"].start()
		}},
		{"two nodes are killed in turn", two, 3, func(t *testing.T, in *installation, round int, after func()) {
			n := in.nodes[[]string{"a", "b"}[round%2]]
			n.kill()
			after()
			n.start()
		}},
		{"PostgreSQL is killed", two, 2, func(t *testing.T, in *installation, _ int, after func()) {
			killed(t, in.postgres)
			after()
			if err := in.postgres.Restart(); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			in := sample(t, test.variant, test.name == "PostgreSQL is killed")
			meetings := someMeetings(t, in)
			n := rounds(t, test.few)
			kept, seen := uint64(0), 0
			for round := range n {
				s := &scribes{in: in, meeting: meetings[round/roundsOfMeeting%len(meetings)], round: round}
				s.enter(t)
				s.write(t)
				test.fault(t, in, round, s.leave)
				k, v := s.verify(t)
				kept, seen = kept+k, seen+v
			}
			t.Logf("%d faults; %d units were told to be kept and %d seen by others, and all were there", n, kept, seen)
		})
	}
}

func killed(t *testing.T, p *postgrestest.Server) {
	t.Helper()
	if err := p.Kill(); err != nil {
		t.Fatal(err)
	}
}

var slugs = regexp.MustCompile(`/moten/([a-z0-9-]+-2027-[0-9-]+)`)

// someMeetings are meetings of the sample season that stand.
func someMeetings(t *testing.T, in *installation) (all []string) {
	t.Helper()
	answer, err := guest.New(in.nodes["a"].base).HTTP.Get(in.nodes["a"].base + "/tema/barn-och-unga.ics")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	unfolded := strings.ReplaceAll(string(body), "\r\n ", "")
	for event := range strings.SplitSeq(unfolded, "BEGIN:VEVENT") {
		if m := slugs.FindStringSubmatch(event); m != nil && !strings.Contains(event, "STATUS:CANCELLED") {
			all = append(all, m[1])
		}
	}
	if len(all) < 5 {
		t.Fatalf("only %d meetings", len(all))
	}
	return all
}

// scribe is one who types words that nobody else types, and deletes the oldest.
type scribe struct {
	*guest.Notes
	guest *guest.Guest
	typed string // all of it
	seen  guest.NotesSeen
}

// scribes are those who write between two faults.
type scribes struct {
	in      *installation
	meeting string
	round   int

	all     []*scribe
	later   *scribe // of whose texts one waits for another
	stop    context.CancelFunc
	hands   sync.WaitGroup
	cancel  context.CancelFunc
	inside  sync.WaitGroup
	trouble sync.Map // errors, by name
}

// enter brings them in, half on each node.
func (s *scribes) enter(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	s.cancel = cancel
	t.Cleanup(func() { cancel(); s.hands.Wait(); s.inside.Wait() })
	for i := range noteTakers + 1 {
		one := &scribe{Notes: guest.NewNotes(), guest: guest.New(s.in.nodes[[]string{"a", "b"}[i%2]].base)}
		if err := one.guest.Join(ctx, s.meeting, fmt.Sprintf("Cy %d", i), "", ""); err != nil {
			t.Fatal(brief(err.Error()))
		}
		s.follow(ctx, one)
		if i == noteTakers {
			s.later = one
		} else {
			s.all = append(s.all, one)
		}
	}
	for _, one := range append(s.all, s.later) {
		s.wait(t, "somebody has not opened the notes", one, func(seen guest.NotesSeen) bool { return seen.Updates > 0 })
	}
}

func (s *scribes) follow(ctx context.Context, one *scribe) {
	f := one.guest.Follow(s.meeting).With(one.Notes)
	s.inside.Go(func() {
		if err := f.Run(ctx); err != nil {
			s.trouble.Store(one, err)
		}
	})
}

// wait waits until what somebody has of the notes is as wanted.
func (s *scribes) wait(t *testing.T, amiss string, one *scribe, wanted func(guest.NotesSeen) bool) {
	t.Helper()
	late := time.After(patience)
	for {
		seen, changed := one.Seen()
		if wanted(seen) {
			return
		}
		select {
		case <-changed:
		case <-late:
			t.Fatalf("%s: %.300q, saved %v, %d kept, %v", amiss, seen.Text, seen.Saved, seen.Written, seen.Refusals)
		}
	}
}

// write has everybody type until some of it is kept, a different number each time. They
// go on typing.
func (s *scribes) write(t *testing.T) {
	t.Helper()
	if err := s.later.Type("ett "); err != nil {
		t.Fatal(err)
	}
	if err := s.later.TypeLater("två ", "tre"); err != nil {
		t.Fatal(err)
	}
	s.wait(t, "what waits is not kept", s.later, func(seen guest.NotesSeen) bool { return seen.Saved })
	ctx, stop := context.WithCancel(t.Context())
	s.stop = stop
	for i, one := range s.all {
		s.hands.Go(func() { one.types(ctx, fmt.Sprintf("r%dw%d", s.round, i)) })
	}
	for _, one := range s.all {
		enough := uint64(10 * (someKeys + rand.IntN(someKeys)))
		s.wait(t, "too little is kept", one, func(seen guest.NotesSeen) bool { return seen.Written > enough })
	}
}

// types types words until ctx ends, each with its number, and deletes one in five.
func (one *scribe) types(ctx context.Context, name string) {
	pace := time.NewTicker(betweenKeys)
	defer pace.Stop()
	for i := 0; ; i++ {
		select {
		case <-pace.C:
		case <-ctx.Done():
			return
		}
		word := fmt.Sprintf("%sn%d.", name, i)
		one.typed += word
		_ = one.Type(word) // when there is no line it is typed all the same
		if i%5 == 4 {
			_ = one.Delete(uint64(len(fmt.Sprintf("%sn%d.", name, i/5))))
		}
	}
}

// leave has everybody be gone for good, and notes what they had seen by then.
func (s *scribes) leave() {
	s.stop()
	s.hands.Wait()
	s.cancel()
	s.inside.Wait()
	for _, one := range append(s.all, s.later) {
		one.seen, _ = one.Seen()
	}
}

// verify has somebody new come, on each node, and compares what they find.
func (s *scribes) verify(t *testing.T) (kept uint64, seen int) {
	t.Helper()
	s.trouble.Range(func(_, err any) bool { t.Error(err); return true })
	ctx, cancel := context.WithCancel(t.Context())
	defer func() { cancel(); s.inside.Wait() }()
	for _, name := range []string{"a", "b"} {
		fresh := &scribe{Notes: guest.NewNotes(), guest: guest.New(s.in.nodes[name].base)}
		s.follow(ctx, fresh)
		s.wait(t, "nobody new gets the notes", fresh, func(seen guest.NotesSeen) bool { return seen.Updates > 0 })
		now, _ := fresh.Seen()
		if now.Waiting == 0 && !strings.Contains(now.Text, "ett två tre") { // their line may have broken for another reason
			t.Errorf("what waited is lost on %s: %.300q", name, now.Text)
		}
		kept, seen = 0, 0
		for i, one := range s.all {
			from, to := place(one.typed, now.Text)
			if told := int(one.seen.Written) - 2; to < told || from < int(one.seen.Deleted) {
				t.Errorf("round %d: of what %d typed, units %d to %d are there on %s; up to %d was kept, and deleted up to %d",
					s.round, i, from, to, name, told, one.seen.Deleted)
			}
			kept += one.seen.Written
			for j, other := range s.all {
				sawFrom, sawTo := place(one.typed, other.seen.Text)
				if i != j && (from < sawFrom || to < sawTo) {
					t.Errorf("round %d: of what %d typed, %d saw units %d to %d, and there are %d to %d on %s", s.round, i, j, sawFrom, sawTo, from, to, name)
				}
				seen += sawTo - sawFrom
			}
		}
	}
	s.follow(ctx, s.later) // who brings what was waited for
	witness := &scribe{Notes: guest.NewNotes(), guest: guest.New(s.in.nodes["b"].base)}
	s.follow(ctx, witness)
	s.wait(t, "what waited never got its place", witness, func(seen guest.NotesSeen) bool {
		return strings.Contains(seen.Text, "ett två tre") && seen.Waiting == 0
	})
	return kept, seen
}

// place returns which part of what somebody typed is in a text, where each paragraph is
// a line: from and to are 0 when nothing of it is.
func place(typed, text string) (from, to int) {
	name, _, ok := strings.Cut(typed, "n0.")
	if !ok {
		return 0, 0
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, name+"n") {
			if at := strings.Index(typed, line); at >= 0 {
				return at, at + len(line)
			}
		}
	}
	return 0, 0
}
