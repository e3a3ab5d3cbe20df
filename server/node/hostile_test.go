package node

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// FuzzNothingTypedBreaksAPage fills in every field of a form, or of an address, with the same
// text. Whoever sends it is told something; the program has no fault, and says none in its log.
func FuzzNothingTypedBreaksAPage(f *testing.F) {
	var faults faultLog
	i := loggingOrganisations(f, slog.New(&faults))
	names, fields, count := i.everyRoute(), fieldNames(f), 0
	who := []string{"nobody", "guest", "organiser", "administrator"}
	for k, name := range names {
		for j, text := range hostile {
			if (k+j)%12 == 0 || (k+j)%4 == 0 && strings.HasPrefix(name, http.MethodPost) {
				f.Add(uint(k), uint(k+j), text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, route, asker uint, text string) {
		i.t = t
		method, pattern, _ := strings.Cut(names[route%uint(len(names))], " ")
		form := url.Values{}
		for _, name := range fields {
			form.Set(name, text)
		}
		if count++; count%8 != 0 { // else the form is refused for its identity alone
			form.Set("id", fmt.Sprintf("0123456789abcdef-%d", count))
		}
		path := i.fill(pattern, january)
		if count%3 == 0 {
			path = regexp.MustCompile(`\{[a-z]+\}|\*`).ReplaceAllLiteralString(pattern, url.PathEscape(text))
		}
		body := form.Encode()
		if method == http.MethodGet || method == http.MethodHead {
			path, body = path+"?"+body, ""
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		address, err := url.ParseRequestURI(path)
		if err != nil {
			return // no request can be for it
		}
		r := httptest.NewRequestWithContext(ctx, method, "/", strings.NewReader(body))
		r.URL, r.RequestURI = address, path
		r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:1", count>>16&255, count>>8&255, count&255)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Accept-Language", text)
		i.signIn(r, who[asker%uint(len(who))])
		w := httptest.NewRecorder()
		i.h.ServeHTTP(w, r)
		if w.Code >= 500 && w.Code != http.StatusServiceUnavailable || len(faults.said) > 0 {
			t.Errorf("%s %s as %s with %q: %d %s %q", method, pattern, who[asker%uint(len(who))], short(text), w.Code, short(w.Body.String()), faults.said)
		}
		faults.said = nil
	})
}

// hostile are texts that have broken somebody's program before.
var hostile = []string{
	"", " ", "0", "-1", "1e309", "9223372036854775808", "2027-02-30", "0000-00-00", "9999-12-31T23:59", "24.00", "12.00–11.00", "on", "sv", "null", "../../etc/passwd",
	"a\x00b", "\xff\xfe", "\r\nSet-Cookie: a=b", "'; DROP TABLE event; --", "%", "{{.}}", "<script>alert(1)</script>", "javascript:alert(1)", "https://[::1%25x]/", "http://example.org:99999/",
	"\u202e\u2066\u200b", "e" + strings.Repeat("\u0301", 400), strings.Repeat("👩‍👩‍👧‍👦", 300), strings.Repeat("å", 70_000), "barn-och-unga", "guest", "a@b.example", "FREQ=SECONDLY;COUNT=999999999",
}

// fieldNames are the names of all fields in forms, and of what pages read from their address.
func fieldNames(t testing.TB) (names []string) {
	field := regexp.MustCompile(`name="([\p{L}0-9_-]+)"|(?:Value|Get|Has|FormValue)\("([\p{L}0-9_-]+)"\)`)
	for _, pattern := range []string{"../web/*.templ", "../web/*.go", "../live/http.go", "../upload/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range field.FindAllStringSubmatch(string(text), -1) {
				names = append(names, m[1]+m[2])
			}
		}
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) < 60 {
		t.Fatalf("%d names of fields were found", len(names))
	}
	return names
}

// faultLog keeps what is said to be a fault.
type faultLog struct{ said []string }

func (*faultLog) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelError }
func (l *faultLog) WithAttrs([]slog.Attr) slog.Handler         { return l }
func (l *faultLog) WithGroup(string) slog.Handler              { return l }
func (l *faultLog) Handle(_ context.Context, r slog.Record) error {
	said := r.Message
	r.Attrs(func(a slog.Attr) bool { said += " " + a.String(); return true })
	l.said = append(l.said, said)
	return nil
}

func short(s string) string {
	if len(s) > 200 {
		return s[:200] + "…"
	}
	return s
}
