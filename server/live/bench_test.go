package live

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"ringain/meetings"
	"ringain/server/wire"
)

// crowd puts n members in a room of its own, each with a socket that is read as fast as it comes.
func crowd(b *testing.B, n int) (*room, []byte) {
	b.Helper()
	h := NewHub(Config{Log: slog.New(slog.DiscardHandler), Now: time.Now, Limits: someLimits()})
	r := newRoom(h, "benched")
	r.log.open = true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ws, err := (&websocket.Upgrader{WriteBufferPool: h.upgrader.WriteBufferPool, ReadBufferSize: 1 << 10}).Upgrade(w, req, nil)
		if err != nil {
			b.Error(err)
			return
		}
		c, err := newConn(h, r, req, ws, meetings.Person{})
		if err != nil {
			b.Error(err)
			return
		}
		joined := make(chan struct{})
		r.tell(func() { r.members[c] = true; close(joined) })
		<-joined
		<-c.written
	}))
	for range n {
		ws, _, err := websocket.DefaultDialer.Dial("ws"+server.URL[len("http"):], nil)
		if err != nil {
			b.Fatal(err)
		}
		go io.Copy(io.Discard, ws.NetConn())
		(<-r.inbox)()
		b.Cleanup(func() { ws.Close() })
	}
	b.Cleanup(func() {
		for c := range r.members {
			c.close(websocket.CloseNormalClosure, "")
			close(c.ended)
		}
		server.Close()
	})
	body, err := wire.EncodeEntry(meetings.Entry{Seq: 1, By: platform.Author(), Event: meetings.ItemOpened{Item: "two"}})
	if err != nil {
		b.Fatal(err)
	}
	return r, body
}

// BenchmarkFanOut hands events on to 1,000 members. One operation is one event, which is 1,000 deliveries.
func BenchmarkFanOut(b *testing.B) {
	const members = 1000
	r, event := crowd(b, members)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		r.log.append(event)
		r.stateSeq = r.log.last // the state is not what is measured
		r.log.trim(100)
		r.handOn()
		r.flush()
	}
	b.ReportMetric(float64(b.N*members)/b.Elapsed().Seconds(), "deliveries/s")
	if len(r.members) != members {
		b.Errorf("%d members are left", len(r.members))
	}
}

// BenchmarkSnapshotJoin admits newcomers to a room with an agenda, as hello does.
func BenchmarkSnapshotJoin(b *testing.B) {
	w := newWorld(b)
	h := NewHub(Config{Store: w.store, Log: w.log, Now: time.Now, Limits: someLimits()})
	r := newRoom(h, w.meeting.ID)
	r.ctx = context.Background()
	r.ask()
	r.answered(<-r.answers)
	b.ReportAllocs()
	for b.Loop() {
		c := &conn{hub: h, room: r, closed: make(chan struct{})}
		r.join(c, wire.Position{})
		r.drop(c)
		r.due = r.due[:0]
	}
}
