package mail

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Letter is one message to one receiver.
type Letter struct {
	// ID is the letter's identity, without brackets: a word, an @ and a host. The same
	// letter has the same identity whenever it is sent. One is made up when it is empty.
	ID string

	To      string
	Subject string
	Text    string // in plain text
	HTML    string // the same as HTML; may be empty

	Calendar []byte // the same as iCalendar, complete; may be empty
	Method   string // of the calendar: PUBLISH or CANCEL. RFC 5546, 1.4

	// Unsubscribe is the address that a POST to ends letters like this one: RFC 8058. It
	// is empty for a letter that somebody has asked for just now.
	Unsubscribe string

	// Returns is the token by which the letter is known when it comes back; it may be empty.
	Returns string

	At time.Time // when it was written; now when zero
}

var (
	identity = regexp.MustCompile(`^[0-9A-Za-z._+=-]{1,128}@[0-9A-Za-z.-]{1,128}$`)
	method   = regexp.MustCompile(`^[A-Z]{1,20}$`)
)

// message makes the message of a letter. It refuses whatever could become another header.
func (l Letter) message(from mail.Address, returns string) (*gomail.Msg, error) {
	to, ok := Address(l.To)
	switch {
	case !ok:
		return nil, &Rejected{Code: 553, Receiver: true} // RFC 5321, 4.2.3: mailbox name not allowed
	case l.ID != "" && !identity.MatchString(l.ID):
		return nil, errors.New("a letter has an identity that is none")
	case len(l.Calendar) > 0 && !method.MatchString(l.Method):
		return nil, fmt.Errorf("a calendar cannot have the method %q", l.Method)
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(&from)
	back := from.Address
	if returns != "" && l.Returns != "" {
		back = returnPath(returns, l.Returns)
		if token, ok := ReturnToken(back); !ok || token != l.Returns {
			return nil, errors.New("a letter comes back with a token that is none")
		}
	}
	m.EnvelopeFromMailAddress(&mail.Address{Address: back})
	m.ToMailAddress(&mail.Address{Address: to})
	m.Subject(line(l.Subject))
	m.SetMessageIDWithValue(cmp.Or(l.ID, rand.Text()+"@"+Domain(from.Address)))
	if !l.At.IsZero() {
		m.SetDateWithValue(l.At)
	}
	// RFC 3834, 5: nobody answers this with "I am on holiday".
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader(gomail.HeaderXAutoResponseSuppress, "All")
	if l.Unsubscribe != "" {
		u, err := url.Parse(l.Unsubscribe)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return nil, errors.New("the address that ends letters is none")
		}
		// RFC 2369, 3.2, and RFC 8058, 3.1. u.String has no sign that could end the header.
		m.SetListUnsubscribe(u.String())
		if u.Scheme == "https" {
			m.SetListUnsubscribePost()
		}
	}
	m.SetBodyString(gomail.ContentType("text/plain; format=flowed"), flowed(l.Text))
	if l.HTML != "" {
		m.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	}
	if len(l.Calendar) > 0 {
		// RFC 6047, 2.4: the method stands beside the type, and is that of the calendar.
		m.AddAlternativeString(gomail.ContentType("text/calendar; method="+l.Method), string(l.Calendar), gomail.WithPartEncoding(gomail.EncodingB64))
	}
	return m, nil
}

// line is a text on one line, without controls.
func line(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7F || r == 0x85 || r == 0x2028 || r == 0x2029 }), " ")
}
