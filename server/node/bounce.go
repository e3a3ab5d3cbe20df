package node

import (
	"context"
	"io"
	"log/slog"
	"time"

	"ringain/meetings"
	"ringain/notify/mail"
)

// Bounce reads a message that came back to an address, and keeps that its letter did: when
// it says that the address takes no letters, and the address it came to has the token of a
// letter that was sent. Whatever else comes there changes nothing, and is no fault: a mail
// server that is told of one would send it back in turn.
func Bounce(ctx context.Context, c Config, to string, in io.Reader, log *slog.Logger) error {
	token, ok := mail.ReturnToken(to)
	if !ok {
		log.Info("a message came back that no letter is known by")
		return nil
	}
	failed, err := mail.Returned(in)
	if err != nil || !failed {
		log.Info("a message came back that does not say that the address takes no letters", "err", err)
		return nil
	}
	s, err := openExisting(ctx, c, log)
	if err != nil {
		return err
	}
	defer s.Close()
	known, err := s.Return(token, meetings.At(time.Now()))
	if err == nil {
		log.Info("a letter came back", "known", known)
	}
	return err
}
