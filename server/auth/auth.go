// Package auth knows who is asking: the sessions of participants and of those who have
// signed in, the one-time links by which people sign in, and the tickets that open a socket.
//
// A session is a random secret in a cookie; the store keeps only its digest, with
// the person it stands for. Every change of who somebody is makes a new secret. What an
// account is trusted with is read anew with every request.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"

	"ringain/meetings"
)

// Keeper keeps sessions and links by the digest of their secrets, and accounts.
type Keeper interface {
	KeepSession(id string, p meetings.Person, device string, began, expires meetings.Instant) error
	Session(ctx context.Context, id string, now meetings.Instant) (meetings.Person, meetings.Session, bool, error)
	SeeSession(id string, seen, expires meetings.Instant) error
	EndSession(id string) error
	Sessions(ctx context.Context, ids []string, now meetings.Instant) (there map[string]bool, err error)
	MakeLink(l meetings.EntryLink) error
	MailLink(id meetings.ID, l meetings.EntryLetter, now meetings.Instant) (kept bool, err error)
	MakeMailed(message meetings.ID, l meetings.EntryLetter) error
	Link(ctx context.Context, id string, now meetings.Instant) (meetings.EntryLink, bool, error)
	OpenLink(id string, by meetings.Person, name string, fresh meetings.ID, now meetings.Instant) (meetings.Member, error)
	MemberAt(ctx context.Context, email string) ([]meetings.Member, error)
	Members(ctx context.Context, convener meetings.ID) ([]meetings.Member, error)
	MemberOf(ctx context.Context, account meetings.ID) ([]meetings.Member, error)
	Account(ctx context.Context, id meetings.ID) (a meetings.Account, found bool, err error)

	KeepAttempt(a meetings.Attempt) error
	TakeAttempt(id, browser string, now meetings.Instant) (meetings.Attempt, bool, error)
	UseIdentity(i meetings.Identity, now meetings.Instant) (account meetings.ID, known bool, err error)
	LinkIdentity(i meetings.Identity, account meetings.ID, now meetings.Instant) error
	OpenLinkAs(id string, who meetings.Identity, name string, fresh meetings.ID, now meetings.Instant) (meetings.Member, error)
	AddPasskey(k meetings.Passkey) error
	Passkeys(ctx context.Context, account meetings.ID) ([]meetings.Passkey, error)
	UsePasskey(id string, use func(meetings.Passkey) (meetings.Passkey, error)) (known bool, err error)
}

// How long they last. A session of whoever has signed in ends when it has not been used
// for a working day, and after a week at the latest.
const (
	GuestLasts    = 24 * time.Hour
	SignedInLasts = 7 * 24 * time.Hour
	SignedInIdle  = 8 * time.Hour
	LinkLasts     = 24 * time.Hour
	InviteLasts   = 7 * 24 * time.Hour
	MailLinkLasts = 30 * time.Minute
	TicketLasts   = 30 * time.Second
	RememberLasts = 180 * 24 * time.Hour
	seenEvery     = 10 * time.Minute
)

// Auth gives out and checks sessions, links and tickets.
type Auth struct {
	keep    Keeper
	secret  []byte
	secure  bool
	now     func() time.Time
	newID   func() meetings.ID
	tickets spent
}

// Config is what Auth needs.
type Config struct {
	Keep   Keeper
	Secret []byte // signs tickets; the same on every node
	Secure bool   // the installation is reached by https
	Now    func() time.Time
	NewID  func() meetings.ID
}

// New builds Auth.
func New(c Config) *Auth {
	return &Auth{keep: c.Keep, secret: c.Secret, secure: c.Secure, now: c.Now, newID: c.NewID,
		tickets: spent{until: map[string]time.Time{}}}
}

// session is what a request carries once it has passed [Auth.Know].
type session struct {
	digest string
	person meetings.Person
	began  meetings.Instant
	known  bool // false while the sessions cannot be read
}

type sessionKey struct{}

// Know finds out who is asking, for the handlers after it. A request without a
// good session passes as nobody. While sessions cannot be read, one with a session
// passes as nobody too, but [Auth.Still] asks again, and does not take it for ended.
func (a *Auth) Know(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie(a.cookieName())
		if err != nil || len(cookie.Value) > 128 {
			next.ServeHTTP(w, r)
			return
		}
		s := session{digest: digest(cookie.Value)}
		s.person, s.began, s.known, err = a.read(r.Context(), s.digest)
		if err != nil || s.known {
			r = r.WithContext(context.WithValue(r.Context(), sessionKey{}, s))
		}
		next.ServeHTTP(w, r)
	})
}

// Person returns who is asking; with false it is nobody who has said their name.
func Person(r *http.Request) (meetings.Person, bool) {
	s, _ := r.Context().Value(sessionKey{}).(session)
	return s.person, s.known
}

// Unread reports whether somebody is asking with a session that cannot be read just
// now, so that it is not known who they are.
func Unread(r *http.Request) bool {
	s, ok := r.Context().Value(sessionKey{}).(session)
	return ok && !s.known
}

// Begin begins a session for a person, who has just shown who they are, and ends the one
// before, if any. Its secret goes to the browser in a cookie that lasts as long as the
// browser is open.
func (a *Auth) Begin(w http.ResponseWriter, r *http.Request, p meetings.Person) error {
	now := meetings.At(a.now())
	if p.Proved = 0; p.Account != "" {
		p.Proved = now
	}
	return a.begins(w, r, p, now)
}

// goOn gives whoever asks a session as somebody else, in place of theirs: it is as old, and
// shows no more of who they are.
func (a *Auth) goOn(w http.ResponseWriter, r *http.Request, p meetings.Person) error {
	s, known := r.Context().Value(sessionKey{}).(session)
	if !known || !s.known || s.person.Account != p.Account {
		return a.Begin(w, r, p)
	}
	p.Proved = s.person.Proved
	return a.begins(w, r, p, s.began)
}

func (a *Auth) begins(w http.ResponseWriter, r *http.Request, p meetings.Person, began meetings.Instant) error {
	now := meetings.At(a.now())
	expires := now.Add(GuestLasts)
	if p.Role != meetings.Guest {
		expires = until(began, now)
	} else {
		began = now
	}
	secret := newSecret()
	if err := a.keep.KeepSession(digest(secret), p, device(r), began, expires); err != nil {
		return err
	}
	if s, ok := r.Context().Value(sessionKey{}).(session); ok {
		if err := a.keep.EndSession(s.digest); err != nil {
			return err
		}
	}
	http.SetCookie(w, a.cookie(a.cookieName(), secret, 0))
	return nil
}

// End ends the session of whoever asks.
func (a *Auth) End(w http.ResponseWriter, r *http.Request) error {
	http.SetCookie(w, a.cookie(a.cookieName(), "", -1))
	if s, ok := r.Context().Value(sessionKey{}).(session); ok {
		return a.keep.EndSession(s.digest)
	}
	return nil
}

// Join makes a participant of what somebody said of themselves and begins their
// session. Whoever has signed in keeps what they are trusted with. A device that
// remembers its user stands for the same person as before.
func (a *Auth) Join(w http.ResponseWriter, r *http.Request, name, organisation, sector string) (meetings.Person, error) {
	before, known := Person(r)
	id := before.ID
	if recalled, ok := a.recalled(r); ok && !known {
		id = recalled
	}
	if id == "" {
		id = a.newID()
	}
	p, err := meetings.NewGuest(id, name, organisation, sector)
	if err != nil {
		return p, err
	}
	if known {
		p.Role, p.Account, p.Convener = before.Role, before.Account, before.Convener
	}
	return p, a.goOn(w, r, p)
}

func (a *Auth) cookieName() string {
	if a.secure {
		return "__Host-ringain"
	}
	return "ringain"
}

// cookie makes a cookie; age is in seconds, 0 for as long as the browser is open.
func (a *Auth) cookie(name, value string, age int) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: a.secure, SameSite: http.SameSiteLaxMode}
}

// newSecret makes 256 random bits as text.
func newSecret() string {
	b := make([]byte, 32)
	rand.Read(b)
	return hex.EncodeToString(b)
}

func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Still returns who made a request, as they are trusted at this moment: a session
// that has ended since is nobody's.
func (a *Auth) Still(r *http.Request) (p meetings.Person, ok bool, err error) {
	s, known := r.Context().Value(sessionKey{}).(session)
	if !known {
		return p, false, nil
	}
	p, _, ok, err = a.read(r.Context(), s.digest)
	return p, ok, err
}

// read returns who a session stands for, and since when. That somebody who has signed in is seen is kept
// now and then; when it cannot be, their session ends a little early.
func (a *Auth) read(ctx context.Context, digest string) (p meetings.Person, began meetings.Instant, ok bool, err error) {
	now := meetings.At(a.now())
	p, at, ok, err := a.keep.Session(ctx, digest, now)
	if ok && p.Account != "" && now >= at.Seen.Add(seenEvery) {
		_ = a.keep.SeeSession(digest, now, until(at.Began, now))
	}
	return p, at.Began, ok, err
}

// until is when the session of somebody who has signed in ends, if it is not used again.
func until(began, now meetings.Instant) meetings.Instant {
	return min(now.Add(SignedInIdle), began.Add(SignedInLasts))
}

// Ended returns which of some requests were made with a session that has ended since.
// Whoever made one without a session is not among them.
func (a *Auth) Ended(ctx context.Context, requests []*http.Request) (ended []bool, err error) {
	digests := make([]string, len(requests))
	for i, r := range requests {
		if s, known := r.Context().Value(sessionKey{}).(session); known {
			digests[i] = s.digest
		}
	}
	there, err := a.keep.Sessions(ctx, digests, meetings.At(a.now()))
	ended = make([]bool, len(requests))
	for i, d := range digests {
		ended[i] = err == nil && d != "" && !there[d]
	}
	return ended, err
}
