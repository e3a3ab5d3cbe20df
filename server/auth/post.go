package auth

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"ringain/meetings"
)

// Post has the links by which people sign in be mailed. Each letter is kept before whoever
// asks is answered, and sent by the outbox with all others: a node that dies in between
// loses none.
//
// Whether an address is anybody's is looked up when its letter is about to be sent. Neither
// what whoever asks is told nor how long it takes says so.
type Post struct{ PostConfig }

// PostConfig is what Post needs.
type PostConfig struct {
	Auth *Auth
	Log  *slog.Logger
	Wake chan<- struct{} // is sent on when there is a letter to send; may be nil
}

// NewPost builds Post.
func NewPost(c PostConfig) *Post { return &Post{c} }

// Ask has a link to sign in by be mailed to an address, if it is an account's. When very
// many wait it is not: whoever asked asks again.
func (p *Post) Ask(email string, lang meetings.Lang) error {
	return p.put(meetings.EntryLetter{Link: meetings.EntryLink{Kind: meetings.SignInLink, Email: email}, Lang: lang, Secret: newSecret()})
}

// Again has a link be mailed by which whoever has signed in shows who they are once more: to
// the address of their account.
func (p *Post) Again(by meetings.Person, email string, lang meetings.Lang) error {
	return p.put(p.made(meetings.EntryLink{Kind: meetings.SignInLink, Account: by.Account, Convener: by.Convener, Email: email}, lang))
}

// Confirm has a link be mailed to an address, by which it becomes that of the account of
// whoever asks, who has just shown who they are.
func (p *Post) Confirm(by meetings.Person, email string, lang meetings.Lang) error {
	if err := by.Proves(meetings.At(p.Auth.now())); err != nil {
		return err
	}
	return p.put(p.made(meetings.EntryLink{Kind: meetings.EmailLink, Account: by.Account, Convener: by.Convener, Email: email, By: by.Author()}, lang))
}

// Invite keeps an invitation that was checked, and has it be mailed to whom it is meant for.
func (p *Post) Invite(l meetings.EntryLink, lang meetings.Lang) error { return p.put(p.made(l, lang)) }

// made is a letter with a link that is kept with it.
func (p *Post) made(link meetings.EntryLink, lang meetings.Lang) (l meetings.EntryLetter) {
	link.Mailed = true
	l = meetings.EntryLetter{Lang: lang, Made: true}
	l.Link, l.Secret = Secretly(link, meetings.At(p.Auth.now()))
	return l
}

// put keeps a letter.
func (p *Post) put(l meetings.EntryLetter) error {
	kept, err := p.Auth.keep.MailLink(p.Auth.newID(), l, meetings.At(p.Auth.now()))
	if err == nil && !kept {
		p.Log.Info("a link by mail is left out: one was just sent there, or very many wait", "kind", l.Link.Kind)
	}
	select {
	case p.Wake <- struct{}{}:
	default: // it is awake, or looks soon
	}
	return err
}

// Ready returns a letter whose turn has come, from how it is kept, with its link made; and
// false when it is not to be sent: its address is nobody's, or its link is no longer good.
func (p *Post) Ready(ctx context.Context, message meetings.ID, kept []byte) (l meetings.EntryLetter, ok bool, err error) {
	if err := json.Unmarshal(kept, &l); err != nil {
		return l, false, fmt.Errorf("read the letter %s: %w", message, err)
	}
	now := meetings.At(p.Auth.now())
	if l.Made {
		_, ok, err = p.Auth.keep.Link(ctx, digest(l.Secret), now)
		return l, ok, err
	}
	in, err := p.Auth.keep.MemberAt(ctx, l.Link.Email)
	if err != nil || len(in) == 0 {
		return l, false, err
	}
	l.Link.Account, l.Link.Convener = in[0].Account.ID, in[0].Convener.ID
	l.Link.Mailed, l.Made = true, true
	l.Link.ID, l.Link.Made, l.Link.Expires = digest(l.Secret), now, now.Add(MailLinkLasts)
	return l, true, p.Auth.keep.MakeMailed(message, l)
}
