package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Safe says what a server asks of those who hand letters over: TLS, and who they are.
type Safe struct {
	Implicit   bool     // TLS from the first byte on, rather than after STARTTLS
	Host       string   // whose certificate it has; 127.0.0.1 when ""
	Mechanisms []string // by which they say who they are: PLAIN, LOGIN; none: they need not
	User       string
	Password   string
}

// StartSafe starts a server that takes letters over TLS alone, with a certificate of its
// own making ([Server.Roots]), and from those alone who have said who they are.
func StartSafe(t testing.TB, o Safe) *Server {
	t.Helper()
	s := &Server{t: t, more: make(chan struct{})}
	certificate := s.certify(o.Host)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := url.URL{Scheme: "smtp", Host: listener.Addr().String(), RawQuery: "insecure=false"}
	if len(o.Mechanisms) > 0 {
		address.User = url.UserPassword(o.User, o.Password)
	}
	config := &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	if o.Implicit {
		address.Scheme, listener = "smtps", tls.NewListener(listener, config)
	}
	s.URL = address.String()
	server := s.serve(func(x *session) smtp.Session { return &guarded{session: x, asks: o} })
	server.TLSConfig = config
	s.begin(server, listener)
	return s
}

// certify makes a certificate for a host, which the pool of the server vouches for.
func (s *Server) certify(host string) tls.Certificate {
	s.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		s.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.example"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	if host == "" {
		template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	} else {
		template.DNSNames = []string{host}
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		s.t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Roots = x509.NewCertPool()
	s.Roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}
}

// guarded is a connection to a server that asks for TLS, and who it is.
type guarded struct {
	*session
	asks  Safe
	known bool
}

func (x *guarded) AuthMechanisms() []string { return x.asks.Mechanisms }

func (x *guarded) Auth(mechanism string) (sasl.Server, error) {
	says := func(user, password string) error {
		if user != x.asks.User || password != x.asks.Password {
			return Reply(535, "no such user with the password "+password) // as unwise servers do
		}
		x.known = true
		return nil
	}
	switch {
	case !slices.Contains(x.asks.Mechanisms, mechanism):
		return nil, smtp.ErrAuthUnknownMechanism
	case mechanism == sasl.Plain:
		return sasl.NewPlainServer(func(_, user, password string) error { return says(user, password) }), nil
	}
	return &login{says: says}, nil
}

// Mail begins a letter, for those who may.
func (x *guarded) Mail(from string, o *smtp.MailOptions) error {
	if _, safe := x.conn.TLSConnectionState(); !safe {
		return Reply(530, "TLS first")
	}
	if len(x.asks.Mechanisms) > 0 && !x.known {
		return smtp.ErrAuthRequired
	}
	return x.session.Mail(from, o)
}

// login is the server's side of LOGIN: it asks for the user, and then for the password.
type login struct {
	says func(user, password string) error
	user []byte
	step int
}

func (l *login) Next(response []byte) (challenge []byte, done bool, err error) {
	l.step++
	switch l.step {
	case 1:
		return []byte("Username:"), false, nil
	case 2:
		l.user = response
		return []byte("Password:"), false, nil
	}
	return nil, true, l.says(string(l.user), string(response))
}
