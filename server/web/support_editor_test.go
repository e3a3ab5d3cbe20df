package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"ringain/meetings"
	"ringain/meetings/store"
)

func TestAReportWaitsForAnEditorWhoSettlesItInOneTap(t *testing.T) {
	w := listed(t)
	const path = "/stodlista/genombrott-nu"
	form := url.Values{"id": {uuid.NewString()}, "text": {"Den öppnas inte"}}
	a := w.post(path+"/fel", form)
	if d := parse(t, a.text); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(d.main(), "Välj vad som är fel.") || len(d.faults("sv")) > 0 || !strings.Contains(a.text, "Den öppnas inte") {
		t.Errorf("%d %v\n%s", a.StatusCode, d.faults("sv"), d.main())
	}
	form.Set("kind", "lank")
	for range 2 { // sent twice is kept once
		if a := w.post(path+"/fel", form); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != path+"?tack" {
			t.Fatalf("%d to %s", a.StatusCode, a.Header.Get("Location"))
		}
	}
	if got := parse(t, w.get(path+"?tack").text).main(); !strings.Contains(got, "Tack!") || strings.Contains(got, "Den öppnas inte") {
		t.Error(got)
	}
	if a := w.get("/planera/stodlista"); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("anybody reads reports: %d", a.StatusCode)
	}
	w.signIn(editor)
	a = w.get("/planera/stodlista")
	d := parse(t, a.text)
	if got := d.main(); strings.Count(got, "Den öppnas inte") != 1 || !strings.Contains(got, "Rapporter (1)") || len(d.faults("sv")) > 0 {
		t.Errorf("%v\n%s", d.faults("sv"), got)
	}
	list, _, err := w.store.ReportList(t.Context(), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if a := w.post("/planera/stodlista", url.Values{"do": {"report.settle"}, "id": {string(list[0].Report.ID)}}); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/planera/stodlista#report" {
		t.Errorf("%d to %s", a.StatusCode, a.Header.Get("Location"))
	}
	if got := parse(t, w.get("/planera/stodlista").text).main(); !strings.Contains(got, "Ingen har rapporterat något.") {
		t.Error(got)
	}
}

func TestAnEditorReleasesOrStopsWhatCouldNotBeChecked(t *testing.T) {
	w := listed(t)
	w.web.fileState = func(s meetings.FileState) meetings.FileState { return s } // there is a scanner
	var files []meetings.File
	for _, name := range []string{"ett.pdf", "två.pdf"} {
		content, _ := pdf(name)
		u, err := w.change.Upload(t.Context(), meetings.ID(w.uploads("editor", name, content)))
		if err != nil {
			t.Fatal(err)
		}
		f, _ := u.File()
		files = append(files, f)
		if _, err := w.change.ProposeSupport(editor, "", meetings.ID(uuid.NewString()), meetings.Support{Title: name, Kind: "stod", File: &f}); err != nil {
			t.Fatal(err)
		}
		for range 10 {
			if err := w.store.Change("files", func(tx *store.Tx) error { return tx.FileNotChecked(f.Hash) }); err != nil {
				t.Fatal(err)
			}
		}
	}
	onPage(t, w.get("/stodlista/ett-pdf").text, "Gick inte att kontrollera")
	w.signIn(editor)
	a := w.get("/planera/stodlista")
	onPage(t, a.text, "Filer att släppa eller stoppa (2)", "ett.pdf", "PDF, 1 kB")
	if d := parse(t, a.text); len(d.faults("sv")) > 0 {
		t.Error(d.faults("sv"))
	}
	for i, do := range []string{"file.release", "file.stop"} {
		if a := w.post("/planera/stodlista", url.Values{"do": {do}, "id": {files[i].Hash}}); a.Header.Get("Location") != "/planera/stodlista#file" {
			t.Errorf("%s: %d to %s", do, a.StatusCode, a.Header.Get("Location"))
		}
	}
	states, err := w.store.FileStates(t.Context(), []string{files[0].Hash, files[1].Hash})
	if err != nil || states[files[0].Hash] != meetings.FileReleased || states[files[1].Hash] != meetings.FileStopped {
		t.Errorf("%v: %v", states, err)
	}
	if strings.Contains(w.get("/planera/stodlista").text, "släppa eller stoppa") {
		t.Error("they still wait")
	}
}

func TestReportsAreBounded(t *testing.T) {
	w := listed(t)
	for range meetings.MaxReportsOfOne {
		if a := w.post("/en/stodlista/genombrott-nu/fel", url.Values{"id": {uuid.NewString()}, "kind": {"inaktuellt"}}); a.StatusCode != http.StatusSeeOther {
			t.Fatal(a.StatusCode)
		}
	}
	if a := w.post("/en/stodlista/genombrott-nu/fel", url.Values{"id": {uuid.NewString()}, "kind": {"inaktuellt"}}); a.StatusCode != http.StatusTooManyRequests {
		t.Error(a.StatusCode)
	}
	if a := w.post("/stodlista/genombrott-nu/fel", url.Values{"kind": {"inaktuellt"}}); a.StatusCode != http.StatusUnprocessableEntity {
		t.Error(a.StatusCode)
	}
	if a := w.post("/stodlista/finns-inte/fel", url.Values{"id": {uuid.NewString()}, "kind": {"lank"}}); a.StatusCode != http.StatusNotFound {
		t.Error(a.StatusCode)
	}
}

func TestAnEditorSettlesALinkThatIsNotReached(t *testing.T) {
	w := listed(t)
	e, err := w.change.ProposeSupport(editor, "", meetings.ID(uuid.NewString()), meetings.Support{Title: "Krisplan", Kind: "metod", Href: "https://granvik.se/krisplan"})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := w.change.SeeLink(e.ID, e.Href, meetings.Seen{State: meetings.LinkGone, Status: 404}); err != nil {
			t.Fatal(err)
		}
		w.now = w.now.Add(13 * time.Hour)
	}
	if got := parse(t, w.get("/stodlista/krisplan").text).main(); !strings.Contains(got, "Ej nådd sedan22 november 2026") || strings.Contains(got, "Länken är rätt") {
		t.Error(got)
	}
	w.signIn(editor)
	got := w.get("/planera/stodlista").text
	if d := parse(t, got); !strings.Contains(d.main(), "Länkar att se över (1)") || !strings.Contains(got, `href="https://web.archive.org/web/*/https://granvik.se/krisplan"`) || len(d.faults("sv")) > 0 {
		t.Errorf("%v\n%s", d.faults("sv"), d.main())
	}
	if a := w.post("/planera/stodlista", url.Values{"do": {"link.right"}, "id": {string(e.ID)}, "back": {"/stodlista/krisplan"}}); a.Header.Get("Location") != "/stodlista/krisplan" {
		t.Errorf("%d to %s", a.StatusCode, a.Header.Get("Location"))
	}
	if a := w.post("/planera/stodlista", url.Values{"do": {"link.right"}, "id": {string(e.ID)}, "back": {"/stodlista//evil.example"}}); a.Header.Get("Location") != "/planera/stodlista#link" {
		t.Errorf("it leads to %s", a.Header.Get("Location"))
	}
	if got := parse(t, w.get("/stodlista/krisplan").text).main(); strings.Contains(got, "Ej nådd") {
		t.Error(got)
	}
	if err := w.change.SeeLink(e.ID, e.Href, meetings.Seen{State: meetings.LinkReached, Status: 200, Final: "https://granvik.se/ny-plan"}); err != nil {
		t.Fatal(err)
	}
	onPage(t, w.get("/planera/stodlista").text, "Länken leder vidare till en ny adress.", "Byt till den nya adressen", `name="to" value="https://granvik.se/ny-plan"`)
	for to, want := range map[string]int{"https://elsewhere.se/": http.StatusConflict, "https://granvik.se/ny-plan": http.StatusSeeOther} {
		if a := w.post("/planera/stodlista", url.Values{"do": {"link.follow"}, "id": {string(e.ID)}, "to": {to}}); a.StatusCode != want {
			t.Errorf("to %s: %d", to, a.StatusCode)
		}
	}
	if e, err = w.store.Support(t.Context(), string(e.ID)); err != nil || e.Href != "https://granvik.se/ny-plan" {
		t.Errorf("%s: %v", e.Href, err)
	}
}

func TestAnEditorChangesAnEntryAndOrdersTheSections(t *testing.T) {
	w := listed(t)
	w.now = at(t, "2027-02-01 09.00")
	w.signIn(editor)
	const path = "/stodlista/genombrott-nu"
	for _, p := range []string{path + "/andra", "/planera/stodlista/avsnitt", "/en" + path + "/andra"} {
		a := w.get(p)
		if faults := parse(t, a.text).faults(map[bool]string{true: "en", false: "sv"}[strings.HasPrefix(p, "/en")]); a.StatusCode != http.StatusOK || len(faults) > 0 {
			t.Errorf("%s: %d, %v", p, a.StatusCode, faults)
		}
	}
	form := url.Values{"title": {"Genombrott"}, "href": {"https://stod.example.org/genombrott-nu"}, "kind": {"verktyg"}, "section": {"vuxna", "aldre"}, "evidence": {"beprovad"}}
	if a := w.post(path+"/andra", form); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d\n%s", a.StatusCode, parse(t, a.text).main())
	}
	got := parse(t, w.get(path).text).main()
	for _, says := range []string{"Genombrott", "Vuxna", "Äldre", "beprövad erfarenhet", "Publicerad"} {
		if !strings.Contains(got, says) {
			t.Errorf("no %q in\n%s", says, got)
		}
	}
	for _, do := range []url.Values{
		{"do": {"section.add"}, "name": {"Skolan"}}, {"do": {"section.move up"}, "slug": {"skolan"}}, {"do": {"section.name"}, "slug": {"skolan"}, "called": {"Förskola och skola"}},
	} {
		if a := w.post("/planera/stodlista/avsnitt", do); a.StatusCode != http.StatusSeeOther {
			t.Errorf("%v: %d\n%s", do, a.StatusCode, parse(t, a.text).main())
		}
	}
	all, err := w.store.Sections(t.Context())
	if n := len(all); err != nil || all[n-2].Name.SV != "Förskola och skola" {
		t.Errorf("%v, %v", all, err)
	}
	if a := w.post("/planera/stodlista/avsnitt", url.Values{"do": {"section.remove"}, "slug": {"vuxna"}}); a.StatusCode != http.StatusConflict {
		t.Errorf("a section in use is removed: %d", a.StatusCode)
	}
	if a := w.post("/planera/stodlista/avsnitt", url.Values{"do": {"section.remove"}, "slug": {"skolan"}}); a.StatusCode != http.StatusSeeOther {
		t.Error(a.StatusCode)
	}
	clear(w.cookies)
	for _, p := range []string{path + "/andra", "/planera/stodlista/avsnitt", "/planera/stodlista"} {
		if a := w.post(p, url.Values{}); a.StatusCode != http.StatusUnauthorized {
			t.Errorf("anybody posts to %s: %d", p, a.StatusCode)
		}
	}
}

func TestTheListStandsInAPageOfAnotherSiteAndNothingElseDoes(t *testing.T) {
	w := listed(t)
	w.signIn(editor)
	a := w.get("/stodlista/inbaddad?tema=suicidprevention")
	if csp := a.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors *;") {
		t.Error(csp)
	}
	if strings.Contains(a.text, "<script") || strings.Contains(a.text, "Redaktör") || !strings.Contains(parse(t, a.text).main(), "3 av stöden stämmer") {
		t.Error(a.text)
	}
	for _, n := range parse(t, a.text).nodes {
		if n.Data == "a" && attr(n, "target") != "_top" && attr(n, "rel") != "next" && attr(n, "rel") != "prev" {
			t.Errorf("a link opens inside the frame: %s", attr(n, "href"))
		}
	}
	for _, path := range []string{"/", "/stodlista", "/stodlista/badda-in", "/stodlista/genombrott-nu", "/stodlista/inbaddad/x"} {
		if csp := w.get(path).Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s may stand in a page of anybody's", path)
		}
	}
	b := w.get("/en/stodlista/badda-in?tema=suicidprevention&sort=metod")
	if d := parse(t, b.text); len(d.faults("en")) > 0 || !strings.Contains(d.main(), `<iframe src="`+origin+`/en/stodlista/inbaddad?sort=metod&amp;tema=suicidprevention"`) {
		t.Errorf("%v\n%s", d.faults("en"), d.main())
	}
}
