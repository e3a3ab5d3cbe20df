package guest

import (
	"encoding/json"
	"errors"
	"testing"

	"ringain/meetings"
	"ringain/server/wire"
)

func TestAFollowerComplainsOfWhatCannotBeRight(t *testing.T) {
	snapshot := `{"snapshot":{"epoch":"e1","seq":41,"room":{"meeting":{"date":"2026-11-26"},"agenda":{"items":[]}}}}`
	for _, test := range []struct {
		name   string
		frames []string
		wrong  bool
	}{
		{"the next event", []string{snapshot, event(t, 42), `{"here":{"epoch":"e1","seq":42,"now":1,"you":{"id":"","name":"","role":""}}}`}, false},
		{"a hole", []string{snapshot, event(t, 43)}, true},
		{"an event twice", []string{snapshot, event(t, 42), event(t, 42)}, true},
		{"here is elsewhere", []string{snapshot, `{"here":{"epoch":"e1","seq":42,"now":1,"you":{"id":"","name":"","role":""}}}`}, true},
		{"here is another epoch", []string{snapshot, `{"here":{"epoch":"e2","seq":41,"now":1,"you":{"id":"","name":"","role":""}}}`}, true},
	} {
		f := New("http://127.0.0.1:1").Follow("a")
		var err error
		for _, frame := range test.frames {
			h, decoding := Decode([]byte(frame))
			err = errors.Join(err, decoding, f.take(h))
		}
		if _, wrong := errors.AsType[*Wrong](err); wrong != test.wrong || !wrong && err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func event(t *testing.T, seq int64) string {
	t.Helper()
	body, err := wire.EncodeEntry(meetings.Entry{Seq: seq, Event: meetings.AgendaStarted{}})
	if err != nil {
		t.Fatal(err)
	}
	list, err := json.Marshal([]json.RawMessage{body})
	if err != nil {
		t.Fatal(err)
	}
	return string(list)
}
