package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"
)

// bare is a broadcast loop and nothing else: whatever one connection sends goes to
// all, as one prepared frame, through one queue and one writer for each.
type bare struct {
	mu      sync.Mutex
	members map[chan *websocket.PreparedMessage]bool
}

// beBare serves the bare loop and writes its address.
func beBare(ctx context.Context) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	b := &bare{members: map[chan *websocket.PreparedMessage]bool{}}
	server := &http.Server{Handler: http.HandlerFunc(b.serve)}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	fmt.Printf("ready at http://%s\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (b *bare) serve(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{ReadBufferSize: 1 << 10, WriteBufferSize: 1 << 10}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	queue := make(chan *websocket.PreparedMessage, 256)
	b.mu.Lock()
	b.members[queue] = true
	b.mu.Unlock()
	var writer sync.WaitGroup
	writer.Go(func() {
		for m := range queue {
			if ws.WritePreparedMessage(m) != nil {
				ws.Close()
			}
		}
	})
	for {
		_, body, err := ws.ReadMessage()
		if err != nil {
			break
		}
		b.broadcast(body)
	}
	b.mu.Lock()
	delete(b.members, queue)
	b.mu.Unlock()
	close(queue)
	writer.Wait()
}

func (b *bare) broadcast(body []byte) {
	m, err := websocket.NewPreparedMessage(websocket.TextMessage, body)
	if err != nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for queue := range b.members {
		queue <- m
	}
}
