package node

import (
	"io"
	"log/slog"
	"strings"
	"testing"
)

func TestTwoDoNotServeFromOneDataFolder(t *testing.T) {
	folder := t.TempDir() + "/data"
	release, err := alone(folder)
	if err != nil {
		t.Fatal(err)
	}
	c := Config{Addr: "127.0.0.1:0", Data: folder}
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	if err := Run(t.Context(), c, io.Discard, log); err == nil || !strings.Contains(err.Error(), "another ringain serves") {
		t.Fatalf("a second one: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	again, err := alone(folder)
	if err != nil {
		t.Fatalf("after the first has ended: %v", err)
	}
	if err := again(); err != nil {
		t.Fatal(err)
	}
}
