package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/atom"

	"ringain/client"
	"ringain/meetings"
)

func TestAnUnknownAddressIsAPageThatLeadsBack(t *testing.T) {
	w := empty(t)
	a := w.get("/en/nowhere")
	if a.StatusCode != http.StatusNotFound || !strings.Contains(a.text, "Page not found") || !strings.Contains(a.text, `href="/en/"`) {
		t.Fatalf("status %d:\n%s", a.StatusCode, a.text)
	}
}

func TestAPageIsNotSentAgainToWhoHasIt(t *testing.T) {
	w := season(t)
	first := w.get("/tema/barn-och-unga")
	send := func(tag, accept string) answer {
		r := httptest.NewRequest(http.MethodGet, origin+"/tema/barn-och-unga", nil)
		r.Header.Set("If-None-Match", tag)
		r.Header.Set("Accept-Encoding", accept)
		rec := httptest.NewRecorder()
		w.handler.ServeHTTP(rec, r)
		return answer{rec.Result(), rec.Body.String()}
	}
	if a := send(`"other", `+first.Header.Get("ETag"), "br"); a.StatusCode != http.StatusNotModified || a.text != "" {
		t.Errorf("status %d, %d bytes", a.StatusCode, len(a.text))
	}
	for accept, want := range map[string]string{"gzip, deflate, br, zstd": "br", "gzip": "gzip", "br;q=0, gzip;q=0.5": "gzip", "identity": "", "": ""} {
		a := send(`"other"`, accept)
		if a.StatusCode != http.StatusOK || a.Header.Get("Content-Encoding") != want || a.Header.Get("Vary") != "Accept-Encoding, Cookie" {
			t.Errorf("%q: %d in %q", accept, a.StatusCode, a.Header.Get("Content-Encoding"))
		}
		if got := unpack(t, a.text, want); got != first.text {
			t.Errorf("%q: another page", accept)
		}
	}
}

func unpack(t *testing.T, sent, coding string) string {
	t.Helper()
	var from io.Reader = strings.NewReader(sent)
	var err error
	switch coding {
	case "br":
		from = brotli.NewReader(from)
	case "gzip":
		if from, err = gzip.NewReader(from); err != nil {
			t.Fatal(err)
		}
	}
	text, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAPageTellsTheBrowserWhatToRefuse(t *testing.T) {
	w := season(t)
	files, err := client.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src https://moten.example.org/static/; style-src STYLE" +
			" https://moten.example.org/static/; font-src https://moten.example.org/static/; img-src 'self'; connect-src 'self' wss://moten.example.org; manifest-src 'self'; " +
			"base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ProseMirrorClipboard",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Referrer-Policy":            "same-origin",
		"Permissions-Policy":         "camera=(), microphone=(), geolocation=()",
		"X-Content-Type-Options":     "nosniff",
		"Strict-Transport-Security":  "max-age=31536000",
	}
	for path, style := range map[string]client.Style{"/": files.Style(), january: files.Style(), january + "/rum": files.Style("room.css"), "/nowhere": files.Style()} {
		a := w.get(path)
		for name, value := range want {
			value = strings.ReplaceAll(value, "STYLE", style.Source)
			if got := a.Header.Get(name); got != value {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
	}
}

func TestTheLanguageSwitchLeadsToTheSamePage(t *testing.T) {
	w := season(t)
	for _, path := range []string{"/", "/moten", "/om", "/kalender", "/tema/barn-och-unga", january, january + "/rum"} {
		for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
			other := map[meetings.Lang]meetings.Lang{meetings.SV: meetings.EN, meetings.EN: meetings.SV}[lang]
			var to string
			for _, n := range parse(t, w.get(lang.Path(path)).text).all(atom.A) {
				if attr(n, "hreflang") == string(other) && attr(n, "lang") == string(other) {
					to = attr(n, "href")
				}
			}
			if to != other.Path(path) {
				t.Errorf("from %s to %q", lang.Path(path), to)
			}
		}
	}
}

func TestWhatPeopleWriteIsShownAsText(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 11.55")
	bad := `"><img src=x onerror=alert(1)>'`
	w.run(meetings.AddItem{Title: bad, Presenter: bad})
	w.post(january+"/delta", url.Values{"name": {bad}, "organisation": {bad}, "remember": {"1"}})
	for _, path := range []string{january, january + "/rum", "/en" + january} {
		d := parse(t, w.get(path).text)
		for _, fault := range d.faults(string(meetings.PathLang(path))) {
			t.Errorf("%s: %s", path, fault)
		}
		if strings.Contains(w.get(path).text, "<img src=x") || !strings.Contains(d.main(), bad) {
			t.Errorf("%s: what was written became markup, or is gone", path)
		}
	}
}

func TestATooLongFormIsRefused(t *testing.T) {
	w := season(t)
	a := w.post(january+"/delta", url.Values{"name": {strings.Repeat("a", maxForm)}})
	if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, "Det du skrev är för långt.") {
		t.Errorf("status %d", a.StatusCode)
	}
}

func TestAFormThatIsNoTextIsRefused(t *testing.T) {
	w := empty(t)
	for _, form := range []url.Values{{"tema": {"a\x00"}}, {"tema": {"\xff"}}, {"a\x00": {"b"}}} {
		if a := w.post("/kalender", form); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, "Formuläret gick inte att läsa.") {
			t.Errorf("%q is answered with %d", form, a.StatusCode)
		}
	}
}

func TestAFaultIsAnApologyWithANumberThatTheLogHas(t *testing.T) {
	var log strings.Builder
	w := season(t)
	w.store.Close()
	w.log(&log)
	for _, path := range []string{"/", "/en/tema/barn-och-unga"} {
		log.Reset()
		a := w.get(path)
		d := parse(t, a.text)
		if a.StatusCode != http.StatusServiceUnavailable {
			t.Fatalf("%s: status %d", path, a.StatusCode)
		}
		for _, fault := range d.faults(string(meetings.PathLang(path))) {
			t.Errorf("%s: %s", path, fault)
		}
		number := words(d.all(atom.Strong)[0])
		if len(number) != 8 || !strings.Contains(log.String(), number) || strings.Contains(a.text, "sql") {
			t.Errorf("number %q, log %q", number, log.String())
		}
	}
}

func TestEveryKindOfRefusalHasItsStatus(t *testing.T) {
	got := map[int]int{}
	for _, kind := range []meetings.RefusalKind{meetings.Unknown, meetings.NotAllowed, meetings.Late, meetings.Invalid,
		meetings.TooMuch, meetings.SignIn, meetings.Unsaved, "strange"} {
		got[status(kind)]++
	}
	want := map[int]int{404: 1, 403: 1, 409: 1, 422: 1, 429: 1, 401: 1, 503: 1, 500: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAPanicIsAFaultLikeOthers(t *testing.T) {
	w := empty(t)
	var log strings.Builder
	w.log(&log)
	rec := httptest.NewRecorder()
	w.web.answer(func(*page, http.ResponseWriter, *http.Request) error { panic("slipped") })(rec, httptest.NewRequest(http.MethodGet, origin+"/", nil))
	if rec.Code != http.StatusInternalServerError || !strings.Contains(rec.Body.String(), "Något gick fel hos oss.") || !strings.Contains(log.String(), "slipped") {
		t.Errorf("status %d, log %q", rec.Code, log.String())
	}
}
