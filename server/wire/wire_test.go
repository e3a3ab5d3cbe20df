package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/server/wire"
)

var update = flag.Bool("update", false, "write the samples anew")

// The samples are one message of each kind, as it goes over the wire. The browser's
// tests read the same files.
func samples() map[string]any {
	room := meetings.Room{
		Meeting: meetings.Meeting{ID: "0197-meeting", Slug: "extra-2026-11-26", Date: meetings.Date{Year: 2026, Month: 11, Day: 26},
			Kind: meetings.Extra, Status: meetings.Planned, Themes: []string{"barn-och-unga"}, Title: meetings.Text{SV: "Extra möte", EN: "Extra meeting"},
			Start: 1795690800000, Minutes: 45, Zone: "Europe/Stockholm", Ways: meetings.Ways{Phone: "010-555 01 00", Code: "123 456"},
			Started: 1795690860000, Created: 1795000000000, Changed: 1795000000000},
		Agenda: meetings.Agenda{Current: "one", Started: 1795690860000, Items: []meetings.Item{
			{ID: "one", Title: "Välkomna", Minutes: 5, Opened: 1795690860000}, {ID: "two", Title: "Läget <nu> & sedan", Presenter: "Åsa Öberg"}}},
		Queue: meetings.Queue{Speaker: &meetings.Turn{ID: "t1", Who: "c1", Line: 3, Asked: 1795690870000, Since: 1795690880000},
			Waiting: []meetings.Turn{{ID: "t2", Who: "0197-cy", Name: "Cy", Organisation: "Granviks kommun", Sector: "kommun", Note: "om skolstarten", Asked: 1795690871000}}},
		Callers: []meetings.Caller{{ID: "c1", Line: 3}},
		Signals: []meetings.Signal{
			{ID: "s1", Kind: meetings.Solution, Text: "Vi ringer <samma dag>", Voices: 2, Item: "one", Name: "Cy", Organisation: "Granviks kommun", Sector: "kommun", County: "22"},
			{ID: "s2", Kind: meetings.Need, Text: "Någon att ringa själva", Voices: 1, Sector: "civilsamhalle", Nameless: true}},
		Questions: []meetings.Question{{ID: "q1", Text: "Vem svarar <på natten>?", Votes: 2, Nameless: true, Answer: "Jouren"}},
		Polls:     []meetings.Poll{{ID: "p1", Question: "Fler möten?", Choices: []string{"Ja", "Nej"}, State: meetings.PollIsOpen, Answers: 4}},
		Material: []meetings.Material{{ID: "m1", Title: "Sömn <för tonåringar>", Href: "https://granvik.example.org/somn", Item: "two", Name: "Cy", Organisation: "Granviks kommun",
			Entry: "m1", Slug: "somn-for-tonaringar", State: meetings.SupportProposed}},
		Backstage: meetings.Backstage{{ID: "s2", By: "0197-cy"}}, // these leave the server with nothing
		Askers:    []meetings.Asker{{ID: "q1", By: "0197-cy"}},
		Sharers:   []meetings.Sharer{{ID: "m1", By: "0197-cy"}},
		Ballots:   []meetings.Ballot{{Poll: "p1", Key: "key", Marks: []string{"0197-cy"}, Counts: []int{3, 1}}},
	}
	here := wire.Here{Epoch: "e1", Seq: 43, Now: 1795690900000, You: meetings.Person{ID: "0197-cy", Name: "Cy", Organisation: "Granviks kommun", Sector: "kommun", Role: meetings.Guest}}
	snapshot := wire.Down{Snapshot: &wire.Snapshot{Epoch: "e1", Seq: 41, Room: room}}
	events := []json.RawMessage{
		event(42, meetings.ItemOpened{Item: "two"}),
		event(43, meetings.ItemAdded{Item: meetings.Item{ID: "three", Title: "Nästa möte"}, To: 2}),
	}
	return map[string]any{
		"snapshot": snapshot, "events": events, "here": wire.Down{Here: &here},
		"here-following": wire.Down{Here: &wire.Here{Epoch: "e1", Seq: 43, Now: 1795690900000}},
		"reply":          wire.Down{Reply: &wire.Reply{Re: "0123456789abcdef", Seq: 42}},
		"refused":        wire.Down{Reply: refused()},
		"presence": wire.Down{Presence: &wire.Presence{Count: 3, Sectors: map[string]int{"kommun": 1, "region": 1},
			People: []wire.Participant{{ID: "0197-ada", Name: "Ada", Role: meetings.Organiser}, {ID: "0197-cy", Name: "Cy", Organisation: "Granviks kommun", Sector: "kommun", Role: meetings.Guest}}}},
		"now":           wire.Down{Now: 1795690920000},
		"notes":         wire.Down{Notes: &wire.Notes{Kept: 17}},
		"notes-refused": wire.Down{Notes: &wire.Notes{Kept: 18, Refused: meetings.Late, Say: "Mötet är avslutat. Dina rader väntar på organisatören."}},
		"notes-reset":   wire.Down{Notes: &wire.Notes{Kept: 18, Reset: true}},
		"notes-led":     wire.Down{Notes: &wire.Notes{Kept: 18, Led: true}},
		"bye":           wire.Down{Bye: &wire.Bye{After: 2500}},
		"handelser":     []any{snapshot, events, wire.Down{Here: &here}}, // what GET …/handelser answers: the frames in a list
	}
}

func event(seq int64, e meetings.Event) json.RawMessage {
	body, err := wire.EncodeEntry(meetings.Entry{Seq: seq, At: 1795690890000, By: meetings.Author{ID: "0197-ada", Name: "Ada"}, Event: e})
	if err != nil {
		return nil
	}
	return body
}

func refused() *wire.Reply {
	r := wire.Refused("0123456789abcdef", meetings.Refuse(meetings.Invalid, "Skriv en rubrik.", "Write a title.").About("title"), meetings.SV)
	return &r
}

func TestEveryMessageLooksLikeItsSample(t *testing.T) {
	for name, message := range samples() {
		got, err := json.MarshalIndent(message, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		checkSample(t, name, append(got, '\n'))
	}
	for _, c := range meetings.Commands() {
		frame, err := wire.EncodeCommand("0123456789abcdef", c)
		if err != nil {
			t.Fatal(err)
		}
		checkSample(t, "command-"+c.Do(), append(frame, '\n'))
	}
	checkSample(t, "hello", []byte(`{"hello":{"epoch":"e1","seq":41}}`+"\n"))
	checkSample(t, "hello-notes", []byte(`{"hello":{"epoch":"e1","seq":41,"notes":1}}`+"\n"))
}

func checkSample(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}

func TestHelloIsReadWithOrWithoutAPosition(t *testing.T) {
	for frame, want := range map[string]wire.Hello{
		`{"hello":{"epoch":"e1","seq":41,"notes":1}}`: {Position: wire.Position{Epoch: "e1", Seq: 41}, Notes: 1},
		`{"hello":{"epoch":"e1","seq":41}}`:           {Position: wire.Position{Epoch: "e1", Seq: 41}}, `{"hello":{"seq":0}}`: {}, `{"hello":{}}`: {},
	} {
		up, err := wire.DecodeUp([]byte(frame))
		if err != nil || up.Hello == nil || *up.Hello != want {
			t.Errorf("%s: %+v, %v", frame, up, err)
		}
	}
}

func TestWhatIsNoCommandIsRefusedAndWhatIsNoFrameIsAFault(t *testing.T) {
	for _, test := range []struct {
		name, frame string
		refused     meetings.RefusalKind
	}{
		{"an unknown command", `{"id":"a","do":"agenda.sing"}`, meetings.Unknown},
		{"no command", `{"id":"a"}`, meetings.Unknown},
		{"null", `null`, meetings.Unknown},
		{"a member too many", `{"id":"a","do":"agenda.start","loud":true}`, meetings.Invalid},
		{"a member of another type", `{"id":"a","do":"agenda.remove","item":5}`, meetings.Invalid},
		{"a member written otherwise", `{"ID":"a","do":"agenda.start"}`, meetings.Invalid},
		{"an identity that is a number", `{"id":1,"do":"agenda.start"}`, ""},
		{"a list", `[]`, ""},
		{"two frames", `{}{}`, ""},
		{"nothing", ``, ""},
	} {
		_, err := wire.DecodeUp([]byte(test.frame))
		refusal, isRefusal := errors.AsType[*meetings.Refusal](err)
		if err == nil || isRefusal != (test.refused != "") || isRefusal && refusal.Kind != test.refused {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestAnEventIsReadAsItWasKept(t *testing.T) {
	for i, e := range meetings.Events() {
		kept := meetings.Entry{Seq: int64(i + 1), At: 17, By: meetings.Author{ID: "0197-ada", Name: "Ada"}, Event: e}
		body, err := wire.EncodeEntry(kept)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(body, []byte(`{"seq":`)) { // which server/live reads without decoding
			t.Errorf("%s begins otherwise: %s", e.Kind(), body)
		}
		read, err := wire.DecodeEvent(body)
		if diff := cmp.Diff(kept, read); err != nil || diff != "" {
			t.Errorf("%s: %v %s", e.Kind(), err, diff)
		}
	}
}

// FuzzDecodeUp: no bytes make it panic, and a command that was read is written so
// that it is read as the same.
func FuzzDecodeUp(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) < len(meetings.Commands()) {
		f.Fatal("the samples are missing", err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add([]byte(`{"id":"\u0000\ud800\"","do":"agenda.add","title":"\u2028<&>","minutes":-1,"to":0}`))
	f.Fuzz(func(t *testing.T, frame []byte) {
		up, err := wire.DecodeUp(frame)
		if err != nil || up.Hello != nil {
			return
		}
		again, err := wire.EncodeCommand(up.ID, up.Command)
		if err != nil {
			t.Fatal(err)
		}
		read, err := wire.DecodeUp(again)
		if diff := cmp.Diff(up, read); err != nil || diff != "" {
			t.Errorf("%v\n%s\n%s", err, again, diff)
		}
	})
}
