package auth

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"ringain/meetings"
)

// AttemptLasts is how long somebody may take to sign in at another machine or with a key.
const AttemptLasts = 10 * time.Minute

// attempt is what is remembered of a sign-in that is under way: for what, and what must come
// back. It is kept by the store, once, for the browser that began it alone.
type attempt struct {
	Kind    string        `json:"kind"`
	Account meetings.ID   `json:"account,omitempty"` // that is to sign in so from now on
	Lang    meetings.Lang `json:"lang,omitempty"`

	// At a provider:
	Nonce    string `json:"nonce,omitempty"`
	Verifier string `json:"verifier,omitempty"`
	Anew     bool   `json:"anew,omitempty"` // they sign in once more, as somebody who has
	Link     string `json:"link,omitempty"` // the invitation that is accepted
	Name     string `json:"name,omitempty"` // of whoever accepts it

	// With a key:
	Session json.RawMessage `json:"session,omitempty"`
}

// The kinds of attempt. What was begun as one does not end as another.
const (
	atProvider = "provider"
	newKey     = "new key"
	byKey      = "key"
)

// begin keeps an attempt that returns with a secret, and has the browser hold another.
func (a *Auth) begin(w http.ResponseWriter, r *http.Request, secret string, t attempt) error {
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	browser, had := a.browser(r)
	if !had {
		browser = newSecret()
	}
	http.SetCookie(w, a.cookie(a.browserName(), browser, int(AttemptLasts.Seconds())))
	return a.keep.KeepAttempt(meetings.Attempt{ID: digest(secret), Browser: digest(browser), Body: body, Expires: meetings.At(a.now()).Add(AttemptLasts)})
}

// resume uses up the attempt that returns with a secret. With false there is none of the
// kind in this browser: it has been used, is too old, or was begun by somebody else.
func (a *Auth) resume(r *http.Request, kind, secret string) (t attempt, ok bool, err error) {
	browser, had := a.browser(r)
	if !had || secret == "" || len(secret) > 512 {
		return t, false, nil
	}
	kept, ok, err := a.keep.TakeAttempt(digest(secret), digest(browser), meetings.At(a.now()))
	if err == nil && ok {
		err = json.Unmarshal(kept.Body, &t)
	}
	return t, ok && t.Kind == kind, err
}

// browser returns what the browser holds while a sign-in is under way.
func (a *Auth) browser(r *http.Request) (secret string, ok bool) {
	c, err := r.Cookie(a.browserName())
	if err != nil || len(c.Value) != len(newSecret()) {
		return "", false
	}
	return c.Value, true
}

func (a *Auth) browserName() string { return a.cookieName() + "-vag" }

// random makes 256 random bits as short text, for addresses (base64url).
func random() string {
	b := make([]byte, 32)
	rand.Read(b)
	return text(b)
}

// text is bytes as base64url (RFC 4648, 5).
func text(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// enter begins the session of an account, in the organisation that it is acting for in this
// browser, or else the first of its own; one that is in none is let in nowhere.
func (a *Auth) enter(w http.ResponseWriter, r *http.Request, account meetings.ID) (p meetings.Person, err error) {
	in, err := a.keep.MemberOf(r.Context(), account)
	if err != nil {
		return p, err
	}
	if len(in) == 0 {
		return p, notInvited()
	}
	p = in[0].Person()
	before, _ := Person(r)
	for _, m := range in {
		if before.Account == account && before.Convener == m.Convener.ID {
			p = m.Person()
		}
	}
	return p, a.Begin(w, r, p)
}

func notInvited() error {
	return meetings.Refuse(meetings.SignIn, "Du är inte med i någon organisation här. Be en administratör om en inbjudan, och logga in genom den.",
		"You are in no organisation here. Ask an administrator for an invitation, and sign in through that.")
}

// lapsed says that what comes back belongs to nothing that was begun here.
func lapsed() error {
	return meetings.Refuse(meetings.SignIn, "Inloggningen hann bli för gammal, eller började i en annan webbläsare. Försök igen.",
		"The sign-in grew too old, or was begun in another browser. Try again.")
}
