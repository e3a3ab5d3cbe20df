package node

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ringain/meetings/store"
	"ringain/server/auth"
)

// WriteLink writes a one-time link by which the first administrator signs in to an
// installation that exists, whether or not it is being served. A link for somebody new makes
// one more administrator of whoever opens it.
func WriteLink(ctx context.Context, c Config, somebodyNew bool, out io.Writer, log *slog.Logger) error {
	s, err := openExisting(ctx, c, log)
	if err != nil {
		return err
	}
	defer s.Close()
	a, link, name := auth.New(auth.Config{Keep: s, Secret: s.About().Secret, Now: time.Now, NewID: newID}), "", ""
	if somebodyNew {
		link, err = a.NewLink()
	} else {
		link, name, err = a.FirstLink(ctx)
	}
	if err != nil {
		return err
	}
	if name == "" {
		log.Info("the link makes a new administrator of whoever opens it")
	} else {
		log.Info("the link signs in the first administrator; ringain link --new makes a new one", "name", name)
	}
	base := c.Origin
	if base == "" {
		base = "http://" + c.Addr
	}
	_, err = fmt.Fprintf(out, "%s/in/%s\n", strings.TrimSuffix(base, "/"), link)
	return err
}

// openExisting opens the database of an installation that exists, whether or not it is being served.
func openExisting(ctx context.Context, c Config, log *slog.Logger) (*store.Store, error) {
	address := c.Database
	if address == "" {
		address = filepath.Join(c.Data, "ringain.db")
		if _, err := os.Stat(address); err != nil {
			return nil, fmt.Errorf("there is no installation in %s: %w", c.Data, err)
		}
	}
	return store.Open(ctx, store.Options{Address: address, Log: log})
}
