package web

import (
	"net/http"

	"ringain/meetings"
	"ringain/server/auth"
)

// keyForm is what a form about a passkey posts: first it asks for what the browser is to do,
// and is answered with data; then it brings what the browser has done.
const (
	keyAsks   = "fraga"
	keyAnswer = "svar"
)

// signInByKey is a sign-in with a passkey.
func (w *Web) signInByKey(p *page, rw http.ResponseWriter, r *http.Request) error {
	if w.keys == nil {
		return w.again(p, rw, r, noKeys(), w.askWith)
	}
	if r.PostForm.Get("do") == keyAsks {
		options, err := w.keys.Ask(rw, r)
		if err == nil {
			w.data(rw, r, options)
		}
		return err
	}
	who, err := w.keys.SignIn(rw, r, r.PostForm.Get(keyAnswer))
	if err != nil {
		return w.again(p, rw, r, err, w.askWith)
	}
	return w.arrive(rw, r, p, who)
}

// addKey makes a passkey for whoever has signed in.
func (w *Web) addKey(p *page, rw http.ResponseWriter, r *http.Request) error {
	if w.keys == nil {
		return w.again(p, rw, r, noKeys(), w.accountWith)
	}
	if r.PostForm.Get("do") == keyAsks {
		options, err := w.keys.New(rw, r)
		if err == nil {
			w.data(rw, r, options)
		}
		return err // the page sends the form, when they are to sign in anew
	}
	if err := w.keys.Add(r, r.PostForm.Get("key-name"), r.PostForm.Get(keyAnswer)); err != nil {
		return w.again(p, rw, r, err, w.accountWith)
	}
	return see(rw, r, p, "/konto?gjort=nyckel")
}

func noKeys() error {
	return meetings.Refuse(meetings.Late, "Passnycklar går inte att använda på den här adressen. Logga in på ett annat sätt.", "Passkeys cannot be used at this address. Sign in another way.")
}

// keyName is what a new key is called unless its owner says something else.
func keyName(r *http.Request) string {
	return meetings.Cut(auth.Device(r), meetings.MaxPasskeyName)
}
