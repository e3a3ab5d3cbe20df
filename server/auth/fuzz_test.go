package auth

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
)

// answers is a provider that answers each request with what was put at its path.
type answers map[string]string

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	h := http.Header{"Content-Type": {"application/json"}}
	return &http.Response{StatusCode: http.StatusOK, Header: h, Body: io.NopCloser(strings.NewReader(a[r.URL.Path])), Request: r}, nil
}

// FuzzProvider reads what a provider says of itself, what it gives for a code, and its keys.
// Nobody is let in by what it has not signed.
func FuzzProvider(f *testing.F) {
	const itself = `{"issuer":"https://login.example","authorization_endpoint":"https://login.example/auth","token_endpoint":"https://login.example/token","jwks_uri":"https://login.example/keys"}`
	const token = `{"access_token":"a","token_type":"Bearer","id_token":"eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUiLCJhdWQiOiJyaW5nYWluIiwic3ViIjoiMSJ9."}`
	for _, seed := range [][3]string{{itself, token, `{"keys":[]}`}, {itself, `{"error":"invalid_grant"}`, ``}, {itself, token, `{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB","alg":"RS256"}]}`}, {`{}`, `[]`, `null`}} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, itself, token, keys string) {
		p, err := NewProvider(ProviderConfig{Issuer: "https://login.example", Client: "ringain", Origin: "https://moten.example", Now: time.Now, Log: slog.New(slog.DiscardHandler),
			Reach: &http.Client{Transport: answers{"/.well-known/openid-configuration": itself, "/token": token, "/keys": keys}}})
		if err != nil {
			t.Fatal(err)
		}
		s, err := p.known(t.Context())
		if err != nil {
			return
		}
		if id, err := p.exchange(t.Context(), s, attempt{Nonce: "n"}, "code"); err == nil {
			t.Errorf("%+v is let in", id)
		}
	})
}

// FuzzPasskey reads what browsers say of their keys. Whoever has begun no sign-in is
// refused, and nothing else happens.
func FuzzPasskey(f *testing.F) {
	a := New(Config{Secret: []byte("secret"), Now: time.Now})
	k, err := NewKeys(KeysConfig{Auth: a, Origin: "https://moten.example", Name: "Ringa-in-möten", Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		f.Fatal(err)
	}
	const client = "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFBQSIsIm9yaWdpbiI6Imh0dHBzOi8vbW90ZW4uZXhhbXBsZSJ9"
	for _, seed := range []string{``, `{}`, `null`,
		`{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"` + client + `","authenticatorData":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAFAAAAAA","signature":"AAAA"}}`,
		`{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"` + client + `","attestationObject":"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVglAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}`,
	} {
		f.Add(seed)
	}
	ada := meetings.Person{ID: "ada", Account: "ada", Proved: meetings.At(time.Now())}
	f.Fuzz(func(t *testing.T, said string) {
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		if _, err := k.SignIn(httptest.NewRecorder(), r, said); !refused(err) {
			t.Errorf("somebody signs in with %q: %v", said, err)
		}
		r = r.WithContext(context.WithValue(r.Context(), sessionKey{}, session{person: ada, known: true}))
		if err := k.Add(r, "Telefonen", said); !refused(err) {
			t.Errorf("a key is added with %q: %v", said, err)
		}
	})
}

func refused(err error) bool {
	_, ok := errors.AsType[*meetings.Refusal](err)
	return ok
}
