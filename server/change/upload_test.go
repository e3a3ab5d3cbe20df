package change

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
	"ringain/notify/bus"
)

// When the database could not save just now, an upload stays as it was, to go on with; what
// is refused for good is gone.
func TestAnUploadThatCouldNotBeSavedJustNowIsThereToGoOnWith(t *testing.T) {
	t.Parallel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	log, dir := slog.New(slog.NewTextHandler(t.Output(), nil)), t.TempDir()
	db, err := store.Open(t.Context(), store.Options{Address: filepath.Join(dir, "ringain.db"), Log: log, Epoch: "one", Secret: []byte("secret"), Host: "moten.example"})
	must(err)
	t.Cleanup(func() { _ = db.Close() })
	place, err := files.Open(filepath.Join(dir, "files"), filepath.Join(dir, "files", "coming"))
	must(err)
	c := New(Config{Store: db, Bus: bus.NewMemory(), Log: log, Now: time.Now, Files: place,
		Limits: FileLimits{Each: 1 << 20, Owner: 1 << 20, Network: 1 << 20, Meeting: 1 << 20, All: 1 << 20}})
	for _, test := range []struct {
		kind  meetings.RefusalKind
		stays bool
	}{{meetings.Unsaved, true}, {meetings.TooMuch, false}} {
		u, err := c.BeginUpload(meetings.Upload{Owner: "cy", Name: "rapport.txt", Size: 10})
		must(err)
		refusal := meetings.Refuse(test.kind, "Nej.", "No.")
		if err := c.leave(t.Context(), u.ID, 0, 10, refusal); err == nil {
			t.Error("it is not said")
		}
		if _, err := c.Upload(t.Context(), u.ID); (err == nil) != test.stays {
			t.Errorf("refused as %s, the upload is asked for: %v", test.kind, err)
		}
	}
}
