package web

import (
	"net/http"
	"strings"
	"testing"
)

// While the database is out of reach nobody is told that their page or their session
// is gone, only to come back.
func TestAnOutageIsToldAsOne(t *testing.T) {
	w := season(t)
	organiser(w)
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/moten", "/planera", "/planera/serie", "/en/moten"} {
		a := w.get(path)
		if a.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
		if want := map[bool]string{true: "Dial in as usual", false: "Ring in som vanligt"}[strings.HasPrefix(path, "/en")]; !strings.Contains(a.text, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
}
