// Package phone is how a voice provider, or whoever connects one, tells of those who
// ring in, and learns what they are to hear. It is written so that another provider can
// be connected from this page alone.
//
// # One request for each thing that happens
//
//	POST /telefon/samtal          what is said is in Swedish; at /en/telefon/samtal in English
//	Ringain-Time: 1805803200
//	Ringain-Signature: 5f2c…
//
//	{"id": "…", "call": "…", "event": "started", "meeting": "202712", "again": "…"}
//	{"id": "…", "call": "…", "event": "pressed", "keys": "9"}
//	{"id": "…", "call": "…", "event": "listens"}
//	{"id": "…", "call": "…", "event": "ended"}
//
// Ringain-Time is when the request is made, in seconds since 1970 UTC, and is right
// within five minutes. Ringain-Signature is the HMAC-SHA256 (RFC 2104) of that number as
// it is written there, a point, and the body as it is sent, in hexadecimal, under the key
// that both sides have (RINGAIN_PHONE_KEY). The body is JSON of at most 4 KiB.
//
//   - id is of the event: what comes again with the same id within a day, at any node,
//     has no further effect and is answered as it was. After a broken connection, send
//     the same event again, with a new time and signature.
//   - call is of the call, and the same in all its events.
//   - meeting is the code that the caller gave.
//   - again is the same when the same telephone rings again, and may be left out: whoever
//     is cut off has the same place within three minutes. It is made from the number with
//     a secret of the provider's, by HMAC for instance.
//   - keys are what was pressed: one key at once, or a personal code that ends with #.
//     Wait for a second for another key.
//
// No number of any telephone is taken: there is no member for it, members that are not
// named here are passed over, and an id, call or again that looks like one is refused.
//
// # The answer
//
//	{"say": "Du är nummer 2 i talarlistan.", "muted": true}
//
// say is read to the caller; when it is left out there is nothing to say. With muted their
// sound is off, and with end the call is to be ended when it has been said. While a call
// lasts, "listens" is sent every few seconds: it answers with what is new, that it is
// their turn for instance, and with what the chair has made of their sound.
//
// 400 the body cannot be understood; 401 the signature is not right, or the time is not;
// 404 there is no such call, or no key has been set; 413 it is too large; 503 try again.
package phone

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/server/change"
)

// Path is the address that a provider tells, without language.
const Path = "/telefon/samtal"

// MinKey is how many bytes a key has at the least.
const MinKey = 32

// Event is what a provider tells.
type Event struct {
	ID      string          `json:"id"`
	Call    string          `json:"call"`
	Event   change.CallKind `json:"event"`
	Meeting string          `json:"meeting,omitempty"`
	Again   string          `json:"again,omitempty"`
	Keys    string          `json:"keys,omitempty"`
}

// Answer is what a provider is answered.
type Answer struct {
	Say   string `json:"say,omitempty"`
	Muted bool   `json:"muted,omitempty"`
	End   bool   `json:"end,omitempty"`
}

// Phone takes in what providers tell.
type Phone struct{ Config }

// Config is what Phone needs. Without Key it answers that there is nothing.
type Config struct {
	Change *change.Changes
	Key    []byte // that the provider signs with
	Secret []byte // that digests are made with
	Now    func() time.Time
	Log    *slog.Logger
}

// New builds Phone.
func New(c Config) *Phone { return &Phone{c} }

// Routes adds the addresses, in both languages.
func (p *Phone) Routes(r chi.Router) {
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		r.Post(lang.Path(Path), p.serve)
	}
}

// sweepEvery is how often callers are given up whose line has been broken for too long.
const sweepEvery = 10 * time.Second

// Run gives callers up whose line has been broken for too long, also those that an
// organiser entered by hand, until ctx ends.
func (p *Phone) Run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if err := p.Change.HangUp(ctx); err != nil && ctx.Err() == nil {
				p.Log.Warn("it cannot be known whose line is broken; it is asked again", "err", err)
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// maxBody bounds an event, in bytes.
const maxBody = 4 << 10

func (p *Phone) serve(w http.ResponseWriter, r *http.Request) {
	if len(p.Key) == 0 {
		http.NotFound(w, r)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "The event is too large, or broke off.", http.StatusRequestEntityTooLarge)
		return
	}
	if !p.signed(r.Header, body) {
		p.Log.Warn("an event of a call is not signed as it should be, or its time is not right")
		http.Error(w, "The signature is not right, or the time is not.", http.StatusUnauthorized)
		return
	}
	var e Event
	if err := json.Unmarshal(body, &e); err != nil || !e.valid() {
		http.Error(w, "The event cannot be understood: go doc ringain/server/phone.", http.StatusBadRequest)
		return
	}
	lang := meetings.PathLang(r.URL.Path)
	said, err := p.Change.Call(r.Context(), change.Calling{Event: p.digest("event", e.ID), Call: p.digest("call", e.Call),
		Again: p.digest("again", e.Again), Kind: e.Event, Code: e.Meeting, Keys: e.Keys})
	switch refusal, refused := errors.AsType[*meetings.Refusal](err); {
	case refused && refusal.Kind == meetings.Unknown:
		http.Error(w, refusal.Say.In(lang), http.StatusNotFound)
	case err != nil:
		p.Log.Error("an event of a call failed", "event", e.Event, "err", err)
		w.Header().Set("Retry-After", "1")
		http.Error(w, "Just nu går det inte. Försök igen. · Not just now. Try again.", http.StatusServiceUnavailable)
	default:
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		json.NewEncoder(w).Encode(Answer{Say: said.Say.In(lang), Muted: said.Muted, End: said.End}) // a connection that is gone cannot be told
	}
}

var (
	keys   = regexp.MustCompile(`^([0-9*#]|[0-9]{1,8}#|[0-9*]{2,8})$`)
	code   = regexp.MustCompile(`^[0-9 *]{1,20}$`)
	number = regexp.MustCompile(`^[+0-9 ()/.-]*$`)
)

// valid reports whether an event can be understood, and has no number of a telephone.
func (e Event) valid() bool {
	for _, name := range []string{e.ID, e.Call} {
		if name == "" || len(name) > 200 || looksLikeNumber(name) {
			return false
		}
	}
	if len(e.Again) > 200 || looksLikeNumber(e.Again) {
		return false
	}
	switch e.Event {
	case change.CallStarted:
		return code.MatchString(e.Meeting)
	case change.CallPressed:
		return keys.MatchString(e.Keys)
	case change.CallListens, change.CallEnded:
		return true
	}
	return false
}

// looksLikeNumber reports whether a text may be the number of a telephone, or an
// address of one.
func looksLikeNumber(text string) bool {
	text = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(text), "tel:"), "sip:")
	name, _, _ := strings.Cut(text, "@")
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
	return len(digits) >= 5 && number.MatchString(name)
}

// digest returns what stands for a name of the provider's, from which the name cannot
// be found out; empty for none.
func (p *Phone) digest(of, name string) string {
	if name == "" {
		return ""
	}
	mac := hmac.New(sha256.New, p.Secret)
	mac.Write([]byte("phone " + of + " " + name))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
