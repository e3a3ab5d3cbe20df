package bus

import (
	"slices"
	"sync"
)

// topics are the topics that somebody on this node listens to.
type topics struct {
	mu     sync.RWMutex
	byName map[string]*topic
}

// topic is one topic and those who listen to it. Its lock is held while a message
// is handed over, so that everybody hears the same messages in the same order.
type topic struct {
	name  string
	users int // subscriptions that keep it in the table; guarded by the table's lock

	mu          sync.Mutex
	subscribers []*subscriber
}

type subscriber struct {
	deliver func(Message)
}

func newTopics() *topics {
	return &topics{byName: make(map[string]*topic)}
}

// find returns a topic, or nil when nobody listens to it.
func (t *topics) find(name string) *topic {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.byName[name]
}

// all returns the topics that somebody listens to, in no order.
func (t *topics) all() []*topic {
	t.mu.RLock()
	defer t.mu.RUnlock()
	list := make([]*topic, 0, len(t.byName))
	for _, one := range t.byName {
		list = append(list, one)
	}
	return list
}

// subscribe adds deliver to a topic. The table's lock is never held while waiting
// for a topic's, so a busy topic holds up no other.
func (t *topics) subscribe(name string, deliver func(Message)) (stop func()) {
	one := t.use(name)
	s := &subscriber{deliver: deliver}
	one.mu.Lock()
	one.subscribers = append(one.subscribers, s)
	one.mu.Unlock()
	return sync.OnceFunc(func() {
		one.mu.Lock()
		one.subscribers = slices.DeleteFunc(one.subscribers, func(o *subscriber) bool { return o == s })
		one.mu.Unlock()
		t.leave(one)
	})
}

func (t *topics) use(name string) *topic {
	t.mu.Lock()
	defer t.mu.Unlock()
	one := t.byName[name]
	if one == nil {
		one = &topic{name: name}
		t.byName[name] = one
	}
	one.users++
	return one
}

func (t *topics) leave(one *topic) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if one.users--; one.users == 0 {
		delete(t.byName, one.name)
	}
}

// deliver hands m to everybody on the topic.
func (one *topic) deliver(m Message) {
	one.mu.Lock()
	defer one.mu.Unlock()
	one.deliverLocked(m)
}

func (one *topic) deliverLocked(m Message) {
	for _, s := range one.subscribers {
		s.deliver(m)
	}
}
