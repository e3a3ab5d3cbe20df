// Package bus carries short messages between the nodes of one installation.
//
// A message is a hint: it is delivered at most once, and may be lost without a
// sign. What must not be lost is in the store, and whoever listens asks there
// for what is missing. There are two buses, one in memory for a single node and
// one over Redis pub/sub for several, and one contract that both keep.
package bus

import "context"

// Bus carries short messages between the nodes of one installation.
//
// A message is delivered at most once to each subscriber, this node's own
// included, and in the order in which one node published it. A subscriber that
// may have missed some is handed Lost, and reads again from where it was.
type Bus interface {
	// Publish hands body to every subscriber of topic, on every node. It does not
	// wait for them. An error means that other nodes may not have heard.
	Publish(ctx context.Context, topic string, body []byte) error

	// Subscribe calls deliver for every message on topic from now on, one at a
	// time, until stop is called. deliver must not block and must not keep
	// calling the bus from within. When stop has returned, deliver is not called again.
	Subscribe(topic string, deliver func(Message)) (stop func())

	// Run carries messages until ctx ends.
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
