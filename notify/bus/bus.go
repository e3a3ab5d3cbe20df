// Package bus carries short messages between the nodes of one installation.
//
// A message is a hint: it is delivered at most once, and may be lost without a
// sign. What must not be lost is in the store, and whoever listens asks there
// for what is missing. There are two buses, [Memory] for a single node and
// [Redis] for several, and one contract that both keep.
//
// # One node
//
// Publish is a function call: it calls the subscribers of the topic, one after
// the other, and returns. There is nothing to fill up and nothing to wait for.
//
// # Several nodes
//
// The bus over Redis does the same for the subscribers of its own node, so that
// people on one node hear each other at once, however Redis is. Before that it
// puts the message in a bounded queue, which one goroutine empties into Redis
// pub/sub, as many at a time as have gathered. Every message bears the mark of
// its node, and what comes back with one's own mark is dropped.
//
// Redis pub/sub forgets without telling, and go-redis mends a connection without
// telling. Three things make every loss known:
//
//   - A link to Redis is two connections that live and die together. Anything
//     unexpected on either ends the link, everybody is handed Lost, and a new one
//     is made. When Redis confirms a subscription, its subscribers are handed
//     Lost, since what was said before that moment was not heard. While there is
//     no link, everybody is handed Lost about once a second.
//   - A node that had to drop something, or whose link broke, tells the others as
//     the first thing on its next link, and they hand Lost to their subscribers.
//   - Every node says twice a second that it is there. It hears itself say so, which
//     shows a dead link within two seconds; and when another node falls silent
//     without having said goodbye, Lost is handed out about once a second until it
//     is heard again, or is forgotten. So a node that alone has lost its way to
//     Redis is still followed, through the store.
//
// The order is kept per publishing node. Between nodes there is none: a message
// of one's own may overtake one that another node published just before.
package bus

import (
	"context"
	"errors"
)

// ErrUnheard says that a message reached this node's subscribers, but perhaps not
// those of other nodes. They are told so when they are within reach again.
var ErrUnheard = errors.New("bus: other nodes may not have heard")

// Bus carries short messages between the nodes of one installation.
//
// A message is delivered at most once to each subscriber, this node's own
// included, and in the order in which one node published it. A subscriber that
// may have missed some is handed Lost, and reads again from where it was.
type Bus interface {
	// Publish hands body to every subscriber of topic, on every node. This node's
	// own have been called when it returns; it does not wait for other nodes. The
	// body belongs to the bus from then on. An error is ErrUnheard.
	Publish(ctx context.Context, topic string, body []byte) error

	// Subscribe calls deliver for every message on topic from now on, until stop is
	// called. When stop has returned, deliver is not called again; stop waits for a
	// call that is under way, and may be called twice.
	//
	// There is one call at a time per topic, from whichever goroutine publishes or
	// receives, and all subscribers of a topic on this node are called with the same
	// messages in the same order. So deliver needs no lock against itself, must not
	// block, and must not call the bus or stop: it holds up everybody on the topic.
	Subscribe(topic string, deliver func(Message)) (stop func())

	// Run carries messages between nodes until ctx ends, and then returns nil. It is
	// called once. Subscribers of this node are served without it.
	Run(ctx context.Context) error

	// Healthy reports whether other nodes are within reach, and if not, why.
	Healthy() error
}

// Message is what a subscriber is handed.
type Message struct {
	Topic string
	Body  []byte // shared by all subscribers: read, never changed
	Lost  bool   // messages may have been missed here; Body is empty
}
