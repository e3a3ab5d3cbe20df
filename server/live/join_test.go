package live

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/guest"
	"ringain/server/wire"
)

func TestWhoeverJoinsIsHandedASnapshotAndThenHere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	w.do(meetings.StartAgenda{})
	line := w.open(w.participant(a, "Åsa"), wire.Position{})
	first, second := w.hear(line), w.hear(line)
	if first.Snapshot == nil || first.Snapshot.Seq != 1 || first.Snapshot.Epoch != "e1" || first.Snapshot.Room.Agenda.Current != "one" {
		t.Errorf("first came %+v", first)
	}
	if h := second.Here; h == nil || h.Seq != 1 || h.You.Name != "Åsa" || h.You.Role != meetings.Guest {
		t.Errorf("then came %+v", second)
	}
	if third := w.hear(line); third.Presence == nil || third.Presence.Count != 1 {
		t.Errorf("last came %+v", third)
	}
}

func TestWhoeverOnlyFollowsMayListenButNotSay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	f := w.follow(a.stranger())
	if refused := w.reply(f, meetings.StartAgenda{}); refused != meetings.SignIn {
		t.Errorf("refused as %q", refused)
	}
	w.do(meetings.StartAgenda{})
	w.untilAt(f, 1)
}

func TestACommandIsToldToAllAndAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	ada, cy := w.follow(w.organiser(a, "Ada")), w.follow(w.participant(a, "Cy"))
	if refused := w.reply(ada, meetings.StartAgenda{}); refused != "" {
		t.Fatalf("refused as %q", refused)
	}
	if refused := w.reply(cy, meetings.EndAgenda{}); refused != meetings.NotAllowed {
		t.Errorf("a participant's command is refused as %q", refused)
	}
	heard := w.untilAt(cy, 1)
	if diff := cmp.Diff(w.untilAt(ada, 1).Entries, heard.Entries); diff != "" || heard.Entries[0].By.Name != "Ada" {
		t.Errorf("they heard differently, by %v: %s", heard.Entries[0].By, diff)
	}
}

func TestARepeatedCommandHasNoFurtherEffectAndTheSameAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	ada := w.organiser(a, "Ada")
	line, id := w.open(ada, wire.Position{}), newID()
	for range 3 {
		if err := line.Say(id, meetings.StartAgenda{}); err != nil {
			t.Fatal(err)
		}
		if r := w.hearReply(line); r.Re != id || r.Seq != 1 {
			t.Errorf("answered %+v", r)
		}
	}
	if r, err := ada.Do(t.Context(), w.meeting.Slug, id, meetings.StartAgenda{}); err != nil || r.Seq != 1 {
		t.Errorf("answered %+v, %v", r, err)
	}
}

func TestARefusalIsInTheLanguageOfTheAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	g := w.participant(a, "Cy")
	for lang, want := range map[meetings.Lang]string{meetings.SV: "Det här kan bara organisatören göra.", meetings.EN: "Only the organiser can do this."} {
		line := w.openAt(g, lang.Path("/moten/"+w.meeting.Slug+"/rum"), wire.Position{})
		if err := line.Say(newID(), meetings.EndAgenda{}); err != nil {
			t.Fatal(err)
		}
		if r := w.hearReply(line); r.Refused != meetings.NotAllowed || !strings.HasPrefix(r.Say, want) {
			t.Errorf("%s: %+v", lang, r)
		}
	}
}

func TestWhoeverComesBackIsHandedExactlyWhatWasMissed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	w.extend(1, 7)
	for _, test := range []struct {
		name     string
		has      wire.Position
		snapshot bool
		events   int
	}{
		{"nothing missed", wire.Position{Epoch: "e1", Seq: 7}, false, 0},
		{"three missed", wire.Position{Epoch: "e1", Seq: 4}, false, 3},
		{"all missed", wire.Position{Epoch: "e1", Seq: 0}, false, 7},
		{"another epoch", wire.Position{Epoch: "e0", Seq: 4}, true, 0},
		{"no position", wire.Position{}, true, 0},
		{"ahead of the log", wire.Position{Epoch: "e1", Seq: 8}, true, 0},
		{"a negative position", wire.Position{Epoch: "e1", Seq: -3}, true, 0},
	} {
		w.checkCaughtUp(test.name, w.open(a.stranger(), test.has), test.has, test.snapshot, test.events, 7)
	}
}

func TestWhoeverMissedTooMuchIsHandedASnapshot(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const recent, last = 50, 60
	a := w.node("a", func(c *Config) { c.recent = recent })
	w.extend(1, last)
	just := wire.Position{Epoch: "e1", Seq: last - recent}
	w.checkCaughtUp("as many as there may be", w.open(a.stranger(), just), just, false, recent, last)
	one := wire.Position{Epoch: "e1", Seq: last - recent - 1}
	w.checkCaughtUp("one more", w.open(a.stranger(), one), one, true, 0, last)

	for range 4 * recent { // a room forgets what is old, and still knows its state
		w.do(meetings.ExtendItem{Item: "two", Minutes: 1})
		w.do(meetings.ExtendItem{Item: "two", Minutes: -1})
	}
	now := wire.Position{Epoch: "e1", Seq: last + 8*recent - 3}
	w.checkCaughtUp("after many more", w.open(a.stranger(), now), now, false, 3, last+8*recent)
	w.checkCaughtUp("a newcomer", w.open(a.stranger(), wire.Position{}), wire.Position{}, true, 0, last+8*recent)
}

// checkCaughtUp checks that a line is handed a snapshot or so many events, and then here.
func (w *world) checkCaughtUp(name string, line *guest.Line, has wire.Position, snapshot bool, events int, last int64) {
	w.t.Helper()
	h := w.hear(line)
	if snapshot != (h.Snapshot != nil) {
		w.t.Errorf("%s: snapshot %v, want %v", name, h.Snapshot != nil, snapshot)
	}
	if len(h.Events) != events {
		w.t.Errorf("%s: %d events, want %d", name, len(h.Events), events)
	}
	for i, e := range h.Events {
		if e.Seq != has.Seq+int64(i)+1 {
			w.t.Fatalf("%s: event %d comes as number %d", name, e.Seq, i)
		}
	}
	if h.Here == nil {
		h = w.hear(line)
	}
	if h.Here == nil || h.Here.Seq != last {
		w.t.Errorf("%s: here is %+v", name, h.Here)
	}
	line.Close()
}

// extend keeps events from one number to another in one transaction, untold.
func (w *world) extend(from, to int64) {
	w.t.Helper()
	err := w.store.Change("", func(tx *store.Tx) error {
		for seq := from; seq <= to; seq++ {
			room, n, err := tx.Take(w.meeting.ID)
			if err != nil {
				return err
			}
			event := meetings.ItemExtended{Item: "two", Minutes: 1 - 2*int(seq%2)}
			room = room.After(event, meetings.At(w.now()))
			if err := tx.Keep(room, meetings.Entry{Seq: n, At: meetings.At(w.now()), By: platform.Author(), Event: event}, newID()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestTheWayWithoutASocketBringsTheSameFrames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	w.extend(1, 3)
	for _, test := range []struct{ query, want string }{
		{"", "snapshot here"},
		{"?epoch=&after=0", "snapshot here"},
		{"?epoch=e0&after=3", "snapshot here"},
		{"?epoch=e1&after=4", "snapshot here"},
		{"?epoch=e1&after=-1", "snapshot here"},
		{"?epoch=e1&after=3", "here"},
		{"?epoch=e1&after=1", "[2 3] here"},
	} {
		response, err := http.Get(a.url + "/moten/" + w.meeting.Slug + "/rum/handelser" + test.query)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || response.Header.Get("Content-Type") != "application/json" {
			t.Fatalf("%s: %v %s", test.query, err, response.Header)
		}
		if got := w.outline(body); got != test.want {
			t.Errorf("%s: %s, want %s", test.query, got, test.want)
		}
	}
}

// outline says in short which frames a list holds.
func (w *world) outline(body []byte) string {
	w.t.Helper()
	var frames []json.RawMessage
	if err := json.Unmarshal(body, &frames); err != nil {
		w.t.Fatalf("%v: %s", err, body)
	}
	var said []string
	for _, f := range frames {
		h, err := guest.Decode(f)
		if err != nil {
			w.t.Fatal(err)
		}
		switch {
		case h.Snapshot != nil:
			said = append(said, "snapshot")
		case h.Here != nil:
			said = append(said, "here")
		default:
			var numbers []string
			for _, e := range h.Events {
				numbers = append(numbers, string(rune('0'+e.Seq)))
			}
			said = append(said, "["+strings.Join(numbers, " ")+"]")
		}
	}
	return strings.Join(said, " ")
}

func TestTheWayWithoutASocketRefusesAsASocketWould(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	base := a.url + "/en/moten/" + w.meeting.Slug + "/rum/kommando"
	id := string(newID())
	for _, test := range []struct {
		name, body string
		status     int
		want       string
	}{
		{"no session", `{"id":"` + id + `","do":"agenda.start"}`, 200, `{"re":"` + id + `","refused":"sign-in","say":"First say who you are: join the meeting."}`},
		{"no such command", `{"id":"` + id + `","do":"agenda.sing"}`, 200, `{"re":"` + id + `","refused":"unknown","say":"There is no such command. Reload the page."}`},
		{"no command", `{"hello":{}}`, 400, "The command could not be understood."},
		{"garbage", `{`, 400, "The command could not be understood."},
		{"too large", strings.Repeat(" ", maxFrame+1), 413, "The command is too large."},
	} {
		response, err := http.Post(base, "application/json", strings.NewReader(test.body))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || response.StatusCode != test.status || strings.TrimSpace(string(body)) != test.want {
			t.Errorf("%s: %d %s %v", test.name, response.StatusCode, body, err)
		}
	}
}

func (w *world) open(g *guest.Guest, has wire.Position) *guest.Line {
	w.t.Helper()
	return w.openAt(g, "/moten/"+w.meeting.Slug+"/rum", has)
}

func (w *world) openAt(g *guest.Guest, room string, has wire.Position) *guest.Line {
	w.t.Helper()
	line, err := g.OpenAt(w.t.Context(), room, has)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(line.Cut)
	return line
}

func (w *world) hear(line *guest.Line) guest.Heard {
	w.t.Helper()
	h, err := line.Hear(time.Now().Add(patience))
	if err != nil {
		w.t.Fatal(err)
	}
	return h
}

func (w *world) hearReply(line *guest.Line) wire.Reply {
	w.t.Helper()
	for {
		if h := w.hear(line); h.Reply != nil {
			return *h.Reply
		}
	}
}

func TestACutLineComesBackAndMissesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	f := w.follow(w.participant(a, "Cy"))
	for n := range int64(5) {
		f.Cut()
		w.do(meetings.AddItem{Title: "En till"})
		w.untilAt(f, n+1)
	}
	if seen := w.untilAt(f, 5); len(seen.Entries) != 5 || seen.Opened < 2 {
		t.Errorf("%d events over %d lines", len(seen.Entries), seen.Opened)
	}
}
