package feed

import (
	"errors"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
)

const methods = "GET, HEAD, OPTIONS"

// webDAV tells the router of the methods by which apps look for a calendar server (RFC
// 4918, 9): it answers those it does not know without saying which there are.
var webDAV = sync.OnceFunc(func() {
	for _, method := range []string{"PROPFIND", "PROPPATCH", "REPORT", "MKCALENDAR"} {
		chi.RegisterMethod(method)
	}
})

// handler serves the feeds of a kind. Apps that look for a calendar server, with
// PROPFIND or the like, are told that this is none.
func (f *Feeds) handler(k kind, form format, lang meetings.Lang) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch r.Method {
		case http.MethodGet, http.MethodHead:
		case http.MethodOptions:
			h := w.Header()
			h.Set("Allow", methods)
			h.Set("Access-Control-Allow-Origin", "*")
			h.Set("Access-Control-Allow-Methods", methods)
			h.Set("Access-Control-Allow-Headers", "If-None-Match, If-Modified-Since")
			w.WriteHeader(http.StatusNoContent)
			return
		default:
			w.Header().Set("Allow", methods)
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		e, err := f.find(r.Context(), address{k, chi.URLParam(r, "name"), lang, form, variantOf(r.URL.RawQuery, form)})
		if err != nil {
			f.refuse(w, r, lang, err)
			return
		}
		f.send(w, r, e)
	}
}

// send answers with an edition, or that the reader has it already. RFC 9110, 13.1:
// an ETag goes before a date, and a date that cannot be read is as none.
func (f *Feeds) send(w http.ResponseWriter, r *http.Request, e *edition) {
	v := &e.plain
	if acceptsGzip(r.Header["Accept-Encoding"]) {
		v = &e.packed
	}
	h, status := v.header, http.StatusOK
	if has(r, v.etag, e.modified) {
		h, status = v.same, http.StatusNotModified
	}
	maps.Copy(w.Header(), h)
	// RFC 9110, 8.8.2.1: not later than Date, as that of many changes in a second is.
	if now := f.Now(); e.modified.After(now) {
		w.Header()["Last-Modified"] = []string{now.UTC().Format(http.TimeFormat)}
	}
	w.WriteHeader(status)
	if status == http.StatusNotModified {
		f.counts.notModified.Add(1)
		return
	}
	f.counts.sent.Add(1)
	if r.Method != http.MethodHead {
		w.Write(v.body)
	}
}

// has reports whether the reader says that it has this form already.
func has(r *http.Request, etag string, modified time.Time) bool {
	if tags := r.Header["If-None-Match"]; len(tags) > 0 {
		for _, list := range tags {
			for tag := range strings.SplitSeq(list, ",") {
				tag = strings.TrimSpace(tag)
				if tag == "*" || strings.TrimPrefix(tag, "W/") == etag {
					return true
				}
			}
		}
		return false
	}
	since := r.Header["If-Modified-Since"]
	if len(since) != 1 {
		return false
	}
	t, err := http.ParseTime(since[0])
	return err == nil && !modified.After(t)
}

// acceptsGzip reports whether an Accept-Encoding names gzip with a weight above zero.
// RFC 9110, 12.5.3.
func acceptsGzip(fields []string) bool {
	for _, field := range fields {
		for part := range strings.SplitSeq(field, ",") {
			name, weight, _ := strings.Cut(part, ";")
			if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
				continue
			}
			q, weighed := strings.CutPrefix(strings.ToLower(strings.TrimSpace(weight)), "q=")
			return !weighed || strings.Trim(q, "0.") != ""
		}
	}
	return false
}

// refuse answers without a feed, in a sentence in the reader's language.
func (f *Feeds) refuse(w http.ResponseWriter, r *http.Request, lang meetings.Lang, err error) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	say, status := meetings.Text{
		SV: "Kalendern kan inte hämtas just nu. Försök igen om en stund.",
		EN: "The calendar cannot be had just now. Try again in a moment.",
	}, http.StatusServiceUnavailable
	no, refused := errors.AsType[*meetings.Refusal](err)
	switch {
	case refused && no.Kind == meetings.Unknown:
		f.counts.unknown.Add(1)
		say, status = no.Say, http.StatusNotFound
	case refused:
		f.counts.unavailable.Add(1)
		say, status = no.Say, http.StatusTooManyRequests
	default:
		f.counts.unavailable.Add(1)
		f.Log.Error("a feed cannot be served", "route", chi.RouteContext(r.Context()).RoutePattern(), "err", err)
	}
	if status != http.StatusNotFound {
		h.Set("Retry-After", "60")
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write([]byte(say.In(lang) + "\n"))
	}
}
