package store

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// together answers many who ask for one thing each at the same time with one question to
// the database. Who asks alone is answered at once; those who ask while a question is under
// way are gathered, and the next question is for all of them. So nothing is kept, and
// everybody hears what was so after they had asked: a session that has ended is never
// taken for a good one.
//
// The questions are put by a goroutine of their own, for as long as somebody waits, so
// that the stacks of those who wait stay small.
type together[K comparable, V any] struct {
	read func(ctx context.Context, keys []K) (map[K]V, error)

	mu    sync.Mutex
	next  *gathered[K, V] // nil when nobody waits for the next question
	under bool            // a question is under way
}

// gathered is a question for many.
type gathered[K comparable, V any] struct {
	asked   map[K]bool
	done    chan struct{} // closed when it is answered
	answers map[K]V
	err     error
}

// ask returns what is there under a key, and whether anything is.
func (t *together[K, V]) ask(ctx context.Context, key K) (v V, ok bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	g := t.join(key)
	select {
	case <-g.done:
		v, ok = g.answers[key]
		return v, ok, g.err
	case <-ctx.Done():
		return v, false, ctx.Err()
	}
}

// join adds a key to the next question, and has it put when none is under way.
func (t *together[K, V]) join(key K) *gathered[K, V] {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.next == nil {
		t.next = &gathered[K, V]{asked: map[K]bool{}, done: make(chan struct{})}
	}
	g := t.next
	g.asked[key] = true
	if !t.under {
		t.under = true
		go t.run()
	}
	return g
}

// run puts one question after the other until nobody waits. Each time it lets those go
// first who are about to ask: there are such only when the machine is busy, and then they
// share the question.
func (t *together[K, V]) run() {
	for {
		runtime.Gosched()
		t.mu.Lock()
		g := t.next
		t.next, t.under = nil, g != nil
		t.mu.Unlock()
		if g == nil {
			return
		}
		t.put(g)
	}
}

// put puts one question. A panic in it is a fault for those who asked.
func (t *together[K, V]) put(g *gathered[K, V]) {
	defer close(g.done)
	defer func() {
		if p := recover(); p != nil {
			g.err = fmt.Errorf("a question panicked: %v\n%s", p, debug.Stack())
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), readPatience)
	defer cancel()
	keys := make([]K, 0, len(g.asked))
	for key := range g.asked {
		keys = append(keys, key)
	}
	g.answers, g.err = t.read(ctx, keys)
}

// maxAsked is how many one statement asks for at the most.
const maxAsked = 64

// askedFor returns placeholders from $first for some texts, and them as arguments, the last
// repeated: so that there are few statements, which can be kept.
func askedFor[T ~string](first int, texts []T) (list string, of []any) {
	n := 1
	for n < len(texts) {
		n *= 8
	}
	of = args(texts)
	for len(of) < n {
		of = append(of, of[len(of)-1])
	}
	return placeholders(first, n), of
}
