package auth_test

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/auth"
)

// house is an installation with a real store and the clock of a bubble.
type house struct {
	*testing.T
	*auth.Auth
	store *store.Store
}

// inHouse tells a story in a house, with time that passes only when all wait.
func inHouse(t *testing.T, secure bool, story func(*house)) {
	file := filepath.Join(t.TempDir(), "ringain.db")
	synctest.Test(t, func(t *testing.T) {
		log := slog.New(slog.NewTextHandler(t.Output(), nil))
		s, err := store.Open(t.Context(), store.Options{Address: file, Log: log, Epoch: "one", Secret: []byte("secret"), Host: "moten.example"})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var ids atomic.Int64
		story(&house{T: t, store: s, Auth: auth.New(auth.Config{Keep: s, Secret: s.About().Secret, Secure: secure, Now: time.Now,
			NewID: func() meetings.ID { return meetings.ID(fmt.Sprint("id-", ids.Add(1))) }})})
	})
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) same(want, got any) {
	h.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		h.Errorf("-want +got:\n%s", diff)
	}
}

func (h *house) refused(kind meetings.RefusalKind, err error) {
	h.Helper()
	if r, ok := errors.AsType[*meetings.Refusal](err); !ok || r.Kind != kind {
		h.Errorf("%v, want to be refused as %s", err, kind)
	}
}

// browser is somebody's browser: what it has been given to keep.
type browser struct {
	*house
	cookies map[string]*http.Cookie
}

func (h *house) browser() *browser { return &browser{h, map[string]*http.Cookie{}} }

// copied is another browser with the same cookies.
func (b *browser) copied() *browser { return &browser{b.house, maps.Clone(b.cookies)} }

// visit makes a request, has it handled, and keeps the cookies of the answer.
func (b *browser) visit(handle func(http.ResponseWriter, *http.Request)) {
	b.Helper()
	r, w := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/", nil), httptest.NewRecorder()
	for _, c := range b.cookies {
		r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	b.Know(http.HandlerFunc(handle)).ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c
		}
	}
}

func (b *browser) who() (p meetings.Person, ok bool) {
	b.Helper()
	b.visit(func(_ http.ResponseWriter, r *http.Request) { p, ok = auth.Person(r) })
	return p, ok
}

func (b *browser) nobody() {
	b.Helper()
	if p, ok := b.who(); ok {
		b.Errorf("this is %v, want nobody", p)
	}
}

func (b *browser) join(name string) (p meetings.Person, err error) {
	b.visit(func(w http.ResponseWriter, r *http.Request) { p, err = b.Join(w, r, name, "Ferry Company", "foretag") })
	return p, err
}

func (b *browser) signIn(link, name string) (err error) {
	b.visit(func(w http.ResponseWriter, r *http.Request) { _, err = b.SignIn(w, r, link, name) })
	return err
}

func (b *browser) secret() string {
	for name, c := range b.cookies {
		if name == "ringain" || name == "__Host-ringain" {
			return c.Value
		}
	}
	return ""
}

func TestWhoJoinsIsKnownForADay(t *testing.T) {
	inHouse(t, true, func(h *house) {
		b := h.browser()
		b.nobody()
		joined, err := b.join("  Cy  ")
		h.must(err)
		cy := meetings.Person{ID: "id-1", Name: "Cy", Organisation: "Ferry Company", Sector: "foretag", Role: meetings.Guest}
		h.same(cy, joined)
		who, _ := b.who()
		h.same(cy, who)
		time.Sleep(auth.GuestLasts - time.Second)
		if _, ok := b.who(); !ok {
			t.Error("the session ended early")
		}
		time.Sleep(time.Second)
		b.nobody()
	})
}

func TestJoiningAgainMakesANewSecretForTheSamePerson(t *testing.T) {
	inHouse(t, true, func(h *house) {
		b := h.browser()
		_, err := b.join("Cy")
		h.must(err)
		before, old := b.copied(), b.secret()
		again, err := b.join("Cyrus")
		h.must(err)
		h.same(meetings.ID("id-1"), again.ID)
		if b.secret() == old || len(old) != 64 {
			t.Errorf("the secret was %q and is %q", old, b.secret())
		}
		before.nobody()
		who, _ := b.who()
		h.same("Cyrus", who.Name)
		_, err = b.join(" ")
		h.refused(meetings.Invalid, err)
		who, _ = b.who()
		h.same("Cyrus", who.Name)
	})
}

func TestAnOrganiserWhoJoinsStaysAnOrganiser(t *testing.T) {
	inHouse(t, true, func(h *house) {
		link, err := h.NewLink()
		h.must(err)
		b := h.browser()
		h.must(b.signIn(link, "Ada"))
		ada, _ := b.who()
		h.same(meetings.Person{ID: ada.ID, Account: ada.ID, Name: "Ada", Role: meetings.Administrator, Proved: meetings.At(time.Now())}, ada)
		joined, err := b.join("Ada")
		h.must(err)
		h.same(meetings.Administrator, joined.Role)
		h.same(ada.ID, joined.ID)
		time.Sleep(auth.SignedInIdle)
		b.nobody()
	})
}

func TestALinkLetsOneIn(t *testing.T) {
	inHouse(t, true, func(h *house) {
		link, err := h.NewLink()
		h.must(err)
		h.refused(meetings.Invalid, h.browser().signIn(link, " ")) // a bad name does not use it up
		var in, out atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				b := h.browser()
				if err := b.signIn(link, "Ada"); err != nil {
					h.refused(meetings.SignIn, err)
					b.nobody()
					out.Add(1)
				} else if p, ok := b.who(); ok && p.Role == meetings.Administrator {
					in.Add(1)
				}
			})
		}
		all.Wait()
		h.same([2]int32{1, 7}, [2]int32{in.Load(), out.Load()})
		for _, other := range []string{"", "guess", link + "0"} {
			h.refused(meetings.SignIn, h.browser().signIn(other, "Ada"))
		}
	})
}

func TestALinkGrowsOld(t *testing.T) {
	inHouse(t, true, func(h *house) {
		link, err := h.NewLink()
		h.must(err)
		time.Sleep(auth.LinkLasts)
		h.refused(meetings.SignIn, h.browser().signIn(link, "Ada"))
	})
}

func TestAfterTheEndNobodyIsStillThere(t *testing.T) {
	inHouse(t, false, func(h *house) {
		b := h.browser()
		_, err := b.join("Cy")
		h.must(err)
		copied := b.copied()
		still := func(r *http.Request) bool {
			_, ok, err := h.Still(r)
			h.must(err)
			return ok
		}
		b.visit(func(_ http.ResponseWriter, open *http.Request) { // such as the one of a socket
			h.same(true, still(open))
			b.visit(func(w http.ResponseWriter, r *http.Request) { h.must(h.End(w, r)) })
			h.same(false, still(open))
		})
		h.same(0, len(b.cookies))
		b.nobody()
		copied.nobody()
		b.visit(func(w http.ResponseWriter, r *http.Request) {
			h.same(false, still(r))
			h.must(h.End(w, r)) // nobody may leave too
		})
	})
}

func TestAStoreThatDoesNotAnswerKnowsNobody(t *testing.T) {
	inHouse(t, true, func(h *house) {
		b := h.browser()
		_, err := b.join("Cy")
		h.must(err)
		b.visit(func(_ http.ResponseWriter, r *http.Request) {
			h.must(h.store.Close())
			if _, ok, err := h.Still(r); ok || err == nil {
				t.Error("somebody is still there, without asking")
			}
		})
		b.nobody()
		if _, err := h.browser().join("Bo"); err == nil {
			t.Error("a session began and was not kept")
		}
	})
}
