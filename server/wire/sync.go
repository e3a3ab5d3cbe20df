package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// What a binary frame is about: the first number of a message of y-protocols.
const (
	Sync           = 0
	Awareness      = 1
	Denied         = 2 // downward only, to stock clients: what they wrote was refused
	QueryAwareness = 3
)

// The steps of Sync.
const (
	Step1  = 0 // a state vector
	Step2  = 1 // an update: what the other lacked
	Update = 2 // an update: what was just written
)

// The bounds of frames, in bytes.
const (
	MaxFrame     = 256 << 10 // of any upward frame
	MaxAwareness = 2 << 10   // of one awareness state
)

// maxStates bounds the states of one awareness message from a client. Stock clients
// send back what they hear of others.
const maxStates = 4096

// Message is one binary frame, taken apart.
type Message struct {
	Kind int    // Sync, Awareness or QueryAwareness
	Step int    // of Sync
	Body []byte // the state vector, the update, or the states; part of the frame
}

// ErrMalformed says that a binary frame is no message of y-protocols.
var ErrMalformed = errors.New("not a message of y-protocols")

// DecodeMessage takes a binary frame apart. The frame holds one message and nothing else.
func DecodeMessage(frame []byte) (m Message, err error) {
	r := reader{frame}
	m.Kind = int(r.number(math.MaxInt32))
	switch m.Kind {
	case Sync:
		m.Step = int(r.number(Update))
		m.Body = r.bytes()
	case Awareness:
		m.Body = r.bytes()
	case QueryAwareness:
	default:
		return m, fmt.Errorf("%w: of the kind %d", ErrMalformed, m.Kind)
	}
	if r.left == nil || len(r.left) > 0 {
		return m, ErrMalformed
	}
	return m, nil
}

// AppendSync appends the message of one step of Sync to b.
func AppendSync(b []byte, step int, body []byte) []byte {
	return appendBytes(append(b, Sync, byte(step)), body)
}

// SyncSize returns how many bytes AppendSync appends for a body of a size.
func SyncSize(size int) int {
	n := 3
	for rest := size; rest >= 0x80; rest >>= 7 {
		n++
	}
	return n + size
}

// AppendDenied appends the message that something was refused, with the sentence.
func AppendDenied(b []byte, say string) []byte {
	return appendBytes(append(b, Denied, 0), []byte(say))
}

// State is where one client is, as JSON; null when it has gone.
type State struct {
	Client uint64
	Clock  uint64 // raised by the client with every change
	JSON   []byte
}

// Gone is the JSON of the state of a client that has gone.
const Gone = "null"

// DecodeStates takes the body of an awareness message apart. The JSON is neither
// copied nor looked at.
func DecodeStates(body []byte) (states []State, err error) {
	r := reader{body}
	n := r.number(maxStates)
	if n > uint64(len(body)/3) { // a state has three bytes at least
		return nil, fmt.Errorf("%w: %d states", ErrMalformed, n)
	}
	states = make([]State, n)
	for i := range states {
		states[i] = State{r.number(maxNumber), r.number(maxNumber), r.bytes()}
	}
	if r.left == nil || len(r.left) > 0 {
		return nil, ErrMalformed
	}
	return states, nil
}

// AppendStates appends an awareness message with some states to b.
func AppendStates(b []byte, states []State) []byte {
	body := binary.AppendUvarint(nil, uint64(len(states)))
	for _, s := range states {
		body = binary.AppendUvarint(binary.AppendUvarint(body, s.Client), s.Clock)
		body = appendBytes(body, s.JSON)
	}
	return appendBytes(append(b, Awareness), body)
}

func appendBytes(b, body []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(body))), body...)
}

// maxNumber is the largest number that JavaScript can count with.
const maxNumber = 1<<53 - 1

// reader takes numbers and bytes off the front. After the first that is not there,
// or is too large, left is nil, and all that follow are zero.
type reader struct{ left []byte }

func (r *reader) number(most uint64) uint64 {
	v, n := binary.Uvarint(r.left)
	if n <= 0 || v > most || n > 1 && r.left[n-1] == 0 { // no number is written longer than it must be
		r.left = nil
		return 0
	}
	r.left = r.left[n:]
	return v
}

func (r *reader) bytes() []byte {
	n := r.number(uint64(len(r.left)))
	if r.left == nil || n > uint64(len(r.left)) {
		r.left = nil
		return nil
	}
	b := r.left[:n:n]
	r.left = r.left[n:]
	return b
}
