package node

import (
	"cmp"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"ringain/server/auth"
	"ringain/server/reach"
)

// How long the provider of identities may take to answer, and how long its answer may be, in bytes.
const (
	providerTimeout = 5 * time.Second
	providerAnswer  = 1 << 20
)

// provider is where people sign in too; nil when none is set. It is asked nothing yet: one
// that is away keeps no node from starting.
func (n *Node) provider() (*auth.Provider, error) {
	c := n.config
	if c.OIDCIssuer == "" {
		return nil, nil
	}
	secret, err := clientSecret(c)
	if err != nil {
		return nil, err
	}
	may, err := reach.Named(c.OIDCIssuer, nil)
	if err != nil {
		return nil, err
	}
	name := c.OIDCName
	if u, err := url.Parse(c.OIDCIssuer); err == nil {
		name = cmp.Or(name, u.Hostname())
	}
	return auth.NewProvider(auth.ProviderConfig{Auth: n.auth, Issuer: c.OIDCIssuer, Client: c.OIDCClient, Secret: secret, Name: name, Origin: n.origin,
		Reach: reach.New(reach.Options{Timeout: providerTimeout, May: may, Most: providerAnswer}), Log: n.log, Now: time.Now})
}

// clientSecret is what the installation proves itself with to the provider; it may have none.
func clientSecret(c Config) (string, error) {
	if c.OIDCSecretFile == "" {
		return c.OIDCSecret, nil
	}
	text, err := os.ReadFile(c.OIDCSecretFile)
	if err != nil {
		return "", fmt.Errorf("read the secret of the OpenID Connect client: %w", err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimSpace(first), nil
}

// keys are the passkeys that people sign in with; nil, with a word in the log, where the
// address of the installation is none that browsers take them at.
func (n *Node) keys() *auth.Keys {
	keys, err := auth.NewKeys(auth.KeysConfig{Auth: n.auth, Origin: n.origin, Name: n.config.Name, Log: n.log, Now: time.Now})
	switch {
	case err == nil:
		return keys
	case n.config.Origin == "":
		n.log.Info("nobody signs in with a passkey here", "why", err)
	default:
		n.log.Warn("nobody can sign in with a passkey here", "why", err)
	}
	return nil
}
