package auth

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"ringain/meetings"
)

// Keys has people sign in with passkeys (Web Authentication Level 3): keys that know whose
// they are, so that nobody types who they are, and that see to it that it is their owner who
// uses them.
type Keys struct {
	KeysConfig
	by *webauthn.WebAuthn
}

// KeysConfig is what Keys needs.
type KeysConfig struct {
	Auth   *Auth
	Origin string // the installation's own address; keys are for its host, for good
	Name   string // of the installation
	Log    *slog.Logger
	Now    func() time.Time
}

// NewKeys builds Keys. Browsers take keys at some addresses only; the error says what is
// wrong with the one that is configured.
func NewKeys(c KeysConfig) (*Keys, error) {
	u, err := url.Parse(c.Origin)
	if err != nil {
		return nil, fmt.Errorf("read the origin: %w", err)
	}
	switch host := u.Hostname(); {
	case net.ParseIP(host) != nil:
		return nil, fmt.Errorf("passkeys belong to a name, and %s is a number: set the origin to an address such as https://moten.example, or http://localhost to try", host)
	case u.Scheme != "https" && host != "localhost":
		return nil, fmt.Errorf("browsers take passkeys over https only: set the origin to https://%s", u.Host)
	}
	needed := true
	by, err := webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: c.Name, RPOrigins: []string{c.Origin}, AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{RequireResidentKey: &needed, ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired}})
	if err != nil {
		return nil, fmt.Errorf("passkeys for %s: %w", c.Origin, err)
	}
	return &Keys{c, by}, nil
}

// owner is an account as the library wants it.
type owner struct {
	meetings.Account
	keys []webauthn.Credential
}

func (o owner) WebAuthnID() []byte                         { return []byte(o.ID) }
func (o owner) WebAuthnName() string                       { return o.Name }
func (o owner) WebAuthnDisplayName() string                { return o.Name }
func (o owner) WebAuthnCredentials() []webauthn.Credential { return o.keys }

// ownerOf returns an account with its keys.
func (k *Keys) ownerOf(r *http.Request, account meetings.ID) (o owner, err error) {
	if o.Account, _, err = k.Auth.keep.Account(r.Context(), account); err != nil {
		return o, err
	}
	list, err := k.Auth.keep.Passkeys(r.Context(), account)
	for _, one := range list {
		var c webauthn.Credential
		if json.Unmarshal(one.Credential, &c) == nil {
			o.keys = append(o.keys, c)
		}
	}
	return o, err
}

// New begins to make a key for whoever asks, who has signed in. It returns what the browser
// is to ask for, as JSON (Web Authentication Level 3, 5.4).
func (k *Keys) New(w http.ResponseWriter, r *http.Request) (options any, err error) {
	p, _ := Person(r)
	if err := p.Proves(meetings.At(k.Now())); err != nil {
		return nil, err
	}
	o, err := k.ownerOf(r, p.Account)
	if err != nil {
		return nil, err
	}
	var there []protocol.CredentialDescriptor
	for _, c := range o.keys {
		there = append(there, c.Descriptor())
	}
	asked, session, err := k.by.BeginRegistration(o, webauthn.WithExclusions(there))
	if err != nil {
		return nil, err
	}
	return asked.Response, k.begin(w, r, attempt{Kind: newKey, Account: p.Account}, session)
}

// Ask begins a sign-in with a key. It returns what the browser is to ask for, as JSON (5.5),
// which is the same whoever asks.
func (k *Keys) Ask(w http.ResponseWriter, r *http.Request) (options any, err error) {
	asked, session, err := k.by.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, err
	}
	return asked.Response, k.begin(w, r, attempt{Kind: byKey}, session)
}

func (k *Keys) begin(w http.ResponseWriter, r *http.Request, t attempt, session *webauthn.SessionData) (err error) {
	if t.Session, err = json.Marshal(session); err != nil {
		return err
	}
	return k.Auth.begin(w, r, session.Challenge, t)
}

// resume takes up what was begun with a challenge.
func (k *Keys) resume(r *http.Request, kind, challenge string) (t attempt, session webauthn.SessionData, err error) {
	t, ok, err := k.Auth.resume(r, kind, challenge)
	if err == nil && !ok {
		err = lapsed()
	}
	if err == nil {
		err = json.Unmarshal(t.Session, &session)
	}
	return t, session, err
}

// Add keeps the key that the browser has made, under a name.
func (k *Keys) Add(r *http.Request, name, made string) error {
	p, _ := Person(r)
	if err := p.Proves(meetings.At(k.Now())); err != nil {
		return err
	}
	name, err := meetings.CheckPasskeyName(name)
	if err != nil {
		return err
	}
	said, err := protocol.ParseCredentialCreationResponseBytes([]byte(made))
	if err != nil {
		return k.refuse(unread(), err)
	}
	t, session, err := k.resume(r, newKey, said.Response.CollectedClientData.Challenge)
	if err != nil {
		return err
	}
	if t.Account != p.Account {
		return lapsed()
	}
	o, err := k.ownerOf(r, p.Account)
	if err != nil {
		return err
	}
	c, err := k.by.CreateCredential(o, session, said)
	if err != nil {
		return k.refuse(unread(), err)
	}
	c.Attestation = webauthn.CredentialAttestation{} // nobody asks who has made the device
	record, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return k.Auth.keep.AddPasskey(meetings.Passkey{ID: text(c.ID), Account: p.Account, Name: name, Made: meetings.At(k.Now()), Credential: record})
}

// SignIn begins the session of whoever the key belongs to that the browser has used. A key
// that is not known and one that does not fit are answered alike. One whose counter has gone
// back signs nobody in any longer (Web Authentication Level 3, 6.1.1).
func (k *Keys) SignIn(w http.ResponseWriter, r *http.Request, used string) (who meetings.Person, err error) {
	said, err := protocol.ParseCredentialRequestResponseBytes([]byte(used))
	if err != nil {
		return who, k.refuse(unfit(), err)
	}
	_, session, err := k.resume(r, byKey, said.Response.CollectedClientData.Challenge)
	if err != nil {
		return who, err
	}
	var after meetings.Passkey
	known, err := k.Auth.keep.UsePasskey(text(said.RawID), func(key meetings.Passkey) (meetings.Passkey, error) {
		after, err = k.use(key, session, said)
		return after, err
	})
	switch {
	case err != nil:
		return who, err
	case !known:
		return who, k.refuse(unfit(), errors.New("the key is not known"))
	case after.Copied:
		k.Log.Warn("a passkey may have been copied, and signs nobody in any longer", "account", after.Account)
		return who, copied()
	}
	return k.Auth.enter(w, r, after.Account)
}

// use checks what a key has signed, and returns it as it is afterwards.
func (k *Keys) use(key meetings.Passkey, session webauthn.SessionData, said *protocol.ParsedCredentialAssertionData) (meetings.Passkey, error) {
	var c webauthn.Credential
	if err := json.Unmarshal(key.Credential, &c); err != nil {
		return key, err
	}
	_, used, err := k.by.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		if string(handle) != string(key.Account) {
			return nil, errors.New("the key is another's")
		}
		return owner{meetings.Account{ID: key.Account}, []webauthn.Credential{c}}, nil
	}, session, said)
	if err != nil {
		return key, k.refuse(unfit(), err)
	}
	if key.Copied = key.Copied || used.Authenticator.CloneWarning; key.Copied {
		return key, nil
	}
	key.Used = meetings.At(k.Now())
	key.Credential, err = json.Marshal(used)
	return key, err
}

func (k *Keys) refuse(refusal, why error) error {
	k.Log.Info("a passkey was refused", "why", short(why))
	return refusal
}

func unfit() error {
	return meetings.Refuse(meetings.SignIn, "Nyckeln passar inte här. Logga in på ett annat sätt, och lägg till en ny under Konto.",
		"The key does not fit here. Sign in another way, and add a new one under Account.")
}

func unread() error {
	return meetings.Refuse(meetings.Invalid, "Nyckeln gick inte att lägga till. Försök igen, eller med en annan enhet.",
		"The key could not be added. Try again, or with another device.")
}

func copied() error {
	return meetings.Refuse(meetings.SignIn, "Nyckeln kan ha kopierats och släpper inte in någon längre. Logga in på ett annat sätt, och ta bort den under Konto.",
		"The key may have been copied and lets nobody in any longer. Sign in another way, and remove it under Account.")
}
