package main

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

// server is one of those under load, on one node or several, with what it takes to hear
// and to speak there.
type server struct {
	nodes []*process
	idle  int64 // bytes of memory when it had started
	more  []func() error
	redis *redisServer // nil when there is none

	rooms   int                                                                            // the i-th person is in room i modulo rooms
	request func(ctx context.Context, i int) (node *process, path, head string, err error) // for the socket of the i-th
	cookie  func(i int) string                                                             // of the i-th, who has said who they are
	arrive  func(i int) error                                                              // by the pages; nothing when nil
	hello   []byte                                                                         // the first frame of each; none when nil
	quiet   bool                                                                           // nothing comes before the first message
	isReady func(e *ear, body []byte) bool                                                 // by this text all has come that was there
	count   func(body []byte) int                                                          // the messages in a text
	names   func(names []uint64, body []byte) []uint64                                     // and what they are called
	mouths  func(ctx context.Context, n int) ([]mouth, error)

	comeBack func(missed int) // from now on, those who come have heard all but so much
}

// open opens a socket for the i-th person.
func (s *server) open(ctx context.Context, i int, e *ear) (rest []byte, err error) {
	e.room = i % s.rooms
	node, path, head, err := s.request(ctx, i)
	if err != nil {
		return nil, err
	}
	if e.fd, rest, err = openSocket(ctx, node.address, path, head); err != nil {
		return nil, err
	}
	if s.hello != nil {
		if _, err := syscall.Write(e.fd, s.hello); err != nil {
			return nil, fmt.Errorf("say hello: %w", err)
		}
	}
	return rest, syscall.SetNonblock(e.fd, true)
}

func (s *server) stop() error {
	err := stopAll(s.nodes)
	for _, more := range s.more {
		err = errors.Join(err, more())
	}
	return err
}

// begin is when what is measured begins, for profiles too. It returns the processor time
// used until then.
func (s *server) begin() time.Duration {
	if os.Getenv("BENCH_PROFILE") != "" {
		for _, p := range s.nodes {
			p.cmd.Process.Signal(syscall.SIGUSR1) // a process that has ended is found out soon
		}
	}
	return s.cpu()
}

func (s *server) cpu() (sum time.Duration) {
	for _, p := range s.nodes {
		sum += p.cpu()
	}
	return sum
}

func (s *server) memory() (sum int64) {
	for _, p := range s.nodes {
		sum += p.memory()
	}
	return sum
}

// start starts one of the servers by name, with so many people in so many rooms on so
// many nodes.
func start(ctx context.Context, name string, o setting) (*server, error) {
	if err := hasRoom(o.people); err != nil {
		return nil, err
	}
	if strings.HasPrefix(name, "gorilla") {
		return startBare(name, o)
	}
	return startRingain(ctx, name, o)
}

// hasRoom says when this machine does not let a process have as many sockets open as there
// are people, and some more.
func hasRoom(people int) error {
	var files syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files); err != nil {
		return err
	}
	if need := uint64(people + people/8 + 500); files.Cur < need {
		return fmt.Errorf("not measured: it needs %d open files, and here there may be %d (ulimit -n)", need, files.Cur)
	}
	return nil
}

// setting is what a server is to be ready for.
type setting struct {
	people, rooms, nodes int
	strangers            int  // so many of the people have not said who they are
	far                  bool // all who hear are on the last node; else on all alike
	limits               bool // those that a node has by itself; else it may be loaded with all the machine has
	redis                bool // one node, that hears of what others have kept
}

// nodeOf is the node of the i-th person.
func (o setting) nodeOf(i int) int {
	if nodes := max(1, o.nodes); !o.far {
		return i / max(1, o.rooms) % nodes
	}
	return o.nodes - 1
}

const eventSize = 190 // bytes of an agenda.extended with its author

// startBare starts the bare loop, on several nodes over Redis. A message is its name in 16
// hexadecimal digits, filled up to the size of one of ringain's events.
func startBare(name string, o setting) (*server, error) {
	s := &server{quiet: true, rooms: max(1, o.rooms), count: func([]byte) int { return 1 }}
	var settings []string
	if o.nodes > 1 {
		redis, err := startRedis()
		if err != nil {
			return nil, err
		}
		s.redis, s.more = redis, append(s.more, redis.close)
		settings = append(settings, "RINGAIN_REDIS="+redis.address)
	}
	for range max(1, o.nodes) {
		p, err := startProcess(name, settings...)
		if err != nil {
			return nil, errors.Join(err, s.stop())
		}
		s.nodes, s.idle = append(s.nodes, p), s.idle+p.memory()
	}
	path := ""
	s.request = func(_ context.Context, i int) (*process, string, string, error) {
		return s.nodes[o.nodeOf(i)], fmt.Sprintf("/%d%s", i%s.rooms, path), "", nil
	}
	s.names = func(names []uint64, body []byte) []uint64 { return append(names, bareName(body)) }
	s.comeBack = func(missed int) {
		s.quiet, s.isReady = false, func(e *ear, _ []byte) bool { return e.got >= missed }
		path = fmt.Sprintf("?last=%d", missed)
	}
	var said atomic.Uint64
	s.mouths = func(ctx context.Context, n int) (all []mouth, err error) {
		for i := range n {
			ws, _, err := websocket.DefaultDialer.DialContext(ctx, fmt.Sprintf("ws%s/%d", strings.TrimPrefix(s.nodes[0].address, "http"), i%s.rooms), nil)
			if err != nil {
				return nil, err
			}
			context.AfterFunc(ctx, func() { ws.Close() })
			speak, room := bareMouth(ws, &said), i%s.rooms
			all = append(all, func() (uint64, error) {
				name, err := speak()
				return inRoom(room, name), err
			})
		}
		return all, nil
	}
	return s, nil
}

func bareMouth(ws *websocket.Conn, said *atomic.Uint64) mouth {
	body := []byte(strings.Repeat("x", eventSize))
	return func() (uint64, error) {
		name := said.Add(1)
		hex.Encode(body, binary.BigEndian.AppendUint64(nil, name))
		if err := ws.WriteMessage(websocket.TextMessage, body); err != nil {
			return 0, err
		}
		for {
			_, heard, err := ws.ReadMessage()
			if err != nil || bareName(heard) == name {
				return name, err
			}
		}
	}
}

// bareName reads the name of a message of the bare loop; zero is none.
func bareName(body []byte) uint64 {
	var name [8]byte
	if len(body) < 16 {
		return 0
	}
	if _, err := hex.Decode(name[:], body[:16]); err != nil {
		return 0
	}
	return binary.BigEndian.Uint64(name[:])
}
