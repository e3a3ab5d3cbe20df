// Package mailtest is a real mail server for tests, in the test's own process: it takes
// letters over SMTP, keeps them to be looked at, and does what a test asks of it to those
// who hand them over.
package mailtest

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"log"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// patience is how long a test waits for letters.
const patience = 30 * time.Second

// Server is a mail server on a free port of 127.0.0.1.
type Server struct {
	URL   string         // smtp://host:port
	Roots *x509.CertPool // vouches for its certificate; nil when it has none

	t      testing.TB
	mu     sync.Mutex
	taken  []Letter
	more   chan struct{} // closed, and made anew, when a letter is taken
	onRcpt func(to string) error
	onData func(Letter) error
}

// Letter is one that was taken.
type Letter struct {
	To     string // of the envelope
	From   string // of the envelope
	Header mail.Header
	Raw    string

	Subject, Text, HTML    string // the text with its paragraphs put together: RFC 3676
	Lines                  string // the text as it came
	Calendar, CalendarType string
}

// Start starts a server, which ends with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{t: t, more: make(chan struct{})}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.URL = "smtp://" + listener.Addr().String()
	s.begin(s.serve(func(x *session) smtp.Session { return x }), listener)
	return s
}

// serve makes the server; as makes of each connection what it is asked through.
func (s *Server) serve(as func(*session) smtp.Session) *smtp.Server {
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return as(&session{server: s, conn: c}), nil }))
	server.Domain = "mail.example"
	server.ErrorLog = log.New(s.t.Output(), "", 0)
	return server
}

// begin serves until the test ends.
func (s *Server) begin(server *smtp.Server, listener net.Listener) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(listener) // until it is closed
	}()
	s.t.Cleanup(func() {
		_ = server.Close()
		<-ended
	})
}

// Reply is what the server answers instead of taking something.
func Reply(code int, text string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: text}
}

// ErrDrop has the server break the line without an answer.
var ErrDrop = errors.New("drop")

// OnReceiver has f say what becomes of each receiver.
func (s *Server) OnReceiver(f func(to string) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onRcpt = f
}

// OnLetter has f say what becomes of each letter, before it is taken.
func (s *Server) OnLetter(f func(Letter) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onData = f
}

// Taken returns the letters that were taken, in order.
func (s *Server) Taken() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Letter(nil), s.taken...)
}

// Await waits until n letters have been taken, and returns them all.
func (s *Server) Await(n int) []Letter {
	s.t.Helper()
	late := time.After(patience)
	for {
		s.mu.Lock()
		more, taken := s.more, append([]Letter(nil), s.taken...)
		s.mu.Unlock()
		if len(taken) >= n {
			return taken
		}
		select {
		case <-more:
		case <-late:
			s.t.Fatalf("%d letters were taken, not %d", len(taken), n)
		}
	}
}

// session is one connection.
type session struct {
	server   *Server
	conn     *smtp.Conn
	from, to string
}

func (x *session) Reset()        { x.from, x.to = "", "" }
func (x *session) Logout() error { return nil }

func (x *session) Mail(from string, _ *smtp.MailOptions) error {
	x.from = from
	return nil
}

func (x *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	x.server.mu.Lock()
	ask := x.server.onRcpt
	x.server.mu.Unlock()
	if ask != nil {
		if err := ask(to); err != nil {
			return err
		}
	}
	x.to = to
	return nil
}

func (x *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	letter, err := read(raw)
	if err != nil {
		return Reply(554, err.Error())
	}
	letter.From, letter.To = x.from, x.to
	s := x.server
	s.mu.Lock()
	ask := s.onData
	s.mu.Unlock()
	if ask != nil {
		if err = ask(letter); errors.Is(err, ErrDrop) {
			_ = x.conn.Close()
			return err
		} else if err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken = append(s.taken, letter)
	close(s.more)
	s.more = make(chan struct{})
	return nil
}

// read reads a message as a program for mail does.
func read(raw []byte) (l Letter, err error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return l, err
	}
	l.Header, l.Raw = m.Header, string(raw)
	if l.Subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return l, err
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return l, err
	}
	if !strings.HasPrefix(kind, "multipart/") {
		return l, l.part(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	}
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return l, nil
		} else if err != nil {
			return l, err
		}
		if err := l.part(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p); err != nil {
			return l, err
		}
	}
}

// together makes one line of each paragraph of a text that flows.
func together(text string) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimPrefix(line, " ")
		b.WriteString(line)
		if line == "-- " || !strings.HasSuffix(line, " ") {
			b.WriteByte('\n')
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (l *Letter) part(contentType, encoding string, body io.Reader) error {
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	kind, params, err := mime.ParseMediaType(contentType)
	switch kind {
	case "text/plain":
		l.Lines = strings.TrimSuffix(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
		l.Text = l.Lines
		if params["format"] == "flowed" {
			l.Text = together(l.Lines)
		}
	case "text/html":
		l.HTML = string(text)
	case "text/calendar":
		l.Calendar, l.CalendarType = string(text), contentType
	}
	return err
}
