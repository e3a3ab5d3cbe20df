package phone

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"ringain/meetings"
	"ringain/server/change"
)

// Telephone is a telephone and the provider behind it: it rings in, presses keys and
// hears what is said, for tests and for trying by hand.
type Telephone struct {
	Base string // the address of a node, such as http://127.0.0.1:8080
	Key  []byte
	Lang meetings.Lang // what is said is in this language; empty is Swedish
	Now  func() time.Time

	again string // the same as long as it is the same telephone
	call  string // empty while nobody is on the line
}

// NewTelephone returns a telephone that reaches a node.
func NewTelephone(base string, key []byte) *Telephone {
	return &Telephone{Base: base, Key: key, Now: time.Now, again: "telephone " + rand.Text()}
}

// Dial rings, and gives the code of a meeting.
func (t *Telephone) Dial(ctx context.Context, code string) (Answer, error) {
	t.call = "call " + rand.Text()
	return t.tell(ctx, Event{Event: change.CallStarted, Meeting: code, Again: t.again})
}

// Press presses keys: one, or a code and #.
func (t *Telephone) Press(ctx context.Context, keys string) (Answer, error) {
	return t.tell(ctx, Event{Event: change.CallPressed, Keys: keys})
}

// Listen asks whether there is something new to hear.
func (t *Telephone) Listen(ctx context.Context) (Answer, error) {
	return t.tell(ctx, Event{Event: change.CallListens})
}

// HangUp ends the call, as when the line breaks.
func (t *Telephone) HangUp(ctx context.Context) (Answer, error) {
	return t.tell(ctx, Event{Event: change.CallEnded})
}

func (t *Telephone) tell(ctx context.Context, e Event) (a Answer, err error) {
	e.ID, e.Call = "event "+rand.Text(), t.call
	body, err := json.Marshal(e)
	if err != nil {
		return a, err
	}
	return t.Send(ctx, body)
}

// Send signs a body as it is, and sends it.
func (t *Telephone) Send(ctx context.Context, body []byte) (a Answer, err error) {
	defer meetings.Wrap(&err, "tell of a call")
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, t.Base+t.Lang.Path(Path), bytes.NewReader(body))
	if err != nil {
		return a, err
	}
	r.Header.Set("Content-Type", "application/json")
	Sign(r.Header, t.Key, body, t.Now())
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return a, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(io.LimitReader(answer.Body, 500))
		return a, fmt.Errorf("%s: %s", answer.Status, bytes.TrimSpace(said))
	}
	return a, json.NewDecoder(io.LimitReader(answer.Body, 64<<10)).Decode(&a)
}
