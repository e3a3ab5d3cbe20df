package feed

import (
	"bytes"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store/postgrestest"
)

// everyKind returns the addresses of feeds of every kind, form and variant, in a season
// with a draft, a chosen set and a renamed theme.
func everyKind(n *node) (paths []string) {
	n.t.Helper()
	ctx := n.t.Context()
	_, err := n.change.Announce(ctx, platform, meetings.Meeting{Slug: "utkast", Status: meetings.Draft, Kind: meetings.Extra,
		Themes: []string{"suicidprevention"}, Title: meetings.Text{SV: "Hemligt"}, Start: meetings.At(n.now), Minutes: 45, Zone: "Europe/Stockholm"}, meetings.Agenda{})
	n.must(err)
	secret, err := n.change.RenewPrivate(ctx, platform)
	n.must(err)
	token, err := n.change.Choose(ctx, []string{"suicidprevention", "barn-och-unga"})
	n.must(err)
	n.must(n.change.RenameTheme(ctx, platform, "vuxna-och-aldre", "vuxna"))
	n.now = n.now.Add(time.Minute)
	for _, path := range []string{"/tema/suicidprevention", "/tema/psykisk-halsa-i-kristid", "/tema/vuxna", "/tema/vuxna-och-aldre", "/alla", "/webbinarier"} {
		for _, form := range []string{".ics", ".json", ".atom", ".ics?installda=dolj", ".ics?paminn=15"} {
			paths = append(paths, path+form, "/en"+path+form)
		}
	}
	for _, path := range []string{"/kalender/" + token, "/moten/suicidprevention-2027-04-08", "/planera/kalender/" + secret} {
		paths = append(paths, path+".ics", "/en"+path+".ics")
	}
	return paths
}

func TestEveryPollOfADayWithoutDatabaseIsAnswered(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		n := planned(emptyOn(t, filepath.Join(t.TempDir(), "ringain.db")))
		paths := everyKind(n)
		before := n.answers(paths)
		n.must(n.store.Close())
		n.day(paths, before)
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		server := postgrestest.Start(t)
		n := planned(emptyOn(t, server.URL()))
		paths := everyKind(n)
		before := n.answers(paths)
		n.must(server.Kill())
		n.day(paths, before)
		n.must(server.Restart())
		n.start(n.store)
		for deadline := time.Now().Add(time.Minute); n.store.Ready(t.Context()) != nil; {
			if time.Now().After(deadline) {
				t.Fatal("the database is not back")
			}
		}
		n.do("suicidprevention-2027-04-08", meetings.CancelMeeting{Reason: meetings.Text{SV: "Snö"}})
		if !bytes.Contains(n.get("/alla.ics"), []byte("SUMMARY:INSTÄLLT: Suicidprevention")) {
			t.Error("a change after the day without database is not in the feed")
		}
	})
}

// answer is what an app keeps of a feed.
type answer struct {
	body     string
	etag     string
	modified string
}

func (n *node) answers(paths []string) map[string]answer {
	n.t.Helper()
	all := map[string]answer{}
	for _, path := range paths {
		for _, coding := range []string{"identity", "gzip"} {
			rec := n.send(http.MethodGet, path, "Accept-Encoding", coding)
			if rec.Code != http.StatusOK {
				n.t.Fatalf("GET %s: %d %s", path, rec.Code, rec.Body)
			}
			all[path+" "+coding] = answer{rec.Body.String(), rec.Header().Get("ETag"), rec.Header().Get("Last-Modified")}
		}
	}
	return all
}

// day is a day without database, on which apps poll every feed each hour, with and
// without what they have. The node is started anew every few hours: with a database
// that does not answer, or before it has one. A feed that nobody has asked for before
// is served too.
func (n *node) day(paths []string, before map[string]answer) {
	n.t.Helper()
	for hour := range 25 {
		if hour%8 == 2 {
			n.restart()
		} else if hour%8 == 5 {
			n.feeds.keep()
			n.start(nil)
		}
		n.now = n.now.Add(time.Hour)
		for _, path := range paths {
			for _, coding := range []string{"identity", "gzip"} {
				was := before[path+" "+coding]
				rec := n.send(http.MethodGet, path, "Accept-Encoding", coding)
				if is := (answer{rec.Body.String(), rec.Header().Get("ETag"), rec.Header().Get("Last-Modified")}); rec.Code != http.StatusOK || is != was {
					n.t.Fatalf("hour %d, %s: %d, ETag was %s and is %s, Last-Modified was %s and is %s", hour, path, rec.Code, was.etag, is.etag, was.modified, is.modified)
				}
				for _, has := range [][2]string{{"If-None-Match", was.etag}, {"If-Modified-Since", was.modified}} {
					if rec := n.send(http.MethodGet, path, "Accept-Encoding", coding, has[0], has[1]); rec.Code != http.StatusNotModified {
						n.t.Fatalf("hour %d, %s with %s: %d", hour, path, has[0], rec.Code)
					}
				}
			}
		}
		if rec := n.send(http.MethodGet, "/en/moten/barn-och-unga-2027-01-19.ics"); rec.Code != http.StatusOK {
			n.t.Fatalf("hour %d, one that nobody has asked for: %d", hour, rec.Code)
		}
		if rec := n.send(http.MethodGet, "/tema/finns-inte.ics"); rec.Code != http.StatusNotFound {
			n.t.Fatalf("hour %d, one that there is not: %d", hour, rec.Code)
		}
	}
	if n.feeds.Stats().Stale == 0 {
		n.t.Error("not counted as stale")
	}
}

func TestWhatIsKeptOnDiskIsForItsOwnerOnlyAndKeepsNoFormerSecret(t *testing.T) {
	n := season(t)
	var secrets []string
	for range 2 {
		secret, err := n.change.RenewPrivate(t.Context(), platform)
		n.must(err)
		secrets = append(secrets, secret)
		n.now = n.now.Add(time.Second)
		n.send(http.MethodGet, "/planera/kalender/"+secret+".ics")
		n.feeds.keep()
	}
	files := 0
	n.must(filepath.WalkDir(filepath.Join(n.dir, "feeds"), func(path string, entry fs.DirEntry, err error) error {
		n.must(err)
		info, err := entry.Info()
		n.must(err)
		if info.Mode().Perm()&0o077 != 0 || strings.Contains(path, secrets[0]) || strings.Contains(path, secrets[1]) {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		if entry.IsDir() {
			return nil
		}
		files++
		text, err := os.ReadFile(path)
		n.must(err)
		if bytes.Contains(text, []byte(secrets[0])) {
			t.Errorf("%s still has the former secret", path)
		}
		return nil
	}))
	if files != 1 {
		t.Errorf("%d files", files)
	}
	n.start(nil)
	for i, want := range []int{http.StatusNotFound, http.StatusOK} {
		if rec := n.send(http.MethodGet, "/planera/kalender/"+secrets[i]+".ics"); rec.Code != want {
			t.Errorf("secret %d answers %d, want %d", i+1, rec.Code, want)
		}
	}
}

func TestWithoutDatabaseAndWithoutACopyItIsSaidInWords(t *testing.T) {
	n := season(t)
	n.start(nil)
	damage := func() { n.must(os.WriteFile(n.feeds.file(), []byte("{\"Schedule\":{\"Count\":1}}\n{\"meet"), 0o600)) }
	for _, before := range []func(){func() {}, func() { n.must(os.MkdirAll(filepath.Join(n.dir, "feeds"), 0o700)); damage() }} {
		before()
		n.now = n.now.Add(time.Minute)
		rec := n.send(http.MethodGet, "/tema/barn-och-unga.ics")
		if rec.Code != http.StatusServiceUnavailable || !strings.HasPrefix(rec.Body.String(), "Kalendern kan inte hämtas just nu.") || rec.Header().Get("Retry-After") == "" {
			t.Errorf("%d %s", rec.Code, rec.Body)
		}
	}
	n.start(n.store)
	n.get("/tema/barn-och-unga.ics")
}
