package ydoc_test

import (
	"testing"

	"ringain/meetings/ydoc"
)

// typing is a writer's first n letters, each an update of its own.
func typing(client uint64, n int) [][]byte {
	log := [][]byte{bytesOf(1, 1, client, 0, isString, 1, "text", "a", 0)}
	for clock := 1; clock < n; clock++ {
		log = append(log, bytesOf(1, 1, client, clock, withLeft|isString, client, clock-1, "a", 0))
	}
	return log
}

func applied(b *testing.B, log [][]byte) *ydoc.Doc {
	d := ydoc.New()
	for _, update := range log {
		if _, err := d.Apply(update); err != nil {
			b.Fatal(err)
		}
	}
	return d
}

// BenchmarkLetter is one letter at the end of what its writer wrote before.
func BenchmarkLetter(b *testing.B) {
	log := typing(7, 10000)
	b.ReportAllocs()
	for i := 0; i < b.N; {
		d := ydoc.New()
		for _, update := range log[:min(len(log), b.N-i)] {
			if _, err := d.Apply(update); err != nil {
				b.Fatal(err)
			}
			i++
		}
	}
}

// BenchmarkSession is all that people did in fifty sessions of npm yjs, as the server gets it.
func BenchmarkSession(b *testing.B) {
	var all [][][]byte
	play(b, 1, 50, func(s session) bool {
		all = append(all, s.Deliveries)
		return true
	})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		applied(b, all[i%len(all)])
	}
}

// The state of a thousand writers who each wrote ten letters: to write it, to load it,
// and what somebody lacks who has half.
func BenchmarkState(b *testing.B) {
	var log [][]byte
	for client := range uint64(1000) {
		log = append(log, typing(client+1, 10)...)
	}
	whole, half := applied(b, log), applied(b, log[:len(log)/2])
	state := whole.Encode()
	b.Run("encode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			whole.Encode()
		}
	})
	b.Run("load", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			applied(b, [][]byte{state})
		}
	})
	b.Run("difference", func(b *testing.B) {
		vector := half.StateVector()
		b.ReportAllocs()
		for b.Loop() {
			if _, err := whole.Diff(vector); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("scan", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ydoc.Scan(state); err != nil {
				b.Fatal(err)
			}
		}
	})
}
