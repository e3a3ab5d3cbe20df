package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"

	"ringain/meetings"
)

// EncodeEntry writes an entry of the log as the JSON text of an [Event]. It is
// written once, when the entry is kept, and passed on as it is to everybody.
func EncodeEntry(e meetings.Entry) ([]byte, error) {
	body, err := meetings.EncodeEvent(e.Event)
	if err != nil {
		return nil, err
	}
	return json.Marshal(Event{Seq: e.Seq, At: e.At, By: e.By, Ev: body})
}

// Up is an upward frame: either Hello or a command.
type Up struct {
	Hello   *Hello
	ID      meetings.ID
	Command meetings.Command
}

// DecodeUp reads an upward frame. A frame that is no JSON object, names an unknown
// command or has a member that the command does not know is refused.
func DecodeUp(frame []byte) (up Up, err error) {
	var head struct {
		Hello *Hello      `json:"hello"`
		ID    meetings.ID `json:"id"`
		Do    string      `json:"do"`
	}
	if err := json.Unmarshal(frame, &head); err != nil {
		return up, fmt.Errorf("decode a frame: %w", err)
	}
	if head.Hello != nil {
		return Up{Hello: head.Hello}, nil
	}
	up.ID = head.ID
	for _, c := range meetings.Commands() {
		if c.Do() == head.Do {
			up.Command, err = decodeCommand(c, frame)
			return up, err
		}
	}
	return up, meetings.Refuse(meetings.Unknown, "Det finns inget sådant kommando. Ladda om sidan.", "There is no such command. Reload the page.")
}

// decodeCommand reads the members of a command beside id and do.
func decodeCommand(c meetings.Command, frame []byte) (meetings.Command, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(frame, &members); err != nil {
		return nil, err
	}
	delete(members, "id")
	delete(members, "do")
	rest, err := json.Marshal(members)
	if err != nil {
		return nil, err
	}
	into := reflect.New(reflect.TypeOf(c))
	d := json.NewDecoder(bytes.NewReader(rest))
	d.DisallowUnknownFields()
	if err := d.Decode(into.Interface()); err != nil {
		return nil, meetings.Refuse(meetings.Invalid, "Kommandot kunde inte läsas. Ladda om sidan.", "The command could not be read. Reload the page.")
	}
	return into.Elem().Interface().(meetings.Command), nil
}

// EncodeCommand writes a command as an upward frame.
func EncodeCommand(id meetings.ID, c meetings.Command) ([]byte, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("encode command %s: %w", c.Do(), err)
	}
	name, err := json.Marshal(id)
	if err != nil {
		return nil, fmt.Errorf("encode the identity of %s: %w", c.Do(), err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"id":%s,"do":%q`, name, c.Do())
	if len(body) > len("{}") {
		b.WriteByte(',')
	}
	b.Write(body[1:])
	return b.Bytes(), nil
}

// DecodeEvent reads an [Event] as an entry of the log.
func DecodeEvent(b []byte) (e meetings.Entry, err error) {
	var w Event
	if err := json.Unmarshal(b, &w); err != nil {
		return e, fmt.Errorf("decode an event: %w", err)
	}
	e = meetings.Entry{Seq: w.Seq, At: w.At, By: w.By}
	e.Event, err = meetings.DecodeEvent(w.Ev)
	return e, err
}

// Refused answers a command with a refusal, in the person's language.
func Refused(re meetings.ID, r *meetings.Refusal, lang meetings.Lang) Reply {
	return Reply{Re: re, Refused: r.Kind, Say: r.Say.In(lang), Field: r.Field}
}
