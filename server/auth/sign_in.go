package auth

import (
	"context"
	"net/http"
	"strings"
	"unicode"

	"ringain/meetings"
)

// NewLink makes a one-time link for whoever runs the server, by which a new administrator of
// the first organisation comes in, and returns its secret.
func (a *Auth) NewLink() (secret string, err error) {
	return a.Make(meetings.EntryLink{Kind: meetings.SetupLink, Role: meetings.Administrator})
}

// FirstLink makes a one-time link for whoever runs the server, by which the administrator of
// the first organisation signs in who has been that for longest. It returns its secret and
// who that is; while there is none, it is a link for a new one, as [Auth.NewLink] makes.
func (a *Auth) FirstLink(ctx context.Context) (secret, name string, err error) {
	members, err := a.keep.Members(ctx, "")
	if err != nil {
		return "", "", err
	}
	for _, m := range members { // the longest first
		if m.Role == meetings.Administrator {
			secret, err = a.Make(meetings.EntryLink{Kind: meetings.RecoverLink, Account: m.Account.ID})
			return secret, m.Account.Name, err
		}
	}
	secret, err = a.NewLink()
	return secret, "", err
}

// Make makes a one-time link and returns its secret.
func (a *Auth) Make(l meetings.EntryLink) (secret string, err error) {
	l, secret = Secretly(l, meetings.At(a.now()))
	return secret, a.keep.MakeLink(l)
}

// Secretly returns a link that is made at a moment, as it is kept, and its secret, which
// is kept nowhere.
func Secretly(l meetings.EntryLink, now meetings.Instant) (kept meetings.EntryLink, secret string) {
	lasts := LinkLasts
	switch l.Kind {
	case meetings.InviteLink:
		lasts = InviteLasts
	case meetings.SignInLink, meetings.EmailLink:
		lasts = MailLinkLasts
	}
	secret = newSecret()
	l.ID, l.Made, l.Expires = digest(secret), now, now.Add(lasts)
	return l, secret
}

// Link returns what a link does, and refuses one that is good for nothing. Reading it does
// not use it up, since programs that look for viruses in mail read links too.
func (a *Auth) Link(ctx context.Context, secret string) (meetings.EntryLink, error) {
	l, ok, err := a.keep.Link(ctx, digest(secret), meetings.At(a.now()))
	if err == nil && !ok {
		err = meetings.UsedLink()
	}
	return l, err
}

// SignIn uses a one-time link up and begins the session of whoever opened it. The name is
// that of somebody who has no account yet. Of two who use it, one gets in. It returns who that is.
func (a *Auth) SignIn(w http.ResponseWriter, r *http.Request, secret, name string) (p meetings.Person, err error) {
	l, err := a.Link(r.Context(), secret)
	if err != nil {
		return p, err
	}
	before, _ := Person(r)
	if l.Asks(before) {
		named, err := meetings.NewGuest("", name, "", "")
		if err != nil {
			return p, err
		}
		name = named.Name
	}
	m, err := a.keep.OpenLink(l.ID, before, name, a.newID(), meetings.At(a.now()))
	if err != nil {
		return p, err
	}
	p = m.Person()
	if l.Proves(before, p.Account) {
		return p, a.Begin(w, r, p)
	}
	return p, a.goOn(w, r, p)
}

// ActFor has whoever has signed in act for another of their organisations.
func (a *Auth) ActFor(w http.ResponseWriter, r *http.Request, convener meetings.ID) error {
	p, _ := Person(r)
	all, err := a.keep.MemberOf(r.Context(), p.Account)
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.Convener.ID == convener && p.Account != "" {
			return a.goOn(w, r, m.Person())
		}
	}
	return meetings.Refuse(meetings.NotAllowed, "Du är inte med i den organisationen.", "You are not a member of that organisation.")
}

// SessionID returns what names the session of whoever asks, among those of its account.
func SessionID(r *http.Request) string {
	s, _ := r.Context().Value(sessionKey{}).(session)
	return s.digest
}

// Device says in a few words which browser makes a request, as [meetings.Session] does.
func Device(r *http.Request) string { return device(r) }

// device says in a few words which browser makes a request: its name and its system.
func device(r *http.Request) string {
	agent := r.UserAgent()
	first := func(names ...string) string {
		for _, n := range names {
			if mark, name, _ := strings.Cut(n, "="); strings.Contains(agent, mark) {
				return name
			}
		}
		return ""
	}
	browser := first("Edg/=Edge", "EdgA/=Edge", "OPR/=Opera", "SamsungBrowser=Samsung Internet", "Firefox/=Firefox", "FxiOS/=Firefox", "CriOS/=Chrome", "Chrome/=Chrome", "Safari/=Safari")
	system := first("iPhone=iPhone", "iPad=iPad", "Android=Android", "Windows=Windows", "Mac OS X=Mac", "CrOS=ChromeOS", "Linux=Linux")
	return strings.TrimFunc(browser+", "+system, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
}
