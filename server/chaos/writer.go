package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// answerIn is how long somebody waits for one answer before they ask again.
const answerIn = 2500 * time.Millisecond

// writer is somebody who does one thing after the other in a room, and asks for each until
// there is an answer.
type writer struct {
	name string
	room *room
	rng  *rand.Rand
	who  *guest.Guest
	make func(w *writer, id meetings.ID) meetings.Command // what they do next
	node int                                              // that their socket is to
	line *mouth                                           // nil when there is none

	items   []meetings.ItemID // of theirs on the agenda
	waiting bool              // they stand in the speaker list
	signals []meetings.SignalID
	made    int
}

// mouth is an open socket on which somebody waits for answers.
type mouth struct {
	line    *guest.Line
	answers chan wire.Reply
}

// listen reads answers until the line breaks.
func (m *mouth) listen() {
	defer close(m.answers)
	for {
		frame, err := m.line.Frame()
		if err != nil {
			return
		}
		if !bytes.HasPrefix(frame, []byte(`{"re":`)) {
			continue
		}
		var reply wire.Reply
		if json.Unmarshal(frame, &reply) == nil {
			select {
			case m.answers <- reply:
			default: // nobody waits for it any longer
			}
		}
	}
}

// id is the next identity of a command: a seed leads to the same ones.
func (w *writer) id() meetings.ID {
	return meetings.ID(fmt.Sprintf("%016x%016x", w.rng.Uint64(), w.rng.Uint64()))
}

// write does things until the run ends. It holds still while everything is looked at.
func (w *writer) write(ctx context.Context) {
	defer w.cut()
	for ctx.Err() == nil {
		w.room.crowd.gate.RLock()
		w.one(ctx)
		w.room.crowd.gate.RUnlock()
	}
}

// one does one thing.
func (w *writer) one(ctx context.Context) {
	id := w.id()
	c := w.make(w, id)
	reply, ok := w.insist(ctx, id, c)
	if !ok || reply.Seq == 0 {
		return
	}
	w.took(id, c)
	w.room.keep(&op{id: id, command: c, seq: reply.Seq, who: w})
	if w.rng.IntN(25) == 0 {
		w.repeat(ctx, id, c, reply)
	}
}

// took notes what has come of one's own doing.
func (w *writer) took(id meetings.ID, c meetings.Command) {
	switch c := c.(type) {
	case meetings.AddItem:
		w.items = append(w.items, meetings.ItemID(id))
	case meetings.RemoveItem:
		w.items = w.items[1:]
	case meetings.AskFloor:
		w.waiting = true
	case meetings.WithdrawTurn:
		w.waiting = false
	case meetings.AddSignal:
		w.signals = append(w.signals, meetings.SignalID(id))
	case meetings.WithdrawSignal:
		w.signals = w.signals[1:]
	default:
		_ = c
	}
}

// insist asks until there is an answer: over the socket first, then without one and over a
// new one in turn, on any node. It is false when the run ended before that.
func (w *writer) insist(ctx context.Context, id meetings.ID, c meetings.Command) (reply wire.Reply, ok bool) {
	v := w.room.crowd.verdict
	v.asked.Add(1)
	deadline := time.Now().Add(4 * patience)
	for try := 1; ctx.Err() == nil; try++ {
		since := time.Now()
		way := try
		if try == 1 && w.rng.IntN(30) == 0 {
			way = 2
		}
		reply, where, err := w.attempt(ctx, id, c, way)
		a := attempt{Who: w.name, Room: w.room.slug, Do: c.Do(), ID: id, Try: try, Way: where, Seq: reply.Seq, Refused: string(reply.Refused)}
		if err != nil {
			a.Error = err.Error()
		}
		w.room.crowd.history.tell(a, since)
		if err == nil && reply.Refused != meetings.Unsaved && reply.Refused != meetings.TooMuch {
			if reply.Refused != "" {
				v.refused.Add(1)
				if w.room.crowd.strict {
					v.fault("%s is refused %s: %s", c.Do(), w.name, reply.Say)
				}
			}
			return reply, true
		}
		if try == 1 {
			v.unknown.Add(1)
		}
		v.again.Add(1)
		if time.Now().After(deadline) {
			v.fault("%s of %s has no answer after %d tries, but %v, %+v", c.Do(), w.name, try, err, reply)
			return reply, false
		}
		wait(ctx, time.Duration(5+w.rng.IntN(10*min(try, 12)))*time.Millisecond)
	}
	return reply, false
}

// attempt asks once; odd times over a socket.
func (w *writer) attempt(ctx context.Context, id meetings.ID, c meetings.Command, way int) (reply wire.Reply, where string, err error) {
	ctx, cancel := context.WithTimeout(ctx, answerIn*time.Duration(min(1+way/4, 8))) // a machine may be slow
	defer cancel()
	nodes := w.room.crowd.in.nodes
	if way%2 == 0 {
		n := nodes[w.rng.IntN(len(nodes))]
		reply, err = w.who.At(n.base).Do(ctx, w.room.slug, id, c)
		return reply, n.name, err
	}
	if w.line == nil {
		if err := w.open(ctx); err != nil {
			return reply, "", err
		}
	}
	where = nodes[w.node].name + " socket"
	if err := w.line.line.Say(id, c); err != nil {
		w.cut()
		return reply, where, err
	}
	for {
		select {
		case r, open := <-w.line.answers:
			if !open {
				w.cut()
				return reply, where, errors.New("the line broke")
			}
			if r.Re == id {
				return r, where, nil
			}
		case <-ctx.Done():
			w.cut()
			return reply, where, ctx.Err()
		}
	}
}

// open opens a socket to any node.
func (w *writer) open(ctx context.Context) error {
	nodes := w.room.crowd.in.nodes
	w.node = w.rng.IntN(len(nodes))
	line, err := w.who.At(nodes[w.node].base).Open(ctx, w.room.slug, wire.Position{Epoch: w.room.epoch, Seq: w.room.newest.Load()})
	if err != nil {
		return err
	}
	w.line = &mouth{line, make(chan wire.Reply, 16)}
	w.room.crowd.inside.Go(w.line.listen)
	return nil
}

func (w *writer) cut() {
	if w.line != nil {
		w.line.line.Cut()
		w.line = nil
	}
}

// repeat asks for what was kept once more, and wants the same answer.
func (w *writer) repeat(ctx context.Context, id meetings.ID, c meetings.Command, first wire.Reply) {
	v := w.room.crowd.verdict
	for try := 2; try < 2+200 && ctx.Err() == nil; try++ {
		since := time.Now()
		reply, where, err := w.attempt(ctx, id, c, try)
		w.room.crowd.history.tell(attempt{Who: w.name, Room: w.room.slug, Do: c.Do(), ID: id, Try: -try, Way: where, Seq: reply.Seq, Refused: string(reply.Refused)}, since)
		if err != nil || reply.Refused == meetings.Unsaved || reply.Refused == meetings.TooMuch {
			wait(ctx, 20*time.Millisecond)
			continue
		}
		v.twice.Add(1)
		if reply.Seq != first.Seq || reply.Refused != first.Refused {
			v.repeating("%s of %s (%s) was answered %d, and asked once more %d %s", c.Do(), w.name, id, first.Seq, reply.Seq, reply.Refused)
		}
		return
	}
}

// wait waits, or until ctx ends.
func wait(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// leads is what organisers do: they change items of their own.
func leads(w *writer, id meetings.ID) meetings.Command {
	w.made++
	if len(w.items) < 3 {
		return meetings.AddItem{Title: "Punkt " + string(id), Minutes: 1 + w.rng.IntN(20)}
	}
	item := w.items[w.rng.IntN(len(w.items))]
	switch w.rng.IntN(10) {
	case 0, 1, 2:
		return meetings.EditItem{Item: item, Title: "Ändrad " + string(id), Minutes: 1 + w.rng.IntN(20)}
	case 3, 4:
		return meetings.MoveItem{Item: item, To: w.rng.IntN(10)}
	case 5, 6:
		return meetings.RemoveItem{Item: w.items[0]}
	}
	return meetings.ExtendItem{Item: item, Minutes: 1}
}

// takesPart is what guests do: they ask for the floor and withdraw, and now and then they
// share a signal or take one back.
func takesPart(w *writer, id meetings.ID) meetings.Command {
	w.made++
	if w.made%16 == 0 && len(w.signals) > 4 {
		return meetings.WithdrawSignal{Signal: w.signals[0]}
	}
	if w.made%16 == 8 {
		return meetings.AddSignal{Kind: meetings.Need, Text: "Behov " + string(id)}
	}
	if w.waiting {
		return meetings.WithdrawTurn{}
	}
	return meetings.AskFloor{Note: string(id)}
}
