package web

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	"ringain/meetings"
	"ringain/server/auth"
)

// maxForm bounds a posted form, in bytes.
const maxForm = 64 << 10

// body is what a page has between its header and its footer.
type body = templ.Component

// view answers a GET: it reads, sets the title of the page and returns its body.
type view func(p *page, r *http.Request) (body, error)

// act answers a request. When it is a POST, the form is already parsed, and of at
// most maxForm bytes. It ends with a redirection ([see]), with a page ([Web.show]), or with an error.
type act func(p *page, rw http.ResponseWriter, r *http.Request) error

// formView shows a form with what somebody has typed in it.
type formView func(p *page, r *http.Request, f form) (body, error)

// page answers with what a view returns.
func (w *Web) page(v view) act {
	return func(p *page, rw http.ResponseWriter, r *http.Request) error {
		b, err := v(p, r)
		if err != nil {
			return err
		}
		return w.show(rw, r, p, b)
	}
}

// form parses a form and carries an act out.
func (w *Web) form(a act) http.HandlerFunc { return w.formUpTo(maxForm, a) }

// formUpTo is the same for a form of at most so many bytes.
func (w *Web) formUpTo(most int64, a act) http.HandlerFunc {
	return w.answer(func(p *page, rw http.ResponseWriter, r *http.Request) error {
		r.Body = http.MaxBytesReader(rw, r.Body, most)
		err := r.ParseForm()
		if err == nil && !isText(r.PostForm) {
			err = errors.New("not text")
		}
		if err != nil {
			if _, large := errors.AsType[*http.MaxBytesError](err); large {
				return meetings.Refuse(meetings.Invalid, "Det du skrev är för långt. Korta det och försök igen.",
					"What you wrote is too long. Shorten it and try again.")
			}
			return meetings.Refuse(meetings.Invalid, "Formuläret gick inte att läsa. Gå tillbaka och försök igen.",
				"The form could not be read. Go back and try again.")
		}
		p.Private = true
		if r.PostForm.Has(heldField) {
			w.auth.Drop(rw)
		}
		return a(p, rw, r)
	})
}

// again shows a form once more with what was typed and why it was refused.
func (w *Web) again(p *page, rw http.ResponseWriter, r *http.Request, err error, show formView) error {
	refusal, ok := refused(err)
	if !ok {
		return err
	}
	if refusal.Kind == meetings.Anew {
		return w.signInAnew(p, rw, r)
	}
	b, err := show(p, r, form{Values: r.PostForm, Refusal: refusal})
	if err != nil {
		return err
	}
	p.Status = status(refusal.Kind)
	return w.show(rw, r, p, b)
}

// isText reports whether all that was posted is text that can be kept.
func isText(posted url.Values) bool {
	for name, values := range posted {
		for _, s := range append(values, name) {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				return false
			}
		}
	}
	return true
}

// answer makes a handler of one that returns its error, and answers the error: a
// refusal with its sentence and status, a fault with an apology and a number that
// people can quote and that the log has too.
func (w *Web) answer(a act) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		p := w.newPage(r)
		err := guarded(a, p, rw, r)
		if err == nil || r.Context().Err() != nil {
			return // answered, or nobody is there to be
		}
		refusal, number := w.refusal(r, err)
		p.becomeError(status(refusal.Kind))
		p.Title = errorTitle(p, refusal.Kind)
		if err := w.show(rw, r, p, errorPage(p, refusal, number, w.nearby(r))); err != nil && r.Context().Err() == nil {
			w.log.Error("an error page failed", "path", LogPath(r), "err", err)
			http.Error(rw, refusal.Say.In(p.Lang), p.Status)
		}
	}
}

// Refused answers a request of whoever is no page with one that tells of an error.
func (w *Web) Refused(rw http.ResponseWriter, r *http.Request, err error) {
	w.answer(func(*page, http.ResponseWriter, *http.Request) error { return err })(rw, r)
}

// refusal returns what people are told of an error. A refusal is told as it is, unless
// it rests on who is asking while that cannot be read. A fault is told with a number,
// and as an outage while the database is out of reach.
func (w *Web) refusal(r *http.Request, err error) (refusal *meetings.Refusal, number string) {
	outage := meetings.Refuse(meetings.Unsaved, "Just nu når vi inte våra uppgifter. Inget som är sparat har försvunnit. Ring in som vanligt, och försök här igen om en stund.",
		"We cannot reach our records just now. Nothing that was saved is lost. Dial in as usual, and try here again in a while.")
	if refusal, ok := errors.AsType[*meetings.Refusal](err); ok {
		if auth.Unread(r) && (refusal.Kind == meetings.SignIn || refusal.Kind == meetings.NotAllowed) {
			return outage, ""
		}
		return refusal, ""
	}
	number = rand.Text()[:8]
	w.log.Error("a page failed", "number", number, "method", r.Method, "path", LogPath(r), "err", err)
	if w.store.Ready(r.Context()) != nil {
		return outage, number
	}
	return meetings.Refuse("fault", "Något gick fel hos oss. Försök igen om en stund.",
		"Something went wrong on our side. Try again in a while."), number
}

// LogPath is the path of a request as a log may have it: without the secret of a
// link by which an organiser signs in or somebody takes a role or adds material, of an organiser's own
// calendar, or of a file on its way in.
func LogPath(r *http.Request) string {
	for _, before := range []string{"/in/", "/roll/", "/inledare/", "/planera/kalender/", "/filer/nya/", "/folj/"} {
		if head, _, secret := strings.Cut(r.URL.Path, before); secret {
			return head + before + "…"
		}
	}
	return r.URL.Path
}

// guarded makes a fault of a panic.
func guarded(a act, p *page, rw http.ResponseWriter, r *http.Request) (err error) {
	defer func() {
		switch x := recover(); x {
		case nil:
		case http.ErrAbortHandler:
			panic(x)
		default:
			err = fmt.Errorf("panic: %v\n%s", x, debug.Stack())
		}
	}()
	return a(p, rw, r)
}

// status is the HTTP status of a kind of refusal.
func status(kind meetings.RefusalKind) int {
	switch kind {
	case meetings.Unknown:
		return http.StatusNotFound
	case meetings.NotAllowed, meetings.Outside, meetings.Lobby:
		return http.StatusForbidden
	case meetings.Late, meetings.Taken:
		return http.StatusConflict
	case meetings.Invalid:
		return http.StatusUnprocessableEntity
	case meetings.TooMuch:
		return http.StatusTooManyRequests
	case meetings.SignIn, meetings.Anew:
		return http.StatusUnauthorized
	case meetings.Unsaved:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// see sends the browser to a page in the language of p, with 303, so that
// reloading it posts nothing again.
func see(rw http.ResponseWriter, r *http.Request, p *page, path string) error {
	rw.Header().Set("Cache-Control", "no-store")
	http.Redirect(rw, r, p.Href(path), http.StatusSeeOther)
	return nil
}

// refused returns the refusal in an error, if it is one that a form can show
// beside what was typed: anything but that the thing is not there.
func refused(err error) (*meetings.Refusal, bool) {
	r, ok := errors.AsType[*meetings.Refusal](err)
	return r, ok && r.Kind != meetings.Unknown
}
