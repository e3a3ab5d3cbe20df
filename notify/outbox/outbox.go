// Package outbox tells people by e-mail what has happened.
//
// A change keeps a notice with it, in its own transaction, and knows nothing of letters.
// From then on:
//
//   - A clerk on every node looks for topics that are due: a meeting, or a series. Whoever
//     takes the notices of a topic, in a transaction that one node alone can commit, looks
//     at how its meetings were when they were last told of and how they are now. What
//     differs becomes one message, with a row for each receiver, in the same transaction.
//     So two changes within the waiting time are one letter, and what was undone is none.
//     Those who look after a meeting are reminded of it and of its minutes by messages that
//     have their identity of the meeting and the day: whichever node makes one, it is one.
//   - Senders on every node take some rows in hand for half a minute, hand one letter after
//     another to the mail server, and keep that the server has it before they touch the
//     next. A node that dies leaves its rows to the others when the half minute is over,
//     and where there is but one, to itself when it is started anew.
//
// Nothing is lost: a row is settled only when the server has said that it took the letter
// on, or never will. Nothing is sent twice but in one place that cannot be closed from
// this side: a node that dies, or a line that breaks, after the server has taken a letter
// on and before that is kept. That is one letter for each sender, and it goes out again
// under the same Message-ID, by which mail servers and programs for mail know it again.
//
// Letters with links by which people sign in, and invitations, wait in the same rows, each
// with the address it goes to: whoever asked was answered when theirs was kept.
//
// What a letter says is let go of as soon as none waits any longer that says it: what stays
// is of which kind it was, when it was sent, and whether it came back.
//
// No address is ever written to the log.
package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/letter"
	"ringain/notify/mail"
	"ringain/server/auth"
)

// Config is what an Outbox needs. Now and NewID are given by tests.
type Config struct {
	Store  *store.Store
	Mail   *mail.Server
	Letter letter.Options // without the names of themes, which are read
	Secret []byte         // makes the tokens of followers
	Post   *auth.Post     // makes the links in letters by which people sign in; nil when there are none
	Log    *slog.Logger
	Now    func() time.Time
	NewID  func() meetings.ID
	Wake   <-chan struct{} // says that there is a letter to send; may be nil

	Alone bool // no other node uses the database: what was in hand when the last one ended is in nobody's

	Senders int           // how many letters are on their way at the same time; 4 when 0
	Tick    time.Duration // how often it is looked for work; 2 seconds when 0
	Hold    time.Duration // how long a node has letters in hand; 30 seconds when 0
}

// Outbox tells people what has happened.
type Outbox struct {
	Config
	sent, failed, gaveUp atomic.Int64
	nudged               atomic.Int64 // when reminders to organisers were last looked for
	drafts               drafts
	inHand               hand
}

// New builds an Outbox.
func New(c Config) *Outbox {
	if c.Senders == 0 {
		c.Senders = 4
	}
	if c.Tick == 0 {
		c.Tick = 2 * time.Second
	}
	if c.Hold == 0 {
		c.Hold = 30 * time.Second
	}
	return &Outbox{Config: c}
}

// Stats are figures of this node since it started.
type Stats struct {
	Sent, Failed, GaveUp int64
	Looked               meetings.Instant // when it last looked for what organisers are to be reminded of
}

// Stats returns how many letters the mail server took on, how many tries were in vain, and
// how many letters were given up.
func (o *Outbox) Stats() Stats {
	return Stats{o.sent.Load(), o.failed.Load(), o.gaveUp.Load(), meetings.Instant(o.nudged.Load())}
}

// Run tells people until ctx ends. The letters in hand are finished first.
func (o *Outbox) Run(ctx context.Context) error {
	if o.Alone {
		if err := o.Store.LetGo(); err != nil {
			o.Log.Warn("letters that were in hand wait until they are in nobody's", "err", err)
		}
	}
	var all sync.WaitGroup
	all.Go(func() { o.loop(ctx, "what is to be told", o.clerk, nil) })
	for range o.Senders {
		all.Go(func() {
			s := &sender{Outbox: o}
			defer s.hangUp()
			o.loop(ctx, "letters", s.work, o.Wake)
		})
	}
	all.Wait()
	return nil
}

// loop does some work again and again: at once as long as there is more, and otherwise
// after a while, which grows when it fails, or when it is woken.
func (o *Outbox) loop(ctx context.Context, what string, work func(context.Context) (more bool, err error), wake <-chan struct{}) {
	wait := time.NewTimer(0)
	defer wait.Stop()
	for fails := 0; ; {
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
		case <-wake:
		}
		more, err := guarded(ctx, work)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			fails = min(fails+1, 5)
			o.Log.Warn("the outbox could not see to "+what+"; it is tried again", "err", err)
			wait.Reset(o.Tick << (fails - 1))
		case more:
			fails = 0
			wait.Reset(0)
		default:
			fails = 0
			wait.Reset(o.Tick)
		}
	}
}

// guarded makes an error of a panic.
func guarded(ctx context.Context, work func(context.Context) (bool, error)) (more bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return work(ctx)
}

func (o *Outbox) now() meetings.Instant { return meetings.At(o.Now()) }
