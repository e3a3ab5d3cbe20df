package web

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"ringain/meetings"
	"ringain/meetings/sample"
)

var editor = meetings.Person{ID: "editor", Name: "Ada Redaktör", Role: meetings.Organiser}

// listed is a season with the sample support list.
func listed(t *testing.T) *world {
	t.Helper()
	w := season(t)
	sections, entries, err := sample.SupportList()
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range sections {
		if err := w.change.SaveSection(editor, s, i); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range entries {
		if _, err := w.change.ProposeSupport(editor, "", meetings.ID(uuid.NewString()), e); err != nil {
			t.Fatalf("%s: %v", e.Title, err)
		}
	}
	return w
}

func TestTheSupportListIsChosenByItsAddress(t *testing.T) {
	w := listed(t)
	for path, says := range map[string]string{
		"/stodlista":                          "19 stöd",
		"/en/stodlista":                       "19 entries",
		"/stodlista?tema=suicidprevention":    "3 av stöden stämmer",
		"/stodlista?avsnitt=exempel-kommuner": "1 av stöden stämmer",
		"/stodlista?sprak=ti":                 "Sömn för tonåringar",
		"/stodlista?sok=telefonkedjor":        "Telefonkedja: så kommer ni igång",
		"/stodlista?sok=somn":                 "Inget i listan stämmer",
		"/stodlista?sida=9":                   "19 stöd",
		"/stodlista?tema=%22%3E%3Cscript%3E":  "Inget i listan stämmer",
	} {
		a := w.get(path)
		d := parse(t, a.text)
		for _, fault := range d.faults(map[bool]string{true: "en", false: "sv"}[strings.HasPrefix(path, "/en")]) {
			t.Errorf("%s: %s", path, fault)
		}
		if got := d.main(); a.StatusCode != http.StatusOK || !strings.Contains(got, says) || strings.Contains(a.text, "<script>") {
			t.Errorf("%s: status %d, no %q in\n%s", path, a.StatusCode, says, got)
		}
	}
}

func TestWhatIsProposedIsSeenWhenAnEditorHasPublishedIt(t *testing.T) {
	w := listed(t)
	form := url.Values{"id": {uuid.NewString()}, "title": {"Krisplan för små skolor"}, "href": {"https://granvik.example.org/verkty\n\ng-och-metoder/kris-\n\nplan/?utm_source=mejl"}, "kind": {"metod"}, "theme": {"barn-och-unga"}}
	a := w.post("/stodlista/foresla", form)
	if got := parse(t, a.text).main(); !strings.Contains(got, "Länken var bruten och är lagad.") || !strings.Contains(a.text, "https://granvik.example.org/verktyg-och-metoder/kris-plan/") {
		t.Fatal(got)
	}
	form.Set("href", "https://granvik.example.org/verktyg-och-metoder/kris-plan/")
	for range 2 { // sent twice is kept once
		if a := w.post("/stodlista/foresla", form); a.Header.Get("Location") != "/stodlista/tack" {
			t.Fatalf("%d to %s\n%s", a.StatusCode, a.Header.Get("Location"), parse(t, a.text).main())
		}
	}
	const path = "/stodlista/krisplan-for-sma-skolor"
	if a := w.get(path); a.StatusCode != http.StatusNotFound {
		t.Fatalf("what waits is seen: %d", a.StatusCode)
	}
	if a := w.post(path+"/bekrafta", url.Values{"organisation": {"Bergsö kommun"}}); a.StatusCode != http.StatusNotFound {
		t.Fatalf("what waits is confirmed: %d", a.StatusCode)
	}
	w.signIn(editor)
	if got := parse(t, w.get("/planera/stodlista").text).main(); !strings.Contains(got, "Krisplan för små skolor") {
		t.Fatal(got)
	}
	if a := w.post(path+"/granska", url.Values{"do": {"returned"}, "reason": {" "}}); a.StatusCode != http.StatusUnprocessableEntity {
		t.Fatalf("returned without a reason: %d", a.StatusCode)
	}
	if a := w.post(path+"/granska", url.Values{"do": {"published"}}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d", a.StatusCode)
	}
	clear(w.cookies)
	for range 2 {
		if a := w.post(path+"/bekrafta", url.Values{"organisation": {"Bergsö kommun"}}); a.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d", a.StatusCode)
		}
	}
	a = w.get(path)
	if got := parse(t, a.text).main(); strings.Count(got, "Bergsö kommun") != 1 || strings.Contains(got, "Redaktör") {
		t.Error(got)
	}
	if a := w.post(path+"/granska", url.Values{"do": {"withdrawn"}, "reason": {"x"}}); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("anybody takes an entry off: %d", a.StatusCode)
	}
}

func TestWhatIsThereAlreadyIsOfferedInstead(t *testing.T) {
	w := listed(t)
	form := url.Values{"id": {uuid.NewString()}, "title": {"En helt annan rubrik"}, "href": {"http://www.stod.example.org/genombrott-nu/?utm_source=x#a"}, "kind": {"verktyg"}, "seen": {"1"}}
	a := w.post("/stodlista/foresla", form)
	if got := parse(t, a.text).main(); !strings.Contains(got, "Det här finns redan i stödlistan.") || !strings.Contains(a.text, `href="/stodlista/genombrott-nu#bekraftad"`) {
		t.Fatal(got)
	}
	form.Set("title", "Så kommer ni igång med en telefonkedja")
	form.Set("href", "https://bergso.example.org/kedja")
	form.Del("seen")
	a = w.post("/stodlista/foresla", form)
	if got := parse(t, a.text).main(); !strings.Contains(got, "Finns det redan?") {
		t.Fatal(got)
	}
	form.Set("seen", "1")
	if a := w.post("/stodlista/foresla", form); a.Header.Get("Location") != "/stodlista/tack" {
		t.Fatalf("%d\n%s", a.StatusCode, parse(t, a.text).main())
	}
}

func TestARefusedProposalKeepsWhatWasTyped(t *testing.T) {
	w := listed(t)
	a := w.post("/en/stodlista/foresla", url.Values{"id": {uuid.NewString()}, "title": {"Plan"}, "href": {"javascript:alert(1)"}, "kind": {"metod"}, "about": {"Om planen"}})
	if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, "Om planen") || !strings.Contains(a.text, `id="href-error"`) {
		t.Errorf("%d\n%s", a.StatusCode, parse(t, a.text).main())
	}
	for _, fault := range parse(t, a.text).faults("en") {
		t.Error(fault)
	}
}

func TestTheListIsTurnedPageByPage(t *testing.T) {
	w := listed(t)
	for i := range 25 {
		e := meetings.Support{Title: fmt.Sprintf("Lägesbild nummer %d", i), Kind: "rapport", Href: fmt.Sprintf("https://stod.example.org/lage/%d", i)}
		if _, err := w.change.ProposeSupport(editor, "", meetings.ID(uuid.NewString()), e); err != nil {
			t.Fatal(err)
		}
	}
	first, second := w.get("/stodlista?sort=rapport"), w.get("/stodlista?sida=2&sort=rapport")
	if !strings.Contains(first.text, `href="/stodlista?sida=2&amp;sort=rapport"`) || !strings.Contains(second.text, `href="/stodlista?sort=rapport"`) || strings.Contains(second.text, `rel="next"`) {
		t.Errorf("%s\n%s", parse(t, first.text).main(), parse(t, second.text).main())
	}
	if a, b := strings.Count(first.text, `class="entry"`), strings.Count(second.text, `class="entry"`); a != supportOnPage || a+b != 31 {
		t.Errorf("%d and %d entries", a, b)
	}
}

func TestTheListIsTheSameAsJSONAndAtom(t *testing.T) {
	w := listed(t)
	a := w.get("/stodlista.json?tema=suicidprevention")
	var feed struct {
		Title string
		Items []struct{ Title, URL string }
	}
	if err := json.Unmarshal([]byte(a.text), &feed); err != nil || len(feed.Items) != 3 || !strings.HasPrefix(a.Header.Get("Content-Type"), "application/feed+json") {
		t.Errorf("%v: %d, %s", err, len(feed.Items), a.text)
	}
	b := w.get("/en/stodlista.atom?tema=suicidprevention")
	var atom struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(b.text), &atom); err != nil || len(atom.Entries) != 3 || atom.Entries[0].Title != feed.Items[0].Title {
		t.Errorf("%v: %s", err, b.text)
	}
	if a.Header.Get("ETag") == "" || a.Header.Get("ETag") == b.Header.Get("ETag") {
		t.Error("no tag")
	}
}
