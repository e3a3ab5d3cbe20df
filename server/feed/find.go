package feed

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ringain/meetings"
)

// find returns the edition of a feed that is right just now. When the database gives
// no answer it returns the last one, from memory or from disk. It refuses what is no
// feed.
func (f *Feeds) find(ctx context.Context, asked address) (*edition, error) {
	w, err := f.look(ctx)
	a := asked
	if w != nil && a.kind == themed {
		a.name = w.now(a.name)
	}
	e, err := f.findNow(ctx, a, w, err)
	if err != nil || a == asked {
		return e, err
	}
	if kept, _ := f.shelf.get(asked); kept.edition != e { // for when nothing tells what the theme is called now
		f.shelf.put(asked, copied{edition: e})
		f.later(asked, e)
	}
	return e, nil
}

// findNow finds a feed by the address it has now, in a world as it was last seen, or nil.
// err is why the world could not be seen just now.
func (f *Feeds) findNow(ctx context.Context, a address, w *world, err error) (*edition, error) {
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
		f.Log.Warn("a feed is served as it was", "kind", a.kind, "err", err)
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
	e, err = f.make(a, w, c, kept.edition)
	if err != nil {
		return nil, err
	}
	f.shelf.put(a, copied{e, w})
	f.later(a, e)
	return e, nil
}

// content is what a feed is to hold.
type content struct {
	name, about meetings.Text
	version     string           // says all that the feed is made of
	changed     meetings.Instant // when that changed last, the day aside
	list        []*entry         // what it may hold, in order of start
	drafts      bool             // drafts too
	chosen      []string         // the themes of a chosen set
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
		return singleMeeting(a, w)
	case private:
		if _, ok := w.Private[a.name]; !ok {
			return content{}, meetings.Refuse(meetings.Unknown, "Kalendern finns inte, eller har fått en ny adress.", "There is no such calendar, or it has got a new address.")
		}
		return ofEverything(w, meetings.Text{SV: "Alla möten, med utkast", EN: "All meetings, with drafts"}, true, w.entries), nil
	case webinars:
		var list []*entry
		for _, e := range w.entries {
			if e.room.Meeting.Kind == meetings.Webinar {
				list = append(list, e)
			}
		}
		return ofEverything(w, meetings.Text{SV: "Webbinarier", EN: "Webinars"}, false, list), nil
	}
	return ofEverything(w, meetings.Text{SV: "Alla öppna samordningsmöten", EN: "All open coordination meetings"}, false, w.entries), nil
}

func ofEverything(w *world, name meetings.Text, drafts bool, list []*entry) content {
	v := w.Versions.All
	return content{name: name, version: fmt.Sprintf("%d %s", v.N, w.day), changed: v.Changed, drafts: drafts, list: list}
}

// ofThemes adds to content the meetings of themes and of what they gather.
func ofThemes(w *world, c content, slugs ...string) content {
	themes := w.gathered(slugs...)
	parts := []string{w.day.String()}
	for _, slug := range themes {
		v := w.Versions.Themes[slug]
		parts = append(parts, fmt.Sprintf("%s %d", slug, v.N))
		c.changed = max(c.changed, v.Changed)
	}
	for _, e := range w.entries {
		if slices.ContainsFunc(e.room.Meeting.Themes, func(t string) bool { return slices.Contains(themes, t) }) {
			c.list = append(c.list, e)
		}
	}
	c.version = strings.Join(parts, ", ")
	return c
}

// chosenSet reads what was chosen, once: a token stands for the same set for ever.
func (f *Feeds) chosenSet(ctx context.Context, a address, w *world, last *edition) (c content, err error) {
	if last != nil && last.themes != nil {
		c.chosen = last.themes
	} else if !token.MatchString(a.name) {
		return c, meetings.Refuse(meetings.Unknown, "Kalendern finns inte. Välj teman på nytt.", "There is no such calendar. Choose themes again.")
	} else if c.chosen, err = f.Store.Chosen(ctx, a.name); err != nil {
		return c, err
	}
	var sv, en, slugs []string
	for _, slug := range c.chosen {
		if t, ok := w.theme(w.now(slug)); ok && !slices.Contains(slugs, t.Slug) {
			sv, en, slugs = append(sv, t.Name.In(meetings.SV)), append(en, t.Name.In(meetings.EN)), append(slugs, t.Slug)
		}
	}
	c.name = meetings.Text{SV: strings.Join(sv, ", "), EN: strings.Join(en, ", ")}
	return ofThemes(w, c, slugs...), nil
}

// token is how the tokens of chosen sets look: nothing else is worth asking for.
var token = regexp.MustCompile(`^[2-9A-Z]{8}$`)

func singleMeeting(a address, w *world) (content, error) {
	e, ok := w.slugs[a.name]
	if !ok || e.room.Meeting.Status == meetings.Draft {
		return content{}, meetings.Refuse(meetings.Unknown, "Det finns inget sådant möte.", "There is no such meeting.")
	}
	m := e.room.Meeting
	return content{name: m.Title, version: fmt.Sprintf("%d %d", m.Sequence, m.Changed), changed: m.Changed, list: []*entry{e}}, nil
}
