// Package watch sees whether the links of the support list still lead somewhere, and
// keeps what it saw for an editor. Nothing is ever changed or removed by it.
//
// One node at a time watches, for all of them: it holds a claim in the database, and
// another takes over when it has not been heard of for a while. It asks one link after
// another, never two of one host within half a minute, and leaves a host alone that asks
// for it. Hosts that are only for examples are not asked at all ([meetings.WatchedHost]).
package watch

import (
	"context"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/change"
)

// Config is what a Watch needs. Now is given by tests.
type Config struct {
	Store     *store.Store
	Change    *change.Changes
	Client    *http.Client // asks public machines only: package reach
	Agent     string       // how it presents itself to sites: who asks, and where to read about it
	Node      string       // this node among all
	PerMinute int          // how many links it looks at each minute at the most
	Now       func() time.Time
	Log       *slog.Logger
}

// Watch looks at links.
type Watch struct {
	Config
	alone map[string]time.Time // hosts that are left alone, and until when
}

// New builds a Watch.
func New(c Config) *Watch { return &Watch{Config: c, alone: map[string]time.Time{}} }

const (
	task     = "links"
	held     = 3 * time.Minute  // so long a node has the claim after it was heard of
	hostRest = 30 * time.Second // between two questions to one host
	idle     = time.Minute      // to the next question, when there was nothing to ask
	maxAlone = 500              // hosts that are left alone at the same time
	perLook  = 45 * time.Second // for one link with all its redirects
)

// Run looks at links until ctx ends.
func (w *Watch) Run(ctx context.Context) error {
	pace := time.Minute / time.Duration(max(w.PerMinute, 1))
	next := time.NewTimer(spread(idle)) // not all nodes at once, and not in the rush of a start
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			w.giveUp()
			return nil
		case <-next.C:
		}
		wait := idle
		looked, err := w.step(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			w.Log.Warn("the links of the support list could not be looked at; it is tried again in a minute", "err", err)
		case looked:
			wait = pace
		}
		next.Reset(spread(wait))
	}
}

// spread returns a duration a little shorter or longer, by chance.
func spread(d time.Duration) time.Duration {
	return d*3/4 + rand.N(d/2+1)
}

// step looks at one link, if this node is the one that watches and there is one to look at.
func (w *Watch) step(ctx context.Context) (looked bool, err error) {
	mine, err := w.claim()
	if err != nil || !mine {
		return false, err
	}
	now := w.Now()
	maps.DeleteFunc(w.alone, func(_ string, until time.Time) bool { return !until.After(now) })
	if len(w.alone) >= maxAlone {
		return false, nil
	}
	alone := slices.Sorted(maps.Keys(w.alone))
	due, err := w.Store.LinksToLook(ctx, meetings.At(now), alone, 20)
	if err != nil {
		return false, err
	}
	for _, e := range due {
		host := meetings.WatchedHost(e.Href)
		if _, rests := w.alone[host]; rests {
			continue
		}
		return true, w.look(ctx, e, host)
	}
	return false, nil
}

func (w *Watch) look(ctx context.Context, e meetings.Support, host string) error {
	w.alone[host] = w.Now().Add(hostRest)
	asking, cancel := context.WithTimeout(ctx, perLook)
	defer cancel()
	seen := Look(asking, w.Client, w.Agent, e.Href)
	if ctx.Err() != nil {
		return nil // stopped half-way: nothing was seen
	}
	if seen.After > hostRest {
		w.alone[host] = w.Now().Add(seen.After)
	}
	w.Log.Debug("a link was looked at", "entry", e.Slug, "state", seen.State, "status", seen.Status)
	return w.Change.SeeLink(e.ID, e.Href, seen)
}

// claim takes on the watch, or goes on with it.
func (w *Watch) claim() (mine bool, err error) {
	err = w.Store.Change("claim", func(tx *store.Tx) (err error) {
		now := w.Now()
		mine, err = tx.Claim(task, w.Node, meetings.At(now), meetings.At(now.Add(held)))
		return err
	})
	return mine, err
}

// giveUp lets another node go on at once.
func (w *Watch) giveUp() {
	err := w.Store.Change("claim", func(tx *store.Tx) error { return tx.Unclaim(task, w.Node) })
	if err != nil {
		w.Log.Debug("the watch of links was not given up; another node takes it on in a few minutes", "err", err)
	}
}
