package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/letter"
	"ringain/notify/mail"
)

// Bounds of a sender.
const (
	atOnce     = 10               // letters that a sender takes at the same time
	maxTries   = 12               // of one letter, over about two days
	maxBounces = 3                // letters to one address that come back, one after another
	handOver   = 12 * time.Second // that one letter may take, and be kept
)

// sender returns what takes letters in hand and sends them, over one line as long as it holds.
func (o *Outbox) sender() func(context.Context) (bool, error) {
	return func(ctx context.Context) (more bool, err error) {
		now := o.now()
		until := now.Add(o.Hold)
		letters, err := o.Store.TakeLetters(now, until, atOnce)
		if err != nil || len(letters) == 0 {
			return false, err
		}
		letters = o.inHand.take(letters)
		defer o.inHand.drop(letters)
		done, err := o.sendAll(ctx, letters, until)
		if rest := letters[done:]; len(rest) > 0 {
			err = errors.Join(err, o.Store.PutBack(rest, o.now()))
		}
		return len(letters) > 0, err
	}
}

// hand is what the senders of this node have in hand. However the clock may jump, none of
// them takes what another has.
type hand struct {
	mu   sync.Mutex
	held map[[2]meetings.ID]bool
}

// take returns those letters that nobody has in hand, and holds them.
func (h *hand) take(letters []store.Letter) (mine []store.Letter) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.held == nil {
		h.held = map[[2]meetings.ID]bool{}
	}
	for _, l := range letters {
		if key := [2]meetings.ID{l.Message.ID, l.Follower.ID}; !h.held[key] {
			h.held[key] = true
			mine = append(mine, l)
		}
	}
	return mine
}

func (h *hand) drop(letters []store.Letter) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, l := range letters {
		delete(h.held, [2]meetings.ID{l.Message.ID, l.Follower.ID})
	}
}

// sendAll sends letters one after another, and returns how many were seen to. It stops when
// ctx ends, when the mail server cannot be reached, and before others may take the rest.
func (o *Outbox) sendAll(ctx context.Context, letters []store.Letter, until meetings.Instant) (done int, err error) {
	var line *mail.Line
	defer func() {
		if line != nil {
			line.Close()
		}
	}()
	for i, l := range letters {
		if ctx.Err() != nil || o.now() > until.Add(-min(handOver, o.Hold/2)) {
			return i, nil
		}
		l, wanted, err := o.Store.LetterOf(ctx, l)
		if err != nil {
			return i, err
		}
		if wanted && l.Message.Kind.Reminds() {
			if wanted, err = o.stands(ctx, l); err != nil {
				return i, err
			}
		}
		if !wanted || l.Message.At < o.now().Add(-2*meetings.StaleNews) {
			if err := o.settle(l, store.Outcome{GivenUp: true}); err != nil {
				return i + 1, err
			}
			continue
		}
		if line == nil {
			if line, err = o.Mail.Line(ctx); err != nil {
				return i, err // no letter's fault
			}
		}
		broken, err := o.send(ctx, line, l)
		if broken {
			line.Close()
			line = nil
		}
		if err != nil {
			return i + 1, err
		}
	}
	return len(letters), nil
}

// send sends one letter and keeps what became of it, before anything else is done.
func (o *Outbox) send(ctx context.Context, line *mail.Line, l store.Letter) (broken bool, err error) {
	text, err := o.write(ctx, l)
	if err != nil {
		o.Log.Error("a letter cannot be written and is given up", "message", l.Message.ID, "err", err)
		return false, o.settle(l, store.Outcome{GivenUp: true})
	}
	err = line.Send(ctx, text)
	refused, answered := errors.AsType[*mail.Rejected](err)
	out := store.Outcome{Sent: err == nil, Returns: text.Returns}
	switch {
	case err == nil:
		o.sent.Add(1)
	case answered && refused.Receiver && refused.Forever():
		out.Bounced, out.GivenUp, out.Pause = true, true, l.Follower.Bounces+1 >= maxBounces
	default:
		out.GivenUp = l.Tries+1 >= maxTries
		out.Next = o.now().Add(pause(l.Tries))
	}
	if err != nil {
		o.failed.Add(1)
		o.Log.Info("a letter was not taken on", "message", l.Message.ID, "tries", l.Tries+1, "given up", out.GivenUp, "err", err)
	}
	if kept := o.settle(l, out); kept != nil {
		return true, kept
	}
	if out.Sent {
		o.Log.Debug("a letter was sent, and that is kept", "message", l.Message.ID, "follower", l.Follower.ID)
	}
	return err != nil && !answered, nil
}

// settle keeps what became of a letter, and tries hard: what is kept here is what makes it
// be sent once.
func (o *Outbox) settle(l store.Letter, out store.Outcome) (err error) {
	out.At = o.now()
	if out.GivenUp {
		o.gaveUp.Add(1)
	}
	for try := range 5 {
		if err = o.Store.Settle(l.Message.ID, l.Follower.ID, out); err == nil {
			return nil
		}
		time.Sleep(time.Duration(try) * 100 * time.Millisecond)
	}
	return err
}

// pause is how long a letter rests that was tried in vain: a minute, and twice as long
// each time, up to eight hours.
func pause(tries int) time.Duration { return min(time.Minute<<tries, 8*time.Hour) }

// write writes a letter to its receiver. Its identity is made of the message and the
// receiver: the same whenever it is sent, and from whichever node.
func (o *Outbox) write(ctx context.Context, l store.Letter) (mail.Letter, error) {
	d, err := o.draft(ctx, l)
	if err != nil {
		return mail.Letter{}, err
	}
	text := d.To(l.Follower.Address, fmt.Sprintf("%s.%s@%s", l.Message.ID, l.Follower.ID, mail.Domain(o.Mail.From())),
		letter.Token(o.Secret, l.Follower.ID), l.Follows)
	text.At = l.Message.At.In(time.UTC)
	text.Returns = letter.ReturnToken(o.Secret, l.Message.ID, l.Follower.ID)
	return text, nil
}

// drafts are the letters that were written last, without their receivers.
type drafts struct {
	mu   sync.Mutex
	kept map[string]letter.Draft // by message and language
}

// maxDrafts bounds how many are kept.
const maxDrafts = 100

// draft writes a message in the language of its receiver, once for all of them.
func (o *Outbox) draft(ctx context.Context, l store.Letter) (letter.Draft, error) {
	key := string(l.Message.ID) + " " + string(l.Follower.Lang)
	o.drafts.mu.Lock()
	d, ok := o.drafts.kept[key]
	o.drafts.mu.Unlock()
	if ok {
		return d, nil
	}
	var t meetings.Telling
	if err := json.Unmarshal(l.Message.Body, &t); err != nil {
		return d, fmt.Errorf("read the message: %w", err)
	}
	themes, err := o.Store.Themes(ctx)
	if err != nil {
		return d, err
	}
	options := o.Letter
	options.Themes = make(map[string]meetings.Text, len(themes))
	for _, theme := range themes {
		options.Themes[theme.Slug] = theme.Name
	}
	d, err = letter.Write(t, l.Follower.Lang, options)
	if err != nil {
		o.Log.Error("a letter goes without its calendar", "message", l.Message.ID, "err", err)
	}
	o.drafts.mu.Lock()
	defer o.drafts.mu.Unlock()
	if o.drafts.kept == nil || len(o.drafts.kept) >= maxDrafts {
		o.drafts.kept = map[string]letter.Draft{}
	}
	o.drafts.kept[key] = d
	return d, nil
}
