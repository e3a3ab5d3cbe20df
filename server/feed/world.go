package feed

import (
	"context"
	"errors"
	"maps"
	"time"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/store"
)

// How old what is known of the versions may be, and how long to wait for an answer: for
// longer when every meeting is read.
const (
	seenFor       = time.Second
	patience      = 2 * time.Second
	firstPatience = 5 * time.Second
)

var errNoDatabase = errors.New("there is no database yet")

// world is all that feeds show, and the day. It is a value; as long as nothing in it
// changes it stays the same one.
type world struct {
	store.Schedule
	names   map[string]meetings.Text // of the themes, by slug
	entries []*entry                 // every meeting, drafts too, in order of start
	slugs   map[string]*entry
	day     meetings.Date // in Stockholm
	host    string        // of the installation

	recalled bool // from disk: when the database answers, it is read as a whole
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
	wait := patience
	if last == nil || last.recalled {
		wait = firstPatience
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), wait)
	defer cancel()
	w, err := f.ask(ctx, last, meetings.DateOf(now.In(ical.Stockholm())))
	if err != nil && (s == nil || s.err == nil) {
		f.Log.Warn("feeds are served as they were", "err", err)
	}
	if w == nil && f.Dir != "" {
		var missing error
		if w, missing = f.recall(); missing != nil {
			err = errors.Join(err, missing)
		}
	}
	f.seen.Store(&sight{world: w, at: now, told: told, err: err})
	if w != last {
		f.wakeUp()
	}
	return w, err
}

func (f *Feeds) fresh(s *sight) bool {
	return s != nil && f.told.Load() == s.told && f.Now().Sub(s.at).Abs() < seenFor
}

// ask asks the database for what has changed, and returns last when nothing has.
func (f *Feeds) ask(ctx context.Context, last *world, day meetings.Date) (*world, error) {
	if f.Store == nil {
		return last, errNoDatabase
	}
	after := int64(-1)
	if last != nil && !last.recalled {
		v, err := f.Store.Versions(ctx)
		if err != nil {
			return last, err
		}
		if last.Versions.All == v.All && maps.Equal(last.Versions.Themes, v.Themes) {
			if last.day == day {
				return last, nil
			}
			next := *last
			next.day = day
			return &next, nil
		}
		if v.All.N > last.Versions.All.N {
			after = last.Versions.All.N
		}
	}
	now, err := f.Store.Schedule(ctx, after)
	if err != nil {
		return last, err
	}
	w := newWorld(last, after, now, day, f.Host)
	if len(w.entries) != now.Count { // drafts were removed
		if now, err = f.Store.Schedule(ctx, -1); err != nil {
			return last, err
		}
		w = newWorld(last, -1, now, day, f.Host)
	}
	return w, nil
}

// newWorld makes a world of the one before and of what has changed after a version.
func newWorld(last *world, after int64, now store.Schedule, day meetings.Date, host string) *world {
	w := &world{Schedule: now, names: map[string]meetings.Text{}, day: day, host: host}
	w.Rooms = nil
	if after >= 0 {
		w.entries = follow(last.entries, now.Rooms)
	} else {
		w.entries = follow(nil, now.Rooms)
	}
	w.slugs = make(map[string]*entry, len(w.entries))
	for _, e := range w.entries {
		w.slugs[e.room.Meeting.Slug] = e
	}
	for _, t := range w.Themes {
		w.names[t.Slug] = t.Name
	}
	return w
}

// now returns the slug that a theme has now, by one that it has or had.
func (w *world) now(slug string) string {
	if now, ok := w.Former[slug]; ok {
		return now
	}
	return slug
}

// theme returns a theme by its slug.
func (w *world) theme(slug string) (meetings.Theme, bool) {
	for _, t := range w.Themes {
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
	for _, t := range w.Themes {
		if wanted[t.Slug] || t.Umbrella != "" && wanted[t.Umbrella] {
			list = append(list, t.Slug)
		}
	}
	return list
}
