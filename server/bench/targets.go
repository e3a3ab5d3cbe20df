package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/node"
	"ringain/server/wire"
)

// target is a server under load.
type target interface {
	// hear opens a connection that only hears. The function it gives waits for the
	// next frame and returns the messages in it, by name.
	hear(ctx context.Context) (next func() ([]uint64, error), err error)

	// say opens a connection that says something. The function it gives says one
	// thing, waits for the answer and returns the name of the message.
	say(ctx context.Context) (one func() (uint64, error), err error)

	process() *process
}

// onBare is the bare loop. A message is its name in 16 hexadecimal digits, and
// filled up to the size that one of ringain's events has.
type onBare struct {
	p     *process
	names atomic.Uint64
}

const eventSize = 190 // bytes of an agenda.extended with its author

func startBare(context.Context, plan) (target, error) {
	p, err := startProcess("bare")
	return &onBare{p: p}, err
}

func (b *onBare) process() *process { return b.p }

func (b *onBare) dial(ctx context.Context) (*websocket.Conn, error) {
	dialer := websocket.Dialer{ReadBufferSize: 1 << 10, WriteBufferSize: 1 << 10}
	ws, _, err := dialer.DialContext(ctx, "ws"+strings.TrimPrefix(b.p.address, "http"), nil)
	if err == nil {
		context.AfterFunc(ctx, func() { ws.Close() })
	}
	return ws, err
}

func (b *onBare) hear(ctx context.Context) (func() ([]uint64, error), error) {
	ws, err := b.dial(ctx)
	if err != nil {
		return nil, err
	}
	names := make([]uint64, 1)
	return func() ([]uint64, error) {
		_, body, err := ws.ReadMessage()
		if err == nil {
			names[0], err = nameOf(body)
		}
		return names, err
	}, nil
}

func (b *onBare) say(ctx context.Context) (func() (uint64, error), error) {
	ws, err := b.dial(ctx)
	if err != nil {
		return nil, err
	}
	body := bytes.Repeat([]byte{'x'}, eventSize)
	return func() (uint64, error) {
		name := b.names.Add(1)
		hex.Encode(body, binary.BigEndian.AppendUint64(nil, name))
		if err := ws.WriteMessage(websocket.TextMessage, body); err != nil {
			return 0, err
		}
		for {
			_, heard, err := ws.ReadMessage()
			if err != nil {
				return 0, err
			}
			if n, err := nameOf(heard); err != nil || n == name {
				return name, err
			}
		}
	}, nil
}

func nameOf(body []byte) (uint64, error) {
	var name [8]byte
	_, err := hex.Decode(name[:], body[:16])
	return binary.BigEndian.Uint64(name[:]), err
}

// onRingain is a node with the sample season on SQLite. Senders are organisers who
// lengthen and shorten an item; a message's name is its number in the log.
type onRingain struct {
	p       *process
	meeting string
	item    meetings.ItemID
	ada     *guest.Guest
	made    atomic.Uint64
}

// noLimits let one machine load a node with all it has.
func noLimits() []string {
	return []string{"--sockets", "18000", "--meeting-sockets", "18000", "--joins", "100000", "--requests", "1000000",
		"--commands", "1000000", "--meeting-commands", "1000000", "--session-sockets", "1000"}
}

// beRingain serves a node and writes its address. Its limits are those it has by itself,
// but for those given, and that everybody may come from one address.
// With BENCH_PROFILE it leaves a profile of its processor time in that file.
func beRingain(ctx context.Context, limits []string) error {
	if name := os.Getenv("BENCH_PROFILE"); name != "" {
		file, err := os.Create(name)
		if err != nil {
			return err
		}
		defer file.Close()
		if err := pprof.StartCPUProfile(file); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	config, err := node.ReadConfig("bench", append([]string{"--addr", "127.0.0.1:0", "--sample", "--data", os.Getenv("BENCH_DATA"), "--address-sockets", "18000"}, limits...), os.LookupEnv)
	if err != nil {
		return err
	}
	return node.Run(ctx, config, os.Stdout, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
}

func startRingain(ctx context.Context, _ plan) (target, error) {
	p, err := startProcess("ringain")
	if err != nil {
		return nil, err
	}
	r := &onRingain{p: p, meeting: "barn-och-unga-2027-01-12", ada: guest.New(p.address)}
	if err := r.ada.SignIn(ctx, p.link, "Ada"); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	reply, err := r.ada.Do(ctx, r.meeting, r.id(), meetings.AddItem{Title: "En punkt", Minutes: 100})
	if err != nil || reply.Seq == 0 {
		return nil, errors.Join(fmt.Errorf("add an item: %+v: %w", reply, err), p.stop())
	}
	r.item = meetings.ItemID(fmt.Sprintf("bench-%020d", r.made.Load()))
	return r, nil
}

func (r *onRingain) process() *process { return r.p }

func (r *onRingain) id() meetings.ID { return meetings.ID(fmt.Sprintf("bench-%020d", r.made.Add(1))) }

func (r *onRingain) open(ctx context.Context, who *guest.Guest) (*guest.Line, error) {
	line, err := who.Open(ctx, r.meeting, wire.Position{})
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, line.Cut)
	for {
		h, err := line.Hear(time.Now().Add(30 * time.Second))
		if err != nil || h.Here != nil {
			return line, err
		}
	}
}

func (r *onRingain) hear(ctx context.Context) (func() ([]uint64, error), error) {
	who := guest.New(r.p.address)
	who.HTTP.Transport = &http.Transport{DisableKeepAlives: true}
	line, err := r.open(ctx, who)
	if err != nil {
		return nil, err
	}
	var names []uint64
	return func() ([]uint64, error) {
		body, err := line.Frame()
		names = namesOf(names[:0], body)
		return names, err
	}, nil
}

func (r *onRingain) say(ctx context.Context) (func() (uint64, error), error) {
	line, err := r.open(ctx, r.ada)
	if err != nil {
		return nil, err
	}
	minutes := 1
	return func() (uint64, error) {
		id := r.id()
		minutes = -minutes
		if err := line.Say(id, meetings.ExtendItem{Item: r.item, Minutes: minutes}); err != nil {
			return 0, err
		}
		for {
			body, err := line.Frame()
			if err != nil {
				return 0, err
			}
			if body[0] == '[' || !bytes.Contains(body, []byte(id)) {
				continue
			}
			var reply wire.Reply
			if err := json.Unmarshal(body, &reply); err != nil || reply.Seq == 0 {
				return 0, fmt.Errorf("refused: %s: %w", body, err)
			}
			return uint64(reply.Seq), nil
		}
	}, nil
}

// namesOf reads the numbers of the events in a frame, without decoding the rest.
func namesOf(names []uint64, frame []byte) []uint64 {
	for {
		_, rest, ok := bytes.Cut(frame, []byte(`{"seq":`))
		if !ok || frame[0] != '[' && len(names) == 0 {
			return names
		}
		var n uint64
		for _, d := range rest {
			if d < '0' || d > '9' {
				break
			}
			n = n*10 + uint64(d-'0')
		}
		names = append(names, n)
		frame = rest
	}
}
