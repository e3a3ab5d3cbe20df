// Package mail hands letters to a mail server over SMTP (RFC 5321).
//
// It is a narrow door: a [Letter] is one message to one receiver, and nothing that is
// written in it can become another header or another receiver. What the mail server
// answers becomes an error without words of the server's own, since those often repeat
// the receiver's address: no error of this package holds an address.
//
// A letter has an identity of its own ([Letter.ID]), which the caller makes so that it is
// the same whenever the same letter is sent: whoever receives it a second time can tell.
package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Options say through which server letters go, and from whom.
type Options struct {
	// Server is smtp://user:password@host:587, where the connection is made safe by
	// STARTTLS, or smtps://host:465: by a certificate for that host, or not at all.
	//
	// A server on this machine at an smtp:// address, and one with ?insecure=true, is
	// spoken to without when it does not offer it, and may have any certificate; a
	// password is not told to it in the clear. With ?insecure=false one on this machine
	// is as any other.
	Server string

	// Roots vouch for the certificate of the server; those of the system when nil.
	Roots *x509.CertPool

	From string // the address letters are from
	Name string // whom they are from, beside the address; may be empty

	// Returns is the address that letters come back to, each with a token of its own after
	// a plus; may be empty. Then they come back to the address that they are from.
	Returns string

	// Timeout is how long the server may take for one letter; 10 seconds when 0.
	Timeout time.Duration
}

// Server is a mail server that letters are handed to.
type Server struct {
	from    mail.Address
	returns string
	host    string
	options []gomail.Option
	safe    bool // TLS from the first byte on: smtps
	timeout time.Duration
	tls     *tls.Config
}

// New builds a Server. Nothing is connected to yet.
func New(o Options) (*Server, error) {
	address, err := url.Parse(o.Server)
	if err != nil || address.Hostname() == "" || address.Scheme != "smtp" && address.Scheme != "smtps" {
		return nil, errors.New("the mail server is not an address such as smtp://user:password@mail.example:587") // it may hold a password
	}
	from, ok := Address(o.From)
	if !ok {
		return nil, fmt.Errorf("letters cannot be from %q, which is no e-mail address", o.From)
	}
	s := &Server{from: mail.Address{Name: line(o.Name), Address: from}, host: address.Hostname(), safe: address.Scheme == "smtps", timeout: o.Timeout}
	if o.Returns != "" {
		if s.returns, ok = Address(o.Returns); !ok || strings.IndexByte(s.returns, '@') > maxReturns {
			return nil, fmt.Errorf("letters cannot come back to %q: it is no e-mail address, or longer than %d characters before the @", o.Returns, maxReturns)
		}
	}
	if s.timeout == 0 {
		s.timeout = 10 * time.Second
	}
	insecure, err := strconv.ParseBool(address.Query().Get("insecure"))
	if err != nil {
		insecure = !s.safe && local(s.host)
	}
	// Nobody can come in between to a server on this machine, whose certificate often is for another name.
	s.tls = &tls.Config{ServerName: s.host, RootCAs: o.Roots, MinVersion: tls.VersionTLS12, InsecureSkipVerify: insecure}
	s.options, err = options(address, insecure)
	s.options = append(s.options, gomail.WithTLSConfig(s.tls), gomail.WithTimeout(s.timeout), gomail.WithHELO(Domain(from)),
		gomail.WithoutNoop(), gomail.WithoutRset(), gomail.WithoutSMTPUTF8())
	return s, err
}

// options are how the server is reached and who says that we may send.
func options(address *url.URL, insecure bool) (all []gomail.Option, err error) {
	port := map[string]int{"smtp": 587, "smtps": 465}[address.Scheme]
	if given := address.Port(); given != "" {
		if port, err = strconv.Atoi(given); err != nil {
			return nil, fmt.Errorf("the port of the mail server: %w", err)
		}
	}
	all = append(all, gomail.WithPort(port))
	switch {
	case insecure || address.Scheme == "smtps": // there it is safe before the server says a word
		all = append(all, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	default:
		all = append(all, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if user := address.User.Username(); user != "" {
		password, _ := address.User.Password()
		all = append(all, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(user), gomail.WithPassword(password))
	}
	return all, nil
}

// local reports whether a host is this machine.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// From is the address that letters are from.
func (s *Server) From() string { return s.from.Address }

// Line is a connection over which one letter after another is handed over. It is for one
// goroutine at a time.
type Line struct {
	server *Server
	client *gomail.Client
	held   held
}

// Line opens a connection to the mail server.
func (s *Server) Line(ctx context.Context) (l *Line, err error) {
	l = &Line{server: s}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := s.dial(ctx, network, address)
		if err == nil {
			l.held.hold(conn)
		}
		return conn, err
	}
	opts := s.options
	if l.client, err = gomail.NewClient(s.host, append(opts[:len(opts):len(opts)], gomail.WithDialContextFunc(dial))...); err != nil {
		return nil, fmt.Errorf("speak to the mail server: %w", err)
	}
	if err := l.client.DialWithContext(ctx); err != nil {
		l.held.close()
		return nil, failure("connect to the mail server", err)
	}
	return l, nil
}

func (s *Server) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if s.safe {
		return (&tls.Dialer{Config: s.tls}).DialContext(ctx, network, address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

// Send hands one letter over. It returns nil only when the mail server has said that it
// has taken it on (RFC 5321, 4.2.5 and 6.1), and a [*Rejected] when it has said that it
// does not. With any other error nobody knows, as when the line breaks before the answer.
//
// When ctx ends the server is given a moment to answer for the letter in hand.
func (l *Line) Send(ctx context.Context, letter Letter) error {
	message, err := letter.message(l.server.from, l.server.returns)
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { l.held.hurry(l.server.timeout / 4) })
	defer stop()
	err = l.client.Send(message)
	if message.IsDelivered() {
		return nil // whatever went wrong after that concerns the line
	}
	return failure("hand a letter over", err)
}

// Close ends the connection.
func (l *Line) Close() {
	_ = l.client.Close() // it may be broken already
	l.held.close()
}

// Send hands one letter over, by a connection of its own.
func (s *Server) Send(ctx context.Context, letter Letter) error {
	line, err := s.Line(ctx)
	if err != nil {
		return err
	}
	defer line.Close()
	return line.Send(ctx, letter)
}

// Write sends a letter of plain text, by a connection of its own.
func (s *Server) Write(ctx context.Context, to, subject, text string) error {
	return s.Send(ctx, Letter{To: to, Subject: subject, Text: text})
}

// held is the connection under a line, to be hurried or closed from outside.
type held struct {
	mu   sync.Mutex
	conn net.Conn
}

func (h *held) hold(conn net.Conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.conn = conn
}

func (h *held) hurry(left time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.conn != nil {
		_ = h.conn.SetDeadline(time.Now().Add(left)) // it may be closed
	}
}

func (h *held) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.conn != nil {
		_ = h.conn.Close() // it may be closed already
	}
}
