package live

import (
	"fmt"
	"testing"
	"time"

	"ringain/server/wire"
)

// BenchmarkNotesHandOn hands updates of 200 writers on to all of them. One operation
// is one update, which is 199 deliveries; they go out one at a time, or as many
// together as have gathered while a batch was kept.
func BenchmarkNotesHandOn(b *testing.B) {
	const members = 200
	for _, together := range []int{1, 16, 128} {
		b.Run(fmt.Sprint(together), func(b *testing.B) {
			r, _ := crowd(b, members)
			writers := make([]*conn, 0, members)
			for c := range r.members {
				r.notes.hearers[c] = true
				writers = append(writers, c)
			}
			update := insertion(7, 1, "x")
			b.ReportAllocs()
			b.ResetTimer()
			for done := 0; done < b.N; {
				for range min(together, b.N-done) {
					r.notes.outgoing = append(r.notes.outgoing, relayed{update, writers[done%members]})
					done++
				}
				r.handOnNotes()
				r.flush()
			}
			b.ReportMetric(float64(b.N*(members-1))/b.Elapsed().Seconds(), "deliveries/s")
			if len(r.notes.hearers) != members {
				b.Errorf("%d are left", len(r.notes.hearers))
			}
		})
	}
}

// BenchmarkAwarenessEcho takes in what a stock client sends back of what it was told.
func BenchmarkAwarenessEcho(b *testing.B) {
	r, _ := crowd(b, 2)
	a := r.notes.aware
	var own, other *conn
	for c := range r.members {
		own, other = other, c
	}
	own.person.ID, other.person.ID = "cy", "dee"
	said := wire.AppendStates(nil, []wire.State{{Client: 7, Clock: 1, JSON: []byte(`{"cursor":{"item":"meeting","anchor":1}}`)}})
	m, err := wire.DecodeMessage(said)
	must(b, err)
	a.take(own, m.Body, time.Now())
	b.ReportAllocs()
	for b.Loop() {
		if !a.take(other, m.Body, time.Now()) {
			b.Fatal("it is no state")
		}
	}
}
