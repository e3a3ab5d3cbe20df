package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/atom"

	"ringain/meetings"
)

// leadsTo are the addresses of the links on a page that begin with something, each once.
func (d document) leadsTo(prefix string) (all []string) {
	seen := map[string]bool{}
	for _, n := range d.all(atom.A) {
		if to := attr(n, "href"); strings.HasPrefix(to, prefix) && !seen[to] {
			seen[to] = true
			all = append(all, to)
		}
	}
	return all
}

// looksAt opens a page that must have no faults.
func (w *world) looksAt(path, lang string) document {
	w.t.Helper()
	a := w.get(path)
	d := parse(w.t, a.text)
	if a.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: %d\n%s", path, a.StatusCode, d.main())
	}
	for _, fault := range d.faults(lang) {
		w.t.Error(path, fault)
	}
	return d
}

// sends posts the form of a page with what is chosen on it, and must be led on.
func (w *world) sends(path string, chosen url.Values) string {
	w.t.Helper()
	for _, n := range parse(w.t, w.get(path).text).all(atom.Input) {
		if attr(n, "name") == "id" {
			chosen.Set("id", attr(n, "value"))
		}
	}
	a := w.post(path, chosen)
	if a.StatusCode != http.StatusSeeOther {
		w.t.Fatalf("%s: %d\n%s", path, a.StatusCode, parse(w.t, a.text).main())
	}
	return a.Header.Get("Location")
}

// twoWrote is a meeting in whose notes a guest and the organiser have written, which the
// organiser looks at.
func twoWrote(t *testing.T) (w *world, guest meetings.ID) {
	w = runner(t)
	clear(w.cookies)
	joined(w)
	w.note("", "Skräp")
	clear(w.cookies)
	organiser(w)
	w.note("", "Viktigt")
	writers, err := w.store.NotesWriters(t.Context(), w.id())
	if err != nil || len(writers) != 2 {
		t.Fatal(writers, err)
	}
	for _, x := range writers {
		if x.By.ID != "ada" {
			guest = x.By.ID
		}
	}
	return w, guest
}

func (w *world) reads() string {
	w.t.Helper()
	return strings.Join(parse(w.t, w.get(january+"/rum").text).written(), "; ")
}

const history = january + "/anteckningar/historik"

func TestWhatOnePersonWroteIsTakenAwayAndBroughtBack(t *testing.T) {
	w, guest := twoWrote(t)
	d := w.looksAt(history, "sv")
	by := january + "/anteckningar/av/" + string(guest)
	if got := d.leadsTo(january + "/anteckningar/av/"); len(got) != 2 {
		t.Fatal(got)
	}
	if main := w.looksAt(by, "sv").main(); !strings.Contains(main, "Tas bort:Skräp") || strings.Contains(main, "Viktigt") {
		t.Error(main)
	}
	to := w.sends(by, url.Values{"do": {"remove"}})
	if to != history+"?gjort=borttaget&fore=2" || !strings.Contains(w.looksAt(to, "sv").main(), "Texten är borttagen.") {
		t.Error(to)
	}
	if got := w.reads(); got != "Hela mötet: Viktigt" {
		t.Error(got)
	}
	before := history + "/2"
	if moments := w.looksAt(to, "sv").leadsTo(history + "/"); !slices.Contains(moments, before) {
		t.Fatalf("%q does not lead to the moment before", moments)
	}
	if main := w.looksAt(before, "sv").main(); !strings.Contains(main, "Kommer tillbaka:Skräp") || !strings.Contains(main, "Så stod det dåHela mötetSkräpViktigt") {
		t.Error(main)
	}
	w.looksAt("/en"+before, "en")
	w.looksAt("/en"+by, "en")
	w.looksAt("/en"+history, "en")
	if to = w.sends(before, url.Values{}); to != history+"?gjort=aterstalld&fore=3" {
		t.Error(to)
	}
	if diff := cmp.Diff("Hela mötet: Skräp / Viktigt", w.reads()); diff != "" {
		t.Error(diff)
	}
}

func TestWhatOnePersonWroteIsErasedOnlyWhenThatIsTicked(t *testing.T) {
	w, guest := twoWrote(t)
	by := january + "/anteckningar/av/" + string(guest)
	a := w.post(by, url.Values{"do": {"erase"}, "id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}})
	d := parse(t, a.text)
	if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(d.main(), "Kryssa i rutan först") {
		t.Errorf("%d %s", a.StatusCode, d.main())
	}
	for _, fault := range d.faults("sv") {
		t.Error(fault)
	}
	if to := w.sends(by, url.Values{"do": {"erase"}, "sure": {"1"}, "out": {"1"}}); to != history+"?gjort=raderat&fore=0" {
		t.Error(to)
	}
	if got := w.reads(); got != "Hela mötet: Viktigt" {
		t.Error(got)
	}
	room, _, err := w.store.Room(t.Context(), january[len("/moten/"):])
	if err != nil || !room.House.Bars(guest) {
		t.Error("the person is still in the meeting:", err)
	}
	if a := w.get(history + "/2"); a.StatusCode != http.StatusConflict {
		t.Errorf("what was before is still there: %d", a.StatusCode)
	}
}

func TestOnlyOrganisersSeeAndChangeTheHistory(t *testing.T) {
	w, guest := twoWrote(t)
	clear(w.cookies)
	joined(w)
	if text := w.get(january + "/rum").text; strings.Contains(text, "/historik") {
		t.Error("a guest is led to it")
	}
	for _, path := range []string{history, history + "/1", january + "/anteckningar/av/" + string(guest)} {
		if a := w.get(path); a.StatusCode != http.StatusUnauthorized || strings.Contains(a.text, "Skräp") {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
		if a := w.post(path, url.Values{"id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, "do": {"remove"}}); a.StatusCode == http.StatusSeeOther || a.StatusCode == http.StatusOK {
			t.Errorf("%s takes a form: %d", path, a.StatusCode)
		}
	}
	if got := w.reads(); !strings.Contains(got, "Skräp") {
		t.Error(got)
	}
}

func TestAHistoryOfNothingSaysSo(t *testing.T) {
	w := runner(t)
	if main := w.looksAt(history, "sv").main(); !strings.Contains(main, "Inget är skrivet än.") {
		t.Error(main)
	}
	for _, path := range []string{history + "/1", history + "/x"} {
		if a := w.get(path); a.StatusCode != http.StatusConflict {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
	}
	if a := w.get(january + "/anteckningar/av/nobody"); a.StatusCode != http.StatusNotFound {
		t.Errorf("%d", a.StatusCode)
	}
}
