package store_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store/postgrestest"
)

// BenchmarkChange carries out commands on 32 meetings, and tells how that compares
// with what the machine can do: rows kept one at a time by bare SQL, and syncs of a
// file, both measured beside it.
func BenchmarkChange(b *testing.B) {
	databases := map[string]func(testing.TB) string{
		"sqlite":     func(b testing.TB) string { return filepath.Join(b.TempDir(), "ringain.db") },
		"postgresql": func(b testing.TB) string { return postgrestest.Database(b) },
	}
	for name, empty := range databases {
		for _, people := range []int{1, 256} {
			b.Run(fmt.Sprintf("%s/people=%d", name, people), func(b *testing.B) {
				address := empty(b)
				s := open(b, address)
				rooms := meet(b, s, 32)
				changes, _ := s.Pools()
				rows := perSecond(b, bareRow(b, changes))
				syncs := perSecond(b, sync1(b))
				b.ResetTimer()
				var next atomic.Int64
				var all sync.WaitGroup
				for range people {
					all.Go(func() {
						for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
							if _, err := say(s, rooms[n%32].Meeting.ID, meetings.ID(fmt.Sprint("command-", n))); err != nil {
								b.Error(err)
							}
						}
					})
				}
				all.Wait()
				rate := float64(b.N) / b.Elapsed().Seconds()
				b.ReportMetric(rate, "commands/s")
				b.ReportMetric(rate/rows, "commands/row")
				b.ReportMetric(rate/syncs, "commands/sync")
			})
		}
	}
}

// perSecond tells how often something can be done, in a quarter of a second.
func perSecond(b *testing.B, do func() error) float64 {
	began := time.Now()
	n := 0
	for ; time.Since(began) < time.Second/4; n++ {
		must(b, do())
	}
	return float64(n) / time.Since(began).Seconds()
}

// bareRow keeps one row of the size of an event in a transaction of its own.
func bareRow(b *testing.B, db *sql.DB) func() error {
	run(b, db, `CREATE TABLE bare (n BIGINT PRIMARY KEY, body TEXT)`)
	body, n := fmt.Sprintf("%0200d", 0), 0
	return func() error {
		n++
		_, err := db.ExecContext(b.Context(), `INSERT INTO bare (n, body) VALUES ($1, $2)`, n, body)
		return err
	}
}

// sync1 writes a page at the end of a file and has it on disk.
func sync1(b *testing.B) func() error {
	f, err := os.Create(filepath.Join(b.TempDir(), "log"))
	must(b, err)
	b.Cleanup(func() { _ = f.Close() })
	page := make([]byte, 4096)
	return func() error {
		if _, err := f.Write(page); err != nil {
			return err
		}
		return f.Sync()
	}
}
