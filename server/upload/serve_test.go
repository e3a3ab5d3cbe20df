package upload_test

import (
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/upload"
)

func TestNothingInAFileRuns(t *testing.T) {
	w := newWorld(t, t.TempDir(), nil, upload.Config{})
	script := "<script>document.title='owned'</script>"
	for name, content := range map[string]string{
		"bild.gif":                 "GIF89a\x01\x00\x01\x00\x80\x00\x00/*" + script + "*/",
		"bild.png":                 "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + script,
		"rapport.pdf":              "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\n" + script,
		"text.txt":                 "Hej på er\n" + script,
		"Tabell över \"allt\".csv": "a;b\n1;" + script + "\n2;3\n",
	} {
		f := w.upload(name, []byte(content))
		w.refer(f, meetings.ID(name), true)
		for _, lang := range []string{"", "/en"} {
			a := w.ask(http.MethodGet, lang+"/filer/"+f.Hash+"/"+url.PathEscape(f.Name), nil)
			h := a.Header
			how, params, err := mime.ParseMediaType(h.Get("Content-Disposition"))
			if err != nil || params["filename"] != f.Name {
				t.Errorf("%s is called %q: %v", name, h.Get("Content-Disposition"), err)
			}
			if picture := strings.HasPrefix(h.Get("Content-Type"), "image/"); a.StatusCode != http.StatusOK || picture != (how == "inline") {
				t.Errorf("%s: %d, %s, %s", name, a.StatusCode, h.Get("Content-Type"), how)
			}
			policy := h.Get("Content-Security-Policy")
			if !strings.HasPrefix(policy, "sandbox; default-src 'none';") || strings.Contains(policy, "allow-") || strings.Contains(policy, "script-src") ||
				h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" || strings.Contains(h.Get("Content-Type"), "html") {
				t.Errorf("%s: %v", name, h)
			}
		}
	}
}

func TestAFileIsServedWhereItIsShownAndNowhereElse(t *testing.T) {
	everyPlace(t, func(w *world) {
		t := w.T
		content := pdf(50_000)
		f := w.upload("rapport.pdf", content)
		see := func(want int, why string) {
			t.Helper()
			if a := w.get(f); a.StatusCode != want {
				t.Errorf("%s: %d, want %d", why, a.StatusCode, want)
			}
		}
		see(http.StatusNotFound, "nothing refers to it")
		w.refer(f, "e1", false)
		see(http.StatusNotFound, "it is hidden")
		cy := w.cookie
		w.as(meetings.Person{ID: "ada", Name: "Ada Ek", Role: meetings.Organiser})
		see(http.StatusOK, "it is hidden, and an organiser asks")
		if a := w.get(f); a.Header.Get("Cache-Control") != "private, no-cache" {
			t.Errorf("hidden, it may be kept by all: %s", a.Header.Get("Cache-Control"))
		}
		w.cookie = cy
		w.refer(f, "e1", true)
		see(http.StatusOK, "it is shown")

		for _, other := range []meetings.File{{Hash: f.Hash, Name: "annat.pdf"}, {Hash: f.Hash, Name: "rapport.html"}, {Hash: hashOf(nil), Name: f.Name}, {Hash: "..", Name: "passwd"}} {
			if a := w.get(other); a.StatusCode != http.StatusNotFound {
				t.Errorf("%+v: %d", other, a.StatusCode)
			}
		}
		if a := w.get(f, "Range", "bytes=100-199"); a.StatusCode != http.StatusPartialContent || a.body != string(content[100:200]) {
			t.Errorf("a range: %d, %d bytes", a.StatusCode, len(a.body))
		}
		whole := w.get(f)
		if a := w.get(f, "If-None-Match", whole.Header.Get("ETag")); a.StatusCode != http.StatusNotModified || whole.Header.Get("Cache-Control") != "public, no-cache" {
			t.Errorf("asked again: %d, %s", a.StatusCode, whole.Header.Get("Cache-Control"))
		}
		w.must(w.store.Change("files", func(tx *store.Tx) error { return tx.ShowFiles("support", "e1", false) }))
		if a := w.get(f, "If-None-Match", whole.Header.Get("ETag")); a.StatusCode != http.StatusNotFound {
			t.Errorf("hidden since, whoever has a copy is told %d", a.StatusCode)
		}
		w.refer(f, "e1", true)
		w.must(w.store.Change("files", func(tx *store.Tx) error { return tx.ReleaseFiles("support", "e1") }))
		see(http.StatusNotFound, "it is let go of")
	})
}
