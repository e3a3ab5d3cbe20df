package upload

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/server/auth"
)

// serve answers with a file: all of it or a range.
func (u *Uploads) serve(rw http.ResponseWriter, r *http.Request) {
	if err := u.tryServe(rw, r); err != nil && r.Context().Err() == nil {
		u.Refuse(rw, r, err)
	}
}

func (u *Uploads) tryServe(rw http.ResponseWriter, r *http.Request) error {
	gone := meetings.Refuse(meetings.Unknown, "Filen finns inte kvar.", "The file is no longer there.")
	name, err := url.PathUnescape(chi.URLParam(r, "name"))
	if err != nil {
		return gone
	}
	f, err := u.Store.File(r.Context(), chi.URLParam(r, "hash"), name)
	if err != nil {
		return err
	}
	p, known := auth.Person(r)
	t, served := files.TypeNamed(f.Name)
	if !served || !f.Shown && !known {
		return gone
	}
	if !f.Shown {
		whose, err := u.Store.FileConveners(r.Context(), f.Hash, f.Name)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(whose, func(c meetings.ID) bool { return meetings.MayEditEntry(p, meetings.Support{Convener: c}) }) {
			return gone
		}
	}
	if err := u.served(f.State); err != nil {
		return err
	}
	content, size, err := u.Files.Open(r.Context(), files.Hash(f.Hash))
	if errors.Is(err, files.ErrNone) || err == nil && size != f.Size {
		u.Log.Error("a file that is referred to is not in its place", "hash", f.Hash, "size", f.Size, "found", size)
		return errors.Join(gone, closed(content))
	} else if err != nil {
		return err
	}
	defer content.Close()
	protect(rw.Header(), t, f.Name)
	rw.Header().Set("ETag", `"`+f.Hash+`"`)
	rw.Header().Set("Cache-Control", cacheControl(f.Shown))
	http.ServeContent(unhurried{rw, http.NewResponseController(rw)}, r, "", time.Time{}, content)
	return nil
}

func closed(c io.Closer) error {
	if c == nil {
		return nil
	}
	return c.Close()
}

// cacheControl: a copy may be kept for as long as one likes, and shown only after asking
// here whether it still may.
func cacheControl(shown bool) string {
	if shown {
		return "public, no-cache"
	}
	return "private, no-cache"
}

// protect says of a file what a browser may do with it. What strangers send is harmless
// here whatever it holds:
//
//   - its type is ours, of the short list that may be shared, and is not guessed at;
//   - all but pictures is saved, and not opened on our pages' origin;
//   - what is opened nevertheless is in a sandbox: of no origin, without scripts, forms,
//     plugins or anything loaded;
//   - no other page may frame it, or embed it from another site.
func protect(h http.Header, t files.Type, name string) {
	h.Set("Content-Type", t.MIME)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Disposition", disposition(t, name))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex")
}

// disposition names a file for whoever saves it. RFC 6266, 4: plain for old programs, and
// in full.
func disposition(t files.Type, name string) string {
	how := "attachment"
	if strings.HasPrefix(t.MIME, "image/") {
		how = "inline"
	}
	return mime.FormatMediaType(how, map[string]string{"filename": name})
}

// unhurried lets whoever reads slowly finish, as long as they read at all.
type unhurried struct {
	http.ResponseWriter
	control *http.ResponseController
}

func (w unhurried) Write(b []byte) (int, error) {
	_ = w.control.SetWriteDeadline(time.Now().Add(quietPatience)) // a server without deadlines has none to move
	return w.ResponseWriter.Write(b)
}
