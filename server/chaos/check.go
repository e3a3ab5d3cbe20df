package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// check looks at everything while nobody does anything. What is under way is answered
// before that, however often it has to be asked.
func (c *crowd) check(ctx context.Context, rng *rand.Rand) {
	c.gate.Lock()
	defer c.gate.Unlock()
	for _, r := range c.rooms {
		if err := r.check(ctx, rng); err != nil && ctx.Err() == nil {
			c.verdict.fault("%s: %v", r.slug, err)
		}
	}
	if err := c.checkFiles(ctx); err != nil && ctx.Err() == nil {
		c.verdict.fault("%v", err)
	}
	if ctx.Err() != nil {
		return
	}
	c.verdict.verifies++
	if said, err := c.in.says("verify", c.in.kept()...); err != nil {
		c.verdict.fault("%v %s", err, said)
	}
}

// behind is how long one node may take to hear of what another has kept, when nothing but
// the database tells it, on a slow machine.
const behind = 10 * time.Second

func (r *room) check(ctx context.Context, rng *rand.Rand) error {
	n := r.crowd.in.nodes[rng.IntN(len(r.crowd.in.nodes))]
	log, err := r.read(ctx, n)
	if err != nil {
		return err
	}
	r.compare(log)
	if err := r.checkFollowers(ctx, log); err != nil {
		return err
	}
	for _, n := range r.crowd.in.nodes {
		s, err := r.fresh(ctx, n)
		for until := time.Now().Add(behind); err == nil && s.Seq < r.at && time.Now().Before(until); s, err = r.fresh(ctx, n) {
			wait(ctx, 50*time.Millisecond)
		}
		if err != nil {
			return err
		}
		if is, leadsTo := text(s.Room), text(r.state); s.Seq != r.at || s.Epoch != r.epoch || is != leadsTo {
			r.crowd.verdict.fault("%s: node %s gives a newcomer %d of %s, the log has %d of %s: %s", r.slug, n.name, s.Seq, s.Epoch, r.at, r.epoch, differs(is, leadsTo))
		}
	}
	if err := r.checkNotes(ctx); err != nil {
		return err
	}
	for range min(len(r.past), 3) {
		o := r.past[rng.IntN(len(r.past))]
		o.who.repeat(ctx, o.id, o.command, wire.Reply{Seq: o.seq})
	}
	return nil
}

// read reads what is new in the log, as somebody who comes back. Another node than this may
// have kept the newest of it a moment ago: then it is waited for.
func (r *room) read(ctx context.Context, n *process) (log []meetings.Entry, err error) {
	err = insistently(ctx, func() error {
		line, err := guest.New(n.base).Open(ctx, r.slug, wire.Position{Epoch: r.epoch, Seq: r.at})
		if err != nil {
			return err
		}
		defer line.Cut()
		log = nil
		here, last := false, r.at
		for deadline := time.Now().Add(patience); ; {
			h, err := line.Hear(deadline)
			if late := net.Error(nil); here && errors.As(err, &late) && late.Timeout() {
				return nil // and what was answered and has not come is lost
			}
			if err != nil {
				return err
			}
			if h.Snapshot != nil {
				return fmt.Errorf("whoever has %d of %s hears %d of %s anew", r.at, r.epoch, h.Snapshot.Seq, h.Snapshot.Epoch)
			}
			for _, w := range h.Events {
				e, err := meetings.DecodeEvent(w.Ev)
				if err != nil {
					return err
				}
				log = append(log, meetings.Entry{Seq: w.Seq, At: w.At, By: w.By, Event: e})
				last = w.Seq
			}
			if h.Here != nil {
				here, deadline = true, time.Now().Add(behind)
			}
			if here && last >= r.newest.Load() {
				return nil
			}
		}
	})
	return log, err
}

// compare compares what was answered with what is new in the log.
func (r *room) compare(log []meetings.Entry) {
	v := r.crowd.verdict
	r.mu.Lock()
	defer r.mu.Unlock()
	r.past = nil
	for _, e := range log {
		if e.Seq != r.at+1 {
			v.fault("%s: after event %d of the log comes %d", r.slug, r.at, e.Seq)
		}
		r.at = e.Seq
		r.state = r.state.After(e.Event, e.At)
		asked := r.ops[e.Seq]
		delete(r.ops, e.Seq)
		switch {
		case len(asked) == 0:
			v.repeating("%s: event %d is in the log, and no command was answered with that: %s", r.slug, e.Seq, text(e.Event))
		case len(asked) > 1:
			v.losing("%s: %d commands were answered %d: %s and %s", r.slug, len(asked), e.Seq, asked[0].id, asked[1].id)
		case !follows(e.Event, asked[0].command, asked[0].id):
			v.losing("%s: %s (%s) was answered %d, where there is %s", r.slug, asked[0].command.Do(), asked[0].id, e.Seq, text(e.Event))
		default:
			r.past = append(r.past, asked[0])
		}
	}
	for seq, asked := range r.ops {
		v.losing("%s: %s (%s) was answered %d, and the log ends at %d", r.slug, asked[0].command.Do(), asked[0].id, seq, r.at)
		delete(r.ops, seq)
	}
}

// follows reports whether an event is what comes of a command.
func follows(e meetings.Event, c meetings.Command, id meetings.ID) bool {
	switch c := c.(type) {
	case meetings.AddItem:
		is, ok := e.(meetings.ItemAdded)
		return ok && is.Item.ID == meetings.ItemID(id)
	case meetings.EditItem:
		is, ok := e.(meetings.ItemEdited)
		return ok && is.Item == c.Item && is.Title == c.Title
	case meetings.MoveItem:
		is, ok := e.(meetings.ItemMoved)
		return ok && is.Item == c.Item
	case meetings.RemoveItem:
		return e == meetings.ItemRemoved(c)
	case meetings.ExtendItem:
		return e == meetings.ItemExtended(c)
	case meetings.AskFloor:
		is, ok := e.(meetings.FloorAsked)
		return ok && is.Turn.ID == meetings.TurnID(id)
	case meetings.WithdrawTurn:
		_, ok := e.(meetings.TurnRemoved)
		return ok
	case meetings.AddSignal:
		is, ok := e.(meetings.SignalAdded)
		return ok && is.Signal.ID == meetings.SignalID(id)
	case meetings.WithdrawSignal:
		return e == meetings.SignalWithdrawn(c)
	case meetings.ShareMaterial:
		is, ok := e.(meetings.MaterialShared)
		return ok && is.Material.ID == meetings.MaterialID(id)
	}
	return false
}

// checkFollowers compares what everybody has heard with what is new in the log, and the
// room that they see with what it leads to.
func (r *room) checkFollowers(ctx context.Context, log []meetings.Entry) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for _, s := range r.here() {
		seen, err := s.follower.Until(ctx, func(seen guest.Seen) bool { return seen.Position.Seq >= r.at })
		if err != nil {
			return fmt.Errorf("%s has heard up to %d, and the log is at %d", s.name, seen.Position.Seq, r.at)
		}
		r.crowd.verdict.heard.Add(int64(max(0, len(seen.Entries)-s.compared)))
		s.compared = len(seen.Entries)
		heard := seen.Entries[max(0, len(seen.Entries)-len(log)):]
		for i, e := range heard {
			of := log[len(log)-len(heard)+i]
			if e.Seq != of.Seq || e.At != of.At || e.Event.Kind() != of.Event.Kind() {
				r.crowd.verdict.fault("%s: %s heard as event %d %s, and the log has as %d %s", r.slug, s.name, e.Seq, e.Event.Kind(), of.Seq, of.Event.Kind())
			}
		}
		if sees, leadsTo := text(seen.Room), text(r.state); sees != leadsTo {
			r.crowd.verdict.fault("%s: %s sees another room than the log leads to: %s", r.slug, s.name, differs(sees, leadsTo))
		}
	}
	return nil
}

// here are the scribes who are here.
func (r *room) here() (list []*scribe) {
	for _, s := range r.scribes {
		if s != nil {
			list = append(list, s)
		}
	}
	return list
}

// fresh is what somebody gets who comes anew to a node.
func (r *room) fresh(ctx context.Context, n *process) (s wire.Snapshot, err error) {
	err = insistently(ctx, func() error {
		status, body, err := get(ctx, n.base+"/moten/"+r.slug+"/rum/handelser")
		var frames []wire.Down
		if err == nil && status != http.StatusOK {
			err = fmt.Errorf("%d: %.200s", status, body)
		}
		if err == nil {
			err = json.Unmarshal(body, &frames)
		}
		if err != nil {
			return err
		}
		if len(frames) == 0 || frames[0].Snapshot == nil {
			return fmt.Errorf("no snapshot but %.200s", body)
		}
		s = *frames[0].Snapshot
		return nil
	})
	return s, err
}

// checkFiles fetches what was shared, from each node.
func (c *crowd) checkFiles(ctx context.Context) error {
	for i, f := range c.files {
		n := c.in.nodes[i%len(c.in.nodes)]
		err := insistently(ctx, func() error {
			status, body, err := get(ctx, n.base+f.path)
			if err == nil && (status != http.StatusOK || !bytes.Equal(body, f.content)) {
				err = fmt.Errorf("%s of node %s is answered %d with %d bytes, of %d", f.path, n.name, status, len(body), len(f.content))
			}
			return err
		})
		if err != nil && ctx.Err() == nil {
			c.verdict.losing("%v", err)
		}
	}
	return ctx.Err()
}

// text is a value as JSON.
func text(value any) string {
	b, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// differs shows where two texts differ.
func differs(a, b string) string {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	part := func(s string) string { return s[max(0, min(at-60, len(s))):min(at+120, len(s))] }
	return fmt.Sprintf("at %d: …%s… instead of …%s…", at, part(a), part(b))
}
