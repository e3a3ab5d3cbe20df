package live

import (
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/server/wire"
)

func TestWhoeverComesBackDoesNotReadWhatWasHiddenMeanwhile(t *testing.T) {
	var l recent
	for i, e := range []meetings.Event{
		meetings.SignalAdded{Signal: meetings.Signal{ID: "a", Kind: meetings.Need, Text: "Sömn", Voices: 1}},
		meetings.SignalAdded{Signal: meetings.Signal{ID: "b", Kind: meetings.Risk, Text: "Grannen Eva", Voices: 1}},
		meetings.SignalHidden{Signal: "b"},
		meetings.SignalRestored{Signal: meetings.Signal{ID: "b", Kind: meetings.Risk, Text: "Grannen", Voices: 1}},
		meetings.QuestionAsked{Question: meetings.Question{ID: "q", Text: "Vem är Eva?", Votes: 1}},
		meetings.QuestionHidden{Question: "q"},
	} {
		event, err := wire.EncodeEntry(meetings.Entry{Seq: int64(i + 1), Event: e})
		if err != nil {
			t.Fatal(err)
		}
		l.append(event)
	}
	events, ok := l.since(0)
	if !ok || len(events) != 6 {
		t.Fatalf("%d events, %t", len(events), ok)
	}
	for i, want := range []string{"Sömn", "", "", "Grannen", "", ""} {
		if text := string(events[i]); !strings.Contains(text, want) || strings.Contains(text, "Eva") {
			t.Errorf("event %d is %s", i+1, text)
		}
	}
}
