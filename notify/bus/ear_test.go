package bus_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"ringain/notify/bus"
)

// deadline is how long a test waits for what should happen.
const deadline = 20 * time.Second

// ear is a subscriber that remembers what it heard, and how often Lost.
type ear struct {
	mu      sync.Mutex
	heard   []string
	lost    int
	changed chan struct{}
}

func listen(b bus.Bus, topic string) (e *ear, stop func()) {
	e = &ear{changed: make(chan struct{}, 1)}
	return e, b.Subscribe(topic, e.hear)
}

func (e *ear) hear(m bus.Message) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if m.Lost {
		e.lost++
	} else {
		e.heard = append(e.heard, string(m.Body))
	}
	select {
	case e.changed <- struct{}{}:
	default:
	}
}

func (e *ear) all() (heard []string, lost int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.heard[:len(e.heard):len(e.heard)], e.lost
}

// until waits until what was heard fulfils ok.
func (e *ear) until(t *testing.T, what string, ok func(heard []string, lost int) bool) {
	t.Helper()
	late, again := time.After(deadline), time.NewTicker(100*time.Millisecond)
	defer again.Stop()
	for !ok(e.all()) {
		select {
		case <-e.changed:
		case <-again.C: // ok may do something to bring it about
		case <-late:
			heard, lost := e.all()
			t.Fatalf("waited in vain for %s; heard %d messages, the last %q; lost %d", what, len(heard), tail(heard), lost)
		}
	}
}

func tail(all []string) []string { return all[max(0, len(all)-5):] }

// untilLost waits until Lost was handed once more, and returns how often it was.
func (e *ear) untilLost(t *testing.T, before int) (lost int) {
	t.Helper()
	e.until(t, "Lost", func(_ []string, n int) bool { lost = n; return n > before })
	return lost
}

// untilHeard waits until body was heard.
func (e *ear) untilHeard(t *testing.T, body string) {
	t.Helper()
	e.until(t, body, func(heard []string, _ int) bool {
		for i := len(heard) - 1; i >= 0; i-- {
			if heard[i] == body {
				return true
			}
		}
		return false
	})
}

// run runs b and returns what stops it; it is also stopped when the test ends.
func run(t testing.TB, b bus.Bus) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(deadline):
			t.Error("Run does not end with its context")
		}
	})
	t.Cleanup(stop)
	untilHealthy(t, b)
	return stop
}

func untilHealthy(t testing.TB, b bus.Bus) {
	t.Helper()
	untilHealth(t, b, func(err error) bool { return err == nil })
}

func untilSick(t testing.TB, b bus.Bus) error {
	t.Helper()
	return untilHealth(t, b, func(err error) bool { return err != nil })
}

func untilHealth(t testing.TB, b bus.Bus, ok func(error) bool) error {
	t.Helper()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	late := time.After(deadline)
	for {
		err := b.Healthy()
		if ok(err) {
			return err
		}
		select {
		case <-look.C:
		case <-late:
			t.Fatalf("waited in vain for another state of health than: %v", err)
		}
	}
}

func publish(t testing.TB, b bus.Bus, topic, body string) {
	t.Helper()
	if err := b.Publish(t.Context(), topic, []byte(body)); err != nil && !errors.Is(err, bus.ErrUnheard) {
		t.Errorf("publish on %s: %v", topic, err)
	}
}
