package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"ringain/meetings"
)

// Returned is where a provider sends people back to, after the installation's own address.
const Returned = "/logga-in/svar"

// Provider is where people of an organisation sign in already, such as its own directory:
// OpenID Connect Core 1.0, by the authorization code with PKCE (RFC 7636, S256), state and
// nonce. Nothing is asked of it before somebody wants to sign in so.
type Provider struct {
	ProviderConfig
	mu   sync.Mutex
	site *site     // nil until it was found
	read time.Time // when it was last looked for
}

// ProviderConfig is what Provider needs.
type ProviderConfig struct {
	Auth   *Auth
	Issuer string // its address, as it stands in what it says of itself
	Client string // what the installation is called there
	Secret string // empty where there is none
	Name   string // on the button
	Origin string // the installation's own address
	Reach  *http.Client
	Log    *slog.Logger
	Now    func() time.Time
}

// site is what a provider says of itself (OpenID Connect Discovery 1.0, 3).
type site struct {
	oauth2.Config
	verifier *oidc.IDTokenVerifier
	names    bool // it says in each answer who it is (RFC 9207)
}

// How long what a provider says of itself is good, and how soon one that did not answer is asked again.
const (
	siteLasts = time.Hour
	siteAgain = 5 * time.Second
	siteWait  = 8 * time.Second
)

// NewProvider builds Provider. It asks nobody anything.
func NewProvider(c ProviderConfig) (*Provider, error) {
	u, err := url.Parse(c.Issuer)
	switch {
	case err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		return nil, fmt.Errorf("the OpenID Connect issuer %q is not an address such as https://login.example", c.Issuer)
	case u.Scheme != "https" && !(u.Scheme == "http" && onThisMachine(u.Hostname())):
		return nil, fmt.Errorf("the OpenID Connect issuer %q must be reached by https", c.Issuer)
	case c.Client == "":
		return nil, errors.New("the OpenID Connect provider knows each client by a name: set the client too")
	}
	return &Provider{ProviderConfig: c}, nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Purpose is why somebody signs in at a provider: to come in, to have their account here sign
// in so from now on, or to accept an invitation under a name.
type Purpose struct {
	Account    meetings.ID
	Invitation string // its secret
	Name       string
	Lang       meetings.Lang // that they read
}

// Arrival is who has come back from a provider.
type Arrival struct {
	Who    meetings.Person
	Linked bool          // they were signed in here already, and now sign in so too
	Lang   meetings.Lang // that they read; empty when it is not known
}

// Begin begins a sign-in, and returns the address at the provider where it goes on.
func (p *Provider) Begin(w http.ResponseWriter, r *http.Request, why Purpose) (address string, err error) {
	before, _ := Person(r)
	if why.Account != "" {
		if err := before.Proves(meetings.At(p.Now())); err != nil {
			return "", err
		}
	}
	t := attempt{Kind: atProvider, Account: why.Account, Lang: why.Lang, Nonce: random(), Verifier: oauth2.GenerateVerifier(),
		Anew: why.Account == "" && before.Account != ""}
	if why.Invitation != "" {
		l, err := p.Auth.Link(r.Context(), why.Invitation)
		if err != nil {
			return "", err
		}
		named, err := meetings.NewGuest("", why.Name, "", "")
		if err != nil {
			return "", err
		}
		if l.Kind != meetings.InviteLink {
			return "", meetings.UsedLink()
		}
		t.Link, t.Name = l.ID, named.Name
	}
	s, err := p.known(r.Context())
	if err != nil {
		return "", err
	}
	state := random()
	if err := p.Auth.begin(w, r, state, t); err != nil {
		return "", err
	}
	with := []oauth2.AuthCodeOption{oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Verifier)}
	if t.Anew { // that they are signed in there is not enough (OpenID Connect Core 1.0, 3.1.2.1)
		with = append(with, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return s.AuthCodeURL(state, with...), nil
}

// Finish takes the answer of the provider that the browser brings, and begins the session of
// whoever has signed in there. Whoever is unknown here comes in by an invitation only.
func (p *Provider) Finish(w http.ResponseWriter, r *http.Request) (a Arrival, err error) {
	said := r.URL.Query()
	t, ok, err := p.Auth.resume(r, atProvider, said.Get("state"))
	if err != nil {
		return a, err
	}
	if !ok {
		return a, lapsed()
	}
	a.Lang, a.Linked = t.Lang, t.Account != ""
	if said.Has("error") {
		return a, p.refuse(meetings.Refuse(meetings.SignIn, "Inloggningen avbröts. Försök igen, eller logga in på ett annat sätt.",
			"The sign-in was broken off. Try again, or sign in another way."), "the provider says "+meetings.Cut(said.Get("error"), 60))
	}
	s, err := p.known(r.Context())
	if err != nil {
		return a, err
	}
	if iss := said.Get("iss"); iss != p.Issuer && (s.names || said.Has("iss")) { // RFC 9207, 2.4
		return a, p.refuse(untrusted(), "it is the answer of another provider")
	}
	id, err := p.exchange(r.Context(), s, t, said.Get("code"))
	if err != nil {
		return a, err
	}
	a.Who, err = p.admit(w, r, t, id)
	return a, err
}

// admit lets in whoever an identity is.
func (p *Provider) admit(w http.ResponseWriter, r *http.Request, t attempt, id meetings.Identity) (who meetings.Person, err error) {
	now := meetings.At(p.Now())
	switch before, _ := Person(r); {
	case t.Account != "" && before.Account != t.Account:
		return who, lapsed() // they have signed out here meanwhile
	case t.Account != "":
		return before, p.Auth.keep.LinkIdentity(id, t.Account, now)
	case t.Link != "":
		m, err := p.Auth.keep.OpenLinkAs(t.Link, id, t.Name, p.Auth.newID(), now)
		if err != nil {
			return who, err
		}
		return m.Person(), p.Auth.Begin(w, r, m.Person())
	}
	account, _, err := p.Auth.keep.UseIdentity(id, now)
	if err != nil {
		return who, err
	}
	return p.Auth.enter(w, r, account)
}

// exchange has the provider say who it was that it gave a code (OpenID Connect Core 1.0,
// 3.1.3), and checks every word of it (3.1.3.7).
func (p *Provider) exchange(ctx context.Context, s *site, t attempt, code string) (id meetings.Identity, err error) {
	ctx, stop := context.WithTimeout(oidc.ClientContext(ctx, p.Reach), siteWait)
	defer stop()
	if code == "" || len(code) > 4096 {
		return id, p.refuse(untrusted(), "there is no code")
	}
	token, err := s.Exchange(ctx, code, oauth2.VerifierOption(t.Verifier))
	if err != nil {
		if _, answered := errors.AsType[*oauth2.RetrieveError](err); answered {
			return id, p.refuse(untrusted(), short(err))
		}
		return id, p.refuse(p.away(), short(err))
	}
	raw, _ := token.Extra("id_token").(string)
	said, err := s.verifier.Verify(ctx, raw)
	if err != nil {
		return id, p.refuse(untrusted(), short(err))
	}
	var more struct {
		Party string `json:"azp"`
		Auth  int64  `json:"auth_time"`
	}
	if err := said.Claims(&more); err != nil {
		return id, p.refuse(untrusted(), short(err))
	}
	now := p.Now()
	switch {
	case said.Issuer != p.Issuer:
		return id, p.refuse(untrusted(), "another issuer")
	case subtle.ConstantTimeCompare([]byte(said.Nonce), []byte(t.Nonce)) != 1:
		return id, p.refuse(untrusted(), "another nonce")
	case more.Party != "" && more.Party != p.Client, more.Party == "" && len(said.Audience) > 1:
		return id, p.refuse(untrusted(), "it was given to another client")
	case said.IssuedAt.After(now.Add(5*time.Minute)) || said.Expiry.IsZero():
		return id, p.refuse(untrusted(), "it is of another time")
	case t.Anew && more.Auth != 0 && now.Sub(time.Unix(more.Auth, 0)) > meetings.ProofLasts+5*time.Minute:
		return id, p.refuse(untrusted(), "they have not signed in there anew")
	case said.Subject == "" || len(said.Subject) > 255:
		return id, p.refuse(untrusted(), "no subject")
	case said.AccessTokenHash != "" && said.VerifyAccessToken(token.AccessToken) != nil:
		return id, p.refuse(untrusted(), "another access token")
	}
	return meetings.Identity{Issuer: p.Issuer, Subject: said.Subject}, nil
}

// known returns what the provider says of itself, and asks for it when that is not known
// or old. While it does not answer, what it said before is good.
func (p *Provider) known(ctx context.Context) (*site, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	lasts := siteLasts
	if p.site == nil {
		lasts = siteAgain
	}
	if now := p.Now(); p.read.IsZero() || now.Sub(p.read) >= lasts {
		s, err := p.find(ctx)
		if p.read = now; err == nil {
			p.site = s
		} else {
			p.Log.Warn("the sign-in provider cannot be used", "issuer", p.Issuer, "err", short(err))
		}
	}
	if p.site == nil {
		return nil, p.away()
	}
	return p.site, nil
}

// find reads what the provider says of itself.
func (p *Provider) find(ctx context.Context) (*site, error) {
	ctx, stop := context.WithTimeout(oidc.ClientContext(context.WithoutCancel(ctx), p.Reach), siteWait)
	defer stop()
	found, err := oidc.NewProvider(ctx, p.Issuer)
	if err != nil {
		return nil, err
	}
	var more struct {
		Keys  string   `json:"jwks_uri"`
		Names bool     `json:"authorization_response_iss_parameter_supported"`
		Auth  []string `json:"token_endpoint_auth_methods_supported"`
	}
	if err := found.Claims(&more); err != nil {
		return nil, err
	}
	e := found.Endpoint()
	secure := strings.HasPrefix(p.Issuer, "https:")
	for _, address := range []string{e.AuthURL, e.TokenURL, more.Keys} {
		if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "https" && (secure || u.Scheme != "http") {
			return nil, fmt.Errorf("the provider names %q, which is not reached by https", address)
		}
	}
	e.AuthStyle = oauth2.AuthStyleInHeader // what every provider takes (RFC 6749, 2.3.1); what is guessed may use the code up
	if p.Secret == "" || slices.Contains(more.Auth, "client_secret_post") {
		e.AuthStyle = oauth2.AuthStyleInParams
	}
	return &site{names: more.Names, verifier: found.VerifierContext(oidc.ClientContext(context.Background(), p.Reach), &oidc.Config{ClientID: p.Client, Now: p.Now}),
		Config: oauth2.Config{ClientID: p.Client, ClientSecret: p.Secret, Endpoint: e, RedirectURL: p.Origin + Returned, Scopes: []string{oidc.ScopeOpenID}}}, nil
}

// refuse notes for whoever runs the server why somebody was refused, and tells them.
func (p *Provider) refuse(refusal error, why string) error {
	p.Log.Info("an answer of the sign-in provider was refused", "issuer", p.Issuer, "why", why)
	return refusal
}

func (p *Provider) away() error {
	return meetings.Refuse(meetings.Unsaved, p.Name+" svarar inte just nu. Försök igen om en stund, eller logga in på ett annat sätt.",
		p.Name+" does not answer just now. Try again in a while, or sign in another way.")
}

func untrusted() error {
	return meetings.Refuse(meetings.SignIn, "Svaret från inloggningen gick inte att lita på, så du är inte inloggad. Försök igen. Händer det igen, tala med den som sköter servern.",
		"What the sign-in answered could not be trusted, so you are not signed in. Try again. If it happens again, talk to whoever runs the server.")
}

// short is the beginning of what went wrong: it may quote a whole answer.
func short(err error) string { return meetings.Cut(meetings.Line(err.Error()), 300) }
