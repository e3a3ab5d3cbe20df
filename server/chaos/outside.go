package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"ringain/meetings"
	"ringain/server/guest"
)

// outside is how calendars are polled: each time over a connection of its own, as many do.
var outside = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}

// get asks for something as somebody without cookies.
func get(ctx context.Context, address string) (status int, body []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, nil, err
	}
	answer, err := outside.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}

func unfold(calendar []byte) []byte { return bytes.ReplaceAll(calendar, []byte("\r\n "), nil) }

// pollEvery is how often a calendar app asks one node.
const pollEvery = 100 * time.Millisecond

// poll asks a node for calendars: whenever it is there they are served, whatever has
// happened to what it stands on.
func (c *crowd) poll(ctx context.Context, n *process, meeting string) {
	paths := []string{"/alla.ics", "/tema/barn-och-unga.ics", "/en/alla.ics", "/tema/suicidprevention.json"}
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for i := 0; ; i++ {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		life, well := n.lives.Load(), n.well.Load()
		path := paths[i%len(paths)]
		status, body, err := get(ctx, n.base+path)
		switch {
		case ctx.Err() != nil:
		case !well || n.lives.Load() != life:
			c.verdict.stale.Add(1)
		case err != nil || status != http.StatusOK:
			c.verdict.fault("%s of node %s is answered %d, %v: %.200s", path, n.name, status, err, body)
		case path[len(path)-4:] == ".ics" && (!bytes.HasPrefix(body, []byte("BEGIN:VCALENDAR\r\n")) || !bytes.HasSuffix(body, []byte("END:VCALENDAR\r\n"))):
			c.verdict.fault("%s of node %s is no calendar: %.200q", path, n.name, body)
		default:
			c.verdict.feeds.Add(1)
		}
	}
}

// shared is a file that was acknowledged and shared.
type shared struct {
	path    string
	content []byte
}

// fileEvery is the pace of one who shares files; each person may share so many in a meeting.
const (
	fileEvery = 150 * time.Millisecond
	filesEach = 15
	filesMost = 150
)

// share has one after the other come and share files, as long as the meeting takes them.
func (c *crowd) share(ctx context.Context) {
	w := c.sharer
	defer w.cut()
	tick := time.NewTicker(fileEvery)
	defer tick.Stop()
	for n := 0; n < filesMost; n++ {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		c.gate.RLock()
		err := c.shareOne(ctx, w, n)
		c.gate.RUnlock()
		if err != nil && ctx.Err() == nil {
			c.verdict.fault("a file could not be shared: %v", err)
		}
	}
}

func (c *crowd) shareOne(ctx context.Context, w *writer, n int) error {
	if n%filesEach == 0 {
		w.cut() // it is another who comes
		w.who = guest.New(c.anyBase(w))
		if err := insistently(ctx, func() error { return w.who.Join(ctx, w.room.slug, fmt.Sprintf("Fi %d", n), "", "") }); err != nil {
			return err
		}
	}
	content := fmt.Appendf(nil, "Fil %s\n", w.id())
	for range w.rng.IntN(200) {
		content = fmt.Appendf(content, "%x\n", w.rng.Uint64())
	}
	name := fmt.Sprintf("fil-%d.txt", n)
	hash, err := c.upload(ctx, w, name, content)
	if err != nil || hash == "" {
		return err
	}
	if sum := sha256.Sum256(content); hash != hex.EncodeToString(sum[:]) {
		return fmt.Errorf("it is answered as %s", hash)
	}
	id, command := w.id(), meetings.ShareMaterial{File: hash, Title: name, Unlisted: true}
	reply, ok := w.insist(ctx, id, command)
	if !ok || reply.Seq == 0 {
		return nil
	}
	w.room.keep(&op{id: id, command: command, seq: reply.Seq, who: w})
	c.files = append(c.files, shared{"/filer/" + hash + "/" + name, content})
	c.verdict.uploads.Add(1)
	return nil
}

// upload sends a file, on any node, until it is whole.
func (c *crowd) upload(ctx context.Context, w *writer, name string, content []byte) (hash string, err error) {
	once := func(do func(ctx context.Context, g *guest.Guest) error) error {
		return insistently(ctx, func() error {
			ctx, cancel := context.WithTimeout(ctx, answerIn)
			defer cancel()
			since := time.Now()
			err := do(ctx, w.who.At(c.anyBase(w)))
			a := attempt{Who: w.name, Room: w.room.slug, Do: "upload " + name}
			if err != nil {
				a.Error = err.Error()
			}
			c.history.tell(a, since)
			return err
		})
	}
	var path string
	var f meetings.File
	err = once(func(ctx context.Context, g *guest.Guest) (err error) {
		path, err = g.BeginUpload(ctx, w.room.slug, name, len(content))
		return err
	})
	if err != nil {
		return "", err
	}
	err = once(func(ctx context.Context, g *guest.Guest) (err error) {
		if f, err = g.Uploaded(ctx, path); err == nil {
			return nil // it was whole before
		}
		if err = g.ContinueUpload(ctx, path, content); err == nil {
			f, err = g.Uploaded(ctx, path)
		}
		if errors.Is(err, guest.ErrNoUpload) {
			c.verdict.losing("%s was begun, and is not there: %v", path, err)
			return nil
		}
		return err
	})
	return f.Hash, err
}

func (c *crowd) anyBase(w *writer) string { return c.in.nodes[w.rng.IntN(len(c.in.nodes))].base }
