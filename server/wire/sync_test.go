package wire_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/server/wire"
)

func TestMessagesComeBackAsTheyWereSent(t *testing.T) {
	long := []byte(strings.Repeat("x", 300))
	for _, test := range []struct {
		name  string
		frame []byte
		want  wire.Message
	}{
		{"step 1 of an empty document", []byte{0, 0, 1, 0}, wire.Message{Kind: wire.Sync, Step: wire.Step1, Body: []byte{0}}},
		{"a long update", wire.AppendSync(nil, wire.Update, long), wire.Message{Kind: wire.Sync, Step: wire.Update, Body: long}},
		{"query", []byte{3}, wire.Message{Kind: wire.QueryAwareness}},
		{"awareness", wire.AppendStates(nil, nil), wire.Message{Kind: wire.Awareness, Body: []byte{0}}},
	} {
		got, err := wire.DecodeMessage(test.frame)
		if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", test.name, err, diff)
		}
	}
	if got := len(wire.AppendSync(nil, wire.Step2, long)); got != wire.SyncSize(len(long)) {
		t.Errorf("%d bytes, foretold %d", got, wire.SyncSize(len(long)))
	}
}

func TestWhatIsNoMessageIsRefused(t *testing.T) {
	for _, frame := range []string{"", "\x00", "\x00\x03\x00", "\x00\x01", "\x00\x01\x02a", "\x00\x01\x01ab", "\x02\x00\x00", "\x03\x00",
		"\x80\x00\x00\x00", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\x01", "\x04", "\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"} {
		if m, err := wire.DecodeMessage([]byte(frame)); !errors.Is(err, wire.ErrMalformed) {
			t.Errorf("%q was taken for %+v, %v", frame, m, err)
		}
	}
}

func TestStatesComeBackAsTheyWereSent(t *testing.T) {
	want := []wire.State{{Client: 1<<53 - 1, Clock: 7, JSON: []byte(`{"cursor":null}`)}, {Client: 2, Clock: 0, JSON: []byte(wire.Gone)}}
	m, err := wire.DecodeMessage(wire.AppendStates(nil, want))
	if err != nil {
		t.Fatal(err)
	}
	got, err := wire.DecodeStates(m.Body)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

// FuzzBinaryFrames holds what strangers may send against the two readers of it.
func FuzzBinaryFrames(f *testing.F) {
	f.Add([]byte{0, 0, 1, 0})
	f.Add([]byte{3})
	f.Add(wire.AppendStates(nil, []wire.State{{Client: 5, Clock: 1, JSON: []byte("{}")}}))
	f.Fuzz(func(t *testing.T, frame []byte) {
		m, err := wire.DecodeMessage(frame)
		if err != nil {
			return
		}
		if m.Kind == wire.Sync {
			if again := wire.AppendSync(nil, m.Step, m.Body); !cmp.Equal(again, frame) {
				t.Errorf("%x came back as %x", frame, again)
			}
		}
		if states, err := wire.DecodeStates(m.Body); err == nil && m.Kind == wire.Awareness {
			if again := wire.AppendStates(nil, states); !cmp.Equal(again, frame) {
				t.Errorf("%x came back as %x", frame, again)
			}
		}
	})
}
