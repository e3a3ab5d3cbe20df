package node

import (
	"bytes"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
	"ringain/meetings/store/postgrestest"
	"ringain/server/change"
)

// diary is a log that a test reads.
type diary struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (d *diary) Write(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.all.Write(b)
}

func (d *diary) text() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.all.String()
}

// kept is a node in which somebody has left a bird of every kind.
type kept struct {
	*installation
	data  string
	diary *diary
	slug  string
	room  meetings.ID
	gone  map[meetings.KeptKind]bool // counted as removed
}

// bird is what nobody writes by chance; each kind of data has one of its own.
const bird = "Rödhakevinge"

func keepBirds(t *testing.T, settings ...string) *kept {
	t.Helper()
	k := &kept{data: t.TempDir(), diary: &diary{}, gone: map[meetings.KeptKind]bool{}}
	c, err := ReadConfig("serve", append(settings, "--addr", "127.0.0.1:0", "--data", k.data, "--no-link-watch", "--log", "debug"), func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	n, err := open(t.Context(), c, slog.New(slog.NewTextHandler(k.diary, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		n.listener.Close()
		n.store.Close()
	})
	k.installation = &installation{t: t, n: n, h: n.handler(), people: map[string]meetings.Person{}}
	k.must(n.store.Change("x", func(tx *store.Tx) error {
		if err := tx.SaveTheme(meetings.Theme{Slug: "vatten", Name: meetings.Text{SV: "Vatten"}}, 1); err != nil {
			return err
		}
		for id, role := range map[string]meetings.Role{"ada": meetings.Administrator, "bo": meetings.Organiser} {
			a := meetings.Account{ID: meetings.ID(id), Name: bird + "account" + id, Email: id + "@" + bird + "account.example"}
			if err := tx.SaveAccount(a); err != nil {
				return err
			}
			if err := tx.SaveMember("", a.ID, role, 1); err != nil {
				return err
			}
			p := meetings.Member{Account: a, Role: role}.Person()
			p.Proved = meetings.At(time.Now())
			k.people[id] = p
		}
		return nil
	}))
	return k
}

// browser is somebody who keeps their cookies.
type browser struct {
	k       *kept
	cookies map[string]*http.Cookie
}

func (k *kept) as(who string) *browser {
	b := &browser{k, map[string]*http.Cookie{}}
	if who != "" {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		k.signIn(r, who)
		for _, c := range r.Cookies() {
			b.cookies[c.Name] = c
		}
	}
	return b
}

// send asks for a page, or sends a form; what is refused fails the test.
func (b *browser) send(path string, fields ...string) string {
	b.k.t.Helper()
	code, body := b.tries(path, fields...)
	if code >= 400 {
		b.k.t.Fatalf("%s %v: %d %.300s", path, fields, code, body)
	}
	return body
}

// tries is send, and returns what it is answered with.
func (b *browser) tries(path string, fields ...string) (code int, page string) {
	b.k.t.Helper()
	method, body := http.MethodGet, ""
	if len(fields) > 0 {
		b.k.count++
		form := url.Values{"id": {fmt.Sprintf("a-form-of-this-test-%d", b.k.count)}}
		for i := 0; i < len(fields); i += 2 {
			form.Add(fields[i], fields[i+1])
		}
		method, body = http.MethodPost, form.Encode()
	}
	r := httptest.NewRequestWithContext(b.k.t.Context(), method, path, strings.NewReader(body))
	r.RemoteAddr = "10.0.0.1:1"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range b.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.k.h.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookies[c.Name] = c
	}
	return w.Code, w.Body.String()
}

// live holds a meeting in which everything that can be said is said.
func (k *kept) live() {
	ctx, now := k.t.Context(), time.Now()
	ada := k.people["ada"]
	m, err := k.n.change.Announce(ctx, ada, meetings.Meeting{Kind: meetings.Extra, Status: meetings.Planned, Themes: []string{"vatten"}, Title: meetings.Text{SV: "Rådslag"}, Slug: "radslag",
		Start: meetings.At(now.Add(-5 * time.Minute)), Minutes: 45, Zone: "Europe/Stockholm", Date: meetings.DateOf(now)},
		meetings.Agenda{Items: []meetings.Item{{ID: "one", Title: "Läget", Presenter: bird + "presenter"}}})
	k.must(err)
	k.slug, k.room = "/moten/"+m.Slug, m.ID
	k.as("").send("/tema/vatten.ics")
	boss := k.as("ada")
	guests := []*browser{k.as(""), k.as("")}
	for i, g := range guests {
		g.send(k.slug+"/delta", "name", fmt.Sprintf("%sname%d Fågelsson", bird, i), "organisation", []string{"Granviks kommun", bird + "organisation"}[i], "sector", "kommun")
		g.send(k.slug + "/rum")
	}
	act := func(b *browser, fields ...string) { b.send(k.slug+"/rum/gor", fields...) }
	act(boss, "do", "agenda.start")
	act(guests[0], "do", "queue.ask", "note", bird+"note")
	act(boss, "do", "queue.next")
	act(guests[0], "do", "signal.add", "kind", "behov", "text", bird+"signal")
	act(guests[1], "do", "signal.add", "kind", "risk", "text", bird+"hidden")
	act(guests[0], "do", "question.ask", "text", bird+"question?")
	act(guests[0], "do", "material.share", "address", "https://"+bird+"link.example/", "called", bird+"material", "kind", "stod")
	guests[0].send(k.slug+"/rum/anteckna", "item", "one", "text", bird+"line")
	guests[1].send(k.slug+"/rum/anteckna", "item", "one", "text", bird+"removed")
	act(guests[1], "do", "caller.code")
	room, _, err := k.n.store.Room(ctx, string(k.room))
	k.must(err)
	act(boss, "do", "signal.hide", "signal", string(room.Signals[1].ID))
	act(boss, "do", "caller.add", "name", bird+"caller", "sector", "region")
	boss.send(k.slug+"/minnesanteckningar/bestallda", "who", bird+"orderer", "how", "papper", "address", bird+"street 1")
	act(boss, "do", "poll.add", "question", bird+"poll?", "choices", bird+"choice\nNej", "open", "1")
	_, err = k.n.change.WriteCaption(ada, k.room, "mark", bird+"caption")
	k.must(err)
	writers, err := k.n.store.NotesWriters(ctx, k.room)
	k.must(err)
	for _, w := range writers {
		if strings.Contains(w.By.Name, "name1") {
			_, err = k.n.change.RemoveNotes(ada, k.room, w.By.ID)
			k.must(err)
		}
	}
	boss.send(k.slug+"/inledare", "name", bird+"speaker", "organisation", bird+"speakers")
	k.files(boss, guests[0])
	act(boss, "do", "agenda.end")
	k.must(k.n.store.Change("x", func(tx *store.Tx) error {
		return tx.KeepLateNotes(k.room, store.NotesLate{By: meetings.Author{ID: "late", Name: bird + "late"}, At: meetings.At(now), Body: []byte(bird + "lateline")})
	}))
	text := "Det sade " + bird + "name0 Fågelsson, och " + bird + "name0s grupp. Mötet gick bra."
	_, err = k.n.change.WriteMinutes(ctx, ada, k.room, "0123456789abcdef-minutes", meetings.Writing{Parts: []meetings.MinutesPart{{Title: "Läget", Text: text}}, Named: true, Lang: meetings.SV}, change.Publication{Now: true})
	k.must(err)
	k.around()
}

// files shares a file, and leaves one that nobody shares.
func (k *kept) files(_, guest *browser) {
	for i, what := range []string{"shared", "unshared"} {
		u, err := k.n.change.KeepFile(k.t.Context(), meetings.Upload{Owner: "bo", Meeting: k.room, Name: bird + what + ".txt", Size: int64(len(bird + what))}, strings.NewReader(bird+what))
		if err != nil {
			k.t.Fatal(err)
		}
		if i == 0 {
			_, err = k.n.change.Do(k.t.Context(), k.people["bo"], k.room, "0123456789abcdef-share", meetings.ShareMaterial{File: u.Hash, Title: bird + "file", Unlisted: true})
			k.must(err)
		}
	}
}

// around leaves what is not said in a meeting.
func (k *kept) around() {
	ctx := k.t.Context()
	_, err := k.n.change.ProposeSupport(meetings.Person{}, "", "0123456789abcdef-proposal", meetings.Support{Title: bird + "proposal", About: bird + "about", Href: "https://" + bird + "proposal.example/", Kind: "stod"})
	k.must(err)
	e, err := k.n.change.ProposeSupport(k.people["ada"], "", "0123456789abcdef-support", meetings.Support{Title: "Guiden", Href: "https://guide.example/", Kind: "stod"})
	k.must(err)
	k.must(k.n.change.ReviewSupport(ctx, k.people["ada"], e.ID, meetings.Review{To: meetings.SupportPublished}))
	k.must(k.n.change.ReportSupport("", meetings.Report{ID: "0123456789abcdef-report", Support: e.ID, Kind: meetings.ReportOther, Text: bird + "report"}))
	k.must(k.n.change.AskToFollow(ctx, change.Asked{Theme: "vatten", Address: "a@" + bird + "follower.example", Lang: meetings.SV}))
	_, err = k.n.change.Invite(ctx, k.people["ada"], meetings.Organiser, "b@"+bird+"invited.example")
	k.must(err)
}

// later are the changes of the same node, some days later.
func (k *kept) later(days int) *change.Changes {
	shared, err := files.Open(filepath.Join(k.data, "files"), filepath.Join(k.data, "files", "coming"))
	k.must(err)
	return change.New(change.Config{Store: k.n.store, Bus: k.n.bus, Log: k.n.log, NewID: newID, Files: shared,
		Now: func() time.Time { return time.Now().AddDate(0, 0, days) }})
}

// birds are the places in which one is still found.
func (k *kept) birds(database string) (places []string) {
	hides := func(b []byte) bool {
		low := bytes.ToLower(b)
		return bytes.Contains(low, []byte(strings.ToLower(bird))) || bytes.Contains(low, []byte(hex.EncodeToString([]byte(bird)))) || bytes.Contains(low, []byte("rodhakevinge"))
	}
	k.must(filepath.WalkDir(k.data, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if err == nil && (hides(body) || hides([]byte(path))) {
			at := bytes.Index(bytes.ToLower(body), []byte(strings.ToLower(bird)))
			places = append(places, fmt.Sprintf("%s: %.80q", filepath.Base(path), body[max(at, 0):]))
		}
		return err
	}))
	if database == "" {
		return places
	}
	db, err := sql.Open("pgx", database)
	k.must(err)
	defer db.Close()
	for _, table := range column(k, db, `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`) {
		for _, row := range column(k, db, `SELECT t::text FROM "`+table+`" t`) {
			if hides([]byte(row)) {
				places = append(places, fmt.Sprintf("%s: %.200s", table, row))
			}
		}
	}
	return places
}

func column(k *kept, db *sql.DB, query string) (all []string) {
	rows, err := db.QueryContext(k.t.Context(), query)
	k.must(err)
	defer rows.Close()
	for rows.Next() {
		var one string
		k.must(rows.Scan(&one))
		all = append(all, one)
	}
	k.must(rows.Err())
	return all
}

// G19: when their times are up, nothing that anybody said or was called is anywhere on the
// disk of the installation or in its log.
func TestNothingIsLeftWhenItsTimeIsUp(t *testing.T) {
	tell := func(t *testing.T, database string) {
		settings := []string{}
		if database != "" {
			settings = []string{"--database", database}
		}
		k := keepBirds(t, settings...)
		k.live()
		if found := k.birds(database); len(found) == 0 {
			t.Fatal("nothing was kept to begin with")
		}
		for _, days := range []int{3, 100, 400, 800} {
			c := k.later(days)
			k.must(c.Keep(t.Context(), "a node", meetings.UsualTerms()))
			k.must(c.Scrub(t.Context(), "a node"))
			_, err := c.SweepFiles(t.Context())
			k.must(err)
			k.removed()
		}
		// The last administrator stays, for else nobody could go on.
		k.must(k.n.store.Change("x", func(tx *store.Tx) error {
			return tx.SaveAccount(meetings.Account{ID: "ada", Name: "Ada", Email: "ada@example.org"})
		}))
		k.must(k.later(830).Keep(t.Context(), "a node", meetings.UsualTerms()))
		k.must(k.n.store.Scrub(t.Context()))
		for _, place := range k.birds(database) {
			t.Errorf("found in %s", place)
		}
		if text := k.diary.text(); strings.Contains(text, bird) {
			t.Errorf("found in the log: %.200s", text[strings.Index(text, bird):])
		}
		page := k.as("").send(k.slug + "/minnesanteckningar")
		if !strings.Contains(page, "Mötet gick bra") {
			t.Error("the published minutes are gone too")
		}
		k.counted()
	}
	t.Run("SQLite", func(t *testing.T) { tell(t, "") })
	t.Run("PostgreSQL", func(t *testing.T) { tell(t, postgrestest.Start(t).URL()) })
}

// counted sees that how much there was is known for the statistics, and that what was removed is counted.
func (k *kept) counted() {
	tally, err := k.n.store.Tally(k.t.Context(), k.room)
	k.must(err)
	for kind, n := range map[string]int{"signal:behov": 1, "question": 1, "material": 2, "poll": 1, "came:kommun": 2, "came:region": 1, "speakers:kommun": 1} {
		if tally[kind] != n {
			k.t.Errorf("%d %s were counted, want %d: %v", tally[kind], kind, n, tally)
		}
	}
	for _, kind := range []meetings.KeptKind{meetings.KeptSessions, meetings.KeptEntrants, meetings.KeptRooms, meetings.KeptWords, meetings.KeptMinutes, meetings.KeptProposals, meetings.KeptReports, meetings.KeptAccounts} {
		if !k.gone[kind] {
			k.t.Errorf("nothing of the kind %s was counted as removed: %v", kind, k.gone)
		}
	}
}

// removed reads what administrators are told that was removed.
func (k *kept) removed() {
	all, err := k.n.store.ForgottenOf(k.t.Context(), "", 1000)
	k.must(err)
	for _, g := range all {
		k.gone[g.Kind] = g.N > 0
	}
}
