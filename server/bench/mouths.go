package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"ringain/meetings"
	"ringain/notify/bus"
	"ringain/server/change"
	"ringain/server/guest"
	"ringain/server/wire"
)

// handingOn is the product with events that another node has kept already: what it costs to
// hand them on, alone. This process is that node, on the same bus.
const handingOn = "fan-out"

// commanding gives mouths of the organiser, who lengthens and shortens an item. What is
// said is called by its room and its number in the log, and answered when it is kept.
func (r *ringain) commanding(ctx context.Context, n int) (all []mouth, err error) {
	for i := range n {
		line, room, err := r.enter(ctx, i)
		if err != nil {
			return nil, err
		}
		r.has = wire.Position{Epoch: room.Epoch, Seq: room.Seq}
		item, minutes := r.items[i%len(r.meetings)], 1
		all = append(all, func() (uint64, error) {
			id := r.id()
			minutes = -minutes
			if err := line.Say(id, meetings.ExtendItem{Item: item, Minutes: minutes}); err != nil {
				return 0, err
			}
			seq, err := answered(line, id)
			return inRoom(i%len(r.meetings), seq), err
		})
	}
	return all, nil
}

// enter has the organiser enter the i-th room, on the first node. When so many come that
// it is not their turn, they try again.
func (r *ringain) enter(ctx context.Context, i int) (*guest.Line, *wire.Snapshot, error) {
	line, err := r.ada.Open(ctx, r.meetingOf(i), wire.Position{})
	for tries := 0; err != nil && strings.Contains(err.Error(), " 503 ") && tries < 60; tries++ {
		time.Sleep(time.Second)
		line, err = r.ada.Open(ctx, r.meetingOf(i), wire.Position{})
	}
	if err != nil {
		return nil, nil, err
	}
	context.AfterFunc(ctx, line.Cut)
	var room *wire.Snapshot
	for {
		h, err := line.Hear(time.Time{})
		if err != nil {
			return nil, nil, err
		}
		if h.Snapshot != nil {
			room = h.Snapshot
		}
		if h.Here != nil {
			return line, room, nil
		}
	}
}

// answered waits for the answer to a command and returns its number.
func answered(line *guest.Line, id meetings.ID) (uint64, error) {
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
}

// kept is a room that events are told to that are kept elsewhere.
type kept struct {
	mu   sync.Mutex
	next int64
	id   meetings.ID
	item meetings.ItemID
}

// relaying gives mouths that tell events over the bus.
func (r *ringain) relaying(ctx context.Context, n int) (all []mouth, err error) {
	node, err := bus.NewRedis(r.redis.address, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	over, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { node.Run(over) })
	r.more = append([]func() error{func() error { stop(); running.Wait(); return nil }}, r.more...)
	for node.Healthy() != nil {
		time.Sleep(10 * time.Millisecond)
	}
	rooms := make([]*kept, len(r.meetings))
	for i := range n {
		line, room, err := r.enter(ctx, i)
		if err != nil {
			return nil, err
		}
		k := i % len(rooms)
		if rooms[k] == nil {
			rooms[k] = &kept{next: room.Seq + 1, id: room.Room.Meeting.ID, item: r.items[k]}
		}
		all = append(all, func() (uint64, error) {
			name, err := rooms[k].tell(ctx, node)
			if err != nil {
				return 0, err
			}
			return inRoom(k, name), heard(line, name)
		})
	}
	return all, nil
}

// tell tells of the next event.
func (k *kept) tell(ctx context.Context, node bus.Bus) (uint64, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	event, err := wire.EncodeEntry(meetings.Entry{Seq: k.next, At: meetings.At(time.Now()),
		By: meetings.Author{ID: "0195c0de-0000-7000-8000-000000000001", Name: "Ada"}, Event: meetings.ItemExtended{Item: k.item, Minutes: 1 - 2*int(k.next%2)}})
	if err != nil {
		return 0, err
	}
	k.next++
	return uint64(k.next - 1), node.Publish(ctx, change.Topic(k.id), event)
}

// heard waits until an event is heard.
func heard(line *guest.Line, name uint64) error {
	var names []uint64
	for {
		body, err := line.Frame()
		if err != nil {
			return err
		}
		names = namesOf(names[:0], body)
		if len(names) > 0 && names[len(names)-1] >= name {
			return nil
		}
	}
}
