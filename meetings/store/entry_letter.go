package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"strings"

	"ringain/meetings"
)

// How many letters with links go to one address that anybody may name: one within a minute
// and three while a link is good, so that whoever reads them always has one that is. And how
// many may wait at the same time.
const (
	entryEach    = 60 * 1000      // milliseconds
	entryWhile   = 30 * 60 * 1000 // milliseconds
	entryWithin  = 3
	maxEntryWait = 200
)

// MailLink keeps a letter with a link, and the link with it if it is one that is made
// already. It reports whether the letter is kept: of those that anybody may ask for, no more
// go to one address than it says above.
func (s *Store) MailLink(id meetings.ID, l meetings.EntryLetter, now meetings.Instant) (kept bool, err error) {
	defer meetings.Wrap(&err, "keep a letter with a link")
	body, err := json.Marshal(l)
	if err != nil {
		return false, err
	}
	to := s.mailbox(l.Link.Email)
	return kept, s.Change("link", func(t *Tx) error {
		if kept = l.Link.Kind == meetings.InviteLink; !kept {
			if kept, err = t.mayMailLink(to, now); err != nil || !kept {
				return err
			}
		}
		if l.Made {
			if err := t.AddLink(l.Link); err != nil {
				return err
			}
		}
		return t.AddLetter(Message{ID: id, Kind: meetings.NewsEntry, Body: body, At: now}, to)
	})
}

// mailbox is a digest of an address, by which letters with links to it are known.
func (s *Store) mailbox(address string) meetings.ID {
	mac := hmac.New(sha256.New, s.about.Secret)
	mac.Write([]byte("mailbox\x00" + address))
	return meetings.ID(strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(mac.Sum(nil)[:16])))
}

func (t *Tx) mayMailLink(to meetings.ID, now meetings.Instant) (bool, error) {
	var last meetings.Instant
	var n, waiting int
	err := t.row(`SELECT COUNT(*), COALESCE(MAX(m.at), 0) FROM message m JOIN letter l ON l.message = m.id AND l.follower = $1 WHERE m.kind = $2 AND m.at > $3`,
		string(to), string(meetings.NewsEntry), int64(now-entryWhile)).Scan(&n, &last)
	if err != nil || n >= entryWithin || n > 0 && now < last+entryEach {
		return false, err
	}
	err = t.row(`SELECT COUNT(*) FROM letter l JOIN message m ON m.id = l.message WHERE l.sent = 0 AND m.kind = $1`, string(meetings.NewsEntry)).Scan(&waiting)
	return waiting < maxEntryWait, err
}

// MakeMailed keeps the link of a letter that is about to be sent and, with it, that the
// letter says it is made: it is not made again when the letter is sent again.
func (s *Store) MakeMailed(message meetings.ID, l meetings.EntryLetter) (err error) {
	defer meetings.Wrap(&err, "make the link of the letter %s", message)
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return s.Change("link", func(t *Tx) error {
		if err := t.AddLink(l.Link); err != nil {
			return err
		}
		return t.exec(`UPDATE message SET body = $2 WHERE id = $1`, string(message), string(body))
	})
}

// DropLetter forgets a letter to one alone, which is not to be sent.
func (s *Store) DropLetter(message meetings.ID) (err error) {
	defer meetings.Wrap(&err, "drop the letter %s", message)
	return s.Change("letters", func(t *Tx) error {
		return errors.Join(t.exec(`DELETE FROM letter WHERE message = $1`, string(message)), t.exec(`DELETE FROM message WHERE id = $1`, string(message)))
	})
}
