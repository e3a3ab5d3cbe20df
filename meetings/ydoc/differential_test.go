package ydoc_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings/ydoc"
)

// To see one session again: go test -run Differential -seed 17 -sessions 1 ./meetings/ydoc
var (
	firstSeed = flag.Int("seed", 1, "the first session of those npm yjs makes")
	sessions  = flag.Int("sessions", 2000, "how many sessions of npm yjs the engine is held against")
)

// The engine gets what people did with npm yjs in any order, again, merged, or in part,
// and must end where npm yjs ends; and npm yjs must read what the engine writes.
func TestDifferentialTheEngineEndsWhereNpmYjsEnds(t *testing.T) {
	parts := min(runtime.GOMAXPROCS(0), 8)
	for part := range parts {
		from, to := part**sessions/parts, (part+1)**sessions/parts
		t.Run(fmt.Sprint("from seed ", *firstSeed+from), func(t *testing.T) {
			t.Parallel()
			hold(t, *firstSeed+from, to-from)
		})
	}
}

// hold holds the engine against count sessions, while npm yjs reads what it wrote for
// those before.
func hold(t *testing.T, first, count int) {
	npm := newReader(t)
	asked := make(chan question, 64)
	var answers sync.WaitGroup
	answers.Go(func() {
		for q := range asked {
			got, err := npm.answer()
			if err != nil {
				t.Errorf("npm yjs stopped answering: %v", err)
				return
			}
			q.judge(t, got)
		}
	})
	defer answers.Wait()
	defer close(asked)
	var ours, npms int // bytes of all states together
	unsettled := 0
	play(t, first, count, func(s session) bool {
		if s.Unsettled {
			unsettled++
			return true
		}
		for _, q := range follow(t, s) {
			if q.size > 0 {
				ours, npms = ours+q.size, npms+q.want.Size
			}
			if err := npm.ask(q.updates...); err != nil {
				t.Errorf("ask npm yjs: %v", err)
				return false
			}
			asked <- q
		}
		return !t.Failed()
	})
	if unsettled > 2+count/1000 {
		t.Errorf("of %d of %d sessions npm yjs has no one end", unsettled, count)
	}
	if ours > npms*1005/1000 {
		t.Errorf("%d bytes for all states, npm yjs takes %d", ours, npms)
	}
}

// question is what npm yjs is to read, and what it must find.
type question struct {
	seed    int
	about   string
	updates [][]byte
	want    ending
	size    int // bytes the engine took for the whole state, 0 when it is a part
}

func (q question) judge(t *testing.T, got ending) {
	if got.Error != "" || !got.Whole {
		t.Errorf("session %d: %s: npm yjs cannot read it: %s", q.seed, q.about, got.Error)
		return
	}
	if diff := cmp.Diff(q.want.Contents, got.Contents); diff != "" {
		t.Errorf("session %d: %s: contents npm yjs reads (-want +got):\n%s", q.seed, q.about, diff)
	}
	if diff := cmp.Diff(q.want.Vector, got.Vector); diff != "" {
		t.Errorf("session %d: %s: vector npm yjs reads (-want +got):\n%s", q.seed, q.about, diff)
	}
	// Half a percent more than npm yjs takes, and two structs that happen not to be one.
	if most := q.want.Size*1005/1000 + 32; q.size > most {
		t.Errorf("session %d: %s: %d bytes, npm yjs takes %d", q.seed, q.about, q.size, q.want.Size)
	}
}

// follow gives the engine one session, looks at where it ends, and returns what npm yjs
// is to read. Half way it goes on with a document loaded from its own state.
func follow(t *testing.T, s session) []question {
	d := ydoc.New()
	half := len(s.Deliveries) / 2
	brought := map[uint64]uint64{}
	for i, update := range s.Deliveries {
		if i == half {
			d = loaded(t, s.Seed, d)
		}
		if s.Seed%4 == 1 {
			agrees(t, d, s, i)
		}
		a, err := d.Apply(update)
		if err != nil {
			t.Errorf("session %d: delivery %d of %d is refused: %v\n%x", s.Seed, i, len(s.Deliveries), err, update)
			return nil
		}
		for _, r := range a.New {
			brought[r.Client] += r.Len
		}
	}
	agree(t, d, s, brought)
	if s.Seed%4 == 0 {
		merged(t, s)
	}
	return questions(t, d, s)
}

// agree looks whether the document has ended where npm yjs ended. What each update said
// it brought must be every clock once.
func agree(t *testing.T, d *ydoc.Doc, s session, brought map[uint64]uint64) {
	if n := d.PendingSize(); n != 0 {
		t.Errorf("session %d: %d bytes still wait though everything has come", s.Seed, n)
	}
	if diff := cmp.Diff(s.Vector, clocks(t, d.StateVector())); diff != "" {
		t.Errorf("session %d: state vector (-want +got):\n%s", s.Seed, diff)
	}
	if diff := cmp.Diff(s.Contents, contents(d, slices.Sorted(maps.Keys(s.Contents)))); diff != "" {
		t.Errorf("session %d: contents (-want +got):\n%s", s.Seed, diff)
	}
	if got, want := d.Text("text"), textOf(d.Tree("text")); got != want {
		t.Errorf("session %d: text %q, want %q", s.Seed, got, want)
	}
	if got, want := outline(d.Fragment("meeting")), outlineOf(d.Tree("meeting")); got != want {
		t.Errorf("session %d: fragment %s, want %s", s.Seed, got, want)
	}
	if diff := cmp.Diff(s.Vector, brought); diff != "" {
		t.Errorf("session %d: clocks the updates said they brought (-want +got):\n%s", s.Seed, diff)
	}
	for i, update := range s.Deliveries {
		if holds, err := d.Holds(update); err != nil || !holds {
			t.Errorf("session %d: at the end the document does not hold delivery %d: %v\n%x", s.Seed, i, err, update)
		}
		if s.Seed%4 == 1 {
			agrees(t, d, s, i)
		}
	}
}

// agrees looks whether what the document knows already of a delivery is the same in both.
func agrees(t *testing.T, d *ydoc.Doc, s session, delivery int) {
	update := s.Deliveries[delivery]
	if same, err := d.Agrees(update); err != nil || !same {
		t.Errorf("session %d: the document does not agree with delivery %d: %v\n%x", s.Seed, delivery, err, update)
	}
}

// merged gives a document all updates as one.
func merged(t *testing.T, s session) {
	one, err := ydoc.Merge(s.Deliveries...)
	if err != nil {
		t.Errorf("session %d: merging is refused: %v", s.Seed, err)
		return
	}
	d := ydoc.New()
	if _, err := d.Apply(one); err != nil {
		t.Errorf("session %d: all updates merged into one are refused: %v\n%x", s.Seed, err, one)
	}
	if diff := cmp.Diff(s.Contents, contents(d, slices.Sorted(maps.Keys(s.Contents)))); diff != "" {
		t.Errorf("session %d: contents of all updates merged into one (-want +got):\n%s", s.Seed, diff)
	}
}

// Edits that cut surrogate pairs split npm yjs from itself, so nothing is said of where
// they end: only that they are taken, and that the document can be written and read.
func TestCutSurrogatePairsAreWithstood(t *testing.T) {
	play(t, 1, 100, func(s session) bool {
		d := ydoc.New()
		for i, update := range s.Deliveries {
			if _, err := d.Apply(update); err != nil {
				t.Errorf("session %d: delivery %d is refused: %v\n%x", s.Seed, i, err, update)
			}
		}
		contents(loaded(t, s.Seed, d), slices.Collect(maps.Keys(rootKinds)))
		return true
	}, "cut")
}

func loaded(t *testing.T, seed int, d *ydoc.Doc) *ydoc.Doc {
	state := d.Encode()
	again := ydoc.New()
	if _, err := again.Apply(state); err != nil {
		t.Errorf("session %d: its own state is refused: %v\n%x", seed, err, state)
		return d
	}
	if !bytes.Equal(again.StateVector(), d.StateVector()) {
		t.Errorf("session %d: loaded from its own state the document knows something else", seed)
	}
	return again
}

func questions(t *testing.T, d *ydoc.Doc, s session) []question {
	state := d.Encode()
	all := []question{{seed: s.Seed, about: "the state", updates: [][]byte{state}, want: s.ending, size: len(state)}}
	if len(s.Known) == 0 {
		return all
	}
	known := s.Known[s.Seed%len(s.Known)]
	theirs := ydoc.New()
	if _, err := theirs.Apply(known); err != nil {
		t.Errorf("session %d: a state that somebody had is refused: %v\n%x", s.Seed, err, known)
		return all
	}
	rest, err := d.Diff(theirs.StateVector())
	if err != nil {
		t.Errorf("session %d: no difference to a state that somebody had: %v", s.Seed, err)
	}
	return append(all, question{seed: s.Seed, about: "the difference to a state that somebody had", updates: [][]byte{known, rest}, want: s.ending})
}

// clocks reads a state vector: a count, then client and clock.
func clocks(t *testing.T, vector []byte) map[uint64]uint64 {
	t.Helper()
	next := func() uint64 {
		v, n := binary.Uvarint(vector)
		if n <= 0 {
			t.Fatalf("no state vector: %x", vector)
		}
		vector = vector[n:]
		return v
	}
	out := map[uint64]uint64{}
	for range next() {
		client := next()
		out[client] = next()
	}
	return out
}
