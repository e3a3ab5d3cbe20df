package live

import (
	"context"
	"sync"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/bus"
)

// twisted is a real bus whose messages reach this node as twist makes of them:
// some dropped, repeated, late or Lost.
type twisted struct {
	bus.Bus
	mu    sync.Mutex
	twist func(bus.Message) []bus.Message
}

func (b *twisted) Subscribe(topic string, deliver func(bus.Message)) (stop func()) {
	return b.Bus.Subscribe(topic, func(m bus.Message) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, m := range b.twist(m) {
			deliver(m)
		}
	})
}

// gated is a real store whose log waits, when it is shut, until it is opened or the
// question is given up.
type gated struct {
	*store.Store
	mu   sync.Mutex
	gate chan struct{} // closed when open
}

func newGated(s *store.Store) *gated {
	g := &gated{Store: s, gate: make(chan struct{})}
	close(g.gate)
	return g
}

func (g *gated) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.gate = make(chan struct{})
}

func (g *gated) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	close(g.gate)
}

func (g *gated) EventsSince(ctx context.Context, id meetings.ID, after int64, limit int) ([]meetings.Entry, error) {
	g.mu.Lock()
	gate := g.gate
	g.mu.Unlock()
	select {
	case <-gate:
		return g.Store.EventsSince(ctx, id, after, limit)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
