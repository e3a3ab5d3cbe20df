package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestAPageThatIsTheSameForEverybodyIsSentOnce(t *testing.T) {
	w := empty(t)
	first := w.get("/")
	if first.StatusCode != http.StatusOK || first.Header.Get("ETag") == "" {
		t.Fatalf("status %d, ETag %q", first.StatusCode, first.Header.Get("ETag"))
	}
}

func TestAnUnknownAddressIsAPageThatLeadsBack(t *testing.T) {
	w := empty(t)
	a := w.get("/en/nowhere")
	if a.StatusCode != http.StatusNotFound || !strings.Contains(a.text, "Page not found") || !strings.Contains(a.text, `href="/en/"`) {
		t.Fatalf("status %d:\n%s", a.StatusCode, a.text)
	}
}
