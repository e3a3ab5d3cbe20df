package bus_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"ringain/notify/bus"
	"ringain/notify/bus/redistest"
)

// An event of a room is about this large.
const eventSize = 200

func BenchmarkMemoryPublish(b *testing.B) {
	for _, n := range []int{1, 10} {
		b.Run(fmt.Sprintf("subscribers=%d", n), func(b *testing.B) {
			m := bus.NewMemory()
			heard := 0
			for range n {
				defer m.Subscribe("room", func(bus.Message) { heard++ })()
			}
			body := make([]byte, eventSize)
			b.ReportAllocs()
			for b.Loop() {
				_ = m.Publish(b.Context(), "room", body)
			}
			if heard != n*b.N {
				b.Fatalf("heard %d of %d", heard, n*b.N)
			}
		})
	}
}

// BenchmarkRedisRoundTrip measures a message from one node to another over Redis,
// beside go-redis with nothing around it.
func BenchmarkRedisRoundTrip(b *testing.B) {
	server := redistest.Start(b)
	for _, flight := range []int{1, 64} {
		b.Run(fmt.Sprintf("bus/inflight=%d", flight), func(b *testing.B) {
			near, far := node(b, server), node(b, server)
			run(b, near)
			run(b, far)
			arrived, confirmed := make(chan struct{}, flight), make(chan struct{}, 1)
			stop := far.Subscribe("room", func(m bus.Message) {
				if m.Lost {
					confirmed <- struct{}{}
					return
				}
				arrived <- struct{}{}
			})
			defer stop()
			<-confirmed
			pingPong(b, flight, arrived, func(body []byte) error { return near.Publish(b.Context(), "room", body) })
		})
		b.Run(fmt.Sprintf("go-redis/inflight=%d", flight), func(b *testing.B) {
			client := redis.NewClient(&redis.Options{Addr: server.Addr, Protocol: 2, PoolSize: flight})
			defer client.Close()
			sub := client.Subscribe(b.Context(), "room")
			if _, err := sub.Receive(b.Context()); err != nil {
				b.Fatal(err)
			}
			arrived, ended := make(chan struct{}, flight), make(chan struct{})
			go func() {
				defer close(ended)
				for {
					if _, err := sub.ReceiveTimeout(b.Context(), time.Minute); err != nil {
						return
					}
					arrived <- struct{}{}
				}
			}()
			pingPong(b, flight, arrived, func(body []byte) error { return client.Publish(b.Context(), "room", body).Err() })
			sub.Close()
			<-ended
		})
	}
}

// pingPong sends with so many messages under way at most, and waits for all.
func pingPong(b *testing.B, flight int, arrived <-chan struct{}, send func([]byte) error) {
	b.Helper()
	body := make([]byte, eventSize)
	underWay := 0
	b.ReportAllocs()
	for b.Loop() {
		if underWay == flight {
			<-arrived
			underWay--
		}
		if err := send(body); err != nil {
			b.Fatal(err)
		}
		underWay++
	}
	for ; underWay > 0; underWay-- {
		<-arrived
	}
}
