package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"ringain/meetings"
)

// Remembered is what a device remembers of its user, if asked to. It is kept on
// the device alone.
type Remembered struct {
	Name         string `json:"name"`
	Organisation string `json:"organisation"`
	Sector       string `json:"sector"`
}

// kept is what the cookie holds: beside what the user said, whom the device stood for,
// signed, so that somebody who was removed from a meeting is that still when they come
// back without their session.
type kept struct {
	Remembered
	ID   meetings.ID `json:"id"`
	Mark string      `json:"mark"` // of ID, by our secret
}

// Remember has the device remember who somebody said they were, or forget it.
func (a *Auth) Remember(w http.ResponseWriter, p meetings.Person, remember bool) {
	if !remember {
		http.SetCookie(w, a.cookie(a.rememberName(), "", -1))
		return
	}
	body, err := json.Marshal(kept{Remembered{p.Name, p.Organisation, p.Sector}, p.ID, a.mark(p.ID)})
	if err != nil {
		return
	}
	http.SetCookie(w, a.cookie(a.rememberName(), base64.RawURLEncoding.EncodeToString(body), int(RememberLasts.Seconds())))
}

// Recall returns what the device remembers, and whether it remembers anything.
func (a *Auth) Recall(r *http.Request) (who Remembered, ok bool) {
	k, ok := a.recall(r)
	return k.Remembered, ok
}

// recalled returns whom the device stood for when it was asked to remember.
func (a *Auth) recalled(r *http.Request) (id meetings.ID, ok bool) {
	k, ok := a.recall(r)
	if !ok || k.ID == "" || !hmac.Equal([]byte(k.Mark), []byte(a.mark(k.ID))) {
		return "", false
	}
	return k.ID, true
}

// Comes returns who comes to a door: who is asking, or else, without a name and trusted
// with nothing, whom their device stood for before. With false they have no session.
func (a *Auth) Comes(r *http.Request) (p meetings.Person, known bool) {
	if p, known = Person(r); !known {
		p.ID, _ = a.recalled(r)
	}
	return p, known
}

func (a *Auth) recall(r *http.Request) (k kept, ok bool) {
	cookie, err := r.Cookie(a.rememberName())
	if err != nil {
		return k, false
	}
	body, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil || json.Unmarshal(body, &k) != nil {
		return kept{}, false
	}
	return k, true
}

func (a *Auth) mark(id meetings.ID) string {
	h := hmac.New(sha256.New, a.secret)
	h.Write([]byte("device " + string(id)))
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func (a *Auth) rememberName() string { return a.cookieName() + "-jag" }
