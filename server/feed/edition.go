package feed

import (
	"bytes"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"ringain/meetings"
)

// edition is a feed as it is served: prepared once, and never changed.
type edition struct {
	version  string // what it was made of
	modified time.Time
	pieces   []piece
	plain    form
	packed   form // gzip
}

// form is an edition in one coding.
type form struct {
	body   []byte
	etag   string
	header http.Header // of 200
	same   http.Header // of 304
}

// edition prepares a feed that was last changed at a moment, and takes over from the
// last edition what has not changed.
func (f *Feeds) edition(a address, head []byte, events [][]byte, tail []byte, modified meetings.Instant, last *edition) *edition {
	e := &edition{modified: modified.In(time.UTC).Truncate(time.Second)}
	e.pieces = append([]piece{{events: [][]byte{head}}}, cut(events)...)
	e.pieces = append(e.pieces, piece{events: [][]byte{tail}})
	var before []piece
	if last != nil {
		before = last.pieces
	}
	packer := newPacker(before, &f.press)
	var parts [][]byte
	for i := range e.pieces {
		packer.pack(&e.pieces[i])
		parts = append(parts, e.pieces[i].events...)
	}
	text := bytes.Join(parts, nil)
	tag := tag(e.pieces)
	e.plain = newForm(a, text, "", `"`+tag+`"`, e.modified)
	e.packed = newForm(a, gzipped(text, e.pieces), "gzip", `"`+tag+`-gzip"`, e.modified)
	return e
}

func newForm(a address, body []byte, coding, etag string, modified time.Time) form {
	f := form{body: body, etag: etag, same: http.Header{
		"Access-Control-Allow-Origin": {"*"},
		"Cache-Control":               {"public, max-age=300"},
		"Etag":                        {etag},
		"Last-Modified":               {modified.Format(http.TimeFormat)},
		"Vary":                        {"Accept-Encoding"},
	}}
	if a.kind == private {
		f.same["Cache-Control"] = []string{"private, max-age=300"}
		f.same["X-Robots-Tag"] = []string{"noindex"}
		delete(f.same, "Access-Control-Allow-Origin")
	}
	f.header = f.same.Clone()
	f.header["Content-Type"] = []string{map[format]string{calendar: "text/calendar", jsonFeed: "application/feed+json", atom: "application/atom+xml"}[a.format] + "; charset=utf-8"}
	f.header["Content-Disposition"] = []string{`inline; filename="` + fileName(a) + `"`}
	f.header["Content-Length"] = []string{strconv.Itoa(len(body))}
	f.header["X-Content-Type-Options"] = []string{"nosniff"}
	if coding != "" {
		f.header["Content-Encoding"] = []string{coding}
	}
	return f
}

// fileName is what a reader saves a feed as: the last part of its path, as plain ASCII.
func fileName(a address) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '-'
	}, path.Base(a.page())+string(a.format))
}

// size is how much memory an edition takes, about; the pieces share theirs.
func (e *edition) size() int { return len(e.plain.body) + 2*len(e.packed.body) + 2<<10 }
