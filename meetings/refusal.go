package meetings

import "fmt"

// RefusalKind says why something was refused, for programs.
type RefusalKind string

// The kinds of refusal. Each has one HTTP status and one message code.
const (
	Unknown    RefusalKind = "unknown"     // there is no such thing
	NotAllowed RefusalKind = "not-allowed" // this person may not
	Late       RefusalKind = "late"        // somebody else was first, or the moment has passed
	Invalid    RefusalKind = "invalid"     // what was given cannot be used
	TooMuch    RefusalKind = "too-much"    // too large, too many or too often
	SignIn     RefusalKind = "sign-in"     // first say who you are
	Outside    RefusalKind = "outside"     // this person may not be in the room: they were removed, or it is locked
	Taken      RefusalKind = "taken"       // the identity that was given is somebody else's; under another it may be done
	Lobby      RefusalKind = "lobby"       // this person waits until an organiser lets them into the room
	Anew       RefusalKind = "anew"        // first sign in anew
	Unsaved    RefusalKind = "unsaved"     // nothing could be kept just now; try again
)

// Refusal is a no that is part of the conversation: a kind for programs and a
// sentence that the person can read and act upon. Everything else that goes
// wrong is a fault.
type Refusal struct {
	Kind  RefusalKind
	Say   Text
	Field string // the name of the form field it concerns, if any
}

// Error makes a Refusal an error.
func (r *Refusal) Error() string { return string(r.Kind) + ": " + r.Say.In(EN) }

// Refuse makes a refusal with a sentence in Swedish and in English.
func Refuse(kind RefusalKind, sv, en string) *Refusal {
	return &Refusal{Kind: kind, Say: Text{SV: sv, EN: en}}
}

// About names the form field that r concerns.
func (r *Refusal) About(field string) *Refusal {
	r.Field = field
	return r
}

// Wrap adds what was attempted to a fault on its way out. It leaves refusals as
// they are. Use it deferred, on the named error of an exported function:
//
//	defer meetings.Wrap(&err, "cancel %s", id)
func Wrap(err *error, format string, args ...any) {
	if *err == nil {
		return
	}
	if _, ok := (*err).(*Refusal); ok {
		return
	}
	*err = fmt.Errorf(format+": %w", append(args, *err)...)
}
