package client

import (
	"bytes"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// mediaType returns what a file with an ending is served as, "" if it is not served.
func mediaType(ending string) string {
	switch ending {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	}
	return ""
}

// Handler serves the built files under [Prefix]:
//
//   - only names that the build holds; everything else is 404, never a redirect;
//   - in brotli, else gzip, else plain, by what the browser accepts;
//   - kept for ever by browsers and caches, for a name changes with its content.
func (f *Files) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := strings.CutPrefix(r.URL.Path, Prefix)
		kind := mediaType(path.Ext(name))
		if !ok || kind == "" || !f.build().known[name] {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "Method not allowed", http.StatusMethodNotAllowed)
			return
		}
		body, coding, err := f.choose(name, r.Header.Get("Accept-Encoding"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Vary", "Accept-Encoding")
		h.Set("ETag", `"`+name+coding+`"`)
		if coding != "" {
			h.Set("Content-Encoding", coding)
		}
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
	})
}

// choose returns a file in the first form that the browser accepts and the build
// has, with its content coding: "br", "gzip" or "" for as it is.
func (f *Files) choose(name, accept string) (body []byte, coding string, err error) {
	for _, form := range []struct{ coding, ending string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(accept, form.coding) {
			continue
		}
		if body, err = fs.ReadFile(f.fsys, name+form.ending); err == nil {
			return body, form.coding, nil
		}
	}
	body, err = fs.ReadFile(f.fsys, name)
	return body, "", err
}

// accepts reports whether an Accept-Encoding field names a coding with a weight
// above zero (RFC 9110, 12.5.3). What it says of all others, *, is not used.
func accepts(field, coding string) bool {
	for part := range strings.SplitSeq(field, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		q, found := strings.CutPrefix(strings.ToLower(strings.ReplaceAll(weight, " ", "")), "q=")
		return !found || strings.Trim(q, "0.") != ""
	}
	return false
}
