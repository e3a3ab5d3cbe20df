package web

import (
	"crypto/x509"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"

	"ringain/meetings"
	"ringain/server/auth"
)

// withKeys is an installation where people sign in with passkeys.
func withKeys(t *testing.T) *world {
	t.Helper()
	w := empty(t)
	var err error
	if w.web.keys, err = auth.NewKeys(auth.KeysConfig{Auth: w.auth, Origin: origin, Name: "Ringa-in-möten", Log: w.web.log, Now: func() time.Time { return w.now }}); err != nil {
		t.Fatal(err)
	}
	return w
}

// device is one with a key, of somebody's who has signed in.
type device struct {
	virtualwebauthn.Authenticator
	key virtualwebauthn.Credential
}

// freshKey makes a key whose two numbers have no zeros in front, which the device of the
// tests would leave out.
func freshKey(t *testing.T) virtualwebauthn.Credential {
	t.Helper()
	for {
		key := newKey(t)
		point, err := key.PublicKey.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if point[1] == 0 || point[33] == 0 {
			continue
		}
		text, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		return virtualwebauthn.NewCredentialWithImportedKey(virtualwebauthn.KeyTypeEC2, text)
	}
}

// party is the installation as a device knows it.
func party() virtualwebauthn.RelyingParty {
	return virtualwebauthn.RelyingParty{Name: "Ringa-in-möten", ID: "moten.example.org", Origin: origin}
}

// makes has a device answer what the page asks of it to add a key.
func (w *world) makes(d *device, asked answer) (made string) {
	w.t.Helper()
	o, err := virtualwebauthn.ParseAttestationOptions(asked.text)
	if err != nil {
		w.t.Fatalf("%v: %s", err, asked.text)
	}
	d.Options.UserHandle = []byte(o.UserID)
	if id := who(w, w.cookies).Account; id != "" {
		d.Options.UserHandle = []byte(id)
	}
	made = virtualwebauthn.CreateAttestationResponse(party(), d.Authenticator, d.key, *o)
	d.AddCredential(d.key)
	return made
}

// uses has a device answer what the page asks of it to sign in.
func (w *world) uses(d *device, at virtualwebauthn.RelyingParty, asked answer) string {
	w.t.Helper()
	o, err := virtualwebauthn.ParseAssertionOptions(asked.text)
	if err != nil {
		w.t.Fatalf("%v: %s", err, asked.text)
	}
	d.key.Counter++
	return virtualwebauthn.CreateAssertionResponse(at, d.Authenticator, d.key, *o)
}

var asks = url.Values{"do": {keyAsks}}

// adds has whoever has signed in add a key on a new device.
func (w *world) adds(name string) *device {
	w.t.Helper()
	d := &device{virtualwebauthn.NewAuthenticator(), freshKey(w.t)}
	made := w.makes(d, w.post("/konto/passnyckel", asks))
	if a := w.post("/konto/passnyckel", url.Values{keyAnswer: {made}, "key-name": {name}}); a.StatusCode != http.StatusSeeOther {
		w.t.Fatalf("%d: %s\n%s", a.StatusCode, parse(w.t, a.text).main(), made)
	}
	return d
}

// enters has a browser that knows nobody sign in with a device.
func (w *world) enters(d *device) answer {
	w.as(map[string]*http.Cookie{})
	return w.post("/logga-in/passnyckel", url.Values{keyAnswer: {w.uses(d, party(), w.post("/logga-in/passnyckel", asks))}})
}

func TestSomebodyAddsPasskeysAndSignsInWithEach(t *testing.T) {
	w := withKeys(t)
	w.whole(w.get("/logga-in"), meetings.SV)
	w.administrator("Ada Lind")
	ada := w.cookies
	phone := w.adds("Min telefon")
	w.now = w.now.Add(time.Minute)
	desk := w.adds("Jobbdatorn")
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		a := w.get(lang.Path("/konto"))
		w.whole(a, lang)
		if !strings.Contains(a.text, "Min telefon") || !strings.Contains(a.text, "Jobbdatorn") {
			t.Errorf("%s: they are not listed", lang)
		}
	}
	for _, d := range []*device{phone, desk, phone} {
		if a := w.enters(d); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/planera" || !strings.Contains(w.get("/konto").text, "Ada Lind") {
			t.Fatalf("%d: %s", a.StatusCode, parse(t, a.text).main())
		}
	}
	keys, err := w.store.Passkeys(t.Context(), who(w, ada).Account)
	if err != nil || len(keys) != 2 || keys[0].Used == 0 {
		t.Fatal(keys, err)
	}
	if a := w.post("/konto", url.Values{"do": {"ta-bort-nyckel"}, "key": {keys[0].ID}}); a.StatusCode != http.StatusSeeOther {
		t.Errorf("one of two is not removed: %d", a.StatusCode)
	}
	last := w.post("/konto", url.Values{"do": {"ta-bort-nyckel"}, "key": {keys[1].ID}})
	w.whole(last, meetings.SV)
	if last.StatusCode != http.StatusConflict || !strings.Contains(last.text, "enda sätt") {
		t.Errorf("the only way in is removed: %d", last.StatusCode)
	}
	if a := w.enters(phone); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("a removed key signs in: %d", a.StatusCode)
	}
	if a := w.enters(desk); a.StatusCode != http.StatusSeeOther {
		t.Errorf("the other does not: %d", a.StatusCode)
	}
}

func TestAPasskeyIsGoodForWhatWasAskedOnceAndInOneBrowser(t *testing.T) {
	w := withKeys(t)
	w.administrator("Ada Lind")
	ada := w.cookies
	d := w.adds("Min telefon")
	w.as(map[string]*http.Cookie{})
	signed := url.Values{keyAnswer: {w.uses(d, party(), w.post("/logga-in/passnyckel", asks))}}
	began := w.as(map[string]*http.Cookie{})
	elsewhere := w.post("/logga-in/passnyckel", signed)
	w.whole(elsewhere, meetings.SV)
	w.as(began)
	if elsewhere.StatusCode != http.StatusUnauthorized {
		t.Errorf("in another browser: %d", elsewhere.StatusCode)
	}
	if a := w.post("/logga-in/passnyckel", signed); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("in its own: %d %s", a.StatusCode, parse(t, a.text).main())
	}
	if a := w.post("/logga-in/passnyckel", signed); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("again: %d", a.StatusCode)
	}
	w.as(map[string]*http.Cookie{})
	late := url.Values{keyAnswer: {w.uses(d, party(), w.post("/logga-in/passnyckel", asks))}}
	w.now = w.now.Add(auth.AttemptLasts)
	if a := w.post("/logga-in/passnyckel", late); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("too late: %d", a.StatusCode)
	}
	evil := party()
	evil.Origin = "https://evil.example"
	other := party()
	other.ID = "evil.example"
	absent := *d
	absent.Options.UserNotVerified = true
	for name, answered := range map[string]func() string{
		"from another site":  func() string { return w.uses(d, evil, w.post("/logga-in/passnyckel", asks)) },
		"for another site":   func() string { return w.uses(d, other, w.post("/logga-in/passnyckel", asks)) },
		"unlocked by nobody": func() string { return w.uses(&absent, party(), w.post("/logga-in/passnyckel", asks)) },
		"with words instead": func() string { return "{}" },
		"with nothing":       func() string { return "" },
		"with a stranger’s key": func() string {
			stranger := device{d.Authenticator, freshKey(t)}
			return w.uses(&stranger, party(), w.post("/logga-in/passnyckel", asks))
		},
		"as somebody else": func() string {
			posing := *d
			posing.Options.UserHandle = []byte("another")
			return w.uses(&posing, party(), w.post("/logga-in/passnyckel", asks))
		},
	} {
		w.as(map[string]*http.Cookie{})
		a := w.post("/logga-in/passnyckel", url.Values{keyAnswer: {answered()}})
		w.whole(a, meetings.SV)
		if a.StatusCode != http.StatusUnauthorized || !strings.Contains(a.text, "Nyckeln passar inte här") || !equal(w.statuses("/konto"), 401) {
			t.Errorf("%s: %d %s", name, a.StatusCode, parse(t, a.text).main())
		}
	}
	// What was asked to sign in makes no key, and the other way round.
	w.as(ada)
	w.now = w.now.Add(-auth.AttemptLasts)
	again := &device{virtualwebauthn.NewAuthenticator(), freshKey(t)}
	made := url.Values{keyAnswer: {w.makes(again, w.post("/konto/passnyckel", asks))}, "key-name": {"x"}}
	w.invites(meetings.Organiser, "Bo Ek")
	if a := w.post("/konto/passnyckel", made); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("Bo adds the key that Ada was asked for: %d", a.StatusCode)
	}
}

func TestAPasskeyWhoseCounterGoesBackSignsNobodyIn(t *testing.T) {
	w := withKeys(t)
	w.administrator("Ada Lind")
	ada := w.cookies
	d := w.adds("Min telefon")
	w.enters(d)
	copied := *d
	w.enters(d)
	a := w.enters(&copied)
	w.whole(a, meetings.SV)
	if a.StatusCode != http.StatusUnauthorized || !strings.Contains(a.text, "kan ha kopierats") {
		t.Errorf("a copy signs in: %d", a.StatusCode)
	}
	if a := w.enters(d); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("nobody knows which is the copy, and yet one signs in: %d", a.StatusCode)
	}
	w.as(ada)
	konto := w.get("/konto")
	w.whole(konto, meetings.SV)
	keys, err := w.store.Passkeys(t.Context(), who(w, ada).Account)
	if err != nil || len(keys) != 1 || !strings.Contains(konto.text, "Ta bort den.") {
		t.Fatal(keys, err)
	}
	if a := w.post("/konto", url.Values{"do": {"ta-bort-nyckel"}, "key": {keys[0].ID}}); a.StatusCode != http.StatusSeeOther {
		t.Errorf("it cannot be removed: %d", a.StatusCode)
	}
}

func TestWhereThereAreNoPasskeysNoPageSpeaksOfThem(t *testing.T) {
	w := empty(t)
	w.administrator("Ada Lind")
	for _, path := range []string{"/konto", "/logga-in"} {
		if a := w.get(path); strings.Contains(a.text, "assnyckel") {
			t.Errorf("%s does", path)
		}
	}
	for _, path := range []string{"/konto/passnyckel", "/logga-in/passnyckel"} {
		if a := w.post(path, asks); a.StatusCode != http.StatusConflict {
			t.Errorf("%s asks for one: %d", path, a.StatusCode)
		}
	}
}
