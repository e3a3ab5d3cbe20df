package e2e_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// verify compares what people were answered, what everybody heard and what is kept:
//
//   - the log is numbered from 1, without holes;
//   - every command that was answered with a number is in it there, no other is, and
//     none is in it twice;
//   - everybody has heard the log, from its beginning, as it is;
//   - the room that the log leads to is the one that every node gives a newcomer.
func (c *crowd) verify(t *testing.T) {
	t.Helper()
	log := c.readLog(t)
	for _, f := range c.followers {
		c.wait("somebody has not heard the end", func() bool { return f.Position().Seq >= int64(len(log)) })
	}
	c.leave()
	c.inside.Wait()
	c.compareCommands(t, log)
	room := c.began
	for i, e := range log {
		if e.Seq != int64(i)+1 {
			t.Fatalf("event %d is in place %d", e.Seq, i+1)
		}
		room = room.After(e.Event, e.At)
	}
	for i, f := range c.followers {
		if f.err != nil {
			t.Errorf("follower %d: %v", i, f.err)
		}
		seen, _ := f.Until(t.Context(), func(guest.Seen) bool { return true })
		if diff := cmp.Diff(texts(log), texts(seen.Entries)); diff != "" {
			t.Fatalf("follower %d heard other than the log:\n%.2000s", i, diff)
		}
		if diff := cmp.Diff(asJSON(room), asJSON(seen.Room)); diff != "" {
			t.Errorf("follower %d sees another room: %.2000s", i, diff)
		}
	}
	for name, n := range c.in.nodes {
		kept, err := fresh(t.Context(), n, c.meeting)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(asJSON(room), asJSON(kept.Room)); diff != "" || kept.Seq != int64(len(log)) {
			t.Errorf("node %s has another room at %d: %.2000s", name, kept.Seq, diff)
		}
	}
}

// readLog hears the whole log as somebody who knows the epoch and has nothing.
func (c *crowd) readLog(t *testing.T) (log []meetings.Entry) {
	t.Helper()
	epoch := c.followers[0].Position().Epoch
	line, err := guest.New(c.base(0)).Open(t.Context(), c.meeting, wire.Position{Epoch: epoch})
	if err != nil {
		t.Fatal(err)
	}
	defer line.Cut()
	for {
		h, err := line.Hear(time.Now().Add(patience))
		if err != nil || h.Snapshot != nil {
			t.Fatalf("not the log but %+v, %v", h.Snapshot, err)
		}
		for _, w := range h.Events {
			e, err := wire.DecodeEvent([]byte(asJSON(w)))
			if err != nil {
				t.Fatal(err)
			}
			log = append(log, e)
		}
		if h.Here != nil {
			return log
		}
	}
}

// compareCommands compares the answers with the log.
func (c *crowd) compareCommands(t *testing.T, log []meetings.Entry) {
	t.Helper()
	at := map[int64]meetings.ID{}
	for id, a := range c.asked {
		seq := a.reply.Seq
		if seq == 0 {
			continue
		}
		if other, twice := at[seq]; twice {
			t.Errorf("%s and %s were both answered %d", id, other, seq)
		}
		at[seq] = id
		if seq > int64(len(log)) {
			t.Errorf("%s was kept as %d, and is lost: the log ends at %d", a.command.Do(), seq, len(log))
		} else if e := log[seq-1].Event; !follows(e, a.command, id) {
			t.Errorf("%s was kept as %d, but there is %s", asJSON(a.command), seq, asJSON(e))
		}
	}
	if len(at) != len(log) {
		t.Errorf("%d commands were kept, and %d events", len(at), len(log))
	}
}

// follows reports whether an event is what came of a command.
func follows(e meetings.Event, c meetings.Command, id meetings.ID) bool {
	switch c := c.(type) {
	case meetings.AddItem:
		added, ok := e.(meetings.ItemAdded)
		return ok && added.Item.ID == meetings.ItemID(id)
	case meetings.EditItem:
		edited, ok := e.(meetings.ItemEdited)
		return ok && edited.Item == c.Item && strings.HasSuffix(edited.Title, string(id))
	case meetings.RemoveItem:
		return e == meetings.ItemRemoved(c)
	case meetings.ExtendItem:
		return e == meetings.ItemExtended(c)
	case meetings.OpenItem:
		return e == meetings.ItemOpened(c)
	case meetings.NextItem:
		_, ok := e.(meetings.ItemOpened)
		return ok
	case meetings.StartAgenda:
		_, ok := e.(meetings.AgendaStarted)
		return ok
	case meetings.MoveItem:
		moved, ok := e.(meetings.ItemMoved)
		return ok && moved.Item == c.Item
	}
	return false
}

// texts are entries as text, for comparing.
func texts(log []meetings.Entry) []string {
	all := make([]string, len(log))
	for i, e := range log {
		body, err := wire.EncodeEntry(e)
		if err != nil {
			body = []byte(err.Error())
		}
		all[i] = string(body)
	}
	return all
}

// slowest returns how long after the answer to a command the last one heard of it.
func (c *crowd) slowest() (most time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range c.followers {
		f.mu.Lock()
		for _, a := range c.asked {
			if heard, ok := f.heard[a.reply.Seq]; ok {
				most = max(most, heard.Sub(a.at))
			}
		}
		f.mu.Unlock()
	}
	return most
}
