package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver named pgx
	"modernc.org/sqlite"
)

// dialect is every difference between the two databases. The schema and the
// statements are the same text for both.
type dialect struct {
	name  string
	lanes int // how many transactions may change things at the same time

	// unwatched says that a statement ends by itself when it cannot be carried out,
	// so that the driver need not watch the time of each, which costs more than a
	// small statement.
	unwatched bool

	// open opens one pool for changes and one for reads; they may be the same.
	open func(url string) (changes, reads *sql.DB, err error)

	// check refuses a database that does not keep what it says it has kept.
	check func(ctx context.Context, db *sql.DB, log *slog.Logger) error

	// again reports whether a transaction that failed with err was undone as a
	// whole only because of others, and may simply be tried once more.
	again func(err error) bool

	// snapshot begins a transaction that reads everything as it was at one moment.
	snapshot *sql.TxOptions

	// scrub are statements by which what was removed is written over.
	scrub []string

	// lock makes sure that one node at a time changes the schema.
	lock string

	// sound has the database look for damage in itself: a row for each complaint, or "ok".
	sound string

	// copy writes a copy of the database to the path $1.
	copy string
}

func dialectOf(address string) dialect {
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		return postgres
	}
	return sqlite3
}

// sqlite3 is SQLite in WAL mode. synchronous=FULL costs a sync for every commit
// and loses nothing in a power cut, where NORMAL loses hundreds of commits that
// were acknowledged. There is one writer, so there is one lane; a change begins
// as a write (_txlock=immediate), so that it never finds the file taken half-way.
var sqlite3 = dialect{
	name:      "SQLite",
	lanes:     1,
	unwatched: true, // what waits for the file is bounded by busy_timeout
	open: func(path string) (changes, reads *sql.DB, err error) {
		pragmas := url.Values{"_pragma": {"busy_timeout(4000)", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)"}}
		file := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}).String()
		if changes, err = sql.Open("sqlite", file+"?_txlock=immediate&"+pragmas.Encode()); err != nil {
			return nil, nil, err
		}
		changes.SetMaxOpenConns(1)
		pragmas.Add("_pragma", "query_only(ON)")
		if reads, err = sql.Open("sqlite", file+"?"+pragmas.Encode()); err != nil {
			return nil, nil, err
		}
		reads.SetMaxOpenConns(8)
		reads.SetMaxIdleConns(8)
		return changes, reads, nil
	},
	snapshot: &sql.TxOptions{ReadOnly: true},
	sound:    `PRAGMA integrity_check`,
	copy:     `VACUUM INTO $1`,
	scrub:    []string{`PRAGMA wal_checkpoint(TRUNCATE)`, `VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`},
	check:    func(context.Context, *sql.DB, *slog.Logger) error { return nil },
	again: func(err error) bool {
		const busy = 5
		e, ok := errors.AsType[*sqlite.Error](err)
		return ok && e.Code()&0xff == busy
	},
}

// postgres is PostgreSQL, where each lane is a transaction of its own.
var postgres = dialect{
	name:  "PostgreSQL",
	lanes: 8,
	open: func(address string) (changes, reads *sql.DB, err error) {
		u, err := url.Parse(address)
		if err != nil {
			return nil, nil, errors.New("the address of the database cannot be read")
		}
		if !u.Query().Has("connect_timeout") { // the rest stays as it was written: in libpq's addresses + is no space
			u.RawQuery = strings.TrimPrefix(u.RawQuery+"&connect_timeout=3", "&")
		}
		db, err := sql.Open("pgx", u.String())
		if err != nil {
			return nil, nil, err
		}
		db.SetMaxOpenConns(20)
		db.SetMaxIdleConns(20)
		db.SetConnMaxIdleTime(5 * time.Minute)
		return db, db, nil
	},
	check: func(ctx context.Context, db *sql.DB, log *slog.Logger) error {
		var fsync, commit string
		if err := db.QueryRowContext(ctx, `SELECT current_setting('fsync'), current_setting('synchronous_commit')`).Scan(&fsync, &commit); err != nil {
			return err
		}
		if fsync == "off" {
			return errors.New("PostgreSQL runs with fsync=off and would lose what it says it has kept: turn it on")
		}
		if commit == "off" {
			log.Warn("PostgreSQL runs with synchronous_commit=off: a power cut loses what people were told is saved")
		}
		return nil
	},
	again: func(err error) bool {
		e, ok := errors.AsType[*pgconn.PgError](err)
		return ok && (e.Code == "40001" || e.Code == "40P01") // serialization failure, deadlock
	},
	snapshot: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	scrub: []string{`VACUUM event, entrant, session, meeting, follower, follow, letter, message, outbox, link, account, command, deed, report, support, word,
		vocabulary, notes_update, notes_snapshot, notes_client, notes_late, minutes, minutes_edition, name_mark, presenter, caption, upload`},
	lock: `SELECT pg_advisory_xact_lock(7243392)`,
}

// placeholders returns n placeholders from $first with commas between.
func placeholders(first, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ", $%d", first+i)
	}
	return strings.TrimPrefix(b.String(), ", ")
}
