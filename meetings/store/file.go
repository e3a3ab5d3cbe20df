package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ringain/meetings"
)

// ClaimFile keeps that a file is coming in under its hash, before its content is put in
// its place: from then on whoever sweeps leaves it alone for a while.
func (t *Tx) ClaimFile(hash string, size int64, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "claim a file")
	return t.exec(`INSERT INTO file (hash, size, added, state) VALUES ($1, $2, $3, '')
		ON CONFLICT (hash) DO UPDATE SET added = excluded.added`, hash, size, int64(at))
}

// UploadedFile returns the file of a hash that somebody has uploaded within the last day,
// under the name that they gave it; it is refused when there is none.
func (t *Tx) UploadedFile(hash, owner string, at meetings.Instant) (f meetings.File, err error) {
	defer meetings.Wrap(&err, "read an uploaded file")
	err = t.row(`SELECT hash, name, size FROM upload WHERE hash = $1 AND hash <> '' AND owner = $2 AND until > $3 AND dropped = 0 ORDER BY until DESC, id LIMIT 1`,
		hash, owner, int64(at)).Scan(&f.Hash, &f.Name, &f.Size)
	if errors.Is(err, sql.ErrNoRows) {
		return f, fileGone()
	}
	return f, err
}

func fileGone() error {
	return meetings.Refuse(meetings.Unknown, "Filen finns inte kvar. Ladda upp den igen.", "The file is no longer there. Upload it again.").About("file")
}

// UseFile keeps that something refers to a file: with it, the file stays. The file must
// have come in under this very name, and wait since less than a day or be shown
// somewhere already; else it is refused, and so is one in which harm was found. The file
// is returned as it is kept. Using it again changes whether it is shown.
//
// Call it in the transaction that keeps what refers to the file:
//
//	f, err := tx.UseFile(f, meetings.FileUse{Part: "material", Ref: id, Meeting: meeting, Shown: true}, at)
//
// [Tx.ShowFiles] hides it and shows it again with the thing, and [Tx.ReleaseFiles] lets
// go of it; both take effect on every node with the transaction.
func (t *Tx) UseFile(f meetings.File, use meetings.FileUse, at meetings.Instant) (kept meetings.File, err error) {
	defer meetings.Wrap(&err, "refer to a file")
	kept = f
	var state string
	err = t.row(`UPDATE file SET added = added WHERE hash = $1 RETURNING size, state`, f.Hash).Scan(&kept.Size, &state)
	if errors.Is(err, sql.ErrNoRows) {
		return kept, fileGone()
	} else if err != nil {
		return kept, err
	}
	var own, ways int
	err = t.row(`SELECT (SELECT COUNT(*) FROM file_use WHERE hash = $1 AND name = $2 AND part = $4 AND ref = $5),
		(SELECT COUNT(*) FROM upload WHERE hash = $1 AND name = $2 AND until > $3 AND dropped = 0) + (SELECT COUNT(*) FROM file_use WHERE hash = $1 AND name = $2 AND shown = 1)`,
		f.Hash, f.Name, int64(at), use.Part, string(use.Ref)).Scan(&own, &ways)
	if err != nil {
		return kept, err
	}
	if own == 0 && (ways == 0 || meetings.FileState(state) == meetings.FileStopped) {
		return kept, fileGone()
	}
	return kept, t.exec(`INSERT INTO file_use (part, ref, hash, name, meeting, shown) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (part, ref, hash, name) DO UPDATE SET shown = excluded.shown`,
		use.Part, string(use.Ref), f.Hash, f.Name, string(use.Meeting), oneIf(use.Shown))
}

// ShowFiles shows to everybody, or hides, the files that one thing refers to.
func (t *Tx) ShowFiles(part string, ref meetings.ID, shown bool) (err error) {
	defer meetings.Wrap(&err, "show or hide a file")
	return t.exec(`UPDATE file_use SET shown = $3 WHERE part = $1 AND ref = $2`, part, string(ref), oneIf(shown))
}

// ReleaseFiles lets go of the files that one thing refers to. A file that nothing refers
// to is not served, and its content is removed within two hours.
func (t *Tx) ReleaseFiles(part string, ref meetings.ID) (err error) {
	defer meetings.Wrap(&err, "let go of a file")
	return t.exec(`DELETE FROM file_use WHERE part = $1 AND ref = $2`, part, string(ref))
}

// vain is a condition on files f: looked at in vain so often that an editor is told. They
// are still tried, when nothing else waits.
const vain = `f.state = '' AND f.tries >= 10`

// fileState is the state of a file f.
const fileState = `CASE WHEN ` + vain + ` THEN 'failed' ELSE f.state END`

// FileKept is what is known of a file under one name.
type FileKept struct {
	meetings.File
	State meetings.FileState // as it was left by who looked for harm, or unchecked
	Shown bool               // served to everybody
}

// File returns a file that something refers to under a name.
func (s *Store) File(ctx context.Context, hash, name string) (f FileKept, err error) {
	defer meetings.Wrap(&err, "read the file %.8s", hash)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	var shown int
	var state string
	err = s.reads.QueryRowContext(ctx, `SELECT f.size, `+fileState+`, MAX(u.shown) FROM file f JOIN file_use u ON u.hash = f.hash
		WHERE f.hash = $1 AND u.name = $2 GROUP BY f.size, f.state, f.tries`, hash, name).Scan(&f.Size, &state, &shown)
	f.Hash, f.Name, f.State, f.Shown = hash, name, meetings.FileState(state), shown == 1
	return f, unknown(err, "Filen finns inte kvar.", "The file is no longer there.")
}

// FileConveners returns the organisations whose meetings and entries refer to a file under a name.
func (s *Store) FileConveners(ctx context.Context, hash, name string) (all []meetings.ID, err error) {
	defer meetings.Wrap(&err, "read whose the file %.8s is", hash)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT DISTINCT COALESCE(m.convener, e.convener, '') FROM file_use u
		LEFT JOIN meeting m ON m.id = u.meeting LEFT JOIN support e ON e.id = u.ref WHERE u.hash = $1 AND u.name = $2`,
		[]any{hash, name}, func(scan scanner) error {
			var id meetings.ID
			err := scan(&id)
			all = append(all, id)
			return err
		})
	return all, err
}

// FileStates returns what is known of some files, by hash. One that is not there is not
// among them.
func (s *Store) FileStates(ctx context.Context, hashes []string) (states map[string]meetings.FileState, err error) {
	defer meetings.Wrap(&err, "read what is known of some files")
	states = map[string]meetings.FileState{}
	hashes = distinct(hashes)
	if len(hashes) == 0 {
		return states, nil
	}
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT hash, `+fileState+` FROM file f WHERE hash IN (`+placeholders(1, len(hashes))+`)`, args(hashes), func(scan scanner) error {
		var hash, state string
		err := scan(&hash, &state)
		states[hash] = meetings.FileState(state)
		return err
	})
	return states, err
}

// UncheckedFiles returns the hashes of files that nobody has looked for harm in, those
// that were tried least first and then the newest, at most 20.
func (s *Store) UncheckedFiles(ctx context.Context) (hashes []string, err error) {
	defer meetings.Wrap(&err, "read which files to check")
	return texts[string](ctx, s, `SELECT hash FROM file WHERE state = '' ORDER BY tries, added DESC, hash LIMIT 20`)
}

// UncheckableFiles returns the files that something refers to and that could not be
// looked at for harm, for an editor to decide about, at most limit; each under one of its
// names.
func (s *Store) UncheckableFiles(ctx context.Context, limit int) (list []meetings.File, err error) {
	defer meetings.Wrap(&err, "read which files cannot be checked")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	query := fmt.Sprintf(`SELECT f.hash, MIN(u.name), f.size FROM file f JOIN file_use u ON u.hash = f.hash
		WHERE `+vain+` GROUP BY f.hash, f.size, f.added ORDER BY f.added, f.hash LIMIT %d`, limit)
	err = s.each(ctx, s.reads, query, nil, func(scan scanner) error {
		var f meetings.File
		err := scan(&f.Hash, &f.Name, &f.Size)
		list = append(list, f)
		return err
	})
	return list, err
}

// FileNotChecked keeps that a file was looked at for harm in vain.
func (t *Tx) FileNotChecked(hash string) (err error) {
	defer meetings.Wrap(&err, "keep that a file was not checked")
	return t.exec(`UPDATE file SET tries = tries + 1 WHERE hash = $1`, hash)
}

// FileChecked keeps what was found in a file.
func (t *Tx) FileChecked(hash string, state meetings.FileState) (err error) {
	defer meetings.Wrap(&err, "keep what was found in a file")
	return t.exec(`UPDATE file SET state = $2 WHERE hash = $1`, hash, string(state))
}

// unused is a condition on files: came in before $1, and nothing refers to them.
const unused = `added < $1 AND NOT EXISTS (SELECT 1 FROM file_use u WHERE u.hash = file.hash) AND NOT EXISTS (SELECT 1 FROM upload u WHERE u.hash = file.hash AND u.dropped = 0)`

// UnusedFiles returns the hashes of files that came in before a moment and that nothing
// refers to, at most 100.
func (s *Store) UnusedFiles(ctx context.Context, before meetings.Instant) (hashes []string, err error) {
	defer meetings.Wrap(&err, "read which files nothing refers to")
	return texts[string](ctx, s, `SELECT hash FROM file WHERE `+unused+` LIMIT 100`, int64(before))
}

// SweepFile forgets a file that came in before a moment, if nothing refers to it by now,
// and has its content removed before anybody can claim it anew.
func (t *Tx) SweepFile(hash string, before meetings.Instant, remove func() error) (err error) {
	defer meetings.Wrap(&err, "sweep the file %.8s", hash)
	var there string
	err = t.row(`UPDATE file SET added = added WHERE hash = $1 RETURNING hash`, hash).Scan(&there) // whoever refers to it waits, or is seen below
	if err == nil {
		err = t.row(`DELETE FROM file WHERE `+unused+` AND hash = $2 RETURNING hash`, int64(before), hash).Scan(&there)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	} else if err != nil {
		return err
	}
	return remove()
}

// AdoptFile keeps a file that is in its place though nothing knows of it, so that it is
// swept as others are.
func (t *Tx) AdoptFile(hash string, size int64, since meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "adopt the file %.8s", hash)
	return t.exec(`INSERT INTO file (hash, size, added, state) VALUES ($1, $2, $3, '') ON CONFLICT (hash) DO NOTHING`, hash, size, int64(since))
}

// texts runs a query for one text per row.
func texts[T ~string](ctx context.Context, s *Store, query string, args ...any) (list []T, err error) {
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, query, args, func(scan scanner) error {
		var text string
		err := scan(&text)
		list = append(list, T(text))
		return err
	})
	return list, err
}

func oneIf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
