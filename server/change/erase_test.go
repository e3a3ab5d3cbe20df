package change_test

import (
	"encoding/json"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/server/change"
)

// by has somebody carry out a command in the meeting, on the second node.
func (w *world) by(p meetings.Person, what meetings.Command) {
	w.Helper()
	_, err := w.nodes[1].Do(w.Context(), p, w.Room.Meeting.ID, w.newID(), what)
	w.must(err)
}

// everywhere is all that is kept of a meeting, as text.
func (w *world) everywhere(id meetings.ID) string {
	w.Helper()
	var b strings.Builder
	for _, e := range w.log(id) {
		body, err := meetings.EncodeEvent(e.Event)
		w.must(err)
		b.WriteString(e.By.Name + string(e.By.ID) + " " + string(body) + "\n")
	}
	room := w.room(id)
	for _, x := range []any{room.Queue, room.Callers, room.Signals, room.Questions, room.Material} {
		b.WriteString(meetingsText(w, x) + "\n")
	}
	doc, _, err := w.nodes[0].OpenNotes(w.Context(), id)
	w.must(err)
	b.WriteString(meetingsText(w, doc.Read()))
	return b.String()
}

func TestWhoAsksToBeForgottenIsForgottenOnEveryNodeAtOnceAndTheOthersStay(t *testing.T) {
	w := newWorld(t)
	id := w.Room.Meeting.ID
	cy := meetings.Person{ID: "session-of-cy-000001", Name: "Cykelbud", Organisation: "Cykelriket", Sector: "kommun", Role: meetings.Guest}
	dee := meetings.Person{ID: "session-of-dee-00001", Name: "Deodora", Organisation: "Deeland", Role: meetings.Guest}
	w.do(meetings.StartAgenda{})
	for _, p := range []meetings.Person{cy, dee} {
		w.must(w.nodes[1].Enter(t.Context(), change.Visitor{Person: p}, id))
	}
	w.by(cy, meetings.AddSignal{Kind: meetings.Need, Text: "Ensamordet"})
	w.by(cy, meetings.AddSignal{Kind: meetings.Risk, Text: "Fler säger så"})
	w.by(dee, meetings.AddSignal{Kind: meetings.Risk, Text: "Deodoras eget"})
	signals := w.room(id).Signals
	w.by(dee, meetings.JoinSignal{Signal: signals[1].ID})
	w.by(cy, meetings.JoinSignal{Signal: signals[2].ID})
	w.by(cy, meetings.AskQuestion{Text: "Ensamfrågan?"})
	w.by(cy, meetings.ShareMaterial{Address: "https://cykel.example/", Title: "Cykelmaterial", Unlisted: true})
	w.by(cy, meetings.AskFloor{Note: "Cykelnoten"})
	w.by(dee, meetings.AskFloor{Note: "Dees not"})
	for _, p := range []meetings.Person{cy, dee} {
		w.must(w.nodes[1].AddLine(t.Context(), p, id, w.newID(), w.Room.Agenda.Items[0].ID, "Rad av "+p.Name))
	}
	held, err := w.nodes[0].HeldOf(t.Context(), cy)
	w.must(err)
	if len(held) != 1 || len(held[0].Signals) != 2 || len(held[0].Questions) != 1 || len(held[0].Material) != 1 || held[0].Same != 1 || !held[0].Waits || len(held[0].Notes) != 1 || held[0].Name != cy.Name {
		t.Errorf("what is kept of somebody is shown as %+v", held)
	}
	before := w.everywhere(id)
	w.listen(change.Topic(id))
	w.must(w.nodes[0].EraseOwn(t.Context(), cy))
	after := w.everywhere(id)
	for _, gone := range []string{"Cykel", "Ensamordet", "Ensamfrågan", "cykel.example"} {
		if !strings.Contains(before, gone) || strings.Contains(after, gone) {
			t.Errorf("%s is still there:\n%s", gone, after)
		}
	}
	for _, stays := range []string{"Deodora", "Deodoras eget", "Dees not", "Rad av Deodora", "Fler säger så"} {
		if !strings.Contains(after, stays) {
			t.Errorf("%s is gone too:\n%s", stays, after)
		}
	}
	room := w.room(id)
	if room.Signals[0].Voices != 2 || room.Signals[1].Voices != 1 || len(room.Queue.Waiting) != 1 {
		t.Errorf("voices or places are wrong: %+v %+v", room.Signals, room.Queue.Waiting)
	}
	w.mu.Lock()
	told := len(w.told)
	w.mu.Unlock()
	if told == 0 {
		t.Error("open rooms are not told")
	}
	if held, err := w.nodes[1].HeldOf(t.Context(), cy); err != nil || len(held) != 0 {
		t.Errorf("%+v is left: %v", held, err)
	}
	w.must(w.nodes[1].EraseOwn(t.Context(), cy)) // once more has no effect
}

func TestWhatSomebodyProposedIsForgottenWithThem(t *testing.T) {
	w := newWorld(t)
	id := w.Room.Meeting.ID
	cy := meetings.Person{ID: "session-of-cy-000001", Name: "Cykelbud Stål", Organisation: "Cykelriket", Role: meetings.Guest}
	dee := meetings.Person{ID: "session-of-dee-00001", Name: "Deodora", Role: meetings.Guest}
	ada := meetings.Person{ID: "ada-account", Name: "Ada", Role: meetings.Administrator, Account: "ada-account"}
	proposes := func(p meetings.Person) {
		t.Helper()
		for _, title := range []string{"Cyklar", "Vantar"} {
			one := meetings.Proposal{ID: w.newID(), Title: title + " av " + p.Name, Why: "för " + p.Name, Leads: true}
			w.must(w.nodes[0].Propose(t.Context(), p, id, one))
			if title == "Cyklar" {
				w.must(w.nodes[0].TakeProposal(t.Context(), w.Ada, id, one.ID, 5))
			}
		}
	}
	erased := func(how string) {
		t.Helper()
		left, err := w.store.Proposals(t.Context(), id)
		w.must(err)
		agenda := meetingsText(w, w.room(id).Agenda)
		if len(left) != 2 || left[0].By != dee.ID || strings.Contains(agenda, "Cykelriket") || !strings.Contains(agenda, `"presenter":"Deodora"`) || strings.Contains(w.everywhere(id), "Cykelriket") {
			t.Errorf("%s: %+v is left, and %s\n%s", how, left, agenda, w.everywhere(id))
		}
	}
	proposes(dee)
	proposes(cy)
	held, err := w.nodes[0].HeldOf(t.Context(), cy)
	w.must(err)
	if len(held) != 1 || len(held[0].Proposals) != 2 {
		t.Errorf("what is kept of somebody is shown as %+v", held)
	}
	w.must(w.nodes[1].EraseOwn(t.Context(), cy))
	erased("by themselves")
	proposes(cy)
	if found, err := w.nodes[0].SearchPerson(t.Context(), ada, cy.Name, ""); err != nil || len(found.Held) != 1 {
		t.Errorf("found %+v: %v", found, err)
	}
	_, err = w.nodes[0].ErasePerson(t.Context(), ada, cy.Name, "", w.found(ada, cy.Name))
	w.must(err)
	erased("by an administrator")
}

func TestAnAdministratorErasesWhoAsksInTheirOwnOrganisationAlone(t *testing.T) {
	w := newWorld(t)
	id := w.Room.Meeting.ID
	ada := meetings.Person{ID: "ada-account", Name: "Ada", Role: meetings.Administrator, Account: "ada-account"}
	cy := meetings.Person{ID: "session-of-cy-000001", Name: "Cykelbud Stål", Role: meetings.Guest}
	w.do(meetings.StartAgenda{})
	w.must(w.nodes[0].Enter(t.Context(), change.Visitor{Person: cy}, id))
	w.by(cy, meetings.AddSignal{Kind: meetings.Need, Text: "Ensamordet"})
	w.do(meetings.AddCaller{Name: "cykelbud stål", Organisation: "Cykelriket"})
	w.do(meetings.AddItem{Title: "Cyklar", Minutes: 5, Presenter: "Cykelbud Stål"})
	w.do(meetings.EndAgenda{})
	m, err := w.nodes[0].WriteMinutes(t.Context(), w.Ada, id, w.newID(), meetings.Writing{Parts: []meetings.MinutesPart{{Title: "Läget", Text: "Cykelbud Ståls fråga"}}, Named: true, Lang: meetings.SV}, change.Publication{Now: true})
	w.must(err)
	if m.Parts[0].Text != "Cykelbud Ståls fråga" {
		t.Fatal("the minutes have no name to begin with")
	}
	_, err = w.nodes[0].SearchPerson(t.Context(), cy, cy.Name, "")
	w.refused(meetings.NotAllowed, err)
	other := ada
	other.Convener = "neighbour"
	if found, err := w.nodes[0].SearchPerson(t.Context(), other, cy.Name, ""); err != nil || found.Any() {
		t.Errorf("another organisation finds %+v: %v", found, err)
	}
	_, err = w.nodes[0].ErasePerson(t.Context(), other, cy.Name, "", w.found(ada, cy.Name))
	w.must(err)
	if !strings.Contains(w.everywhere(id), cy.Name) {
		t.Fatal("another organisation has erased somebody here")
	}
	found, err := w.nodes[0].SearchPerson(t.Context(), ada, "cykelbud stål", "")
	w.must(err)
	if len(found.Held) != 2 || len(found.Minutes) != 1 || len(found.Presents) != 1 { // in the room, and on the telephone
		t.Errorf("found %+v", found)
	}
	_, err = w.nodes[0].ErasePerson(t.Context(), ada, cy.Name, "", w.found(ada, cy.Name))
	w.must(err)
	after := strings.ToLower(w.everywhere(id))
	for _, gone := range []string{"cykelbud", "cykelriket", "ensamordet"} {
		if strings.Contains(after, gone) {
			t.Errorf("%s is still there:\n%s", gone, after)
		}
	}
	if m, err = w.store.Minutes(t.Context(), id); err != nil || m.Parts[0].Text != "en deltagares fråga" {
		t.Errorf("the minutes say %q: %v", m.Parts[0].Text, err)
	}
	if found, err = w.nodes[0].SearchPerson(t.Context(), ada, cy.Name, ""); err != nil || found.Any() {
		t.Errorf("%+v is left: %v", found, err)
	}
	for convener, people := range map[meetings.ID]int64{"": 1, "neighbour": 0} { // who found nobody has had nobody forgotten
		gone, err := w.store.ForgottenOf(t.Context(), convener, 10)
		w.must(err)
		var n int64
		for _, f := range gone {
			if f.Kind == meetings.KeptErased {
				n += f.N
			}
		}
		if n != people {
			t.Errorf("administrators of %q are told of %d people: %v", convener, n, gone)
		}
	}
}

func meetingsText(w *world, x any) string {
	w.Helper()
	b, err := json.Marshal(x)
	w.must(err)
	return string(b)
}

// found are the keys of all that is found of somebody.
func (w *world) found(by meetings.Person, name string) []string {
	w.Helper()
	s, err := w.nodes[0].SearchPerson(w.Context(), by, name, "")
	w.must(err)
	return s.Keys()
}

// Of two who have the same name, the one who asks is forgotten and the other stays.
func TestANamesakeStays(t *testing.T) {
	w := newWorld(t)
	id := w.Room.Meeting.ID
	ada := meetings.Person{ID: "ada-account", Name: "Ada", Role: meetings.Administrator, Account: "ada-account"}
	one := meetings.Person{ID: "session-of-one-00001", Name: "Eli Ek", Organisation: "Granviks kommun", Role: meetings.Guest}
	two := meetings.Person{ID: "session-of-two-00002", Name: "Eli Ek", Organisation: "Sjövik", Role: meetings.Guest}
	w.do(meetings.StartAgenda{})
	for _, p := range []meetings.Person{one, two} {
		w.must(w.nodes[0].Enter(t.Context(), change.Visitor{Person: p}, id))
		w.by(p, meetings.AddSignal{Kind: meetings.Need, Text: "Från " + p.Organisation})
	}
	s, err := w.nodes[0].SearchPerson(t.Context(), ada, "eli ek", "")
	w.must(err)
	if len(s.Held) != 2 {
		t.Fatalf("found %+v", s.Held)
	}
	_, err = w.nodes[0].ErasePerson(t.Context(), ada, "eli ek", "", []string{"room of nobody"})
	w.refused(meetings.Invalid, err)
	for _, h := range s.Held {
		if h.Who == one.ID {
			_, err = w.nodes[0].ErasePerson(t.Context(), ada, "eli ek", "", []string{h.Key()})
			w.must(err)
		}
	}
	rest := w.everywhere(id)
	if strings.Contains(rest, "Granvik") || !strings.Contains(rest, "Från Sjövik") || !strings.Contains(rest, "Eli Ek") {
		t.Errorf("left is %s", rest)
	}
	if left := w.found(ada, "Eli Ek"); len(left) != 1 || !strings.Contains(left[0], string(two.ID)) {
		t.Errorf("found is %v", left)
	}
}
