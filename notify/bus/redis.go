package bus

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

const (
	patience   = time.Second            // for one answer of Redis
	retryAfter = 250 * time.Millisecond // from a broken link to the next attempt
	lostEvery  = time.Second            // between Lost and Lost while something is wrong
)

// Redis is the bus of an installation with several nodes: Redis pub/sub between
// them, function calls within each. The package comment says how it works.
type Redis struct {
	log     *slog.Logger
	place   *place // belongs to the link that is made
	control string // the channel on which nodes tell each other of themselves
	prefix  string // before the topic in the name of every other channel
	node    string // marks what this node publishes
	topics  *topics
	queue   *queue
	peers   *peers // belongs to the receiver

	changed chan struct{} // holds a token when touched is not empty
	mu      sync.Mutex
	linked  bool
	touched map[string]struct{} // topics somebody has begun or ceased to listen to

	health atomic.Pointer[health]
	stats  counters
}

// health is whether other nodes are within reach, and since when.
type health struct {
	err    error // why they are not; nil when they are
	since  time.Time
	logged bool // that they are not
}

// NewRedis makes a bus over the Redis at address: host:port, or one of
//
//	redis://user:password@host:port/number
//	redis+sentinel://user:password@host:port,host:port/master/number
//	redis+cluster://user:password@host:port,host:port/number
//
// with rediss instead of redis for TLS. Installations that share one Redis are told apart
// by the number, 0 when it is left out. Nothing is connected until Run.
func NewRedis(address string, log *slog.Logger) (*Redis, error) {
	place, err := placeOf(address)
	if err != nil {
		return nil, fmt.Errorf("address of redis: %w", err)
	}
	r := &Redis{
		log:     log,
		place:   place,
		control: place.channels(),
		prefix:  place.channels() + "/",
		node:    rand.Text()[:nodeLen],
		topics:  newTopics(),
		queue:   newQueue(),
		peers:   newPeers(),
		changed: make(chan struct{}, 1),
		touched: make(map[string]struct{}),
	}
	r.health.Store(&health{err: errors.New("not connected yet"), since: time.Now()})
	return r, nil
}

// Publish queues the message for the other nodes and then calls this node's
// subscribers. It does not wait for Redis.
func (r *Redis) Publish(_ context.Context, topic string, body []byte) error {
	one := r.topics.find(topic)
	if one == nil {
		return r.send(topic, body)
	}
	one.mu.Lock() // so that other nodes hear in the same order as this one
	defer one.mu.Unlock()
	err := r.send(topic, body)
	one.deliverLocked(Message{Topic: topic, Body: body})
	return err
}

func (r *Redis) send(topic string, body []byte) error {
	if r.queue.add(topic, body) {
		return nil
	}
	r.stats.dropped.Add(1)
	return ErrUnheard
}

// Subscribe calls deliver for every message on topic until stop is called. The
// first thing it is handed may be Lost, when Redis has confirmed the subscription.
func (r *Redis) Subscribe(topic string, deliver func(Message)) (stop func()) {
	leave := r.topics.subscribe(topic, deliver)
	r.touch(topic)
	return func() {
		leave()
		r.touch(topic)
	}
}

// touch has the link look at who listens to topic. Without a link there is no
// need: a new one begins by asking for everything.
func (r *Redis) touch(topic string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.linked {
		return
	}
	r.touched[topic] = struct{}{}
	select {
	case r.changed <- struct{}{}:
	default:
	}
}

// takeTouched returns the topics touched since the last time.
func (r *Redis) takeTouched() map[string]struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	touched := r.touched
	r.touched = make(map[string]struct{})
	return touched
}

func (r *Redis) setLinked(linked bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.linked = linked
	clear(r.touched)
}

// Run keeps a link to Redis until ctx ends: it makes one, works over it until it
// breaks, and makes the next. Before it ends it sends what is waiting.
func (r *Redis) Run(ctx context.Context) error {
	var told time.Time
	for {
		err := r.guard(func() error { return r.work(ctx) })
		if ctx.Err() != nil {
			r.health.Store(&health{err: errors.New("the bus has stopped"), since: time.Now()})
			return nil
		}
		broke := r.Healthy() == nil
		r.down(err)
		if broke || time.Since(told) >= lostEvery {
			told = time.Now()
			_ = r.guard(r.lost)
		}
		select {
		case <-time.After(retryAfter):
		case <-ctx.Done():
		}
	}
}

// work makes one link and works over it until it breaks or ctx ends.
func (r *Redis) work(ctx context.Context) error {
	l, err := r.dial(ctx)
	if err != nil {
		return err
	}
	r.setLinked(true)
	r.queue.start()
	defer func() {
		r.setLinked(false)
		r.stats.dropped.Add(uint64(r.queue.stop()))
	}()
	return l.work(ctx)
}

// guard calls f and makes an error of a panic, such as one of a subscriber.
func (r *Redis) guard(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			r.log.Error("bus panicked", "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return f()
}

// lost hands Lost to every subscriber of this node.
func (r *Redis) lost() error {
	for _, one := range r.topics.all() {
		r.lostOn(one)
	}
	return nil
}

func (r *Redis) lostOn(one *topic) {
	r.stats.lost.Add(1)
	one.deliver(Message{Topic: one.name, Lost: true})
}

// up notes that other nodes are within reach.
func (r *Redis) up() {
	was := r.health.Swap(&health{since: time.Now()})
	r.stats.links.Add(1)
	r.log.Info("redis connected", "addr", r.place.String(), "after", time.Since(was.since).Round(time.Millisecond))
}

// down notes why other nodes are out of reach. It logs the first reason only.
func (r *Redis) down(err error) {
	was := r.health.Load()
	if !was.logged {
		r.log.Warn("redis out of reach", "addr", r.place.String(), "err", err)
	}
	since := was.since
	if was.err == nil {
		since = time.Now()
	}
	r.health.Store(&health{err, since, true})
}

// Healthy is nil while there is a link to Redis.
func (r *Redis) Healthy() error {
	h := r.health.Load()
	if h.err == nil {
		return nil
	}
	return fmt.Errorf("redis at %s has been out of reach for %v: %w",
		r.place, time.Since(h.since).Round(time.Second), h.err)
}
