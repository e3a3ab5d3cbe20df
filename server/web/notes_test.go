package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/server/change"
	"ringain/server/wire"
)

func TestTheClientKnowsTheSchemaOfTheNotes(t *testing.T) {
	if notes.Schema != wire.NotesSchema {
		t.Errorf("the wire says %d, the notes are of %d", wire.NotesSchema, notes.Schema)
	}
}

// id is the identity of the meeting of 19 January.
func (w *world) id() meetings.ID {
	w.t.Helper()
	m, err := w.store.Meeting(w.t.Context(), "barn-och-unga-2027-01-19")
	if err != nil {
		w.t.Fatal(err)
	}
	return m.ID
}

// note posts the form for notes, with the hidden text that its page carries.
func (w *world) note(item, text string) answer {
	w.t.Helper()
	form := url.Values{"item": {item}, "text": {text}, "do": {noteCommand}}
	for _, n := range parse(w.t, w.get(january+"/rum").text).all(atom.Input) {
		if attr(n, "name") == "id" {
			form.Set("id", attr(n, "value"))
		}
	}
	if form.Get("id") == "" {
		form.Set("id", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	}
	return w.post(january+"/rum/anteckna", form)
}

// written is what stands in the notes on a page, each text after its title.
func (d document) written() (list []string) {
	for _, n := range d.nodes {
		if attr(n, "data-fragment") != "" {
			title := n.PrevSibling
			for title.DataAtom != atom.H3 && title.DataAtom != atom.H2 {
				title = title.PrevSibling
			}
			var lines []string // none where somebody may yet write
			for _, p := range (document{nodes: slices.Collect(n.Descendants())}).all(atom.P) {
				lines = append(lines, words(p))
			}
			if len(lines) > 0 {
				list = append(list, words(title)+": "+strings.Join(lines, " / "))
			}
		}
	}
	return list
}

func TestANoteIsWrittenWithAFormAndReadByAll(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	joined(w)
	item := w.agenda().Items[1]
	for _, note := range [][]string{{"", "Hej <b>alla</b>"}, {string(item.ID), "Fler frågar\noch fler svarar"}} {
		if a := w.note(note[0], note[1]); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != january+"/rum#anteckningar" {
			t.Fatalf("%d %s\n%s", a.StatusCode, a.Header.Get("Location"), parse(t, a.text).main())
		}
	}
	clear(w.cookies)
	d := parse(t, w.get(january+"/rum").text)
	want := []string{"Hela mötet: Hej <b>alla</b>", "2. " + item.Title + ": Fler frågar / och fler svarar"}
	if diff := cmp.Diff(want, d.written()); diff != "" {
		t.Error(diff)
	}
	for _, fault := range d.faults("sv") {
		t.Error(fault)
	}
	if strings.Contains(w.get(january+"/rum").text, "/rum/anteckna") {
		t.Error("one who only follows is offered to write")
	}
}

func TestANoteSentTwiceIsThereOnce(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	joined(w)
	form := url.Values{"id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, "do": {noteCommand}, "item": {""}, "text": {"En gång"}}
	for range 2 {
		if a := w.post(january+"/rum/anteckna", form); a.StatusCode != http.StatusSeeOther {
			t.Fatal(a.StatusCode)
		}
	}
	if diff := cmp.Diff([]string{"Hela mötet: En gång"}, parse(t, w.get(january+"/rum").text).written()); diff != "" {
		t.Error(diff)
	}
}

func TestARefusedNoteKeepsWhatWasTyped(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	if a := w.note("", "Hej"); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("one who only follows: %d", a.StatusCode)
	}
	joined(w)
	item := string(w.agenda().Items[2].ID)
	long := strings.Repeat("å", notes.MaxLine+1)
	a := w.note(item, long)
	d := parse(t, a.text)
	if a.StatusCode != http.StatusUnprocessableEntity || d.value("item") != item || !slices.ContainsFunc(d.all(atom.Textarea), func(n *html.Node) bool { return words(n) == long }) {
		t.Errorf("%d: %q", a.StatusCode, d.value("item"))
	}
	for _, n := range d.all(atom.A) {
		if to := attr(n, "href"); strings.HasPrefix(to, "#") && to != "#" && d.ids[to[1:]] != 1 {
			t.Errorf("%s leads nowhere", to)
		}
	}
	for _, fault := range d.faults("sv") {
		t.Error(fault)
	}
	if a = w.note("gone", "Hej"); a.StatusCode != http.StatusConflict {
		t.Errorf("an item that is gone: %d", a.StatusCode)
	}
}

func TestLockedNotesAreReadOnlyForGuests(t *testing.T) {
	w := runner(t)
	w.note("", "Först")
	if a := w.press("do", "notes.lock"); a.StatusCode != http.StatusSeeOther {
		t.Fatal(a.StatusCode)
	}
	clear(w.cookies)
	joined(w)
	text := w.get(january + "/rum").text
	if !strings.Contains(text, "Först") || strings.Contains(text, "/rum/anteckna") {
		t.Error("locked notes are not there to read only")
	}
	if a := w.note("", "Sedan"); a.StatusCode != http.StatusForbidden {
		t.Errorf("a guest writes in them: %d", a.StatusCode)
	}
}

// late has a guest named Cy write a text when the meeting has ended.
func (w *world) late(writer meetings.ID, text string) {
	w.t.Helper()
	doc, _, err := w.change.OpenNotes(w.t.Context(), w.id())
	if err != nil {
		w.t.Fatal(err)
	}
	update, err := notes.Line(doc, notes.Meeting, text, notes.NewClient(writer))
	if err == nil {
		err = w.change.KeepLate(w.id(), []change.LateNotes{{By: meetings.Person{ID: writer, Name: "Cy " + string(writer), Role: meetings.Guest}, Body: update}})[0]
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestLateLinesAreTakenInOrThrownAwayByTheOrganiser(t *testing.T) {
	w := runner(t)
	w.press("do", "agenda.start")
	w.press("do", "agenda.end")
	w.late("a", "Något viktigt")
	w.late("b", "Något annat")
	d := parse(t, w.get(january+"/rum").text)
	for _, fault := range d.faults("sv") {
		t.Error(fault)
	}
	for _, want := range []string{"Kom in efter mötet", "Cy a", "Något viktigt", "Cy b", "Något annat"} {
		if !strings.Contains(d.main(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	for _, settle := range []url.Values{{"writer": {"a"}, "do": {"notes.take"}}, {"writer": {"b"}, "do": {"notes.drop"}}} {
		if a := w.post(january+"/rum/sena", settle); a.StatusCode != http.StatusSeeOther {
			t.Fatalf("%v: %d\n%s", settle, a.StatusCode, parse(t, a.text).main())
		}
	}
	if a := w.post(january+"/rum/sena", url.Values{"writer": {"a"}, "do": {"notes.take"}}); a.StatusCode != http.StatusConflict {
		t.Errorf("what was taken in already: %d", a.StatusCode)
	}
	d = parse(t, w.get(january+"/rum").text)
	if diff := cmp.Diff([]string{"Hela mötet: Något viktigt"}, d.written()); diff != "" || strings.Contains(d.main(), "Kom in efter mötet") {
		t.Error("afterwards:", diff)
	}
}

func TestGuestsNeitherSeeNorSettleLateLines(t *testing.T) {
	w := runner(t)
	w.press("do", "agenda.start")
	w.press("do", "agenda.end")
	w.late("a", "Något viktigt")
	for _, who := range []func(*world){func(w *world) { clear(w.cookies) }, joined} {
		who(w)
		if strings.Contains(w.get(january+"/rum").text, "Något viktigt") {
			t.Error("a guest sees what is late")
		}
		if a := w.post(january+"/rum/sena", url.Values{"writer": {"a"}, "do": {"notes.take"}}); a.StatusCode != http.StatusForbidden {
			t.Errorf("a guest settles it: %d", a.StatusCode)
		}
	}
}

func TestNotesAreSavedAsFiles(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	joined(w)
	item := w.agenda().Items[1]
	w.note(string(item.ID), "# Fler *frågar*")
	for ending, want := range map[string]string{
		".md":  "# Barn och unga – öppet samordningsmöte, tisdag 19 januari kl. 12.00–12.45\n\n## " + item.Title + "\n\n\\# Fler \\*frågar\\*\n",
		".txt": "Barn och unga – öppet samordningsmöte, tisdag 19 januari kl. 12.00–12.45\n\n" + item.Title + "\n# Fler *frågar*\n",
	} {
		a := w.get(january + "/anteckningar" + ending)
		if diff := cmp.Diff(want, a.text); diff != "" || a.StatusCode != http.StatusOK {
			t.Errorf("%s: %d %s", ending, a.StatusCode, diff)
		}
		if a.Header.Get("X-Robots-Tag") != "noindex" || a.Header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s: %v", ending, a.Header)
		}
	}
	a := w.get(january + "/anteckningar")
	d := parse(t, a.text)
	if diff := cmp.Diff([]string{item.Title + ": # Fler *frågar*"}, d.written()); diff != "" {
		t.Error(diff)
	}
	for _, fault := range d.faults("sv") {
		t.Error(fault)
	}
	if a := w.get("/moten/elsewhere/anteckningar.md"); a.StatusCode != http.StatusNotFound {
		t.Errorf("of no meeting: %d", a.StatusCode)
	}
}

func TestANoteAfterTheMeetingGoesToTheOrganiser(t *testing.T) {
	w := runner(t)
	w.press("do", "agenda.start")
	w.press("do", "agenda.end")
	clear(w.cookies)
	joined(w)
	if a := w.note("", "Sent"); a.StatusCode != http.StatusConflict || !strings.Contains(a.text, "Det du skrev ligger hos organisatören") {
		t.Errorf("%d", a.StatusCode)
	}
	clear(w.cookies)
	organiser(w)
	if main := parse(t, w.get(january+"/rum").text).main(); !strings.Contains(main, "Kom in efter mötet") || !strings.Contains(main, "Sent") {
		t.Error("the organiser does not see it")
	}
}

func TestThePageOfAMeetingThatIsOverLeadsToItsNotes(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	joined(w)
	w.note("", "Hej")
	w.now = at(t, "2027-01-20 12.00")
	to := january + "/rum#anteckningar"
	page := w.get(january).text
	if !strings.Contains(page, to) || strings.Contains(page, "Hej") {
		t.Error("the page does not lead to the notes, or shows them though nobody has published them")
	}
	if other := w.get("/moten/barn-och-unga-2027-02-16").text; strings.Contains(other, "/rum#anteckningar") {
		t.Error("the page of another meeting leads to notes")
	}
}
