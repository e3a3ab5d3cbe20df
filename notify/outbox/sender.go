package outbox

import (
	"context"
	"errors"
	"sync"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/mail"
)

// Bounds of a sender.
const (
	atOnce     = 25               // letters that a sender takes at the same time
	perLine    = 100              // letters over one connection: many servers end it after so many
	maxTries   = 12               // of one letter, over about two days
	maxBounces = 3                // letters to one address that come back, one after another
	handOver   = 12 * time.Second // that one letter may take, and be kept
)

// sender takes letters in hand and sends them, over one line as long as there are letters,
// it holds, and the server can be expected to like it.
type sender struct {
	*Outbox
	line *mail.Line // nil when there is none
	over int        // letters that went over the line
}

// work sends the next letters, if there are any.
func (s *sender) work(ctx context.Context) (more bool, err error) {
	now := s.now()
	until := now.Add(s.Hold)
	letters, err := s.Store.TakeLetters(now, until, atOnce)
	if err == nil && len(letters) > 0 {
		letters = s.inHand.take(letters)
		defer s.inHand.drop(letters)
		var done int
		done, err = s.sendAll(ctx, letters, until)
		if rest := letters[done:]; len(rest) > 0 {
			err = errors.Join(err, s.Store.PutBack(rest, s.now()))
		}
	}
	if err != nil || len(letters) == 0 {
		s.hangUp()
	}
	return len(letters) > 0, err
}

// hangUp ends the line, if there is one.
func (s *sender) hangUp() {
	if s.line != nil {
		s.line.Close()
		s.line = nil
	}
}

// dial has a line to the mail server be there.
func (s *sender) dial(ctx context.Context) (err error) {
	if s.over >= perLine {
		s.hangUp()
	}
	if s.line == nil {
		s.line, err = s.Mail.Line(ctx)
		s.over = 0
	}
	return err
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
func (s *sender) sendAll(ctx context.Context, letters []store.Letter, until meetings.Instant) (done int, err error) {
	for i, l := range letters {
		if ctx.Err() != nil || s.now() > until.Add(-min(handOver, s.Hold/2)) {
			return i, nil
		}
		l, wanted, err := s.Store.LetterOf(ctx, l)
		if err != nil {
			return i, err
		}
		var entry *meetings.EntryLetter
		if wanted {
			if wanted, entry, err = s.timely(ctx, l); err != nil {
				return i, err
			}
		}
		if !wanted && entry != nil {
			continue // it is forgotten
		}
		var text mail.Letter
		if wanted {
			if text, err = s.write(ctx, l, entry); err != nil {
				s.Log.Error("a letter cannot be written and is given up", "message", l.Message.ID, "err", err)
				wanted = false
			}
		}
		if !wanted {
			if err := s.settle(l, store.Outcome{GivenUp: true}); err != nil {
				return i + 1, err
			}
			continue
		}
		if seen, err := s.send(ctx, l, text); err != nil {
			if seen {
				i++
			}
			return i, err
		}
	}
	return len(letters), nil
}

// timely reports whether a letter is still to be sent, and returns what it says when it is
// one with a link. One to sign in by, to an address that is nobody's, is forgotten: that
// somebody asked for it is kept nowhere.
func (s *sender) timely(ctx context.Context, l store.Letter) (wanted bool, entry *meetings.EntryLetter, err error) {
	switch {
	case l.Message.Kind == meetings.NewsEntry:
		e, ready, err := s.Post.Ready(ctx, l.Message.ID, l.Message.Body)
		if err == nil && !ready {
			err = s.Store.DropLetter(l.Message.ID)
		}
		return ready, &e, err
	case l.Message.At < s.now().Add(-2*meetings.StaleNews):
		return false, nil, nil
	case l.Message.Kind == meetings.NewsOrdered:
		_, _, wanted, err = s.ordered(ctx, l)
		return wanted, nil, err
	case l.Message.Kind.Reminds():
		wanted, err = s.stands(ctx, l)
		return wanted, nil, err
	}
	return true, nil, nil
}

// errBusy says that the mail server takes no letters just now, from anybody.
var errBusy = errors.New("the mail server takes no letters just now")

// send sends one letter and keeps what became of it, before anything else is done. It
// reports whether the letter was tried: that the server cannot be reached, or is about to
// close (RFC 5321, 3.8), is no letter's fault.
func (s *sender) send(ctx context.Context, l store.Letter, text mail.Letter) (tried bool, err error) {
	var refused *mail.Rejected
	for range 2 {
		if err = s.dial(ctx); err != nil {
			return false, err
		}
		s.over++
		err = s.line.Send(ctx, text)
		refused, _ = errors.AsType[*mail.Rejected](err)
		if refused == nil || refused.Code != closing {
			break
		}
		fresh := s.over == 1
		s.hangUp()
		if fresh {
			return false, errBusy
		}
	}
	out := store.Outcome{Sent: err == nil, Returns: text.Returns}
	switch {
	case err == nil:
		s.sent.Add(1)
	case refused != nil && refused.Receiver && refused.Forever():
		out.Bounced, out.GivenUp, out.Pause = true, true, l.Follower.Bounces+1 >= maxBounces
	default:
		out.GivenUp = l.Tries+1 >= maxTries
		out.Next = s.now().Add(pause(l.Tries))
	}
	if err != nil {
		s.failed.Add(1)
		s.Log.Info("a letter was not taken on", "message", l.Message.ID, "tries", l.Tries+1, "given up", out.GivenUp, "err", err)
		if refused == nil {
			s.hangUp()
		}
	}
	if kept := s.settle(l, out); kept != nil {
		s.hangUp()
		return true, kept
	}
	if out.Sent {
		s.Log.Debug("a letter was sent, and that is kept", "message", l.Message.ID, "follower", l.Follower.ID)
	}
	return true, nil
}

// closing is what a server says that ends the connection: RFC 5321, 4.2.2.
const closing = 421

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
