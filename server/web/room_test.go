package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/atom"

	"ringain/meetings"
)

// runner is a world where an organiser sits in the room of 19 January.
func runner(t *testing.T) *world {
	t.Helper()
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	organiser(w)
	return w
}

// press posts a form of the room, with the hidden text that its page carries.
func (w *world) press(fields ...string) answer {
	w.t.Helper()
	form := url.Values{}
	for _, n := range parse(w.t, w.get(january+"/rum").text).all(atom.Input) {
		if attr(n, "type") == "hidden" {
			form.Set(attr(n, "name"), attr(n, "value"))
			if attr(n, "name") == "item" {
				break // the current item, from the form that steps
			}
		}
	}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return w.post(january+"/rum/gor", form)
}

func (w *world) agenda() meetings.Agenda {
	w.t.Helper()
	room, _, err := w.store.Room(w.t.Context(), "barn-och-unga-2027-01-19")
	if err != nil {
		w.t.Fatal(err)
	}
	return room.Agenda
}

// titles are the items in order, with their states.
func titles(a meetings.Agenda) (list []string) {
	for _, i := range a.Items {
		said := i.Title
		if i.ID == a.Current {
			said += " now"
		}
		list = append(list, strings.TrimSpace(said+" "+string(i.State)))
	}
	return list
}

func TestAMeetingIsRunWithFormsAlone(t *testing.T) {
	w := runner(t)
	id := func(at int) string { return string(w.agenda().Items[at].ID) }
	for _, step := range [][]string{
		{"do", "agenda.start"},
		{"do", "agenda.next"},
		{"do", "agenda.extend 5"},
		{"do", "agenda.add", "title", "Ny punkt", "minutes", "4", "presenter", "Åsa"},
		{"do", "agenda.paste", "text", "- Ett (2)\n- Två"},
		{"do", "agenda.move up", "item", id(6)},
		{"do", "agenda.park", "item", id(2)},
		{"do", "agenda.carry", "item", id(3)},
		{"do", "agenda.remove", "item", id(4)},
	} {
		if a := w.press(step...); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != january+"/rum" {
			t.Fatalf("%v: %d\n%s", step, a.StatusCode, parse(t, a.text).main())
		}
	}
	want := []string{"Välkomna done", "Laget runt: vad hör vi? now", "Erfarenheter parked", "Utmaningar och behov carried",
		"Vi tar med oss, nästa gång", "Frågor", "Ny punkt", "Ett", "Två"}
	if diff := cmp.Diff(want, titles(w.agenda())); diff != "" {
		t.Error(diff)
	}
	if got := w.agenda().Items[1].Minutes; got != 15 {
		t.Errorf("the extended item has %d minutes, want 15", got)
	}
	w.press("do", "agenda.end")
	if w.agenda().Ended == 0 {
		t.Error("the meeting has not ended")
	}
}

func TestAMeetingWithoutAgendaIsOnAndNotDone(t *testing.T) {
	w := runner(t)
	for _, item := range w.agenda().Items {
		w.press("do", "agenda.remove", "item", string(item.ID))
	}
	w.press("do", "agenda.start")
	if got := w.get(january + "/rum").text; !strings.Contains(got, "<h2>Mötet pågår</h2>") {
		t.Error("it does not say that it is on")
	}
}

func TestAFormSentTwiceHasOneEffect(t *testing.T) {
	w := runner(t)
	form := url.Values{"id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, "do": {"agenda.add"}, "title": {"En gång"}}
	before := len(w.agenda().Items)
	for range 2 {
		if a := w.post(january+"/rum/gor", form); a.StatusCode != http.StatusSeeOther {
			t.Fatal(a.StatusCode)
		}
	}
	if got := len(w.agenda().Items); got != before+1 {
		t.Errorf("%d items were added", got-before)
	}
}

func TestARefusedCommandKeepsWhatWasTyped(t *testing.T) {
	w := runner(t)
	a := w.press("do", "agenda.add", "title", "Punkt <b>", "minutes", "tio", "presenter", "Åsa")
	d := parse(t, a.text)
	if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(d.main(), "Skriv ett helt tal") {
		t.Errorf("status %d: %s", a.StatusCode, d.main())
	}
	if d.value("title") != "Punkt <b>" || d.value("minutes") != "tio" || d.value("presenter") != "Åsa" {
		t.Error("what was typed is gone")
	}
	for _, fault := range d.faults("sv") {
		t.Error(fault)
	}
	a = w.press("do", "agenda.next")
	if a.StatusCode != http.StatusConflict || !strings.Contains(a.text, "Mötet har inte börjat. Starta det först.") {
		t.Errorf("status %d", a.StatusCode)
	}
	if a = w.press("do", "agenda.dance"); a.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("an unknown command: %d", a.StatusCode)
	}
	if a = w.post(january+"/rum/gor", url.Values{"do": {"agenda.start"}}); a.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a command without identity: %d", a.StatusCode)
	}
}

func TestAGuestRunsNothing(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	for _, who := range []func(*world){func(*world) {}, joined} {
		who(w)
		if text := w.get(january + "/rum").text; strings.Contains(text, `value="agenda.`) || strings.Contains(text, `value="queue.next`) || strings.Contains(text, `value="caller.add`) {
			t.Error("a guest is offered to run the meeting")
		}
		a := w.post(january+"/rum/gor", url.Values{"id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, "do": {"agenda.start"}})
		if a.StatusCode != http.StatusForbidden || w.agenda().Started != 0 {
			t.Errorf("status %d, started %d", a.StatusCode, w.agenda().Started)
		}
	}
}

func TestTheRoomCarriesItsDataForTheScript(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.10")
	w.run(meetings.AddItem{Title: `</script><script>alert("å")</script>`})
	a := w.get("/en" + january + "/rum")
	var data roomData
	for _, n := range parse(t, a.text).all(atom.Script) {
		if attr(n, "id") == "room-data" {
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &data); err != nil {
				t.Fatal(err)
			}
		}
	}
	items := data.Snapshot.Room.Agenda.Items
	if len(items) != 8 || items[7].Title != `</script><script>alert("å")</script>` {
		t.Errorf("the agenda came as %+v", items)
	}
	got := fmt.Sprint(data.Base, data.Lang, data.Snapshot.Epoch, data.Snapshot.Seq, data.Here.Seq, data.Here.You.ID == "", data.Presence.Count, data.CanRun, data.Words["agenda"])
	if want := fmt.Sprint("/en"+january+"/rum", "en", "e1", 1, 1, true, 3, false, "Agenda"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
