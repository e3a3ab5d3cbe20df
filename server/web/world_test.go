package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"ringain/client"
	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/sample"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/auth"
	"ringain/server/change"
	"ringain/server/wire"
)

// world is an installation on the real store, with a clock that the test sets, and
// one browser that keeps its cookies.
type world struct {
	t       *testing.T
	now     time.Time
	store   *store.Store
	change  *change.Changes
	auth    *auth.Auth
	web     *Web
	handler http.Handler
	cookies map[string]*http.Cookie
	out     output
	opened  map[string]map[string]int // the ids of pages that were followed to
}

// output is where the log goes; a test may read it.
type output struct{ to io.Writer }

func (o *output) Write(b []byte) (int, error) { return o.to.Write(b) }

func (w *world) log(to io.Writer) { w.out.to = to }

const origin = "https://moten.example.org"

// at is a moment by a Swedish clock.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	moment, err := time.ParseInLocation("2006-01-02 15.04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

// empty is a new installation with nothing in it.
func empty(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: at(t, "2026-11-22 09.00"), cookies: map[string]*http.Cookie{}, opened: map[string]map[string]int{}}
	w.out.to = t.Output()
	log := slog.New(slog.NewTextHandler(&w.out, nil))
	secret := []byte("a secret that signs tickets only")
	var err error
	w.store, err = store.Open(t.Context(), store.Options{Address: filepath.Join(t.TempDir(), "ringain.db"), Log: log,
		Epoch: "e1", Secret: secret, Host: "moten.example.org"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.store.Close() })
	now := func() time.Time { return w.now }
	newID := func() meetings.ID { return meetings.ID(uuid.Must(uuid.NewV7()).String()) }
	shared, err := files.Open(filepath.Join(t.TempDir(), "files"), filepath.Join(t.TempDir(), "coming"))
	if err != nil {
		t.Fatal(err)
	}
	w.change = change.New(change.Config{Store: w.store, Bus: bus.NewMemory(), Log: log, Now: now, NewID: newID, Files: shared})
	w.auth = auth.New(auth.Config{Keep: w.store, Secret: secret, Secure: true, Now: now, NewID: newID})
	dist, err := client.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	r := chi.NewRouter()
	r.Use(w.auth.Know)
	r.Handle(client.Prefix+"*", dist.Handler())
	w.web = New(Config{Store: w.store, Change: w.change, Auth: w.auth, Files: dist, FileSize: 25 << 20, Origin: origin, Log: log, Now: now, NewID: newID,
		Responsible: "Granviks kommun", Contact: "moten@granvik.example", Presence: w.present})
	w.web.Routes(r)
	w.handler = r
	return w
}

// present says who is in a room: always the same two.
func (w *world) present(meetings.ID) wire.Presence {
	return wire.Presence{Count: 3, Sectors: map[string]int{"kommun": 1, "civilsamhalle": 1}, People: []wire.Participant{
		{Name: "Åsa Öberg", Organisation: "Granviks kommun", Sector: "kommun", Role: meetings.Guest},
		{Name: "Björn Ek", Organisation: "Föreningen Efteråt", Sector: "civilsamhalle", Role: meetings.Organiser}}}
}

// season is an installation with the sample season, as loaded in November 2026.
func season(t *testing.T) *world {
	t.Helper()
	w := empty(t)
	p, err := sample.Season()
	if err != nil {
		t.Fatal(err)
	}
	if err := load(t.Context(), w, p); err != nil {
		t.Fatal(err)
	}
	return w
}

// answer is what came back: the page, and how.
type answer struct {
	*http.Response
	text string
}

func (w *world) get(path string) answer { return w.send(http.MethodGet, path, nil) }

func (w *world) post(path string, form url.Values) answer { return w.send(http.MethodPost, path, form) }

func (w *world) send(method, path string, form url.Values) answer {
	w.t.Helper()
	r := httptest.NewRequest(method, origin+path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, c := range w.cookies {
		r.AddCookie(c)
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	for _, c := range rec.Result().Cookies() {
		w.cookies[c.Name] = c
		if c.MaxAge < 0 {
			delete(w.cookies, c.Name)
		}
	}
	return answer{rec.Result(), rec.Body.String()}
}

// load keeps a programme as an organiser would: season, themes, series, what is
// announced on its own, and then the changes in order.
func load(ctx context.Context, w *world, p sample.Programme) error {
	by := meetings.Person{ID: "platform", Name: "ringain", Role: meetings.Service}
	if err := w.change.SaveSeason(ctx, by, p.Season); err != nil {
		return err
	}
	for i, theme := range p.Themes {
		if err := w.change.SaveTheme(ctx, by, theme, i); err != nil {
			return err
		}
	}
	for _, series := range p.Series {
		if _, err := w.change.SaveSeries(ctx, by, series); err != nil {
			return err
		}
	}
	for _, m := range append(p.Extra, p.Webinars...) {
		if _, err := w.change.Announce(ctx, by, m, meetings.Agenda{Items: []meetings.Item{}}); err != nil {
			return err
		}
	}
	for _, c := range p.Changes {
		m, err := w.store.Meeting(ctx, c.Series+"-"+c.Date.String())
		if err != nil {
			return err
		}
		if _, err := w.change.Do(ctx, by, m.ID, meetings.ID(uuid.NewString()), c.Command); err != nil {
			return err
		}
	}
	return w.change.SaveOrganisations(ctx, by, p.Organisations)
}

// signIn gives the browser a session for somebody.
func (w *world) signIn(p meetings.Person) {
	w.t.Helper()
	rec := httptest.NewRecorder()
	if err := w.auth.Begin(rec, httptest.NewRequest(http.MethodGet, origin+"/", nil), p); err != nil {
		w.t.Fatal(err)
	}
	for _, c := range rec.Result().Cookies() {
		w.cookies[c.Name] = c
	}
}
