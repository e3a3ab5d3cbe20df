package bus_test

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"ringain/notify/bus"
)

// conform states the contract of a bus. open makes one that does not run yet.
func conform(t *testing.T, open func(testing.TB) bus.Bus) {
	stories := []struct {
		name string
		tell func(*testing.T, bus.Bus)
	}{
		{"own messages are heard at once, in order", ownMessages},
		{"every subscriber of a topic hears, and no other", everySubscriber},
		{"each publisher keeps its order, and all hear the same", concurrentPublishers},
		{"a subscriber hears what is said between subscribe and stop", betweenSubscribeAndStop},
		{"stop waits for the call under way, and nothing comes after", stopStops},
		{"bodies of every size and any bytes arrive whole", bodies},
		{"publishing where nobody listens is fine", nobodyListens},
		{"subscribers come and go while others publish", comeAndGo},
	}
	for _, story := range stories {
		t.Run(story.name, func(t *testing.T) {
			b := open(t)
			run(t, b)
			story.tell(t, b)
		})
	}
	t.Run("run ends with its context and leaves nothing behind", func(t *testing.T) {
		before := goleak.IgnoreCurrent()
		b := open(t)
		stop := run(t, b)
		e, leave := listen(b, "room")
		defer leave()
		stop()
		goleak.VerifyNone(t, before)
		publish(t, b, "room", "still heard here")
		e.untilHeard(t, "still heard here")
	})
}

func ownMessages(t *testing.T, b bus.Bus) {
	e, stop := listen(b, "room")
	defer stop()
	var want []string
	for i := range 100 {
		want = append(want, fmt.Sprint(i))
		publish(t, b, "room", want[i])
	}
	heard, _ := e.all()
	if diff := cmp.Diff(want, heard); diff != "" {
		t.Error(diff)
	}
}

func everySubscriber(t *testing.T, b bus.Bus) {
	first, stop := listen(b, "room")
	defer stop()
	second, stop := listen(b, "room")
	defer stop()
	other, stop := listen(b, "roo")
	defer stop()
	publish(t, b, "room", "to room")
	publish(t, b, "roo", "to roo")
	for e, want := range map[*ear]string{first: "to room", second: "to room", other: "to roo"} {
		if heard, _ := e.all(); !slices.Equal(heard, []string{want}) {
			t.Errorf("heard %q, not %q", heard, want)
		}
	}
}

func concurrentPublishers(t *testing.T, b bus.Bus) {
	const publishers, each = 4, 500
	first, stop := listen(b, "room")
	defer stop()
	second, stop := listen(b, "room")
	defer stop()
	var all sync.WaitGroup
	for p := range publishers {
		all.Go(func() {
			for i := range each {
				publish(t, b, "room", fmt.Sprintf("%d %d", p, i))
			}
		})
	}
	all.Wait()
	heard, _ := first.all()
	inOrder(t, heard, publishers, each)
	also, _ := second.all()
	if diff := cmp.Diff(heard, also); diff != "" {
		t.Errorf("two subscribers heard differently: %s", diff)
	}
}

// inOrder checks that of every publisher all was heard, once and in order.
func inOrder(t *testing.T, heard []string, publishers, each int) {
	t.Helper()
	next := make([]int, publishers)
	for _, body := range heard {
		var p, i int
		if _, err := fmt.Sscan(body, &p, &i); err != nil || i != next[p] {
			t.Fatalf("heard %q when %d of publisher %d was due", body, next[p], p)
		}
		next[p]++
	}
	for p, n := range next {
		if n != each {
			t.Errorf("heard %d of %d from publisher %d", n, each, p)
		}
	}
}

// betweenSubscribeAndStop does random things and compares with a list of what
// each subscriber is to hear.
func betweenSubscribeAndStop(t *testing.T, b bus.Bus) {
	type listener struct {
		ear   *ear
		stop  func()
		topic string
		want  []string
		gone  bool
	}
	rapid.Check(t, func(rt *rapid.T) {
		var all []*listener
		defer func() {
			for _, l := range all {
				l.stop()
			}
		}()
		topic := rapid.SampledFrom([]string{"", "a", "b", "möte/åäö", "a b\r\n"})
		rt.Repeat(map[string]func(*rapid.T){
			"subscribe": func(rt *rapid.T) {
				l := &listener{topic: topic.Draw(rt, "topic")}
				l.ear, l.stop = listen(b, l.topic)
				all = append(all, l)
			},
			"publish": func(rt *rapid.T) {
				to, body := topic.Draw(rt, "topic"), rapid.String().Draw(rt, "body")
				publish(t, b, to, body)
				for _, l := range all {
					if l.topic == to && !l.gone {
						l.want = append(l.want, body)
					}
				}
			},
			"stop": func(rt *rapid.T) {
				if len(all) == 0 {
					rt.Skip("nobody listens")
				}
				l := rapid.SampledFrom(all).Draw(rt, "listener")
				l.stop()
				l.gone = true
			},
			"": func(rt *rapid.T) {
				for i, l := range all {
					if heard, _ := l.ear.all(); !slices.Equal(heard, l.want) {
						rt.Fatalf("listener %d on %q heard %q, not %q", i, l.topic, heard, l.want)
					}
				}
			},
		})
	})
}

func stopStops(t *testing.T, b bus.Bus) {
	inside, goOn := make(chan struct{}), make(chan struct{})
	var calls int // without a lock: the race detector watches that stop was waited for
	stop := b.Subscribe("room", func(m bus.Message) {
		if m.Lost {
			return
		}
		calls++
		close(inside)
		<-goOn
		calls++
	})
	go publish(t, b, "room", "one")
	<-inside
	stopped := make(chan struct{})
	go func() {
		stop()
		close(stopped)
	}()
	for range 100 {
		runtime.Gosched()
		select {
		case <-stopped:
			t.Fatal("stop returned while deliver was at work")
		default:
		}
	}
	close(goOn)
	<-stopped
	publish(t, b, "room", "two") // would close inside again, and panic
	stop()
	if calls != 2 {
		t.Errorf("deliver passed %d points, not 2", calls)
	}
}

func bodies(t *testing.T, b bus.Bus) {
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	all := []string{"", "\x00", "\r\n", "åäö", "\xff\xfe", string(every)}
	for n := 1; n <= 64<<10; n *= 4 {
		all = append(all, string(bytes.Repeat([]byte{byte(n), 0}, n/2)), strings.Repeat("x", n))
	}
	e, stop := listen(b, "room")
	defer stop()
	for _, body := range all {
		publish(t, b, "room", body)
	}
	heard, _ := e.all()
	if diff := cmp.Diff(all, heard); diff != "" {
		t.Error(diff)
	}
}

func nobodyListens(t *testing.T, b bus.Bus) {
	publish(t, b, "empty", "to nobody")
	e, stop := listen(b, "empty")
	publish(t, b, "empty", "to one")
	stop()
	publish(t, b, "empty", "to nobody again")
	if heard, _ := e.all(); !slices.Equal(heard, []string{"to one"}) {
		t.Errorf("heard %q", heard)
	}
}

func comeAndGo(t *testing.T, b bus.Bus) {
	steady, stop := listen(b, "room")
	defer stop()
	var all sync.WaitGroup
	for p := range 2 {
		all.Go(func() {
			for i := range 200 {
				publish(t, b, "room", fmt.Sprintf("%d %d", p, i))
			}
		})
		all.Go(func() {
			for i := range 200 {
				_, stop := listen(b, []string{"room", "corridor"}[i%2])
				publish(t, b, "corridor", "steps")
				stop()
			}
		})
	}
	all.Wait()
	heard, _ := steady.all()
	inOrder(t, heard, 2, 200)
}
