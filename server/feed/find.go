package feed

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ringain/meetings"
)

// find returns the edition of a feed that is right just now, or as right as can be
// known while the database gives no answer. It refuses what is no feed.
func (f *Feeds) find(ctx context.Context, a address) (*edition, error) {
	w, err := f.look(ctx)
	if w == nil {
		return nil, err
	}
	if err != nil {
		f.counts.stale.Add(1)
	}
	if a.kind == themed {
		a.name = w.now(a.name)
	}
	kept, ok := f.shelf.get(a)
	if ok && kept.world == w {
		return kept.edition, nil
	}
	made, err, _ := f.building.Do(a.path(), func() (any, error) { return f.renew(ctx, a, w) })
	if err == nil {
		return made.(*edition), nil
	}
	if no, refused := errors.AsType[*meetings.Refusal](err); refused && no.Kind == meetings.Unknown {
		f.shelf.remove(a)
		return nil, err
	}
	if ok {
		f.counts.stale.Add(1)
		f.Log.Warn("a feed is served as it was", "kind", a.kind, "err", err)
		return kept.edition, nil
	}
	return nil, err
}

// renew returns the edition of a feed for a world, made anew if it has to be.
func (f *Feeds) renew(ctx context.Context, a address, w *world) (e *edition, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("make a feed of %s%s: %v", a.kind, a.format, fault) // its path may hold a secret
		}
	}()
	kept, _ := f.shelf.get(a)
	if kept.world == w {
		return kept.edition, nil // somebody else was first
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	c, err := f.content(ctx, a, w)
	if err != nil {
		return nil, err
	}
	if kept.world != nil && kept.world.recalled == w.recalled && kept.edition.version == c.version {
		f.shelf.put(a, copied{kept.edition, w})
		return kept.edition, nil
	}
	e, err = f.make(a, w, c, kept.edition)
	if err != nil {
		return nil, err
	}
	f.shelf.put(a, copied{e, w})
	return e, nil
}

// content is what a feed is to hold.
type content struct {
	name, about meetings.Text
	version     string           // says all that the feed is made of
	changed     meetings.Instant // when that changed last, the day aside
	list        []*entry         // what it may hold, in order of start
	drafts      bool             // drafts too
}

func (f *Feeds) content(ctx context.Context, a address, w *world) (content, error) {
	switch a.kind {
	case themed:
		t, ok := w.theme(a.name)
		if !ok {
			return content{}, meetings.Refuse(meetings.Unknown, "Det finns inget sådant tema. Alla teman finns på "+f.Origin+"/",
				"There is no such theme. All themes are at "+f.Origin+"/en")
		}
		return ofThemes(w, content{name: t.Name, about: t.About}, t.Slug), nil
	case chosen:
		return f.chosenSet(ctx, a.name, w)
	case single:
		return singleMeeting(a, w)
	case private:
		whose, ok := w.Private[a.name]
		if !ok {
			return content{}, meetings.Refuse(meetings.Unknown, "Kalendern finns inte, eller har fått en ny adress.", "There is no such calendar, or it has got a new address.")
		}
		return ofEverything(w, meetings.Text{SV: "Alla möten, med utkast", EN: "All meetings, with drafts"}, true, own(w.entries, whose)), nil
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

// own are the entries without the drafts of other organisations than the one whose
// organisers share a calendar.
func own(list []*entry, calendar string) []*entry {
	whose := meetings.ID(strings.TrimSpace(strings.TrimPrefix(calendar, meetings.OrganisersCalendar)))
	return slices.DeleteFunc(slices.Clone(list), func(e *entry) bool {
		m := e.room.Meeting
		return m.Status == meetings.Draft && m.Convener != whose
	})
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

func singleMeeting(a address, w *world) (content, error) {
	e, ok := w.slugs[a.name]
	if !ok || e.room.Meeting.Status == meetings.Draft {
		return content{}, meetings.Refuse(meetings.Unknown, "Det finns inget sådant möte.", "There is no such meeting.")
	}
	m := e.room.Meeting
	return content{name: m.Title, version: fmt.Sprintf("%d %d", m.Sequence, m.Changed), changed: m.Changed, list: []*entry{e}}, nil
}
