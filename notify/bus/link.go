package bus

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	nodeLen   = 12                     // bytes before every body: who published it
	sayHere   = 500 * time.Millisecond // between two signs of life
	silence   = 2 * time.Second        // without a sign of life the link is dead
	batchSize = 512                    // messages sent to Redis before its answers are read
)

// What a node says on the control channel.
const (
	here   = "here"   // I am there
	missed = "missed" // I may have failed to tell you something
	bye    = "bye"    // I am leaving in good order
)

// link is one connection to publish and one to receive on. Both are dialled
// beforehand, and go-redis gets no others: it cannot mend a link unseen. The
// goroutine in work sends and subscribes, another receives; the first of them to
// meet an error ends both.
type link struct {
	bus    *Redis
	client *redis.Client
	sub    *redis.PubSub
	asked  map[string]bool // topics that Redis has been asked for; belongs to the sender
	batch  []outgoing      // sent last; belongs to the sender

	unused chan net.Conn // dialled, not yet taken by go-redis
	conns  []net.Conn
	once   sync.Once
	over   chan struct{} // closed when the link has ended
	reason error         // why; set before over is closed
}

// dial makes the two connections of a link.
func (r *Redis) dial(ctx context.Context) (*link, error) {
	l := &link{bus: r, asked: make(map[string]bool), unused: make(chan net.Conn, 2), over: make(chan struct{})}
	options, err := r.place.find(ctx)
	if err != nil {
		return nil, err
	}
	dial := redis.NewDialer(&options)
	for range cap(l.unused) {
		c, err := dial(ctx, options.Network, options.Addr)
		if err != nil {
			l.end(err)
			return nil, err
		}
		l.conns = append(l.conns, c)
		l.unused <- c
	}
	options.Dialer = func(context.Context, string, string) (net.Conn, error) {
		select {
		case c := <-l.unused:
			return c, nil
		default:
			return nil, errors.New("a connection was found closed")
		}
	}
	l.client = redis.NewClient(&options)
	l.sub = l.client.Subscribe(ctx)
	if len(r.place.hosts) == 0 {
		return l, nil
	}
	if err := checkRole(ctx, l.client); err != nil {
		l.end(err)
		l.close()
		return nil, err
	}
	return l, nil
}

// end ends the link. Only the first reason counts.
func (l *link) end(reason error) {
	l.once.Do(func() {
		l.reason = reason
		for _, c := range l.conns {
			_ = c.Close()
		}
		close(l.over)
	})
}

// work sends and receives until something breaks or ctx ends, and says why it
// ended. What is waiting then is still sent.
func (l *link) work(ctx context.Context) error {
	received := make(chan struct{})
	quiet := context.WithoutCancel(ctx)
	if err := l.begin(quiet); err != nil {
		l.end(err)
		close(received)
	} else {
		go func() {
			defer close(received)
			l.end(l.bus.guard(func() error { return l.receive(quiet) }))
		}()
		l.end(l.bus.guard(func() error { return l.send(ctx) }))
	}
	<-received
	l.close()
	return l.reason
}

func (l *link) close() {
	_ = l.sub.Close()
	_ = l.client.Close()
}

// begin says that something may have been missed, and asks for every topic that
// somebody listens to, the control channel last.
func (l *link) begin(ctx context.Context) error {
	if err := l.flush(ctx); err != nil {
		return err
	}
	var names []string
	for _, one := range l.bus.topics.all() {
		l.asked[one.name] = true
		names = append(names, l.bus.prefix+one.name)
	}
	return l.subscribe(ctx, append(names, l.bus.control)...)
}

// send is the sender's loop.
func (l *link) send(ctx context.Context) error {
	quiet := context.WithoutCancel(ctx)
	sign := time.NewTicker(sayHere)
	defer sign.Stop()
	for {
		var err error
		select {
		case <-l.over:
			return l.reason
		case <-ctx.Done():
			if err = l.flush(quiet); err == nil {
				err = l.say(quiet, bye)
			}
			return errors.Join(ctx.Err(), err)
		case <-l.bus.queue.ready:
			err = l.flush(quiet)
		case <-l.bus.changed:
			err = l.resubscribe(quiet)
		case <-sign.C:
			err = l.say(quiet, here)
		}
		if err != nil {
			return err
		}
	}
}

// flush sends all that is waiting, in order, after word of what was dropped.
func (l *link) flush(ctx context.Context) error {
	batch, dropped := l.bus.queue.take(l.batch)
	l.batch = batch
	if dropped {
		if err := l.say(ctx, missed); err != nil {
			return err
		}
	}
	for len(batch) > 0 {
		n := min(len(batch), batchSize)
		pipe := l.client.Pipeline()
		for _, o := range batch[:n] {
			l.publish(ctx, pipe, l.bus.prefix+o.topic, o.body)
		}
		if _, err := pipe.Exec(ctx); err != nil {
			return fmt.Errorf("publish: %w", err)
		}
		l.bus.stats.published.Add(uint64(n))
		batch = batch[n:]
	}
	return nil
}

// say tells the other nodes, and this one, something about this node.
func (l *link) say(ctx context.Context, what string) error {
	if err := l.publish(ctx, l.client, l.bus.control, []byte(what)).Err(); err != nil {
		return fmt.Errorf("publish %q: %w", what, err)
	}
	return nil
}

// publish puts the node's mark before body. On a pipeline it only queues it.
func (l *link) publish(ctx context.Context, to redis.Cmdable, channel string, body []byte) *redis.IntCmd {
	payload := make([]byte, 0, nodeLen+len(body))
	payload = append(append(payload, l.bus.node...), body...)
	if l.bus.place.cluster {
		return to.SPublish(ctx, channel, payload)
	}
	return to.Publish(ctx, channel, payload)
}

// subscribe asks Redis for channels; in a cluster for those of one slot, which are told to
// the servers of that slot alone.
func (l *link) subscribe(ctx context.Context, channels ...string) error {
	if l.bus.place.cluster {
		return l.sub.SSubscribe(ctx, channels...)
	}
	return l.sub.Subscribe(ctx, channels...)
}

func (l *link) unsubscribe(ctx context.Context, channels ...string) error {
	if l.bus.place.cluster {
		return l.sub.SUnsubscribe(ctx, channels...)
	}
	return l.sub.Unsubscribe(ctx, channels...)
}

// resubscribe asks Redis for the topics somebody has begun to listen to, and no
// longer for those nobody listens to.
func (l *link) resubscribe(ctx context.Context) error {
	var begun, ceased []string
	for name := range l.bus.takeTouched() {
		wanted := l.bus.topics.find(name) != nil
		switch {
		case wanted && !l.asked[name]:
			l.asked[name] = true
			begun = append(begun, l.bus.prefix+name)
		case !wanted && l.asked[name]:
			delete(l.asked, name)
			ceased = append(ceased, l.bus.prefix+name)
		}
	}
	if len(begun) > 0 {
		if err := l.subscribe(ctx, begun...); err != nil {
			return fmt.Errorf("subscribe: %w", err)
		}
	}
	if len(ceased) > 0 {
		if err := l.unsubscribe(ctx, ceased...); err != nil {
			return fmt.Errorf("unsubscribe: %w", err)
		}
	}
	return nil
}

// receive is the receiver's loop. The node hears its own signs of life on the
// connection, so silence means that it is dead.
func (l *link) receive(ctx context.Context) error {
	for {
		got, err := l.sub.ReceiveTimeout(ctx, silence)
		if err != nil {
			return fmt.Errorf("receive: %w", err)
		}
		switch got := got.(type) {
		case *redis.Message:
			l.hear(got.Channel, got.Payload)
		case *redis.Subscription:
			switch got.Kind {
			case "subscribe", "ssubscribe":
				l.confirmed(got.Channel)
			case "unsubscribe", "sunsubscribe":
				if got.Channel == l.bus.control { // which nobody asked for
					return errors.New("the server no longer has the channels")
				}
			}
		}
	}
}

// confirmed hands Lost to the subscribers of a topic: what was said before Redis
// knew of the subscription was not heard. The control channel is asked for after
// all others, so then the link is up.
func (l *link) confirmed(channel string) {
	if channel == l.bus.control {
		l.bus.up()
		return
	}
	if one := l.bus.topics.find(strings.TrimPrefix(channel, l.bus.prefix)); one != nil {
		l.bus.lostOn(one)
	}
}

// hear takes what came over Redis. What this node published, its subscribers have
// had already.
func (l *link) hear(channel, payload string) {
	if len(payload) < nodeLen {
		return // not from a node
	}
	node, body := payload[:nodeLen], payload[nodeLen:]
	switch {
	case channel == l.bus.control:
		l.hearOf(node, body)
	case node != l.bus.node:
		if one := l.bus.topics.find(strings.TrimPrefix(channel, l.bus.prefix)); one != nil {
			l.bus.stats.received.Add(1)
			one.deliver(Message{Topic: one.name, Body: []byte(body)})
		}
	}
}

// hearOf takes what a node says of itself. This node's own signs of life are the
// clock by which the others are watched.
func (l *link) hearOf(node, what string) {
	r, now := l.bus, time.Now()
	switch {
	case node == r.node:
		before := r.peers.silent
		if r.peers.lost(now) {
			_ = r.lost()
		}
		if r.peers.silent != before {
			r.log.Warn("nodes silent", "count", r.peers.silent)
		}
	case what == bye:
		r.peers.gone(node)
	case what == missed:
		r.peers.here(node, now)
		_ = r.lost()
	default:
		r.peers.here(node, now)
	}
}
