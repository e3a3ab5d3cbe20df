package live

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"ringain/server/wire"
)

// floods has a connection send until there is no place for more.
func floods(t *testing.T, m *mailbox, c *conn) (full <-chan struct{}) {
	t.Helper()
	for n := range maxLettersEach {
		c.wrote++
		if m.try(letter{from: c, number: c.wrote}) != nil {
			t.Fatalf("after %d letters there is no place", n)
		}
	}
	if full = m.try(letter{from: c}); full == nil {
		t.Fatal("one connection has no bound")
	}
	return full
}

func TestOneWhoFloodsTakesNoPlaceFromOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, flood, calm := newMailbox(), &conn{}, &conn{}
		full := floods(t, m, flood)
		if m.try(letter{from: calm}) != nil {
			t.Error("another connection has no place")
		}
		if taken := m.take(nil, false); len(taken) != maxLettersEach+1 || taken[lettersAtHand].from != calm {
			t.Errorf("%d letters are taken", len(taken))
		}
		<-full
		if m.try(letter{from: flood}) != nil {
			t.Error("there is no place when the letters are taken")
		}
	})
}

// However many flood a room, those who type are taken in at once, and the others a few
// times a second, in the order in which each of them sent.
func TestWhoTypesIsNotHeldUpByThoseWhoFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, calm := newMailbox(), &conn{}
		for range 2 * maxGatheredIn / maxLettersEach {
			for c, full := new(conn), (<-chan struct{})(nil); full == nil; {
				c.wrote++
				full = m.try(letter{from: c, number: c.wrote})
			}
		}
		batches := 0
		for tick := range time.Second / (10 * time.Millisecond) {
			types := tick%4 == 0
			if types && m.try(letter{from: calm}) != nil {
				t.Fatal("one who types has no place")
			}
			before := m.took
			taken := m.take(nil, false)
			if types && !slices.ContainsFunc(taken, func(l letter) bool { return l.from == calm }) {
				t.Fatal("what is typed is not taken at once")
			}
			if m.took != before {
				batches++
			}
			for _, l := range taken {
				if l.from != calm {
					m.try(letter{from: l.from, number: l.number}) // and on and on
				}
			}
			time.Sleep(10 * time.Millisecond)
		}
		if most := int(time.Second/gatherEvery) + 1; batches < most-2 || batches > most {
			t.Errorf("%d times a second the flood is taken in", batches)
		}
	})
}

func TestWhatIsGatheredComesWhenItIsTimeAndInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, flood := newMailbox(), &conn{}
		defer m.stop()
		var taken []letter
		began := time.Now()
		for flood.wrote < 200 {
			flood.wrote++
			for full := m.try(letter{from: flood, number: flood.wrote}); full != nil; full = m.try(letter{from: flood, number: flood.wrote}) {
				<-m.wake
				taken = m.take(taken, false)
			}
		}
		for len(taken) < 200 {
			<-m.wake
			taken = m.take(taken, false)
		}
		for i, l := range taken {
			if l.number != int64(i+1) {
				t.Fatalf("letter %d is number %d", i, l.number)
			}
		}
		if took := time.Since(began); took < gatherEvery || took > 5*gatherEvery || flood.waiting != 0 || flood.gathered != 0 || !m.isEmpty() {
			t.Errorf("%d wait after %v", flood.waiting, took)
		}
		m.try(letter{from: flood})
		if taken = m.take(nil, false); len(taken) != 0 {
			t.Error("one who floods is taken for one who types when they have just paused")
		}
		if taken = m.take(nil, true); len(taken) != 1 {
			t.Errorf("%d are taken when all are wanted", len(taken))
		}
		time.Sleep(2 * time.Second)
		m.try(letter{from: flood})
		if len(m.letters) != 1 {
			t.Error("one who floods no more is not taken for one who types")
		}
	})
}

// A long text is gathered too, though nothing waits before it.
func TestALongTextIsTakenInAtOnceAfterAPause(t *testing.T) {
	m, c := newMailbox(), &conn{}
	if m.try(letter{from: c, body: make([]byte, 100<<10)}) != nil || len(m.gathered) != 1 {
		t.Fatal("it is not gathered")
	}
	<-m.wake
	if taken := m.take(nil, false); len(taken) != 1 {
		t.Error("it is not taken")
	}
}

// A few bytes that ask for the whole of the notes cost more than a few bytes of text.
func TestWhatIsAnsweredAtLengthCountsForMore(t *testing.T) {
	cost := func(frame []byte) int {
		m, err := wire.DecodeMessage(frame)
		if err != nil {
			t.Fatal(err)
		}
		return costOf(m, len(frame))
	}
	text := cost(wire.AppendSync(nil, wire.Update, []byte{0, 0}))
	for name, asks := range map[string][]byte{"step 1": wire.AppendSync(nil, wire.Step1, []byte{0}), "query": {wire.QueryAwareness}} {
		if cost(asks) < 10*text {
			t.Errorf("a %s counts for %d, a text for %d", name, cost(asks), text)
		}
	}
	if most := cost(wire.AppendSync(nil, wire.Update, make([]byte, 2*notesBurst))); most > notesBurst {
		t.Errorf("a message counts for %d, which would never be let through", most)
	}
}

// One session has one pace, by however many connections it sends.
func TestASessionHasOnePace(t *testing.T) {
	n := newNotebook()
	if cy, again, dee := n.paceOf("cy"), n.paceOf("cy"), n.paceOf("dee"); cy != again || cy == dee {
		t.Error("the paces are not those of the sessions")
	}
	if one, another := n.paceOf(""), n.paceOf(""); one == another {
		t.Error("those who only follow share a pace")
	}
}
