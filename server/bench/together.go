package main

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// together does something n times, so many of them at the same time.
func together(n, atOnce int, do func(i int) error) error {
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i := range n {
		group.Go(func() error { return do(i) })
	}
	return group.Wait()
}

// mouth says one thing, waits until it is answered, and returns its name.
type mouth func() (name uint64, err error)

// saying is what has been said, and when.
type saying struct {
	mu   sync.Mutex
	when map[uint64]time.Time
}

// speak has every mouth say one thing after the other for so long: as fast as it is
// answered, or each at an even pace when every is above zero. It returns how many things
// each has said.
func (s *saying) speak(mouths []mouth, every, lasts time.Duration) (each []int64, err error) {
	s.when = map[uint64]time.Time{}
	each = make([]int64, len(mouths))
	until := time.Now().Add(lasts)
	err = together(len(mouths), len(mouths)+1, func(i int) error {
		next := time.Now().Add(every * time.Duration(i) / time.Duration(len(mouths)))
		for time.Now().Before(until) {
			if every > 0 {
				time.Sleep(time.Until(next))
				next = next.Add(every)
			}
			at := time.Now()
			name, err := mouths[i]()
			if err != nil {
				return fmt.Errorf("to say something: %w", err)
			}
			each[i]++
			s.mu.Lock()
			s.when[name] = at
			s.mu.Unlock()
		}
		return nil
	})
	return each, err
}

// delays returns how long it took until what was said was heard, in order of length.
func (s *saying) delays(ears []*ear) []time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []time.Duration
	for _, e := range ears {
		for _, h := range e.heard {
			if at, ok := s.when[h.name]; ok {
				all = append(all, h.at.Sub(at))
			}
		}
	}
	slices.Sort(all)
	return all
}

// part returns how long the shortest took, but for so many of a hundred; in milliseconds.
func part(sorted []time.Duration, percent int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return ms(sorted[min(len(sorted)-1, len(sorted)*percent/100)])
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }
