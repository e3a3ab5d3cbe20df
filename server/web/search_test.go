package web

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"ringain/meetings"
)

// TestManyWhoAskForAPageThatIsNotThereAreAnswered: each is led to the first page of what is
// found, and nobody waits for another.
func TestManyWhoAskForAPageThatIsNotThereAreAnswered(t *testing.T) {
	w := listed(t)
	var all sync.WaitGroup
	for range 4 * seekers {
		all.Go(func() {
			if a := w.get("/sok?ord=samordningsmöte&visa=moten&sida=900"); a.StatusCode != http.StatusOK {
				t.Errorf("status %d", a.StatusCode)
			}
		})
	}
	all.Wait()
}

func TestOneBoxFindsMeetingsAgendasSignalsAndSupport(t *testing.T) {
	w := listed(t)
	w.now = at(t, "2027-01-19 12.10")
	m, err := w.store.Meeting(t.Context(), "barn-och-unga-2027-01-19")
	if err != nil {
		t.Fatal(err)
	}
	by := meetings.Person{ID: "asa", Name: "Åsa Öberg", Organisation: "Granviks kommun", Role: meetings.Organiser}
	for _, c := range []meetings.Command{
		meetings.AddItem{Title: "Skolkuratorerna berättar", Presenter: "Region Mellanlandet"},
		meetings.AddSignal{Kind: meetings.Need, Text: "Sömnproblemen ökar i skolan <b>"},
	} {
		if _, err := w.change.Do(t.Context(), by, m.ID, meetings.ID(uuid.NewString()), c); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.change.ProposeSupport(meetings.Person{ID: "guest"}, "", meetings.ID(uuid.NewString()), meetings.Support{Title: "Hemlighet", Kind: "stod", Href: "https://granvik.example.org/hemligt"}); err != nil {
		t.Fatal(err) // it waits for an editor, and its words are known
	}
	for path, says := range map[string][]string{
		"/sok":                                {"Vad letar du efter?", "Hela stödlistan"},
		"/en/sok":                             {"What are you looking for?"},
		"/sok?ord=skolkurator":                {"1 träff", "Skolkuratorerna berättar – Region Mellanlandet", "Tisdag 19 januari kl. 12.00–12.45"},
		"/sok?ord=sömn":                       {"Sömn för tonåringar"},
		"/sok?ord=suicidprevention":           {"Visa alla", "Möten"},
		"/sok?ord=samordningsmöte&visa=moten": {"Sida 1 av"},
		"/sok?ord=samordningsmöte&visa=moten&sida=2":      {"Sida 2 av"},
		"/sok?ord=samordningsmöte&visa=moten&sida=900":    {"Sida 1 av"},
		"/sok?ord=suicidprevention&tema=suicidprevention": {"träffar"},
		"/sok?ord=och":                        {"Småord"},
		"/sok?ord=xyzzy+sömn":                 {"Inget här innehåller ”xyzzy”", "Sök på ett av dem: xyzzy sömn"},
		"/sok?ord=hemlighet":                  {"Inget här innehåller ”hemlighet”"},
		"/sok?ord=sömn&tema=suicidprevention": {"Ordet finns, men inte i det här temat."},
		"/en/sok?ord=xyzzy":                   {"Nothing here has “xyzzy”"},
		"/sok?ord=%22%3E%3Cscript%3E":         {"Inget här innehåller"},
		"/sok?ord=sömn&visa=inget&sida=-4":    {"träff"},
		"/sok?ord=sömn&visa=moten":            {"Inget av den sorten."},
	} {
		a := w.get(path)
		d := parse(t, a.text)
		for _, fault := range d.faults(map[bool]string{true: "en", false: "sv"}[strings.HasPrefix(path, "/en")]) {
			t.Errorf("%s: %s", path, fault)
		}
		for _, s := range says {
			if got := d.main(); a.StatusCode != http.StatusOK || !strings.Contains(got, s) || strings.Contains(a.text, "<script>") {
				t.Errorf("%s: status %d, no %q in\n%s", path, a.StatusCode, s, got)
			}
		}
		if asks := strings.Contains(path, "ord="); asks != strings.Contains(a.text, `content="noindex"`) {
			t.Errorf("%s: kept out of search engines: %t", path, !asks)
		}
	}
	if got := w.get("/sok?ord=sömnproblem").text; strings.Contains(got, "ökar i skolan") {
		t.Error("a signal of a meeting that is on is found")
	}
	w.now = at(t, "2027-01-19 13.10")
	got := w.get("/sok?ord=sömnproblem").text
	if !strings.Contains(got, "<mark>Sömnproblemen</mark> ökar i skolan &lt;b&gt;") || strings.Contains(got, "Åsa Öberg") {
		t.Error(parse(t, got).main())
	}
	if got := w.get("/en/sok?ord=sömnproblem").text; !strings.Contains(got, `href="/sok?ord=s%C3%B6mnproblem"`) {
		t.Error("the search is lost with the language")
	}
}

func TestNothingThatIsNotPublicIsFound(t *testing.T) {
	w := listed(t)
	draft := meetings.Meeting{Slug: "hemligt", Kind: meetings.Extra, Status: meetings.Draft, Title: meetings.Text{SV: "Hemlighetsmöte"}, Start: meetings.At(w.now), Minutes: 30, Zone: "Europe/Stockholm", Themes: []string{"barn-och-unga"}}
	if _, err := w.change.Announce(t.Context(), editor, draft, meetings.Agenda{Items: []meetings.Item{{ID: "a", Title: "Hemlighetspunkt"}}}); err != nil {
		t.Fatal(err)
	}
	guest := meetings.Person{ID: "guest"}
	if _, err := w.change.ProposeSupport(guest, "", meetings.ID(uuid.NewString()), meetings.Support{Title: "Hemlighetsstöd", Kind: "stod", Href: "https://granvik.example.org/hemligt"}); err != nil {
		t.Fatal(err)
	}
	e, err := w.change.ProposeSupport(editor, "", meetings.ID(uuid.NewString()), meetings.Support{Title: "Hemlighetslista", Kind: "stod", Href: "https://granvik.example.org/lista"})
	if err != nil {
		t.Fatal(err)
	}
	if a := w.get("/sok?ord=hemlighet"); !strings.Contains(parse(t, a.text).main(), "1 träff") {
		t.Errorf("not just the one that is public: %s", parse(t, a.text).main())
	}
	if err := w.change.ReviewSupport(t.Context(), editor, e.ID, meetings.Review{To: meetings.SupportWithdrawn, Reason: meetings.Text{SV: "Borta"}}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/sok?ord=", "/stodlista?sok=", "/stodlista/inbaddad?sok=", "/stodlista.json?sok=", "/stodlista.atom?sok="} {
		for _, word := range []string{"hemlighet", "hemlighetslista", "hemlighetsstöd", "hemlighetsmöte", "hemlighetspunkt"} {
			if a := w.get(path + url.QueryEscape(word)); strings.Contains(a.text, "Hemlighets") {
				t.Errorf("%s%s shows what is not public", path, word)
			}
		}
	}
}
