package upkeep_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/server/guest"
	"ringain/server/node"
	"ringain/server/upkeep"
)

const (
	meeting  = "barn-och-unga-2027-03-09"
	patience = 20 * time.Second
)

// lived is an installation in which people have met: it has a log, notes and a file.
func lived(t *testing.T) upkeep.Installation {
	t.Helper()
	in := at(t.TempDir())
	ctx, stop := context.WithTimeout(t.Context(), 3*patience)
	defer stop()
	out, said := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := node.Run(ctx, config(t, in), said, slog.New(slog.DiscardHandler))
		said.Close()
		ended <- err
	}()
	var base, link string
	for lines := bufio.NewScanner(out); link == "" && lines.Scan(); {
		word := lines.Text()[strings.LastIndex(lines.Text(), " ")+1:]
		if base == "" {
			base = word
		} else {
			link = word
		}
	}
	meet(t, ctx, base, link)
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	return in
}

func at(data string) upkeep.Installation {
	return upkeep.Installation{Data: data, Database: filepath.Join(data, "ringain.db"), Files: filepath.Join(data, "files"), Log: slog.New(slog.DiscardHandler)}
}

func config(t *testing.T, in upkeep.Installation) node.Config {
	t.Helper()
	c, err := node.ReadConfig("serve", []string{"--addr", "127.0.0.1:0", "--data", in.Data, "--sample", "--no-link-watch"}, func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// meet has somebody change an agenda, write in the notes and share a file.
func meet(t *testing.T, ctx context.Context, base, link string) {
	t.Helper()
	ada := guest.New(base)
	must(t, ada.SignIn(ctx, link, "Ada"))
	do := func(c meetings.Command) {
		t.Helper()
		if reply, err := ada.Do(ctx, meeting, meetings.ID(uuid.NewString()), c); err != nil || reply.Refused != "" {
			t.Fatalf("%+v, %v", reply, err)
		}
	}
	do(meetings.AddItem{Title: "Läget i länet", Minutes: 10})
	do(meetings.StartAgenda{})
	do(meetings.AskFloor{})
	do(meetings.AddSignal{Kind: meetings.Need, Text: "Fler platser"})
	path, err := ada.BeginUpload(ctx, meeting, "rapport.txt", len(report))
	must(t, err)
	must(t, ada.ContinueUpload(ctx, path, []byte(report)))
	f, err := ada.Uploaded(ctx, path)
	must(t, err)
	do(meetings.ShareMaterial{File: f.Hash, Title: "Rapport"})
	notes := guest.NewNotes()
	inside, leave := context.WithCancel(ctx)
	left := make(chan error, 1)
	go func() { left <- ada.Follow(meeting).With(notes).Run(inside) }()
	must(t, notes.Type("Vi ses igen."))
	for {
		seen, changed := notes.Seen()
		if seen.Saved {
			break
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatal("the notes are not saved")
		}
	}
	leave()
	must(t, <-left)
}

const report = "Det här är rapporten.\n"

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// page is what is said of an installation.
func page(t *testing.T, in upkeep.Installation) (faults int, text string) {
	t.Helper()
	p, err := upkeep.Verify(t.Context(), in, time.Now())
	must(t, err)
	var b bytes.Buffer
	must(t, p.Write(&b))
	return p.Faults(), b.String()
}

func TestAnInstallationThatIsWholeIsFoundToBe(t *testing.T) {
	t.Parallel()
	in := lived(t)
	faults, text := page(t, in)
	if faults > 0 || strings.Contains(text, " 0 files ") || strings.Contains(text, " 0 updates ") {
		t.Error(text)
	}
}

// Each thing that can be wrong is found and named, and the rest is looked at all the same.
func TestWhatIsWrongIsNamed(t *testing.T) {
	t.Parallel()
	in := lived(t)
	const of = ` WHERE meeting = (SELECT id FROM meeting WHERE slug = '` + meeting + `')`
	blob := func(f func(path string) error) func(*testing.T, upkeep.Installation) {
		return func(t *testing.T, in upkeep.Installation) {
			t.Helper()
			found, err := filepath.Glob(filepath.Join(in.Files, "whole", "*", "*"))
			if must(t, err); len(found) != 1 {
				t.Fatalf("%d files", len(found))
			}
			must(t, f(found[0]))
		}
	}
	statement := func(text string) func(*testing.T, upkeep.Installation) {
		return func(t *testing.T, in upkeep.Installation) {
			t.Helper()
			db, err := sql.Open("sqlite", in.Database)
			must(t, err)
			defer db.Close()
			changed, err := db.Exec(text)
			must(t, err)
			if n, err := changed.RowsAffected(); err != nil || n == 0 {
				t.Fatalf("nothing is changed: %v", err)
			}
		}
	}
	for _, test := range []struct {
		name string
		harm func(*testing.T, upkeep.Installation)
		says string
	}{
		{"a hole in a log", statement(`DELETE FROM event` + of + ` AND seq = 2`), "after event 1 comes 3"},
		{"the end of a log is gone", statement(`DELETE FROM event` + of + ` AND seq = 5`), "the log ends at 4, and the meeting is at 5"},
		{"an event that cannot be read", statement(`UPDATE event SET body = '{"kind":' ` + of + ` AND seq = 3`), "event 3 cannot be read"},
		{"two commands of one event", statement(`UPDATE command SET seq = 1` + of + ` AND seq = 2`), "both led to event 1"},
		{"an event without its command", statement(`DELETE FROM command` + of + ` AND seq = 4`), "no command led to event 4"},
		{"a command whose event is gone", statement(`UPDATE command SET seq = 77` + of + ` AND seq = 5`), "led to event 77, which is not there"},
		{"another title of an item", statement(`UPDATE meeting SET agenda = REPLACE(agenda, 'Läget i länet', 'Något annat') WHERE slug = '` + meeting + `'`), "leads to another agenda"},
		{"a queue that nobody stands in", statement(`UPDATE meeting SET queue = '{}' WHERE slug = '` + meeting + `'`), "leads to another speaker list"},
		{"a meeting that cannot be read", statement(`UPDATE meeting SET body = '{' WHERE slug = '` + meeting + `'`), meeting + ": meeting of " + meeting + " cannot be read"},
		{"events of no meeting", statement(`UPDATE event SET meeting = 'none'` + of), "there are events of none, and no such meeting"},
		{"notes that were lost", statement(`UPDATE notes SET n = n + 1`), "are kept, of"},
		{"notes that cannot be read", statement(`UPDATE notes_update SET body = x'ff'`), "cannot be read"},
		{"notes that do not open", statement(`UPDATE notes_update SET body = x'0102010203'`), "notes of "},
		{"a snapshot that is another", statement(`INSERT INTO notes_snapshot (meeting, upto, at, body) SELECT meeting, n, 0, x'0000' FROM notes`), "it knows something else"},
		{"a theme that cannot be read", statement(`UPDATE theme SET body = '[' WHERE slug = 'barn-och-unga'`), "theme barn-och-unga cannot be read"},
		{"a file that is gone", blob(os.Remove), "is wanted and is not there"},
		{"a file with another content", blob(func(path string) error { return os.WriteFile(path, []byte("annat"), 0o600) }), "has another content"},
		{"a file that nothing knows of", func(t *testing.T, in upkeep.Installation) {
			place, err := files.Open(in.Files, filepath.Join(in.Files, "coming"))
			must(t, err)
			b, err := place.Keep(t.Context(), strings.NewReader("okänd"), 10, func(files.Blob) error { return nil })
			must(t, err)
			old := time.Now().Add(-2 * time.Hour)
			must(t, os.Chtimes(filepath.Join(in.Files, "whole", string(b.Hash[:2]), string(b.Hash)), old, old))
		}, "nothing knows of the file"},
		{"a database that is damaged", func(t *testing.T, in upkeep.Installation) {
			f, err := os.OpenFile(in.Database, os.O_RDWR, 0)
			must(t, err)
			defer f.Close()
			info, err := f.Stat()
			must(t, err)
			for page := range info.Size() / 4096 / 2 { // the heads of the second half of them
				_, err = f.WriteAt(bytes.Repeat([]byte{0xa5}, 100), info.Size()-4096*(page+1))
				must(t, err)
			}
		}, "damage"},
	} {
		t.Run(test.name, func(t *testing.T) {
			harmed := at(t.TempDir())
			must(t, os.CopyFS(harmed.Data, os.DirFS(in.Data)))
			test.harm(t, harmed)
			p, err := upkeep.Verify(t.Context(), harmed, time.Now())
			if err != nil {
				if test.says != "damage" {
					t.Fatal(err)
				}
				return // so much is damaged that nothing can be looked at
			}
			var b bytes.Buffer
			must(t, p.Write(&b))
			if p.Faults() == 0 || !strings.Contains(b.String(), test.says) {
				t.Errorf("%q is not said:\n%s", test.says, b.String())
			}
		})
	}
}

// A backup is put back as it was, in a new epoch; one that was harmed is not.
func TestABackupIsPutBackAsItWas(t *testing.T) {
	t.Parallel()
	in, dir, back := lived(t), filepath.Join(t.TempDir(), "backup"), at(filepath.Join(t.TempDir(), "data"))
	must(t, upkeep.Backup(t.Context(), in, dir, io.Discard, time.Now()))
	must(t, upkeep.Restore(t.Context(), back, dir, io.Discard))
	_, before := page(t, in)
	faults, after := page(t, back)
	if faults > 0 || before != after {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	if a, b := epoch(t, in), epoch(t, back); a == b {
		t.Errorf("the epoch is still %s", a)
	}
	if err := upkeep.Restore(t.Context(), back, dir, io.Discard); err == nil || !strings.Contains(err.Error(), "there is an installation") {
		t.Errorf("an installation is overwritten: %v", err)
	}
	if err := upkeep.Backup(t.Context(), in, dir, io.Discard, time.Now()); err == nil || !strings.Contains(err.Error(), "choose a new folder") {
		t.Errorf("a backup is overwritten: %v", err)
	}
	for _, test := range []struct {
		name, harm, says string
	}{
		{"without its manifest", "manifest.json", "there is no whole backup"},
		{"with another database", "ringain.db", "is not the one its manifest tells of"},
	} {
		harmed := t.TempDir()
		must(t, os.CopyFS(harmed, os.DirFS(dir)))
		path := filepath.Join(harmed, test.harm)
		if test.harm == "manifest.json" {
			must(t, os.Remove(path))
		} else {
			must(t, os.Truncate(path, 8192))
		}
		none := at(filepath.Join(t.TempDir(), "data"))
		if err := upkeep.Restore(t.Context(), none, harmed, io.Discard); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("a backup %s: %v", test.name, err)
		}
		if _, err := os.Stat(none.Database); err == nil {
			t.Errorf("a backup %s is put back", test.name)
		}
	}
}

func epoch(t *testing.T, in upkeep.Installation) (epoch string) {
	t.Helper()
	db, err := sql.Open("sqlite", in.Database)
	must(t, err)
	defer db.Close()
	must(t, db.QueryRow(`SELECT epoch FROM installation`).Scan(&epoch))
	return epoch
}
