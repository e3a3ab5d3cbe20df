package feed

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"ringain/meetings"
)

// edition is a feed as it is served: prepared once, and never changed.
type edition struct {
	version  string   // what it was made of
	themes   []string // of a chosen set
	modified time.Time
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

// newEdition prepares a feed that was last changed at a moment.
func newEdition(a address, text []byte, modified meetings.Instant) *edition {
	sum := sha256.Sum256(text)
	tag := hex.EncodeToString(sum[:16])
	e := &edition{modified: modified.In(time.UTC).Truncate(time.Second)}
	e.plain = newForm(a, text, "", `"`+tag+`"`, e.modified)
	e.packed = newForm(a, pack(text), "gzip", `"`+tag+`-gzip"`, e.modified)
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
	f.header = f.same.Clone()
	f.header["Content-Type"] = []string{"text/calendar; charset=utf-8"}
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
	}, path.Base(a.path()))
}

// pack compresses. Writing to memory does not fail, nor does a level that exists.
func pack(text []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	w.Write(text)
	w.Close()
	return b.Bytes()
}

// size is how much memory an edition takes, about.
func (e *edition) size() int { return len(e.plain.body) + len(e.packed.body) + 2<<10 }
