package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"sync"
	"time"

	"ringain/meetings"
)

// A ticket opens one socket to one meeting for the session that asked for it. It
// is signed and not kept: 8 bytes with the moment it expires, 8 random bytes, and
// 16 bytes of an HMAC over these, the meeting and the session.
const ticketSize = 8 + 8 + 16

// Ticket makes a ticket for whoever asks, who may be nobody.
func (a *Auth) Ticket(r *http.Request, meeting meetings.ID) string {
	t := make([]byte, 16, ticketSize)
	binary.BigEndian.PutUint64(t, uint64(a.now().Add(TicketLasts).UnixMilli()))
	rand.Read(t[8:])
	return base64.RawURLEncoding.EncodeToString(append(t, a.sign(t, r, meeting)...))
}

// UseTicket reports whether a ticket is good for whoever asks, and uses it up on
// this node. On another node it is good for the same session until it expires.
func (a *Auth) UseTicket(r *http.Request, ticket string, meeting meetings.ID) bool {
	t, err := base64.RawURLEncoding.DecodeString(ticket)
	if err != nil || len(t) != ticketSize || !hmac.Equal(t[16:], a.sign(t[:16], r, meeting)) {
		return false
	}
	expires := time.UnixMilli(int64(binary.BigEndian.Uint64(t)))
	now := a.now()
	return now.Before(expires) && a.tickets.use(string(t), expires, now)
}

func (a *Auth) sign(t []byte, r *http.Request, meeting meetings.ID) []byte {
	s, _ := r.Context().Value(sessionKey{}).(session)
	h := hmac.New(sha256.New, a.secret)
	h.Write(t[:16])
	h.Write([]byte(s.digest + " " + string(meeting)))
	return h.Sum(nil)[:16]
}

// spent remembers the tickets that were used, as bytes, since text can be written in
// several ways, until they would have expired.
type spent struct {
	mu    sync.Mutex
	until map[string]time.Time
	swept time.Time
}

func (s *spent) use(ticket string, expires, now time.Time) (first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Sub(s.swept) > TicketLasts {
		for t, until := range s.until {
			if now.After(until) {
				delete(s.until, t)
			}
		}
		s.swept = now
	}
	if _, used := s.until[ticket]; used {
		return false
	}
	s.until[ticket] = expires
	return true
}
