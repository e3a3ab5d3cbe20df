package mail

import (
	"errors"
	"fmt"
	"net/textproto"

	gomail "github.com/wneessen/go-mail"
)

// Rejected says that the mail server has not taken a letter on.
type Rejected struct {
	Code     int  // the reply code, RFC 5321, 4.2
	Receiver bool // it is the receiver that it does not take, not the letter or the sender
}

// Error tells the code only: the server's own words often repeat the receiver's address.
func (r *Rejected) Error() string {
	of := "the letter"
	if r.Receiver {
		of = "the receiver"
	}
	return fmt.Sprintf("the mail server did not take %s: %d", of, r.Code)
}

// Forever reports whether it is of no use to try the same again. RFC 5321, 4.2.1: 5yz.
func (r *Rejected) Forever() bool { return r.Code >= 500 }

// failure makes an error without any address of what go-mail returns.
func failure(what string, err error) error {
	if err == nil {
		return nil
	}
	if sent, ok := errors.AsType[*gomail.SendError](err); ok {
		if code := sent.ErrorCode(); code >= 400 {
			return &Rejected{Code: code, Receiver: sent.Reason == gomail.ErrSMTPRcptTo}
		}
		return fmt.Errorf("%s: %s", what, sent.Reason)
	}
	if said, ok := errors.AsType[*textproto.Error](err); ok {
		return fmt.Errorf("%s: it said %d", what, said.Code)
	}
	return fmt.Errorf("%s: %w", what, err) // before any receiver was named
}
