package feed

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/store"
)

// find returns the edition of a feed that is right just now. When the database gives
// no answer it returns the last one, from memory or from disk. It refuses what is no
// feed.
func (f *Feeds) find(ctx context.Context, a address) (*edition, error) {
	w, err := f.look(ctx)
	kept, ok := f.shelf.get(a)
	if ok && (kept.world == w || w == nil) {
		f.countStale(err)
		return kept.edition, nil
	}
	if w != nil {
		var made any
		made, err, _ = f.building.Do(a.path(), func() (any, error) { return f.renew(ctx, a, w) })
		if err == nil {
			return made.(*edition), nil
		}
		if _, refused := errors.AsType[*meetings.Refusal](err); refused {
			f.forget(a)
			return nil, err
		}
	}
	f.countStale(err)
	if ok {
		f.Log.Warn("a feed is served as it was", "path", a.path(), "err", err)
		return kept.edition, nil
	}
	if old, found := f.recall(a); found {
		f.shelf.put(a, copied{edition: old})
		return old, nil
	}
	return nil, err
}

func (f *Feeds) countStale(err error) {
	if err != nil {
		f.counts.stale.Add(1)
	}
}

// renew returns the edition of a feed for a world, made anew if it has to be.
func (f *Feeds) renew(ctx context.Context, a address, w *world) (e *edition, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("make %s: %v", a.path(), fault)
		}
	}()
	kept, _ := f.shelf.get(a)
	if kept.world == w {
		return kept.edition, nil // somebody else was first
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	c, err := f.content(ctx, a, w, kept.edition)
	if err != nil {
		return nil, err
	}
	if kept.world != nil && kept.edition.version == c.version {
		f.shelf.put(a, copied{kept.edition, w})
		return kept.edition, nil
	}
	e, err = f.make(ctx, a, w, c)
	if err != nil {
		return nil, err
	}
	f.shelf.put(a, copied{e, w})
	f.keep(a, e)
	return e, nil
}

// content is what a feed is to hold.
type content struct {
	name, about meetings.Text
	version     string           // says all that the feed is made of
	changed     meetings.Instant // when that changed last, the day aside
	everything  bool             // every meeting there is
	themes      []string         // those of these themes
	chosen      []string         // the themes of a chosen set
	room        *meetings.Room   // this one alone
}

func (f *Feeds) content(ctx context.Context, a address, w *world, last *edition) (content, error) {
	switch a.kind {
	case themed:
		t, ok := w.theme(a.name)
		if !ok {
			return content{}, meetings.Refuse(meetings.Unknown, "Det finns inget sådant tema. Alla teman finns på "+f.Origin+"/",
				"There is no such theme. All themes are at "+f.Origin+"/en")
		}
		return ofThemes(w, content{name: t.Name, about: t.About}, t.Slug), nil
	case chosen:
		return f.chosenSet(ctx, a, w, last)
	case single:
		return f.singleMeeting(ctx, a, w)
	}
	v := w.versions.All
	return content{
		name:       meetings.Text{SV: "Alla öppna samordningsmöten", EN: "All open coordination meetings"},
		version:    fmt.Sprintf("%d %s %x", v.N, w.day, w.print),
		changed:    v.Changed,
		everything: true,
	}, nil
}

// ofThemes adds to content the meetings of themes and of what they gather.
func ofThemes(w *world, c content, slugs ...string) content {
	c.themes = w.gathered(slugs...)
	parts := []string{w.day.String(), fmt.Sprintf("%x", w.print)}
	for _, slug := range c.themes {
		v := w.versions.Themes[slug]
		parts = append(parts, fmt.Sprintf("%s %d", slug, v.N))
		c.changed = max(c.changed, v.Changed)
	}
	c.version = strings.Join(parts, ", ")
	return c
}

// chosenSet reads what was chosen, once: a token stands for the same set for ever.
func (f *Feeds) chosenSet(ctx context.Context, a address, w *world, last *edition) (c content, err error) {
	if last != nil && last.themes != nil {
		c.chosen = last.themes
	} else if c.chosen, err = f.Store.Chosen(ctx, a.name); err != nil {
		return c, err
	}
	var sv, en []string
	for _, slug := range c.chosen {
		if t, ok := w.theme(slug); ok {
			sv, en = append(sv, t.Name.In(meetings.SV)), append(en, t.Name.In(meetings.EN))
		}
	}
	c.name = meetings.Text{SV: strings.Join(sv, ", "), EN: strings.Join(en, ", ")}
	return ofThemes(w, c, c.chosen...), nil
}

func (f *Feeds) singleMeeting(ctx context.Context, a address, w *world) (content, error) {
	room, _, err := f.Store.Room(ctx, a.name)
	if err != nil {
		return content{}, err
	}
	m := room.Meeting
	if m.Status == meetings.Draft || m.Slug != a.name {
		return content{}, meetings.Refuse(meetings.Unknown, "Det finns inget sådant möte.", "There is no such meeting.")
	}
	return content{
		name:    m.Title,
		version: fmt.Sprintf("%d %d %x", m.Sequence, m.Changed, w.print),
		changed: m.Changed,
		room:    &room,
	}, nil
}

// rooms returns the rooms that a feed may hold: from 400 days before its last change,
// so that what has left it since is seen too.
func (f *Feeds) rooms(ctx context.Context, w *world, c content) ([]meetings.Room, error) {
	since := meetings.DateOf(c.changed.In(ical.Stockholm()))
	if w.day.Before(since) {
		since = w.day
	}
	which := store.Which{From: max(begins(since.AddDays(-pastDays-1)), 0)}
	if c.everything {
		return f.Store.Rooms(ctx, which)
	}
	var lists [][]meetings.Room
	for _, slug := range c.themes {
		which.Theme = slug
		list, err := f.Store.Rooms(ctx, which)
		if err != nil {
			return nil, err
		}
		lists = append(lists, list)
	}
	return merged(lists), nil
}
