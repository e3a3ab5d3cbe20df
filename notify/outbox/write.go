package outbox

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/letter"
	"ringain/notify/mail"
)

// write writes a letter to its receiver. Its identity is made of the message and the
// receiver: the same whenever it is sent, and from whichever node.
func (o *Outbox) write(ctx context.Context, l store.Letter, entry *meetings.EntryLetter) (text mail.Letter, err error) {
	id := fmt.Sprintf("%s.%s@%s", l.Message.ID, l.Follower.ID, mail.Domain(o.Mail.From()))
	switch {
	case entry != nil:
		text = letter.Entry(*entry, o.Letter)
		text.ID = id
	case l.Message.Kind == meetings.NewsOrdered:
		to, room, _, err := o.ordered(ctx, l)
		if err != nil {
			return mail.Letter{}, err
		}
		minutes, err := o.Store.Minutes(ctx, to.Meeting)
		if err != nil {
			return mail.Letter{}, err
		}
		text = letter.Ordered(to, room.Meeting, minutes, o.Letter)
		text.ID = id
	default:
		d, err := o.draft(ctx, l)
		if err != nil {
			return mail.Letter{}, err
		}
		text = d.To(l.Follower.Address, id, letter.Token(o.Secret, l.Follower.ID), l.Follows)
	}
	text.At = l.Message.At.In(time.UTC)
	text.Returns = letter.ReturnToken(o.Secret, l.Message.ID, l.Follower.ID)
	return text, nil
}

// ordered returns to whom the minutes of a meeting go that were ordered, and of which, and
// whether they can be read by everybody.
func (o *Outbox) ordered(ctx context.Context, l store.Letter) (to meetings.OrderedSummary, room meetings.Room, shown bool, err error) {
	if json.Unmarshal(l.Message.Body, &to) != nil {
		return to, room, false, nil // what it said is let go of
	}
	room, _, err = o.Store.Room(ctx, string(to.Meeting))
	return to, room, room.Meeting.Published != 0, err
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
