package auth

import (
	"encoding/base64"
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

// Remember has the device remember who somebody said they were, or forget it.
func (a *Auth) Remember(w http.ResponseWriter, p meetings.Person, remember bool) {
	if !remember {
		http.SetCookie(w, a.cookie(a.rememberName(), "", -1))
		return
	}
	body, err := json.Marshal(Remembered{p.Name, p.Organisation, p.Sector})
	if err != nil {
		return
	}
	http.SetCookie(w, a.cookie(a.rememberName(), base64.RawURLEncoding.EncodeToString(body), int(RememberLasts.Seconds())))
}

// Recall returns what the device remembers, and whether it remembers anything.
func (a *Auth) Recall(r *http.Request) (who Remembered, ok bool) {
	cookie, err := r.Cookie(a.rememberName())
	if err != nil {
		return who, false
	}
	body, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil || json.Unmarshal(body, &who) != nil {
		return Remembered{}, false
	}
	return who, true
}

func (a *Auth) rememberName() string { return a.cookieName() + "-jag" }
