package meetings

import (
	"encoding/json"
	"net/url"
)

// Identity is who somebody is where they sign in elsewhere: the provider, and what it calls
// them for good (OpenID Connect Core 1.0, 2: iss and sub). It is never their e-mail address,
// which can become another's.
type Identity struct {
	Issuer  string
	Subject string
}

// Site is what the provider of an identity is called where people read it: its host.
func (i Identity) Site() string {
	if u, err := url.Parse(i.Issuer); err == nil && u.Host != "" {
		return u.Hostname()
	}
	return i.Issuer
}

// Linked is an identity by which an account signs in.
type Linked struct {
	Identity
	Made Instant
	Used Instant
}

// Passkey is a key on a device of somebody, or in their password manager, by which their
// account signs in (Web Authentication Level 3).
type Passkey struct {
	ID      string // of the credential, base64url
	Account ID
	Name    string // that its owner gave it
	Made    Instant
	Used    Instant // 0: never yet

	// Copied says that its counter has gone backwards: somebody may have copied it. It
	// signs nobody in any longer.
	Copied bool

	// Credential is its record (Web Authentication Level 3, 4), as server/auth keeps it.
	Credential json.RawMessage
}

// The most keys that an account has, and how long the name of one is, in characters.
const (
	MaxPasskeys    = 10
	MaxPasskeyName = 40
)

// CheckPasskeyName cleans the name that somebody gives to a passkey.
func CheckPasskeyName(typed string) (string, error) {
	err := fits(&typed, true, MaxPasskeyName, "key-name")
	return typed, err
}

// Attempt is a sign-in that is under way: what was asked for goes out to another machine or
// to a key, and comes back once, to the same browser.
type Attempt struct {
	ID      string // a digest of what comes back
	Browser string // a digest of what the browser holds
	Body    json.RawMessage
	Expires Instant
}

// Offered are the ways in which an installation lets people sign in, beside links from others.
type Offered struct {
	Mail     bool   // links by mail
	Issuer   string // the provider of identities; empty for none
	Passkeys bool
}

// WaysIn are the ways in which somebody can sign in by themselves.
type WaysIn struct {
	Mail       bool // their address is known, and mail is sent from here
	Identities int
	Passkeys   int
}

// MayLose refuses to take away the last of them:
//
//   - whoever has another way keeps that;
//   - whoever has none but this one first gets another.
func (w WaysIn) MayLose() error {
	n := w.Identities + w.Passkeys
	if w.Mail {
		n++
	}
	if n > 1 {
		return nil
	}
	return Refuse(Late, "Det här är ditt enda sätt att logga in själv. Lägg till ett annat först.", "This is the only way in which you sign in by yourself. Add another first.")
}
