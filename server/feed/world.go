package feed

import (
	"context"
	"fmt"
	"hash/fnv"
	"maps"
	"time"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/store"
)

// How old what is known of the versions may be, and how long to wait for an answer.
const (
	seenFor  = time.Second
	patience = 2 * time.Second
)

// world is what all feeds depend on: the versions, the themes and the day. It is a
// value; as long as nothing in it changes it stays the same one.
type world struct {
	versions store.Versions
	themes   []meetings.Theme
	names    map[string]meetings.Text // of the themes, by slug
	print    uint64                   // of the names: any feed may show any
	day      meetings.Date            // in Stockholm
}

// sight is what was seen of the world, and when.
type sight struct {
	world *world // nil when nothing was ever seen
	at    time.Time
	told  int64 // how often the bus had told of a change before that
	err   error // why it could not be seen then; world is as it was before
}

// look returns the world as it was within the last second and after the last change
// the bus told of. While somebody else is asking, or the database gives no answer, it
// returns what was seen before.
func (f *Feeds) look(ctx context.Context) (*world, error) {
	s := f.seen.Load()
	if f.fresh(s) {
		return s.world, s.err
	}
	if s == nil {
		f.asking.Lock()
	} else if !f.asking.TryLock() {
		return s.world, s.err
	}
	defer f.asking.Unlock()
	if s = f.seen.Load(); f.fresh(s) {
		return s.world, s.err
	}
	var last *world
	if s != nil {
		last = s.world
	}
	now, told := f.Now(), f.told.Load()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	w, err := f.ask(ctx, last, meetings.DateOf(now.In(ical.Stockholm())))
	if err != nil && (s == nil || s.err == nil) {
		f.Log.Warn("feeds are served as they were", "err", err)
	}
	f.seen.Store(&sight{world: w, at: now, told: told, err: err})
	return w, err
}

func (f *Feeds) fresh(s *sight) bool {
	return s != nil && f.told.Load() == s.told && f.Now().Sub(s.at).Abs() < seenFor
}

// ask asks the database, and returns last when nothing has changed.
func (f *Feeds) ask(ctx context.Context, last *world, day meetings.Date) (*world, error) {
	v, err := f.Store.Versions(ctx)
	if err != nil {
		return last, err
	}
	if last != nil && last.day == day && last.versions.All == v.All && maps.Equal(last.versions.Themes, v.Themes) {
		return last, nil
	}
	themes, err := f.Store.Themes(ctx)
	if err != nil {
		return last, err
	}
	w := &world{versions: v, themes: themes, names: map[string]meetings.Text{}, day: day}
	names := fnv.New64a()
	for _, t := range themes {
		w.names[t.Slug] = t.Name
		fmt.Fprintf(names, "%q %q %q\n", t.Slug, t.Name.SV, t.Name.EN)
	}
	w.print = names.Sum64()
	return w, nil
}

// theme returns a theme by its slug.
func (w *world) theme(slug string) (meetings.Theme, bool) {
	for _, t := range w.themes {
		if t.Slug == slug {
			return t, true
		}
	}
	return meetings.Theme{}, false
}

// gathered returns the slugs of some themes and of what they gather, each once, in the
// order of themes.
func (w *world) gathered(slugs ...string) (list []string) {
	wanted := map[string]bool{}
	for _, s := range slugs {
		wanted[s] = true
	}
	for _, t := range w.themes {
		if wanted[t.Slug] || t.Umbrella != "" && wanted[t.Umbrella] {
			list = append(list, t.Slug)
		}
	}
	return list
}
