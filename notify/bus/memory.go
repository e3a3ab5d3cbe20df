package bus

import "context"

// Memory is the bus of an installation with one node. Publishing is a function
// call to the subscribers, and nothing is ever lost.
type Memory struct {
	topics *topics
}

// NewMemory makes a bus in memory. Two nodes in one process may share it.
func NewMemory() *Memory {
	return &Memory{topics: newTopics()}
}

// Publish calls every subscriber of topic and never fails.
func (m *Memory) Publish(_ context.Context, topic string, body []byte) error {
	if one := m.topics.find(topic); one != nil {
		one.deliver(Message{Topic: topic, Body: body})
	}
	return nil
}

// Subscribe calls deliver for every message on topic until stop is called.
func (m *Memory) Subscribe(topic string, deliver func(Message)) (stop func()) {
	return m.topics.subscribe(topic, deliver)
}

// Run waits for ctx to end: a single node has nobody to carry messages to.
func (m *Memory) Run(ctx context.Context) error {
	<-ctx.Done()
	return nil
}

// Healthy is always nil: there are no other nodes.
func (m *Memory) Healthy() error { return nil }
