package store

import (
	"fmt"
	"slices"

	"ringain/meetings"
)

// KeptNotes is the whole history of the notes of a meeting, as far as it is kept.
type KeptNotes struct {
	Meeting   meetings.ID
	Last      int64 // number of the newest update
	Made      int64 // number at which the document was last made anew; 0: never
	Snapshots []NotesSnapshot
	Updates   []NotesUpdate // without the names of their writers
	Clients   map[uint64]meetings.ID
	Unread    []int64 // the numbers of rows that cannot be read
}

// NotesSnapshot is the whole document after update Upto.
type NotesSnapshot struct {
	Upto int64
	Body []byte
}

// NotesOf returns the meetings that have notes.
func (v *View) NotesOf() (ids []meetings.ID, err error) {
	return ids, v.each(`SELECT meeting FROM notes ORDER BY meeting`, func(scan scanner) error {
		var id string
		err := scan(&id)
		ids = append(ids, meetings.ID(id))
		return err
	})
}

// Notes reads all that is kept of the notes of a meeting.
func (v *View) Notes(id meetings.ID) (n KeptNotes, err error) {
	defer meetings.Wrap(&err, "read the notes of %s", id)
	n = KeptNotes{Meeting: id, Clients: map[uint64]meetings.ID{}}
	if err := v.tx.QueryRowContext(v.ctx, `SELECT n, made FROM notes WHERE meeting = $1`, string(id)).Scan(&n.Last, &n.Made); err != nil {
		return n, err
	}
	err = v.each(`SELECT upto, body FROM notes_snapshot WHERE meeting = $1 ORDER BY upto`, func(scan scanner) error {
		var s NotesSnapshot
		err := scan(&s.Upto, &s.Body)
		n.Snapshots = append(n.Snapshots, s)
		return err
	}, string(id))
	if err != nil {
		return n, err
	}
	err = v.each(`SELECT client, by_id FROM notes_client WHERE meeting = $1`, func(scan scanner) error {
		var client int64
		var by string
		err := scan(&client, &by)
		n.Clients[uint64(client)] = meetings.ID(by)
		return err
	}, string(id))
	if err != nil {
		return n, err
	}
	return n, v.each(`SELECT n, at, body FROM notes_update WHERE meeting = $1 ORDER BY n`, func(scan scanner) error {
		var last, at int64
		var body []byte
		if err := scan(&last, &at, &body); err != nil {
			return err
		}
		together, ok := UnpackNotes(body)
		if !ok {
			n.Unread = append(n.Unread, last)
			return nil
		}
		for i := range together {
			together[i].N, together[i].At = last-int64(len(together)-1-i), meetings.Instant(at)
		}
		n.Updates = append(n.Updates, together...)
		return nil
	}, string(id))
}

// KeptFile is a file that the database knows of.
type KeptFile struct {
	Hash   string
	Size   int64 // bytes
	Added  meetings.Instant
	Wanted bool // something refers to it, or whoever has uploaded it may still do so
}

// Files returns the files that the database knows of, by hash, and those that something
// refers to although it knows nothing of them.
func (v *View) Files() (all []KeptFile, unknown []string, err error) {
	err = v.each(`SELECT hash, size, added, CASE WHEN EXISTS (SELECT 1 FROM file_use u WHERE u.hash = file.hash)
		OR EXISTS (SELECT 1 FROM upload u WHERE u.hash = file.hash AND u.dropped = 0) THEN 1 ELSE 0 END FROM file ORDER BY hash`, func(scan scanner) error {
		var f KeptFile
		var added int64
		var wanted int
		err := scan(&f.Hash, &f.Size, &added, &wanted)
		f.Added, f.Wanted = meetings.Instant(added), wanted == 1
		all = append(all, f)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	err = v.each(`SELECT DISTINCT hash FROM file_use WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.hash = file_use.hash)`, func(scan scanner) error {
		var hash string
		err := scan(&hash)
		unknown = append(unknown, hash)
		return err
	})
	return all, unknown, err
}

// Bodies reads every body that is a value of package meetings, beside those of meetings
// and of their logs. It returns how many there are, and names those that cannot be read.
func (v *View) Bodies() (looked int, unread []string, err error) {
	read := func(query string, into func(name, body string) error) error {
		return v.each(query, func(scan scanner) error {
			var name, body string
			if err := scan(&name, &body); err != nil {
				return err
			}
			looked++
			if err := into(name, body); err != nil {
				unread = append(unread, err.Error())
			}
			return nil
		})
	}
	for _, b := range []struct {
		table, name, column string
		into                func(name, body string) error
	}{
		{"theme", "slug", "body", readsAs[meetings.Theme]},
		{"season", "slug", "body", readsAs[meetings.Season]},
		{"series", "slug", "body", readsAs[meetings.Series]},
		{"organisation", "name", "body", readsAs[meetings.Organisation]},
		{"support", "slug", "body", readsAs[meetings.Support]},
		{"section", "slug", "body", readsAs[meetings.Section]},
		{"minutes", "meeting", "body", readsAs[meetings.Minutes]},
		{"minutes_edition", "meeting", "body", readsAs[[]meetings.MinutesPart]},
		{"convener", "slug", "body", readsAs[meetings.Convener]},
		{"account", "id", "body", readsAs[meetings.Account]},
		{"session", "id", "body", readsAs[meetings.Person]},
		{"entrant", "who", "body", readsAs[meetings.Person]},
		{"link", "id", "body", readsAs[meetings.EntryLink]},
	} {
		of := func(name, body string) error {
			if slices.Contains([]string{"session", "link"}, b.table) {
				name = fmt.Sprintf("%.6s…", name) // whose secret is not for a page
			}
			return b.into(b.table+" "+name, body)
		}
		if err := read(`SELECT `+b.name+`, `+b.column+` FROM `+b.table+` ORDER BY 1`, of); err != nil {
			return looked, unread, err
		}
	}
	return looked, unread, nil
}

func readsAs[T any](name, body string) error {
	var value T
	return decode(name, body, &value)
}
