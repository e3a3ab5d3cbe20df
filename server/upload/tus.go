package upload

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/server/auth"
	"ringain/server/change"
)

const version = "1.0.0" // of tus

// How long a request with a part of a file may take in all, and how long it may be silent.
const (
	partPatience  = 5 * time.Minute
	quietPatience = 20 * time.Second
)

// answer makes a handler of one that returns its error.
func (u *Uploads) answer(act func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		h := rw.Header()
		h.Set("Tus-Resumable", version)
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		err := act(rw, r)
		if status, ok := errors.AsType[errStatus](err); ok {
			rw.WriteHeader(int(status))
		} else if err != nil && r.Context().Err() == nil {
			refusal := u.asRefusal(err)
			h.Set("Content-Type", "application/json; charset=utf-8")
			rw.WriteHeader(statusOf(refusal.Kind))
			u.write(rw, map[string]string{"refused": string(refusal.Kind), "say": refusal.Say.In(meetings.PathLang(r.URL.Path))})
		}
	}
}

func (u *Uploads) write(rw http.ResponseWriter, what any) {
	if err := json.NewEncoder(rw).Encode(what); err != nil {
		u.Log.Debug("an answer about an upload was not taken", "err", err)
	}
}

// statusOf is the HTTP status of a refusal to take a file in.
func statusOf(kind meetings.RefusalKind) int {
	switch kind {
	case meetings.Unknown:
		return http.StatusNotFound
	case meetings.SignIn:
		return http.StatusUnauthorized
	case meetings.NotAllowed, meetings.Outside, meetings.Lobby:
		return http.StatusForbidden
	case meetings.TooMuch:
		return http.StatusTooManyRequests
	case meetings.Unsaved:
		return http.StatusServiceUnavailable
	}
	return http.StatusUnprocessableEntity
}

// tell says what is spoken here. tus 1.0.0, OPTIONS.
func (u *Uploads) tell(rw http.ResponseWriter, _ *http.Request) error {
	h := rw.Header()
	h.Set("Tus-Version", version)
	h.Set("Tus-Extension", "creation,termination,expiration")
	h.Set("Tus-Max-Size", strconv.FormatInt(u.Each, 10))
	return errStatus(http.StatusNoContent)
}

// begin makes room for a file. tus 1.0.0, creation.
func (u *Uploads) begin(rw http.ResponseWriter, r *http.Request) error {
	if r.Header.Get("Tus-Resumable") != version {
		return errStatus(http.StatusPreconditionFailed)
	}
	size, err := strconv.ParseInt(r.Header.Get("Upload-Length"), 10, 64)
	about, ok := metadata(r.Header.Get("Upload-Metadata"))
	if err != nil || !ok {
		return errStatus(http.StatusBadRequest)
	}
	up, err := u.sent(r, about)
	if err != nil {
		return err
	}
	up.Name, up.Size = about["filename"], size
	if up, err = u.Change.BeginUpload(up); err != nil {
		return err
	}
	rw.Header().Set("Location", strings.TrimSuffix(r.URL.Path, "/")+"/"+string(up.ID))
	expires(rw, up)
	return errStatus(http.StatusCreated)
}

// meeting is the meeting that a file is to be shared in, if any, by its identity or its
// slug. Whoever shares in one has said who they are, and may come into its room.
func (u *Uploads) meeting(r *http.Request, name string) (meetings.ID, error) {
	if name == "" {
		return "", nil
	}
	p, known := auth.Person(r)
	if !known {
		return "", meetings.Refuse(meetings.SignIn, "Säg vem du är först, så kan du dela en fil.", "Say who you are first, and you can share a file.")
	}
	m, err := u.Store.Meeting(r.Context(), name)
	if err != nil {
		return "", err
	}
	network := u.Auth.Network(m.ID, middleware.GetClientIPAddr(r.Context()))
	return m.ID, u.Change.MayEnter(r.Context(), change.Visitor{Person: p, Network: network}, m.ID)
}

// metadata reads Upload-Metadata: names and values in base64, with commas between.
func metadata(header string) (values map[string]string, ok bool) {
	values = map[string]string{}
	for pair := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(pair), " ")
		text, err := base64.StdEncoding.DecodeString(strings.TrimSpace(value))
		if err != nil || !utf8.Valid(text) {
			return nil, false
		}
		values[name] = string(text)
	}
	return values, true
}

func expires(rw http.ResponseWriter, up meetings.Upload) {
	rw.Header().Set("Upload-Expires", time.UnixMilli(int64(up.Until)).UTC().Format(http.TimeFormat))
}

// about tells how far an upload has come.
func about(rw http.ResponseWriter, up meetings.Upload) {
	rw.Header().Set("Upload-Offset", strconv.FormatInt(up.Has, 10))
	rw.Header().Set("Upload-Length", strconv.FormatInt(up.Size, 10))
	expires(rw, up)
}

// uploaded is what an upload has become.
type uploaded struct {
	meetings.File
	Type string `json:"type"` // MIME
}

// look tells how far an upload has come and, of one that is whole, what it has become.
func (u *Uploads) look(rw http.ResponseWriter, r *http.Request) error {
	up, err := u.Change.Upload(r.Context(), uploadID(r))
	if err != nil {
		return err
	}
	about(rw, up)
	f, whole := up.File()
	if r.Method == http.MethodHead {
		return errStatus(http.StatusOK)
	} else if !whole {
		return errStatus(http.StatusNoContent)
	}
	t, _ := files.TypeNamed(f.Name)
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	u.write(rw, uploaded{f, t.MIME})
	return nil
}

// goOn takes in what follows. It is answered once that is kept and, of what is last, once
// the whole file is.
func (u *Uploads) goOn(rw http.ResponseWriter, r *http.Request) error {
	at, err := strconv.ParseInt(r.Header.Get("Upload-Offset"), 10, 64)
	switch {
	case r.Header.Get("Tus-Resumable") != version:
		return errStatus(http.StatusPreconditionFailed)
	case r.Header.Get("Content-Type") != "application/offset+octet-stream":
		return errStatus(http.StatusUnsupportedMediaType)
	case err != nil:
		return errStatus(http.StatusBadRequest)
	}
	up, err := u.Change.ContinueUpload(r.Context(), uploadID(r), at, patience(rw, r))
	about(rw, up)
	if errors.Is(err, change.ErrOffset) {
		return errStatus(http.StatusConflict)
	} else if err != nil {
		return err
	}
	return errStatus(http.StatusNoContent)
}

// cancel forgets an upload. tus 1.0.0, termination.
func (u *Uploads) cancel(_ http.ResponseWriter, r *http.Request) error {
	if err := u.Change.CancelUpload(r.Context(), uploadID(r)); err != nil {
		return err
	}
	return errStatus(http.StatusNoContent)
}

func uploadID(r *http.Request) meetings.ID { return meetings.ID(chi.URLParam(r, "upload")) }

// patience returns the body of a request, which may come slowly: as long as it is not
// silent for long, and for some minutes in all.
func patience(rw http.ResponseWriter, r *http.Request) io.Reader {
	control := http.NewResponseController(rw)
	return &patient{r.Body, control, time.Now().Add(partPatience)}
}

type patient struct {
	io.Reader
	*http.ResponseController
	end time.Time
}

func (p *patient) Read(b []byte) (int, error) {
	next := time.Now().Add(quietPatience)
	if next.After(p.end) {
		next = p.end
	}
	// A server that has no deadlines has none to move.
	_ = p.SetReadDeadline(next)
	_ = p.SetWriteDeadline(next.Add(quietPatience))
	return p.Reader.Read(b)
}
