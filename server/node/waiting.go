package node

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"golang.org/x/sync/errgroup"

	"ringain/meetings/store"
	"ringain/server/feed"
)

// openStore opens the database. A node that has served calendars before, and finds that
// the database gives no answer, serves them as they were, and nothing else, until it does.
func (n *Node) openStore(ctx context.Context) (db *store.Store, err error) {
	feeds := feed.New(feed.Config{Origin: n.origin, Dir: n.feedFolder(), Now: time.Now, Log: n.log})
	if db, err = n.tryOnce(ctx, feeds); err == nil {
		return db, nil
	}
	if !feeds.Kept() {
		return nil, err
	}
	n.log.Error("the database cannot be opened; calendars are served as they were until it can", "listening", n.listener.Addr().String(), "err", err)
	server := httpServer(n.waiting(feeds), n.log)
	var serving errgroup.Group
	n.start(&serving, "calendars", func() error {
		if err := server.Serve(lent{n.listener}); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	db, err = n.tryAgain(ctx, feeds)
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), n.config.Grace)
	defer cancel()
	if err = errors.Join(err, server.Shutdown(grace), serving.Wait(), n.listener.SetDeadline(time.Time{})); err != nil && db != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, err
}

// tryOnce opens the database. A file that is gone is not begun anew while calendars are
// kept that were made of it: everybody's would be empty.
func (n *Node) tryOnce(ctx context.Context, feeds *feed.Feeds) (*store.Store, error) {
	o := n.options()
	if n.config.Database == "" && feeds.Kept() {
		if _, err := os.Stat(o.Address); err != nil {
			return nil, fmt.Errorf("the database is gone: put it back, or begin anew by removing %s too: %w", n.feedFolder(), err)
		}
	}
	return store.Open(ctx, o)
}

// tryAgain opens the database as soon as it can be, or says that ctx has ended.
func (n *Node) tryAgain(ctx context.Context, feeds *feed.Feeds) (*store.Store, error) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if db, err := n.tryOnce(ctx, feeds); err == nil {
			n.log.Info("the database is open")
			return db, nil
		}
	}
}

// lent is a listener that whoever it is lent to may close: it then accepts nothing more
// for them, and stays open.
type lent struct{ *net.TCPListener }

func (l lent) Close() error { return l.SetDeadline(time.Now()) }

// waiting is what answers while there is no database: feeds, and that nothing else does.
func (n *Node) waiting(feeds *feed.Feeds) http.Handler {
	r := chi.NewRouter()
	r.Use(n.recovered, textOnly, middleware.GetHead)
	r.Get("/healthz", alive)
	r.Get("/readyz", func(w http.ResponseWriter, _ *http.Request) { readiness{Database: "out of reach"}.tell(w) })
	r.Get("/robots.txt", robots)
	r.Group(feeds.Routes)
	r.NotFound(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "60")
		http.Error(w, "Det går inte att visa sidan just nu. Försök igen om en stund. · The page cannot be shown just now. Try again in a moment.", http.StatusServiceUnavailable)
	})
	return r
}
