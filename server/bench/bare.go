package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"

	"github.com/gorilla/websocket"

	"ringain/notify/bus"
)

// bare is a broadcast loop and nothing else: whatever one connection sends goes to all at
// the same address, as one prepared frame, through one queue and one writer for each. It
// is what the library and the sockets cost by themselves, without session, log and
// acknowledgement. With a Redis, all that is said is told over the bus of the product.
type bare struct {
	upgrader websocket.Upgrader
	batch    bool    // what has queued up shares a write
	bus      bus.Bus // nil on one node

	mu    sync.Mutex
	rooms map[string]*bareRoom // by address
}

type bareRoom struct {
	mu      sync.Mutex
	members map[chan *said]bool
	recent  []*said // the newest, for those who come back
}

// said is a message, as the library wants it and as it is written.
type said struct {
	prepared *websocket.PreparedMessage
	frame    []byte
}

// keeps is how many messages the bare loop keeps for those who come back.
const keeps = 100

// beBare serves the bare loop and writes its address.
func beBare(ctx context.Context, batch bool) error {
	b := &bare{
		upgrader: websocket.Upgrader{ReadBufferSize: 1 << 10, WriteBufferSize: 1 << 10},
		batch:    batch,
		rooms:    map[string]*bareRoom{},
	}
	if redis := os.Getenv("RINGAIN_REDIS"); redis != "" {
		over, err := bus.NewRedis(redis, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		go over.Run(ctx) // as long as this process
		b.bus = over
	}
	return beServer(ctx, http.HandlerFunc(b.serve))
}

// room returns the one at an address.
func (b *bare) room(address string) *bareRoom {
	b.mu.Lock()
	defer b.mu.Unlock()
	room := b.rooms[address]
	if room == nil {
		room = &bareRoom{members: map[chan *said]bool{}}
		b.rooms[address] = room
		if b.bus != nil {
			b.bus.Subscribe(address, func(m bus.Message) {
				if !m.Lost {
					room.broadcast(m.Body)
				}
			})
		}
	}
	return room
}

// beServer serves and writes the address.
func beServer(ctx context.Context, handler http.Handler) error {
	stopProfile, err := profile(os.Getenv("BENCH_PROFILE"))
	if err != nil {
		return err
	}
	defer stopProfile()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	fmt.Printf("ready at http://%s\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// serve is one connection. With ?last=n it first hears the newest n messages again.
func (b *bare) serve(w http.ResponseWriter, r *http.Request) {
	ws, err := b.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	room := b.room(r.URL.Path)
	last, _ := strconv.Atoi(r.FormValue("last")) // none when it is no number
	queue := make(chan *said, 256)
	room.mu.Lock()
	for _, m := range room.recent[max(0, len(room.recent)-last):] {
		queue <- m
	}
	room.members[queue] = true
	room.mu.Unlock()
	var writer sync.WaitGroup
	writer.Go(func() {
		if b.batch {
			b.writeMany(ws, queue)
		} else {
			b.writeEach(ws, queue)
		}
	})
	for {
		_, body, err := ws.ReadMessage()
		if err != nil {
			break
		}
		if b.bus == nil {
			room.broadcast(body)
		} else if b.bus.Publish(r.Context(), r.URL.Path, body) != nil {
			break
		}
	}
	room.mu.Lock()
	delete(room.members, queue)
	room.mu.Unlock()
	close(queue)
	writer.Wait()
}

func (b *bare) writeEach(ws *websocket.Conn, queue chan *said) {
	for m := range queue {
		if ws.WritePreparedMessage(m.prepared) != nil {
			ws.Close()
		}
	}
}

// writeMany writes what has queued up at once. The library has no way for that.
func (b *bare) writeMany(ws *websocket.Conn, queue chan *said) {
	const most = 16 << 10
	var buffer []byte
	for m := range queue {
		buffer = append(buffer[:0], m.frame...)
		for len(queue) > 0 && len(buffer) < most {
			if m = <-queue; m == nil {
				break
			}
			buffer = append(buffer, m.frame...)
		}
		if _, err := ws.NetConn().Write(buffer); err != nil {
			ws.Close()
		}
	}
}

func (b *bareRoom) broadcast(body []byte) {
	prepared, err := websocket.NewPreparedMessage(websocket.TextMessage, body)
	if err != nil {
		return
	}
	m := &said{prepared, unmasked(text, body)}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.recent = append(b.recent, m); len(b.recent) >= 2*keeps {
		b.recent = append([]*said(nil), b.recent[keeps:]...)
	}
	for queue := range b.members {
		queue <- m
	}
}
