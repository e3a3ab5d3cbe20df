package store_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ringain/meetings"
)

func TestSQLiteKeepsTheContractOfAStore(t *testing.T) {
	t.Parallel()
	conform(t, func(t testing.TB) string { return filepath.Join(t.TempDir(), "möten på kl. 12 #1 100%?.db") })
}

func TestEveryConnectionToSQLiteIsSafe(t *testing.T) {
	name := filepath.Join(t.TempDir(), "å ? # %41.db")
	changes, reads := open(t, name).Pools()
	if _, err := os.Stat(name); err != nil {
		t.Error(err)
	}
	settings := func(db *sql.DB, connections int) {
		for range connections { // kept until the end, so that each is another
			c, err := db.Conn(t.Context())
			must(t, err)
			defer c.Close()
			got := map[string]string{}
			for _, name := range []string{"journal_mode", "synchronous", "busy_timeout", "secure_delete", "query_only"} {
				var is string
				must(t, c.QueryRowContext(t.Context(), "PRAGMA "+name).Scan(&is))
				got[name] = is
			}
			want := map[string]string{"journal_mode": "wal", "synchronous": "2", "busy_timeout": "4000", "secure_delete": "1", "query_only": "0"}
			if db == reads {
				want["query_only"] = "1"
			}
			same(t, want, got)
		}
	}
	settings(changes, 1)
	settings(reads, 8)
	if _, err := reads.ExecContext(t.Context(), `DELETE FROM meeting`); err == nil {
		t.Error("a connection for reads changed something")
	}
}

func TestNothingIsLeftOfWhatWasForgotten(t *testing.T) {
	address := filepath.Join(t.TempDir(), "ringain.db")
	s := open(t, address)
	must(t, s.KeepSession("someone", meetings.Person{ID: "1", Name: "Canary Waterfall"}, "Firefox, Linux", 1, 100))
	must(t, forget(s, 200))
	run(t, bare(t, address), `PRAGMA wal_checkpoint(TRUNCATE)`)
	for _, name := range []string{address, address + "-wal"} {
		body, err := os.ReadFile(name)
		must(t, err)
		if bytes.Contains(body, []byte("Canary Waterfall")) {
			t.Errorf("the name is still in %s", filepath.Ext(name))
		}
	}
}

func TestADiskThatIsFullIsToldOfAndLosesNothing(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "ringain.db"))
	meet(t, s, 1)
	changes, _ := s.Pools()
	run(t, changes, `PRAGMA max_page_count = 1`) // means: no more than it has
	var n int
	for ; n < 1000; n++ {
		if _, err := say(s, "meeting-0", meetings.ID(strings.Repeat("x", 500)+strconv.Itoa(n))); err != nil {
			if !strings.Contains(err.Error(), "full") {
				t.Error(err)
			}
			break
		}
	}
	same(t, n, len(log(t, s, "meeting-0")))
	run(t, changes, `PRAGMA max_page_count = 100000`)
	_, err := say(s, "meeting-0", "space again")
	must(t, err)
	same(t, n+1, len(log(t, s, "meeting-0")))
}
