package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"ringain/meetings"
)

// HeldLasts is how long it is remembered what somebody was about to do: as long as a link
// that they are mailed is good.
const HeldLasts = MailLinkLasts

// maxHeld is how long a cookie may be, in bytes, that every browser keeps.
const maxHeld = 3600

// Held is a form that somebody sent and that nobody has carried out, since they first sign in
// anew. It is kept by their browser alone, signed: nobody can plant what another is about to do.
type Held struct {
	Account  meetings.ID      `json:"account"`
	Convener meetings.ID      `json:"convener,omitempty"` // for which it was to be done
	Path     string           `json:"path"`               // of the form, in Swedish
	Form     url.Values       `json:"form,omitempty"`     // none when it was too long to be kept
	Until    meetings.Instant `json:"until"`
}

// Hold has the browser of whoever asks keep a form.
func (a *Auth) Hold(w http.ResponseWriter, r *http.Request, path string, form url.Values) error {
	p, _ := Person(r)
	h := Held{Account: p.Account, Convener: p.Convener, Path: path, Form: form, Until: meetings.At(a.now()).Add(HeldLasts)}
	value, err := a.sealed(h)
	if err == nil && len(value) > maxHeld {
		h.Form = nil
		value, err = a.sealed(h)
	}
	if err == nil {
		http.SetCookie(w, a.cookie(a.heldName(), value, int(HeldLasts.Seconds())))
	}
	return err
}

// Held returns what an account was about to do in this browser, if it was.
func (a *Auth) Held(r *http.Request, account meetings.ID) (h Held, ok bool) {
	c, err := r.Cookie(a.heldName())
	if err != nil || account == "" {
		return h, false
	}
	text, mark, _ := strings.Cut(c.Value, ".")
	body, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || !hmac.Equal([]byte(mark), []byte(a.heldMark(text))) || json.Unmarshal(body, &h) != nil {
		return Held{}, false
	}
	return h, h.Account == account && meetings.At(a.now()) < h.Until
}

// Drop has the browser forget what somebody was about to do.
func (a *Auth) Drop(w http.ResponseWriter) { http.SetCookie(w, a.cookie(a.heldName(), "", -1)) }

func (a *Auth) sealed(h Held) (string, error) {
	body, err := json.Marshal(h)
	sealed := text(body)
	return sealed + "." + a.heldMark(sealed), err
}

func (a *Auth) heldMark(sealed string) string {
	h := hmac.New(sha256.New, a.secret)
	h.Write([]byte("held " + sealed))
	return text(h.Sum(nil))
}

func (a *Auth) heldName() string { return a.cookieName() + "-sen" }
