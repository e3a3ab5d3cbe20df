package ydoc_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"math/rand/v2"
	"runtime"
	"runtime/metrics"
	"sync"
	"syscall"
	"testing"
	"time"

	"ringain/meetings/ydoc"
)

var malformed = flag.Int("malformed", 10000, "how many malformed updates the engine is held against")

// What one malformed update may cost. Time is the processor's, since this machine may be
// busy with others; memory is all that was asked for, given back or not.
const (
	mostTime   = time.Second
	mostMemory = 64 << 20
)

// Whatever comes in, the engine does not fall over, does not take long, and either takes
// it as npm yjs would or refuses it and is as it was. What the engine takes is passed on
// to everybody, so npm yjs must be able to read it.
func TestMalformedUpdatesLeaveNoTrace(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	samples := updates(t, 40)
	npm := newReader(t)
	type taken struct{ base, update []byte }
	asked := make(chan taken, 64)
	var answers sync.WaitGroup
	answers.Go(func() {
		for a := range asked {
			got, err := npm.answer()
			if err != nil {
				t.Errorf("npm yjs stopped answering: %v", err)
				return
			}
			if got.Error != "" {
				t.Errorf("the engine takes what npm yjs cannot read: %s\nafter  %x\nupdate %x", got.Error, a.base, a.update)
			}
		}
	})
	defer answers.Wait()
	defer close(asked)
	r := rand.New(rand.NewPCG(2026, 11))
	refused := 0
	for i := range *malformed {
		s := samples[r.IntN(len(samples))]
		update := spoil(r, s.update, samples)
		if !withstand(t, i, s.base, update) {
			refused++
			continue
		}
		if err := npm.ask(s.base, update); err != nil {
			t.Errorf("ask npm yjs: %v", err)
			return
		}
		asked <- taken{s.base, update}
	}
	t.Logf("%d of %d refused", refused, *malformed)
}

// withstand gives a document one bad update and reports whether it took it.
func withstand(t *testing.T, i int, base, update []byte) bool {
	d := ydoc.New()
	if _, err := d.Apply(base); err != nil {
		t.Errorf("%d: a sample is refused: %v\n%x", i, err, base)
	}
	before := d.Encode()
	start, began := allocated(), spent(t)
	_, err := d.Apply(update)
	_, scanErr := ydoc.Scan(update)
	took := spent(t) - began
	if memory := allocated() - start; took > mostTime || memory > mostMemory {
		t.Errorf("%d: %v and %d bytes for\n%x", i, took, memory, short(update))
	}
	if err == nil {
		if scanErr != nil {
			t.Errorf("%d: taken, but Scan refuses it: %v\n%x", i, scanErr, short(update))
		}
		if _, err := ydoc.New().Apply(d.Encode()); err != nil {
			t.Errorf("%d: taken, and then its own state is refused: %v\nafter  %x\nupdate %x", i, err, base, short(update))
		}
		return true
	}
	var why *ydoc.Error
	if !errors.As(err, &why) {
		t.Errorf("%d: refused with %T, want *ydoc.Error", i, err)
	}
	if !bytes.Equal(before, d.Encode()) {
		t.Errorf("%d: refused, but the document has changed\nafter  %x\nupdate %x", i, base, short(update))
	}
	return false
}

// spent is how much processor time this thread has used: getrusage(2), RUSAGE_THREAD.
func spent(t *testing.T) time.Duration {
	const thisThread = 1
	var used syscall.Rusage
	if err := syscall.Getrusage(thisThread, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// allocated is how many bytes this program has ever asked for.
func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

func short(b []byte) []byte { return b[:min(len(b), 4096)] }

// sample is an update as people make them, and a document that may have come before.
type sample struct{ base, update []byte }

// updates are those of n sessions.
func updates(t testing.TB, n int) []sample {
	var all []sample
	play(t, 1, n, func(s session) bool {
		base := []byte{0, 0}
		if len(s.Known) > 0 {
			base = s.Known[0]
		}
		for _, u := range s.Deliveries {
			all = append(all, sample{base, u})
		}
		return true
	})
	return all
}

// spoil makes an update bad in one of many ways, now and then in several.
func spoil(r *rand.Rand, update []byte, samples []sample) []byte {
	bad := bytes.Clone(update)
	for range 1 + r.IntN(3) {
		bad = spoils[r.IntN(len(spoils))](r, bad, samples)
	}
	return bad
}

var spoils = []func(*rand.Rand, []byte, []sample) []byte{
	func(r *rand.Rand, b []byte, _ []sample) []byte { return b[:r.IntN(len(b)+1)] },
	func(r *rand.Rand, b []byte, _ []sample) []byte { // flip a bit
		if len(b) > 0 {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
		return b
	},
	func(r *rand.Rand, b []byte, _ []sample) []byte { // another byte
		if len(b) > 0 {
			b[r.IntN(len(b))] = byte(r.Uint32())
		}
		return b
	},
	func(r *rand.Rand, b []byte, _ []sample) []byte { return put(r, b, []byte{0x80, 0x80, 0x80, 0x00}) },
	func(r *rand.Rand, b []byte, _ []sample) []byte { // a huge number
		return put(r, b, binary.AppendUvarint(nil, 1<<(20+r.IntN(44))-uint64(r.IntN(2))))
	},
	func(r *rand.Rand, b []byte, all []sample) []byte { // a piece of another
		other := all[r.IntN(len(all))].update
		from := r.IntN(len(other))
		return put(r, b, other[from:from+r.IntN(len(other)-from+1)])
	},
	func(r *rand.Rand, b []byte, _ []sample) []byte { // a piece again
		from := r.IntN(len(b) + 1)
		return put(r, b, bytes.Clone(b[from:from+r.IntN(len(b)-from+1)]))
	},
	func(r *rand.Rand, b []byte, _ []sample) []byte { // a piece less
		from := r.IntN(len(b) + 1)
		return append(b[:from:from], b[from+r.IntN(len(b)-from+1):]...)
	},
	func(r *rand.Rand, b []byte, _ []sample) []byte {
		if r.IntN(10) > 0 {
			return b
		}
		return hostile[r.IntN(len(hostile))](r)
	},
}

// put puts a piece somewhere into b, or over what is there.
func put(r *rand.Rand, b, piece []byte) []byte {
	at := r.IntN(len(b) + 1)
	rest := b[at:]
	if r.IntN(2) == 0 {
		rest = rest[min(len(rest), len(piece)):]
	}
	return append(append(b[:at:at], piece...), rest...)
}
