package bus_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"ringain/notify/bus"
	"ringain/notify/bus/redistest"
)

// node makes the bus of one node; it does not run yet.
func node(t testing.TB, s *redistest.Server) *bus.Redis {
	t.Helper()
	b, err := bus.NewRedis(s.URL, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// two starts a server and two nodes, and has the second listen to "room".
func two(t *testing.T) (server *redistest.Server, near, far *bus.Redis, e *ear) {
	t.Helper()
	server = redistest.Start(t)
	near, far = node(t, server), node(t, server)
	run(t, near)
	run(t, far)
	e, stop := listen(far, "room")
	t.Cleanup(stop)
	e.untilLost(t, 0) // Redis has confirmed the subscription
	return server, near, far, e
}

func TestAnotherNodeHearsEverythingOnceInOrder(t *testing.T) {
	_, near, far, e := two(t)
	here, stop := listen(near, "room")
	defer stop()
	const publishers, each = 4, 500
	var all sync.WaitGroup
	for p := range publishers {
		all.Go(func() {
			for i := range each {
				publish(t, near, "room", fmt.Sprintf("%d %d", p, i))
			}
		})
	}
	all.Wait()
	e.until(t, "all messages", func(heard []string, _ int) bool { return len(heard) >= publishers*each })
	heard, _ := e.all()
	inOrder(t, heard, publishers, each)
	if own, _ := here.all(); !slices.Equal(own, heard) {
		t.Error("the two nodes heard different orders of one node's messages")
	}
	if got := far.Stats(); got.Received != publishers*each || got.Dropped != 0 || got.Reconnects != 0 {
		t.Errorf("the other node counts %+v", got)
	}
}

func TestAnyBytesReachAnotherNodeWhole(t *testing.T) {
	_, near, _, e := two(t)
	for _, body := range []string{"", "\x00\r\n\xff", strings.Repeat("åäö\x00", 8<<10)} {
		publish(t, near, "room", body)
		e.untilHeard(t, body)
	}
}

func TestATopicNobodyListensToIsNoLongerAskedFor(t *testing.T) {
	_, near, far, e := two(t)
	other, stop := listen(far, "corridor")
	other.untilLost(t, 0)
	stop()
	again, stop := listen(far, "hall") // when this one is confirmed, the other is gone
	defer stop()
	again.untilLost(t, 0)
	publish(t, near, "corridor", "to nobody")
	publish(t, near, "room", "end")
	e.untilHeard(t, "end")
	if got := far.Stats().Received; got != 1 {
		t.Errorf("received %d messages, not 1", got)
	}
}

func TestInstallationsThatShareARedisDoNotHearEachOther(t *testing.T) {
	server, near, _, e := two(t)
	strange, err := bus.NewRedis(server.URL+"/1", slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	run(t, strange)
	publish(t, strange, "room", "not for you")
	publish(t, near, "room", "for you")
	e.untilHeard(t, "for you")
	if heard, _ := e.all(); len(heard) != 1 {
		t.Errorf("heard %q", heard)
	}
}

func TestAMessageSaidJustBeforeTheEndIsStillSent(t *testing.T) {
	server, _, _, e := two(t)
	last := node(t, server)
	stop := run(t, last)
	for i := range 1000 {
		publish(t, last, "room", fmt.Sprintf("0 %d", i))
	}
	stop()
	e.untilHeard(t, "0 999")
	heard, _ := e.all()
	inOrder(t, heard, 1, 1000)
}

func TestRedisIsReachedEncrypted(t *testing.T) {
	server, _, _, e := two(t)
	certified := httptest.NewTLSServer(nil)
	defer certified.Close()
	way := openWay(t, server.Addr, &tls.Config{Certificates: certified.TLS.Certificates})
	near, err := bus.NewRedis("rediss://"+way.addr+"?skip_verify=true", slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	run(t, near)
	publish(t, near, "room", "in secret")
	e.untilHeard(t, "in secret")
	strict, err := bus.NewRedis("rediss://"+way.addr, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- strict.Run(ctx) }()
	untilHealth(t, strict, func(err error) bool { return err != nil && strings.Contains(err.Error(), "certificate") })
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestTheAddressOfRedis(t *testing.T) {
	for _, ok := range []string{"localhost", "127.0.0.1:6379", "redis://:secret@redis.example:6380/2", "rediss://redis.example"} {
		if _, err := bus.NewRedis(ok, slog.Default()); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
	for _, wrong := range []string{"http://redis.example", "redis://:secret@redis.example:port", "redis://redis.example/x"} {
		_, err := bus.NewRedis(wrong, slog.Default())
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}

func TestBeforeRunABusServesItsOwnNode(t *testing.T) {
	b, err := bus.NewRedis("127.0.0.1:1", slog.Default())
	if err != nil {
		t.Fatal(err)
	}
	e, stop := listen(b, "room")
	defer stop()
	if err := b.Publish(t.Context(), "room", []byte("hello")); err != bus.ErrUnheard {
		t.Errorf("Publish says %v", err)
	}
	if heard, _ := e.all(); !slices.Equal(heard, []string{"hello"}) {
		t.Errorf("heard %q", heard)
	}
	if err := b.Healthy(); err == nil || !strings.Contains(err.Error(), "not connected yet") {
		t.Errorf("Healthy says %v", err)
	}
}
