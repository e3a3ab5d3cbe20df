package auth

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"ringain/meetings"
)

// Send hands a letter in plain text to a mail server.
type Send func(ctx context.Context, to, subject, text string) error

// Post mails the links by which people sign in. Whoever asks for one is answered before
// anything is looked up: neither what they are told nor how long it takes says whether an
// address is anybody's.
type Post struct {
	PostConfig
	asked chan asked
	sent  map[string]time.Time // when something was last sent to an address
}

// PostConfig is what Post needs.
type PostConfig struct {
	Auth   *Auth
	Send   Send
	Origin string // the installation's own address
	Name   string // of the installation
	Log    *slog.Logger
	Now    func() time.Time
}

// asked is a letter that somebody asked for.
type asked struct {
	link   meetings.EntryLink // to be made; one to sign in is for whoever has the address
	lang   meetings.Lang
	secret string // of a link that is made already
}

// How many letters wait to be sent, and how often one goes to the same address.
const (
	maxAsked  = 200
	askedEach = time.Minute
)

// NewPost builds Post.
func NewPost(c PostConfig) *Post {
	return &Post{PostConfig: c, asked: make(chan asked, maxAsked), sent: map[string]time.Time{}}
}

// Ask has a link to sign in by be mailed to an address, if it is an account's. When very
// many wait it is not: whoever asked asks again.
func (p *Post) Ask(email string, lang meetings.Lang) {
	p.put(asked{link: meetings.EntryLink{Kind: meetings.SignInLink, Email: email}, lang: lang})
}

// Confirm has a link be mailed to an address, by which it becomes that of the account of
// whoever asks.
func (p *Post) Confirm(by meetings.Person, email string, lang meetings.Lang) {
	p.put(asked{link: meetings.EntryLink{Kind: meetings.EmailLink, Account: by.Account, Convener: by.Convener, Email: email, By: by.Author()}, lang: lang})
}

// Invite keeps an invitation that was checked, and has it be mailed to whom it is meant for.
func (p *Post) Invite(l meetings.EntryLink, lang meetings.Lang) error {
	l.Mailed = true
	secret, err := p.Auth.Make(l)
	if err == nil {
		p.put(asked{l, lang, secret})
	}
	return err
}

func (p *Post) put(a asked) {
	a.link.Mailed = true
	select {
	case p.asked <- a:
	default:
		p.Log.Warn("so many ask for links by mail that some are left out")
	}
}

// Run mails what is asked for until ctx ends.
func (p *Post) Run(ctx context.Context) error {
	for {
		select {
		case a := <-p.asked:
			if err := p.deliver(ctx, a); err != nil && ctx.Err() == nil {
				p.Log.Warn("a link to sign in by was not mailed; whoever asked can ask again", "kind", a.link.Kind, "err", err)
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// deliver makes a link, unless it is made, and mails it. Of what anybody may ask for,
// nothing goes to an address that is nobody's, or that has just got something.
func (p *Post) deliver(ctx context.Context, a asked) error {
	if a.secret != "" {
		return p.mail(ctx, a)
	}
	to, now := a.link.Email, p.Now()
	for address, at := range p.sent {
		if now.Sub(at) >= askedEach {
			delete(p.sent, address)
		}
	}
	if _, just := p.sent[to]; just {
		return nil
	}
	if a.link.Kind == meetings.SignInLink {
		in, err := p.Auth.keep.MemberAt(ctx, to)
		if err != nil || len(in) == 0 {
			return err
		}
		a.link.Account, a.link.Convener = in[0].Account.ID, in[0].Convener.ID
	}
	p.sent[to] = now
	var err error
	if a.secret, err = p.Auth.Make(a.link); err != nil {
		return err
	}
	return p.mail(ctx, a)
}

func (p *Post) mail(ctx context.Context, a asked) error {
	subject, text := p.letter(a, p.Origin+a.lang.Path("/in/"+a.secret))
	return p.Send(ctx, a.link.Email, subject, text)
}

// letter is what is mailed with a link.
func (p *Post) letter(a asked, link string) (subject, text string) {
	say := func(sv, en string) string { return meetings.Text{SV: sv, EN: en}.In(a.lang) }
	until := say("Länken fungerar en gång, inom en halvtimme.", "The link works once, within half an hour.")
	var what, not string
	switch a.link.Kind {
	case meetings.InviteLink:
		subject = fmt.Sprintf(say("Inbjudan till %s", "Invitation to %s"), p.Name)
		what = fmt.Sprintf(say("%s bjuder in dig att vara med och sköta möten i %s. Öppna länken för att tacka ja:", "%s invites you to help look after meetings in %s. Open the link to accept:"), a.link.By.Name, p.Name)
		until = say("Länken fungerar en gång, inom en vecka.", "The link works once, within a week.")
		not = say("Känner du inte igen det här? Då behöver du inte göra något.", "Is this nothing you know of? Then you need do nothing.")
	case meetings.EmailLink:
		subject = say("Bekräfta din e-postadress", "Confirm your e-mail address")
		what = fmt.Sprintf(say("Öppna länken i den webbläsare där du är inloggad i %s, så hör den här adressen till ditt konto:", "Open the link in the browser where you are signed in to %s, and this address belongs to your account:"), p.Name)
		not = say("Har du inte bett om det? Då behöver du inte göra något.", "Did you not ask for this? Then you need do nothing.")
	default:
		subject = fmt.Sprintf(say("Logga in i %s", "Sign in to %s"), p.Name)
		what = say("Öppna länken och tryck på knappen, så är du inloggad:", "Open the link and press the button, and you are signed in:")
		not = say("Har du inte bett om att få logga in? Då behöver du inte göra något. Ingen annan har fått länken.", "Did you not ask to sign in? Then you need do nothing. Nobody else has got the link.")
	}
	return subject, what + "\n\n" + link + "\n\n" + until + "\n\n" + not + "\n"
}
