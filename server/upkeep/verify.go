package upkeep

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
	"ringain/server/feed"
)

// Installation says where an installation is kept.
type Installation struct {
	Database string       // the path of the SQLite file, or a postgres:// address
	Files    string       // a folder, or the s3:// address of a bucket
	Data     string       // the folder for what is kept on this machine
	Log      *slog.Logger // for what is worth telling beside the page
}

// database opens the database as it is.
func (in Installation) database(ctx context.Context, log *slog.Logger) (*store.Store, error) {
	if !in.shared() {
		if _, err := os.Stat(in.Database); err != nil {
			return nil, fmt.Errorf("there is no installation in %s: %w", in.Data, err)
		}
	}
	return store.OpenAsIs(ctx, store.Options{Address: in.Database, Log: log})
}

// shared reports whether the database is a server of its own.
func (in Installation) shared() bool { return strings.Contains(in.Database, "://") }

// open opens the files.
func (in Installation) open() (*files.Files, error) {
	spool := filepath.Join(in.Files, "coming")
	if strings.HasPrefix(in.Files, "s3://") {
		spool = filepath.Join(in.Data, "coming")
	}
	return files.Open(in.Files, spool)
}

// Verify looks through an installation and changes nothing in it:
//
//   - the database finds no damage in itself (SQLite; PostgreSQL has pg_amcheck);
//   - the log of every meeting is numbered from 1 to that of its newest event, without
//     holes, and every event can be read;
//   - every command that is remembered led to one event, no two to the same one, and every
//     event that is younger than commands are remembered has its command;
//   - what is kept of every meeting is what its log leads to;
//   - the log of all notes is without holes, opens, and every snapshot is what the one
//     before it and the updates since lead to;
//   - every file that something refers to is there with the content that its name says,
//     and every file that is there is known, or came in within the hour;
//   - every other value can be read;
//   - every calendar can be made, with all meetings in it.
//
// What cannot be read is named, and the rest is looked at all the same. The error is one
// that kept it from looking.
func Verify(ctx context.Context, in Installation, now time.Time) (p *Page, err error) {
	defer meetings.Wrap(&err, "verify the installation")
	heard := &complaints{}
	log := slog.New(heard)
	s, err := in.database(ctx, log)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	p = &Page{}
	if err := sound(ctx, s, p); err != nil {
		return nil, err
	}
	var known []store.KeptFile
	err = s.View(ctx, func(v *store.View) (err error) {
		for _, look := range []func(*store.View, *Page) error{logs(now), allNotes, bodies} {
			if err := look(v, p); err != nil {
				return err
			}
		}
		known, err = wanted(v, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := blobs(ctx, in, known, p, now); err != nil {
		return nil, err
	}
	calendars(ctx, s, heard, p, now)
	return p, nil
}

func sound(ctx context.Context, s *store.Store, p *Page) error {
	l := p.line(s.Name()+" finds no damage in itself", "")
	said, err := s.Sound(ctx)
	l.all(said)
	return err
}

func bodies(v *store.View, p *Page) error {
	l := p.line("themes, series, support list and minutes", "values")
	looked, unread, err := v.Bodies()
	l.looked = looked
	l.all(unread)
	return err
}

// calendars makes every calendar; what is left out of one is heard of in the log.
func calendars(ctx context.Context, s *store.Store, heard *complaints, p *Page, now time.Time) {
	l := p.line("calendars can be made, with all that is in them", "calendars")
	heard.take()
	feeds := feed.New(feed.Config{Store: s, Origin: "http://127.0.0.1", Host: s.About().Host, Now: func() time.Time { return now }, Log: slog.New(heard)})
	n, bad := feeds.Check(ctx)
	l.looked = n
	for _, err := range bad {
		l.fault("%v", err)
	}
	l.all(heard.take())
}

// blobs compares the files that are there with those that are known.
func blobs(ctx context.Context, in Installation, known []store.KeptFile, p *Page, now time.Time) error {
	l := p.line("files are there, and are what their names say", "files")
	there := map[string]bool{}
	if _, err := os.Stat(in.Files); err == nil || strings.HasPrefix(in.Files, "s3://") {
		place, err := in.open()
		if err != nil {
			return err
		}
		rows := map[string]bool{}
		for _, f := range known {
			rows[f.Hash] = true
		}
		err = place.Each(ctx, func(h files.Hash, size int64, since time.Time) error {
			l.looked++
			there[string(h)] = true
			if !rows[string(h)] && now.Sub(since) > time.Hour {
				l.fault("nothing knows of the file %.12s…, of %d bytes, which is here since %s", h, size, since.Format(time.DateTime))
			}
			return content(ctx, place, h, l)
		})
		if err != nil {
			return err
		}
	}
	for _, f := range known {
		if !there[f.Hash] && f.Wanted {
			l.fault("the file %.12s…, of %d bytes, is wanted and is not there", f.Hash, f.Size)
		}
	}
	return nil
}

// content reads a file and compares it with its name.
func content(ctx context.Context, place *files.Files, h files.Hash, l *line) error {
	is, _, err := place.Measure(ctx, h)
	if err != nil {
		l.fault("the file %.12s… cannot be read: %v", h, err)
	} else if is != h {
		l.fault("the file %.12s… has another content: %.12s…", h, is)
	}
	return ctx.Err()
}

// wanted returns the files that the database knows of.
func wanted(v *store.View, p *Page) ([]store.KeptFile, error) {
	l := p.line("what is referred to is known", "files")
	known, unknown, err := v.Files()
	l.looked = len(known)
	for _, hash := range unknown {
		l.fault("the file %.12s… is referred to, and nothing is known of it", hash)
	}
	return known, err
}

// complaints is a log that keeps what is worse than a warning.
type complaints struct {
	mu   sync.Mutex
	said []string
}

func (c *complaints) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelError }
func (c *complaints) WithAttrs([]slog.Attr) slog.Handler           { return c }
func (c *complaints) WithGroup(string) slog.Handler                { return c }

func (c *complaints) Handle(_ context.Context, r slog.Record) error {
	text := r.Message
	r.Attrs(func(a slog.Attr) bool {
		text += fmt.Sprintf(" %s=%v", a.Key, a.Value)
		return true
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said = append(c.said, text)
	return nil
}

// take returns what was said, each thing once, and forgets it.
func (c *complaints) take() (said []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	seen := map[string]bool{}
	for _, text := range c.said {
		if !seen[text] {
			seen[text] = true
			said = append(said, text)
		}
	}
	c.said = nil
	return said
}

// Report verifies an installation and writes the page. It fails when there are faults.
func Report(ctx context.Context, in Installation, out io.Writer, now time.Time) error {
	p, err := Verify(ctx, in, now)
	if err != nil {
		return err
	}
	if err := p.Write(out); err != nil {
		return err
	}
	if n := p.Faults(); n > 0 {
		return fmt.Errorf("the installation has %d faults", n)
	}
	return nil
}
