package web

import (
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/client"
	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
	"ringain/meetings/store/postgrestest"
	"ringain/notify/bus"
	"ringain/server/auth"
	"ringain/server/change"
)

// These ask for pages of a support list of 20,000 entries, one after another, and report
// how long the server takes, the middle one (p50) and the slowest in a hundred (p99), and
// what a page weighs in gzip.

func BenchmarkListSQLite(b *testing.B)     { askAll(b, filepath.Join(b.TempDir(), "ringain.db")) }
func BenchmarkListPostgreSQL(b *testing.B) { askAll(b, postgrestest.Database(b)) }

const manyEntries = 20_000

func askAll(b *testing.B, address string) {
	handler := longList(b, address)
	if strings.HasPrefix(address, "postgres") {
		tidied(b, address)
	}
	for _, page := range []struct{ name, path string }{
		{"list", "/stodlista"}, {"last-page", "/stodlista?sida=667"}, {"theme", "/stodlista?tema=barn-och-unga"}, {"theme-and-kind", "/stodlista?tema=barn-och-unga&sort=metod&malgrupp=kommun"},
		{"word", "/stodlista?sok=telefontolk"}, {"common-word", "/stodlista?sok=stöd"}, {"words", "/stodlista?sok=stöd+barnen+skola"},
		{"search", "/sok?ord=skola"}, {"search-common", "/sok?ord=stöd"}, {"json", "/stodlista.json"}, {"atom", "/stodlista.atom"}, {"framed", "/stodlista/inbaddad"},
	} {
		b.Run(page.name, func(b *testing.B) { ask(b, handler, page.path) })
	}
}

// tidied does at once what PostgreSQL does by itself within a minute after so many changes.
func tidied(b *testing.B, address string) {
	b.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(b.Context(), `VACUUM ANALYZE`); err != nil {
		b.Fatal(err)
	}
}

func ask(b *testing.B, handler http.Handler, path string) {
	var took []time.Duration
	var weight int
	for b.Loop() {
		r := httptest.NewRequest(http.MethodGet, origin+path, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		rec := httptest.NewRecorder()
		began := time.Now()
		handler.ServeHTTP(rec, r)
		took = append(took, time.Since(began))
		if rec.Code != http.StatusOK {
			b.Fatalf("%s: %d", path, rec.Code)
		}
		weight = rec.Body.Len()
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(weight), "bytes")
}

// longList is an installation with a long support list and a season of meetings.
func longList(b *testing.B, address string) http.Handler {
	b.Helper()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	st, err := store.Open(b.Context(), store.Options{Address: address, Log: log, Epoch: "e", Secret: []byte("a secret that signs tickets only"), Host: "moten.example.org"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	n := 0
	newID := func() meetings.ID { n++; return meetings.ID(fmt.Sprintf("0123456789abcdef-%05d", n)) }
	w := &world{now: now, store: st, change: change.New(change.Config{Store: st, Bus: bus.NewMemory(), Log: log, Now: func() time.Time { return now }, NewID: newID})}
	p, err := sample.Season()
	if err != nil {
		b.Fatal(err)
	}
	if err := load(b.Context(), w, p); err != nil {
		b.Fatal(err)
	}
	rooms, err := st.Rooms(b.Context(), store.Which{})
	if err != nil {
		b.Fatal(err)
	}
	fill(b, st, rooms, p)
	files, err := client.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	a := auth.New(auth.Config{Keep: st, Secret: st.About().Secret, Secure: true, Now: func() time.Time { return now }, NewID: newID})
	r := chi.NewRouter()
	r.Use(a.Know)
	New(Config{Store: st, Change: w.change, Auth: a, Files: files, Origin: origin, Log: log, Now: func() time.Time { return now }, NewID: newID}).Routes(r)
	return r
}

// fill keeps many entries whose words are as many and as uneven as those of a real list.
func fill(b *testing.B, st *store.Store, rooms []meetings.Room, p sample.Programme) {
	b.Helper()
	chance := rand.New(rand.NewPCG(1, 2))
	base := strings.Fields("stöd barn skola unga telefon tolk vård hälsa familj äldre kommun region metod samtal grupp oro sömn kris plan föräldrar arbete hem social psykisk ångest nätverk förening handledning utbildning material guide lista mall rapport erfarenhet exempel verktyg migration språk lärare elev trygghet säkerhet våld missbruk suicid prevention uppföljning statistik forskning möte dialog brukare anhörig digital webb film bok spel idrott kultur natur ekonomi bostad")
	word := func() string {
		one := base[int(float64(len(base))*chance.Float64()*chance.Float64())]
		if chance.IntN(3) == 0 {
			return one + base[chance.IntN(len(base))]
		}
		return one
	}
	text := func(from, to int) string {
		words := make([]string, from+chance.IntN(to-from))
		for i := range words {
			words[i] = word()
		}
		return strings.Join(words, " ")
	}
	pick := func(list []meetings.Named) string { return list[chance.IntN(len(list))].Code }
	for begin := 0; begin < manyEntries; begin += 500 {
		err := st.Change("support", func(tx *store.Tx) error {
			for i := begin; i < begin+500; i++ {
				e := meetings.Support{ID: meetings.ID(fmt.Sprintf("entry-%05d", chance.IntN(1_000_000)*100_000+i)), Slug: fmt.Sprintf("stod-%d", i), State: meetings.SupportPublished,
					Title: capital(text(3, 7)), About: capital(text(8, 25)), Source: capital(word()) + "s kommun", Kind: pick(meetings.SupportKinds()), Href: fmt.Sprintf("https://stod.example.org/%d", i),
					Audiences: []string{pick(meetings.Audiences())}, Languages: []string{"sv"}, Themes: []string{p.Themes[chance.IntN(len(p.Themes))].Slug},
					Published: meetings.Instant(i), Updated: meetings.Instant(1_700_000_000_000 + i*1000), Meeting: rooms[chance.IntN(len(rooms))].Meeting.ID}
				if err := tx.SaveSupport(e, store.SupportLink{Key: e.Href, Near: e.Href}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
