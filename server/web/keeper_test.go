package web

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"golang.org/x/net/html/atom"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/change"
)

const february = "/moten/barn-och-unga-2027-01-26"

// says shares a line in the meeting of 19 January.
func (w *world) says(kind meetings.SignalKind, text string) {
	w.t.Helper()
	m, err := w.store.Meeting(w.t.Context(), "barn-och-unga-2027-01-19")
	if err != nil {
		w.t.Fatal(err)
	}
	by := meetings.Person{ID: "dee", Name: "Dee Ros", Organisation: "Granviks kommun", Role: meetings.Guest}
	if _, err := w.change.Do(w.t.Context(), by, m.ID, meetings.ID(uuid.NewString()), meetings.AddSignal{Kind: kind, Text: text}); err != nil {
		w.t.Fatal(err)
	}
}

// decide posts one of the buttons about what returns from earlier meetings.
func (w *world) decide(text, state string) answer {
	w.t.Helper()
	for _, form := range parse(w.t, w.get(february).text).all(atom.Form) {
		if !strings.HasSuffix(attr(form, "action"), "/sedan") || !strings.Contains(words(form.Parent), text) {
			continue
		}
		fields := url.Values{"state": {state}}
		for n := range form.Descendants() {
			if n.DataAtom == atom.Input {
				fields.Set(attr(n, "name"), attr(n, "value"))
			}
		}
		return w.post(attr(form, "action"), fields)
	}
	w.t.Fatalf("%q is not on the page", text)
	return answer{}
}

func TestWhatWasPromisedReturnsOnLaterAgendasUntilSomebodyDecides(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	started(w)
	w.says(meetings.Promise, "Vi skickar mallen")
	w.says(meetings.Need, "Någon att ringa på kvällen")
	w.says(meetings.Need, "En lista över jourer")
	w.says(meetings.BrightSpot, "Fler kom än förra gången")
	w.run(meetings.EndAgenda{})

	w.now = at(t, "2027-01-20 09.00")
	if strings.Contains(w.get(february).text, "mallen") {
		t.Error("everybody sees what waits for organisers")
	}
	organiser(w)
	page := w.get(february).text
	if !strings.Contains(page, "Vi skickar mallen") || !strings.Contains(page, "Någon att ringa") || strings.Contains(page, "Fler kom") {
		t.Error("the page does not say what waits for a decision")
	}
	if room := w.get(february + "/rum").text; !strings.Contains(room, "3 saker väntar på beslut") {
		t.Error("the room does not lead to it")
	}
	if a := w.decide("mallen", "kept"); a.StatusCode != 303 || a.Header.Get("Location") != february+"#sedan" {
		t.Errorf("deciding is answered %d, %s", a.StatusCode, a.Header.Get("Location"))
	}
	w.decide("Någon att ringa", "agenda")
	w.decide("jourer", "dropped")
	if page = w.get(february).text; strings.Contains(page, "Sedan förra gången") {
		t.Error("it waits though all is decided")
	}
	room, _, err := w.store.Room(t.Context(), strings.TrimPrefix(february, "/moten/"))
	if err != nil || !slices.ContainsFunc(room.Agenda.Items, func(i meetings.Item) bool { return i.Title == "Någon att ringa på kvällen" }) {
		t.Errorf("it is not on the agenda: %v, %v", titles(room.Agenda), err)
	}
}

// led is what the page says to the one who runs the meeting, without its data.
func (w *world) led() string {
	w.t.Helper()
	page, _, _ := strings.Cut(parse(w.t, w.get(january+"/rum").text).main(), `{"base":`)
	return page
}

func TestWithoutScriptsTheKeeperTellsTheTimeAndWhatIsLeftIsDecided(t *testing.T) {
	w := runner(t)
	w.run(meetings.StartAgenda{})
	w.now = at(t, "2027-01-19 12.20")
	page := w.led()
	if !strings.Contains(page, "25 minuter kvar av mötet") || !strings.Contains(page, "minuter mer än ni har") || strings.Contains(page, "Innan ni slutar") {
		t.Errorf("the time is told as %s", page)
	}
	w.now = at(t, "2027-01-19 12.41")
	w.says(meetings.Need, "Någon att ringa")
	page = w.led()
	for _, want := range []string{"4 minuter kvar av mötet", "Innan ni slutar", "Har någon material att dela?", "1 behov har inget svar än.", "Vem tar med sig något", "Nästa möte: tisdag 26 januari"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing in %s", want, page)
		}
	}
	w.run(meetings.EndAgenda{})
	first := w.agenda().Items[1]
	if a := w.press("do", "agenda.settle done", "item", string(first.ID)); a.StatusCode != 303 || w.agenda().Items[1].State != meetings.Done {
		t.Errorf("answered %d: %v", a.StatusCode, titles(w.agenda()))
	}
	second := w.agenda().Items[2]
	w.press("do", "agenda.settle dropped", "item", string(second.ID))
	third := w.agenda().Items[3]
	w.press("do", "agenda.carry", "item", string(third.ID))
	if a := w.agenda(); a.Items[2].State != meetings.Dropped || a.Items[3].State != meetings.Carried {
		t.Errorf("it became %v", titles(a))
	}
}

func TestAChairWithoutScriptsSaysWhatBecomesOfTheRestAndAnotherGuestDoesNot(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	cy := meetings.Person{ID: "cy", Name: "Cy Lind", Role: meetings.Guest}
	w.signIn(cy)
	m, err := w.store.Meeting(t.Context(), strings.TrimPrefix(january, "/moten/"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.change.Enter(t.Context(), change.Visitor{Person: cy}, m.ID); err != nil {
		t.Fatal(err)
	}
	w.run(meetings.GiveDuty{Who: cy.ID, Duty: meetings.Chair})
	w.run(meetings.StartAgenda{})
	w.run(meetings.EndAgenda{})
	if page := w.led(); !strings.Contains(page, "Blev klar") {
		t.Errorf("the chair is not asked: %s", page)
	}
	items := w.agenda().Items
	w.press("do", "agenda.settle done", "item", string(items[1].ID))
	w.press("do", "agenda.carry", "item", string(items[2].ID))
	if a := w.agenda(); a.Items[1].State != meetings.Done || a.Items[2].State != meetings.Carried {
		t.Errorf("it became %v", titles(a))
	}
	w.signIn(meetings.Person{ID: "dee", Name: "Dee Ros", Role: meetings.Guest})
	if page := w.led(); strings.Contains(page, "Blev klar") {
		t.Error("everybody is asked")
	}
	if w.press("do", "agenda.settle dropped", "item", string(items[3].ID)); w.agenda().Items[3].State != meetings.ToCome {
		t.Error("somebody else decides")
	}
}

func TestTheOverviewCountsWhatWaitsForADecisionAsSomethingThatIsNeeded(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	started(w)
	w.says(meetings.Promise, "Vi skickar mallen")
	w.says(meetings.Need, "Någon att ringa på kvällen")
	w.run(meetings.EndAgenda{}) // with items that were not finished
	organiser(w)
	needs := func() string { return parse(t, w.get("/planera?visa=behov").text).main() }
	page := needs()
	if !strings.Contains(page, "2 saker väntar på beslut sedan tidigare möten") {
		t.Errorf("the next meeting does not say what returns in it: %s", page)
	}
	if !strings.Contains(page, "6 saker väntar på beslut") {
		t.Errorf("the meeting that has ended does not say what was not finished: %s", page)
	}
	w.decide("mallen", "kept")
	w.decide("ringa", "dropped")
	if page = needs(); strings.Contains(page, "sedan tidigare möten") {
		t.Error("what is decided still waits")
	}
	w.now = at(t, "2027-03-19 12.00") // the minutes are waited for no more
	if page = needs(); strings.Contains(page, "väntar på beslut") {
		t.Error("it waits for ever")
	}
}

func TestWhatReturnsNowhereIsDecidedWhereItWasSaid(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	started(w)
	w.says(meetings.Promise, "Vi skickar mallen")
	w.run(meetings.EndAgenda{})
	organiser(w)
	rooms, err := w.store.Rooms(t.Context(), store.Which{From: meetings.At(w.now)})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range rooms { // nothing more of any series is to come
		if x.Meeting.Start > meetings.At(w.now) && x.Meeting.Status == meetings.Planned {
			if _, err := w.change.Do(t.Context(), meetings.Person{ID: "ada", Name: "Ada Lind", Role: meetings.Organiser}, x.Meeting.ID, meetings.ID(uuid.NewString()), meetings.CancelMeeting{Reason: meetings.Text{SV: "Uppehåll"}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	const held = "/moten/barn-och-unga-2027-01-19"
	if page := parse(t, w.get(held).text).main(); !strings.Contains(page, "Väntar på beslut") || !strings.Contains(page, "mallen") || strings.Contains(page, "Gör till punkt") {
		t.Errorf("the page does not ask: %s", page)
	}
	if page := parse(t, w.get("/planera?visa=behov").text).main(); !strings.Contains(page, "7 saker väntar på beslut") {
		t.Errorf("the overview does not count it: %s", page)
	}
}
