package meetings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sync"
)

// Event says what happened in a room. Its name in the log and on the wire is what Kind returns.
type Event interface{ Kind() string }

// Entry is one event as the meeting's log keeps it. The log of a meeting is
// numbered 1, 2, 3 … without holes.
type Entry struct {
	Seq   int64
	At    Instant
	By    Author
	Event Event
}

// The events of an agenda.
type (
	ItemAdded struct {
		Item Item `json:"item"`
		To   int  `json:"to"`
	}
	ItemsPasted struct {
		Items []Item `json:"items"`
	}
	ItemEdited struct {
		Item      ItemID `json:"item"`
		Title     string `json:"title"`
		Minutes   int    `json:"minutes"`
		Presenter string `json:"presenter,omitempty"`
		Round     bool   `json:"round,omitempty"`
	}
	ItemMoved struct {
		Item ItemID `json:"item"`
		To   int    `json:"to"`
	}
	ItemRemoved struct {
		Item ItemID `json:"item"`
	}
	AgendaStarted struct {
		Item ItemID `json:"item"` // the item that was opened; empty when there was none
	}
	ItemOpened struct {
		Item ItemID `json:"item"` // the item that was opened; empty when the last one was closed
	}
	ItemExtended struct {
		Item    ItemID `json:"item"`
		Minutes int    `json:"minutes"`
	}
	ItemParked struct {
		Item ItemID `json:"item"`
		Then ItemID `json:"then"` // the item that is current afterwards
	}
	ItemReturned struct {
		Item ItemID `json:"item"`
	}
	ItemCarried struct {
		Item ItemID  `json:"item"`
		Then ItemID  `json:"then"` // the item that is current afterwards
		Into ID      `json:"into"` // the meeting it was carried to
		Slug string  `json:"slug"` // that meeting in addresses
		Day  Instant `json:"day"`  // that meeting's start
	}
	AgendaEnded struct{}
)

// The events of a meeting.
type (
	MeetingCancelled struct {
		Reason Text `json:"reason"`
	}
	MeetingRestored struct{}
	MeetingMoved    struct {
		Start  Instant `json:"start"`
		Reason Text    `json:"reason"`
	}
	MeetingEdited struct {
		Title   Text `json:"title"`
		Minutes int  `json:"minutes"`
		Note    Text `json:"note,omitzero"`
		Ways    Ways `json:"ways"`
	}
)

// Strange is an event of a kind that this program does not know: one kept by a
// newer version. It changes nothing and is passed on as it came.
type Strange struct {
	Name string
	Body json.RawMessage
}

func (ItemAdded) Kind() string        { return "agenda.added" }
func (ItemsPasted) Kind() string      { return "agenda.pasted" }
func (ItemEdited) Kind() string       { return "agenda.edited" }
func (ItemMoved) Kind() string        { return "agenda.moved" }
func (ItemRemoved) Kind() string      { return "agenda.removed" }
func (AgendaStarted) Kind() string    { return "agenda.started" }
func (ItemOpened) Kind() string       { return "agenda.opened" }
func (ItemExtended) Kind() string     { return "agenda.extended" }
func (ItemParked) Kind() string       { return "agenda.parked" }
func (ItemReturned) Kind() string     { return "agenda.returned" }
func (ItemCarried) Kind() string      { return "agenda.carried" }
func (AgendaEnded) Kind() string      { return "agenda.ended" }
func (MeetingCancelled) Kind() string { return "meeting.cancelled" }
func (MeetingRestored) Kind() string  { return "meeting.restored" }
func (MeetingMoved) Kind() string     { return "meeting.moved" }
func (MeetingEdited) Kind() string    { return "meeting.edited" }
func (s Strange) Kind() string        { return s.Name }

// Events returns one empty event of every kind, in the order of this file with that of planned.go, and then those of notes.go,
// queue_event.go, house.go, signal_event.go, keeper.go, question_event.go, poll_command.go and material_event.go.
func Events() []Event {
	return append([]Event{
		ItemAdded{}, ItemsPasted{}, ItemEdited{}, ItemMoved{}, ItemRemoved{}, AgendaStarted{}, ItemOpened{},
		ItemExtended{}, ItemParked{}, ItemReturned{}, ItemCarried{}, AgendaEnded{},
		MeetingCancelled{}, MeetingRestored{}, MeetingMoved{}, MeetingEdited{}, MeetingPlanned{}, NotesLocked{}, NotesUnlocked{},
	}, slices.Concat(queueEvents(), houseEvents(), signalEvents(), keeperEvents(), dutyEvents(),
		questionEvents(), pollEvents(), materialEvents())...)
}

// ShowsInCalendar reports whether calendars show what e changed: the text of the
// agenda and the facts of the meeting, but not how far a running agenda has come, nor
// who speaks or writes.
func ShowsInCalendar(e Event) bool {
	switch e.(type) {
	case ItemAdded, ItemsPasted, ItemEdited, ItemMoved, ItemRemoved, ItemCarried,
		MeetingCancelled, MeetingRestored, MeetingMoved, MeetingEdited, MeetingPlanned:
		return true
	}
	return false
}

// EncodeEvent writes an event as a JSON object whose first member is its kind.
func EncodeEvent(e Event) ([]byte, error) {
	if s, ok := e.(Strange); ok {
		return s.Body, nil
	}
	body, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encode event %s: %w", e.Kind(), err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"kind":%q`, e.Kind())
	if len(body) > len("{}") {
		b.WriteByte(',')
	}
	b.Write(body[1:])
	return b.Bytes(), nil
}

// DecodeEvent reads what EncodeEvent wrote. An event of an unknown kind is [Strange].
func DecodeEvent(b []byte) (Event, error) {
	var head struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(b, &head); err != nil {
		return nil, fmt.Errorf("decode event: %w", err)
	}
	kind, known := eventKinds()[head.Kind]
	if !known {
		return Strange{Name: head.Kind, Body: bytes.Clone(b)}, nil
	}
	into := reflect.New(kind)
	if err := json.Unmarshal(b, into.Interface()); err != nil {
		return nil, fmt.Errorf("decode event %s: %w", head.Kind, err)
	}
	return into.Elem().Interface().(Event), nil
}

// eventKinds are the types of all events, by kind.
var eventKinds = sync.OnceValue(func() map[string]reflect.Type {
	kinds := map[string]reflect.Type{}
	for _, e := range Events() {
		kinds[e.Kind()] = reflect.TypeOf(e)
	}
	return kinds
})
