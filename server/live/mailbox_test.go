package live

import (
	"testing"

	"ringain/server/wire"
)

func TestOneWhoFloodsTakesNoPlaceFromOthers(t *testing.T) {
	m, flood, calm := newMailbox(), &conn{}, &conn{}
	for n := range maxLettersEach {
		if m.try(letter{from: flood}) != nil {
			t.Fatalf("after %d letters there is no place", n)
		}
	}
	full := m.try(letter{from: flood})
	if full == nil {
		t.Fatal("one connection has no bound")
	}
	if m.try(letter{from: calm}) != nil {
		t.Error("another connection has no place")
	}
	if taken := m.take(nil); len(taken) != maxLettersEach+1 || taken[maxLettersEach].from != calm {
		t.Errorf("%d letters are taken", len(taken))
	}
	<-full
	if m.try(letter{from: flood}) != nil {
		t.Error("there is no place when the letters are taken")
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
	if most := cost(wire.AppendSync(nil, wire.Update, make([]byte, 2*notesBytes))); most > notesBytes {
		t.Errorf("a message counts for %d, which would never be let through", most)
	}
}
