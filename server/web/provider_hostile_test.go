package web

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
)

// hostile is a provider that says what it likes. Each of its answers is as it should be,
// but for what a test changes.
type hostile struct {
	t      *testing.T
	server *httptest.Server
	key    *ecdsa.PrivateKey
	signs  *ecdsa.PrivateKey // what it says with another key than it tells of
	nonce  string

	site   func(said map[string]any)
	claims func(said map[string]any)
	header map[string]any
	back   func(q url.Values)
	serve  http.HandlerFunc // instead of all
}

func newHostile(t *testing.T) *hostile {
	t.Helper()
	h := &hostile{t: t, key: newKey(t), header: map[string]any{"alg": "ES256", "typ": "JWT", "kid": "one"}}
	h.signs = h.key
	h.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h.serve != nil {
			h.serve(w, r)
			return
		}
		h.answer(w, r)
	}))
	t.Cleanup(h.server.Close)
	return h
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func (h *hostile) answer(w http.ResponseWriter, r *http.Request) {
	at := h.server.URL
	said := map[string]any{}
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		said = map[string]any{"issuer": at, "authorization_endpoint": at + "/authorize", "token_endpoint": at + "/token", "jwks_uri": at + "/keys",
			"id_token_signing_alg_values_supported": []string{"ES256"}}
		if h.site != nil {
			h.site(said)
		}
	case "/keys":
		said["keys"] = []map[string]any{{"kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "alg": "ES256",
			"x": text64(h.key.X.FillBytes(make([]byte, 32))), "y": text64(h.key.Y.FillBytes(make([]byte, 32)))}}
	case "/token":
		claims := map[string]any{"iss": at, "sub": "ada-7", "aud": "ringain", "nonce": h.nonce, "exp": time.Now().Add(time.Minute).Unix(), "iat": time.Now().Unix()}
		if h.claims != nil {
			h.claims(claims)
		}
		said = map[string]any{"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": h.token(claims)}
	default:
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(said); err != nil {
		h.t.Error(err)
	}
}

// token is what is said of somebody, signed (RFC 7515).
func (h *hostile) token(claims map[string]any) string {
	parts := make([]string, 2)
	for i, part := range []map[string]any{h.header, claims} {
		b, err := json.Marshal(part)
		if err != nil {
			h.t.Error(err)
		}
		parts[i] = text64(b)
	}
	signed := strings.Join(parts, ".")
	if h.header["alg"] == "none" {
		return signed + "."
	}
	sum := sha256.Sum256([]byte(signed))
	r, s, err := ecdsa.Sign(rand.Reader, h.signs, sum[:])
	if err != nil {
		h.t.Error(err)
	}
	return signed + "." + text64(append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...))
}

func text64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// comesBack begins a sign-in as a browser does, and brings the answer of the provider.
func (h *hostile) comesBack(w *world) answer {
	a := w.post("/logga-in/vidare", nil)
	if a.StatusCode != http.StatusOK {
		return a
	}
	to, err := url.Parse(w.sentTo(a))
	if err != nil {
		h.t.Fatal(err)
	}
	h.nonce = to.Query().Get("nonce")
	q := url.Values{"state": {to.Query().Get("state")}, "code": {"c"}}
	if h.back != nil {
		h.back(q)
	}
	return w.get("/logga-in/svar?" + q.Encode())
}

// says changes what is said.
func says(name string, value any) func(map[string]any) {
	return func(said map[string]any) { said[name] = value }
}

func TestAHostileProviderLetsNobodyIn(t *testing.T) {
	elsewhere := newHostile(t)
	large := bytes.Repeat([]byte(" "), 10<<20)
	cases := map[string]func(*hostile){
		"another issuer":               func(h *hostile) { h.claims = says("iss", "https://evil.example") },
		"another audience":             func(h *hostile) { h.claims = says("aud", "another") },
		"several, and not given to us": func(h *hostile) { h.claims = says("aud", []string{"ringain", "another"}) },
		"given to another": func(h *hostile) {
			h.claims = func(c map[string]any) { c["aud"], c["azp"] = []string{"ringain", "x"}, "x" }
		},
		"another nonce":                  func(h *hostile) { h.claims = says("nonce", "x") },
		"no nonce":                       func(h *hostile) { h.claims = func(c map[string]any) { delete(c, "nonce") } },
		"expired":                        func(h *hostile) { h.claims = says("exp", time.Now().Add(-time.Minute).Unix()) },
		"never expires":                  func(h *hostile) { h.claims = func(c map[string]any) { delete(c, "exp") } },
		"not yet":                        func(h *hostile) { h.claims = says("nbf", time.Now().Add(time.Hour).Unix()) },
		"issued tomorrow":                func(h *hostile) { h.claims = says("iat", time.Now().Add(24*time.Hour).Unix()) },
		"no subject":                     func(h *hostile) { h.claims = says("sub", "") },
		"a subject that is a list":       func(h *hostile) { h.claims = says("sub", []string{"ada-7"}) },
		"a very long subject":            func(h *hostile) { h.claims = says("sub", strings.Repeat("a", 300)) },
		"claims that are elsewhere":      func(h *hostile) { h.claims = says("_claim_names", map[string]string{"sub": "x"}) },
		"not signed":                     func(h *hostile) { h.header["alg"] = "none" },
		"signed with the secret":         func(h *hostile) { h.header["alg"] = "HS256" },
		"swapped keys":                   func(h *hostile) { h.signs = elsewhere.key },
		"a key that is not told of":      func(h *hostile) { h.header["kid"], h.signs = "two", elsewhere.key },
		"no token":                       func(h *hostile) { h.serve = only(h, "/token", []byte(`{"access_token":"a","token_type":"Bearer"}`)) },
		"a token that is none":           func(h *hostile) { h.serve = only(h, "/token", []byte(`{"access_token":"a","id_token":"x.y.z"}`)) },
		"a token of 10 MB":               func(h *hostile) { h.serve = only(h, "/token", large) },
		"keys of 10 MB":                  func(h *hostile) { h.serve = only(h, "/keys", large) },
		"no code":                        func(h *hostile) { h.back = func(q url.Values) { q.Del("code") } },
		"no state":                       func(h *hostile) { h.back = func(q url.Values) { q.Del("state") } },
		"it was broken off":              func(h *hostile) { h.back = func(q url.Values) { q.Set("error", "access_denied") } },
		"the answer of another (mix-up)": func(h *hostile) { h.back = func(q url.Values) { q.Set("iss", elsewhere.server.URL) } },
		"it does not say who answers":    func(h *hostile) { h.site = says("authorization_response_iss_parameter_supported", true) },
		"a site of 10 MB":                func(h *hostile) { h.serve = only(h, "/.well-known/openid-configuration", large) },
		"a site that is elsewhere": func(h *hostile) {
			h.serve = func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, elsewhere.server.URL+r.URL.Path, http.StatusFound)
			}
		},
		"a site of another":       func(h *hostile) { h.site = says("issuer", elsewhere.server.URL) },
		"keys on another machine": func(h *hostile) { h.site = says("jwks_uri", "http://192.0.2.7/keys") },
		"a token from a file":     func(h *hostile) { h.site = says("token_endpoint", "file:///etc/passwd") },
		"keys at another port":    func(h *hostile) { h.site = says("jwks_uri", elsewhere.server.URL+"/keys") },
		"a site that is not JSON": func(h *hostile) { h.serve = only(h, "/.well-known/openid-configuration", []byte("<html>")) },
		"it fails":                func(h *hostile) { h.serve = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) } },
	}
	w := empty(t)
	w.now = time.Now()
	honest := newHostile(t)
	w.administrator("Ada Lind")
	w.provides(honest.server.URL, "ringain", "secret")
	connected := w.cookies
	for name, change := range cases {
		t.Run(name, func(t *testing.T) {
			h := newHostile(t)
			w.provides(h.server.URL, "ringain", "secret")
			// Ada has connected this provider, so that only what is wrong keeps them out.
			w.as(maps.Clone(connected))
			if err := w.store.LinkIdentity(meetings.Identity{Issuer: h.server.URL, Subject: "ada-7"}, who(w, connected).Account, 1); err != nil {
				t.Fatal(err)
			}
			w.as(map[string]*http.Cookie{})
			change(h)
			a := h.comesBack(w)
			w.whole(a, meetings.SV)
			if a.StatusCode != http.StatusUnauthorized && a.StatusCode != http.StatusServiceUnavailable || !strings.Contains(a.text, `class="error`) && !strings.Contains(a.text, `role="alert"`) {
				t.Errorf("%d: %s", a.StatusCode, parse(t, a.text).main())
			}
			if _, signed := w.cookies["__Host-ringain"]; signed || !equal(w.statuses("/konto"), 401) {
				t.Error("signed in")
			}
		})
	}
	w.as(map[string]*http.Cookie{})
	w.provides(honest.server.URL, "ringain", "secret")
	if err := w.store.LinkIdentity(meetings.Identity{Issuer: honest.server.URL, Subject: "ada-7"}, who(w, connected).Account, 1); err != nil {
		t.Fatal(err)
	}
	if a := honest.comesBack(w); a.StatusCode != http.StatusSeeOther {
		t.Errorf("an honest one: %d %s", a.StatusCode, parse(t, a.text).main())
	}
}

// only has one address of a provider answer something else.
func only(h *hostile, path string, text []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != path {
			h.answer(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if _, err := w.Write(text); err != nil {
			h.t.Log("it was not read to its end")
		}
	}
}
