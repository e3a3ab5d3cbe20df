package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"

	"ringain/client"
)

// Brotli 5 is where more effort stops paying for pages made anew each time.
const brotliLevel = 5

// nowhereFramed keeps a page from standing in one of another site.
const nowhereFramed = "frame-ancestors 'none'"

// show renders a page and sends it: compressed as the browser accepts, and, when it
// is the same for everybody, with a tag of its content, by which a browser that
// already has it is told so in a few bytes (RFC 9110, 13.1.2).
func (w *Web) show(rw http.ResponseWriter, r *http.Request, p *page, b body) error {
	p.style, p.icon = w.files.Style(p.styles()...), w.files.Path("icon.svg")
	p.script, p.parts = w.files.Path(p.Script), w.files.Parts(p.Script)
	around, inFrames := layout, p.Framed && p.Status == http.StatusOK
	if inFrames {
		around = framed
	}
	var text bytes.Buffer
	if err := around(p, b).Render(r.Context(), &text); err != nil {
		return err
	}
	h := rw.Header()
	w.protect(h, p.style.Source)
	if inFrames {
		h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), nowhereFramed, "frame-ancestors *", 1))
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(p.Lang))
	h.Set("Vary", "Accept-Encoding, Cookie")
	if p.Private || p.Status != http.StatusOK {
		h.Set("Cache-Control", "private, no-store")
	} else {
		sum := sha256.Sum256(text.Bytes())
		tag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		h.Set("Cache-Control", "no-cache")
		h.Set("ETag", tag)
		if hasTag(r.Header.Get("If-None-Match"), tag) {
			rw.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	sent, coding, err := compress(text.Bytes(), r.Header.Get("Accept-Encoding"))
	if err != nil {
		return err
	}
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	h.Set("Content-Length", strconv.Itoa(len(sent)))
	rw.WriteHeader(p.Status)
	if r.Method != http.MethodHead {
		_, err = rw.Write(sent)
	}
	if err != nil {
		w.log.Debug("a page was not taken", "path", LogPath(r), "err", err)
	}
	return nil
}

// protect sets what every page tells the browser to refuse. Scripts run only from
// under /static/, by path instead of by nonce, so that pages can be cached; style is
// what allows the one stylesheet inside the page.
func (w *Web) protect(h http.Header, style string) {
	files := w.site.Origin + client.Prefix
	_, host, _ := strings.Cut(w.site.Origin, "://")
	socket := "ws://" + host
	if strings.HasPrefix(w.site.Origin, "https:") {
		socket = "wss://" + host
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	h.Set("Content-Security-Policy", "default-src 'none'; script-src "+files+"; style-src "+style+" "+files+
		"; font-src "+files+"; img-src 'self'; connect-src 'self' "+socket+"; manifest-src 'self'"+
		"; base-uri 'none'; form-action 'self'; "+nowhereFramed+
		"; require-trusted-types-for 'script'; trusted-types ProseMirrorClipboard")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("X-Content-Type-Options", "nosniff")
}

// hasTag reports whether an If-None-Match field names a tag, compared weakly.
func hasTag(field, tag string) bool {
	opaque := strings.TrimPrefix(tag, "W/")
	for t := range strings.SplitSeq(field, ",") {
		t = strings.TrimSpace(t)
		if t == "*" || strings.TrimPrefix(t, "W/") == opaque {
			return true
		}
	}
	return false
}

// compress returns a text in the best coding that an Accept-Encoding field names.
func compress(text []byte, accept string) (sent []byte, coding string, err error) {
	var buf bytes.Buffer
	var to io.WriteCloser
	switch {
	case accepts(accept, "br"):
		to, coding = brotli.NewWriterLevel(&buf, brotliLevel), "br"
	case accepts(accept, "gzip"):
		to, coding = gzip.NewWriter(&buf), "gzip"
	default:
		return text, "", nil
	}
	if _, err := to.Write(text); err != nil {
		return nil, "", err
	}
	if err := to.Close(); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), coding, nil
}

// accepts reports whether an Accept-Encoding field names a coding with a weight
// above zero (RFC 9110, 12.5.3).
func accepts(field, coding string) bool {
	for part := range strings.SplitSeq(field, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), coding) {
			q, found := strings.CutPrefix(strings.ToLower(strings.ReplaceAll(weight, " ", "")), "q=")
			return !found || strings.Trim(q, "0.") != ""
		}
	}
	return false
}

// data answers a script with data, which no cache keeps.
func (w *Web) data(rw http.ResponseWriter, r *http.Request, what any) {
	h := rw.Header()
	w.protect(h, "")
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	if err := json.NewEncoder(rw).Encode(what); err != nil {
		w.log.Debug("an answer was not taken", "path", r.URL.Path, "err", err)
	}
}
