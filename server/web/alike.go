package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/meetings/swedish"
)

// said is a line that somebody has shared, for whoever writes one like it. It says
// nothing of who did.
type said struct {
	ID     meetings.SignalID   `json:"id"`
	Kind   meetings.SignalKind `json:"kind"`
	Text   string              `json:"text"`
	Voices int                 `json:"voices"`
	When   string              `json:"when,omitempty"` // the day of an earlier meeting; empty for this one
	Href   string              `json:"href,omitempty"` // of material and of the support list, which is no line; the others are empty then

	alike float64
}

// The bounds of looking for lines like one.
const (
	maxBefore = 12  // meetings of the same themes, the newest
	maxAlike  = 3   // lines that are offered
	maxThings = 2   // links that are offered beside them
	enough    = 0.5 // of the words of the shorter line
)

// alike answers with what has been said before that is like the line somebody is
// writing: in this meeting, and in earlier ones of the same themes; and with what is on
// the support list or was shared in those.
func (w *Web) alike(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	if err := w.mayRead(r, room.Meeting); err != nil {
		return err
	}
	done, err := w.queueUp(r.Context())
	if err != nil {
		return err
	}
	defer done()
	found := []said{}
	if text := meetings.Cut(r.URL.Query().Get("text"), meetings.MaxSignal); len(swedish.Words(text)) > 0 {
		if found, err = w.saidLike(r.Context(), p, room, text); err != nil {
			return err
		}
	}
	w.data(rw, r, found)
	return nil
}

// saidLike returns the lines most like one, the most alike first; of two that are
// as much so, the newer. What is hidden is not among them.
func (w *Web) saidLike(ctx context.Context, p *page, room meetings.Room, line string) ([]said, error) {
	words := swedish.Words(line)
	rooms, err := w.earlier(ctx, room.Meeting)
	if err != nil {
		return nil, err
	}
	found := []said{}
	for _, r := range append([]meetings.Room{room}, rooms...) {
		when := ""
		if r.Meeting.ID != room.Meeting.ID {
			when = meetings.SayDay(p.Lang, r.Meeting.Day())
		}
		for _, s := range slices.Backward(r.Signals) {
			if alike := swedish.Alike(words, swedish.Words(s.Text)); alike >= enough {
				found = append(found, said{ID: s.ID, Kind: s.Kind, Text: s.Text, Voices: s.Voices, When: when, alike: alike})
			}
		}
	}
	things, err := w.thingsLike(ctx, p, append([]meetings.Room{room}, rooms...), line, words)
	if err != nil {
		return nil, err
	}
	for _, list := range [][]said{found, things} {
		slices.SortStableFunc(list, func(a, b said) int { return cmp.Compare(b.alike, a.alike) })
	}
	return append(found[:min(len(found), maxAlike)], things[:min(len(things), maxThings)]...), nil
}

// thingsLike returns what is on the support list, and what was shared in some meetings,
// whose titles are most like a line.
func (w *Web) thingsLike(ctx context.Context, p *page, rooms []meetings.Room, line string, words []string) (things []said, err error) {
	seen := map[string]bool{}
	add := func(title, href, key string) {
		if alike := swedish.Alike(words, swedish.Words(title)); alike >= enough && !seen[key] {
			seen[key] = true
			things = append(things, said{Text: title, Href: href, alike: alike})
		}
	}
	list, err := w.store.SupportLike(ctx, line, store.SupportLink{}, "")
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		if e.State == meetings.SupportPublished {
			add(e.Title, p.Href("/stodlista/"+e.Slug), e.Href)
		}
	}
	for _, r := range rooms {
		for _, m := range r.Material {
			if m.Title != "" && m.Href != "" {
				add(m.Title, m.Href, m.Href)
			}
		}
	}
	return things, nil
}

// earlier returns the newest meetings before one, of any of its themes.
func (w *Web) earlier(ctx context.Context, m meetings.Meeting) (all []meetings.Room, err error) {
	seen := map[meetings.ID]bool{m.ID: true}
	for _, theme := range m.Themes {
		rooms, err := w.store.Rooms(ctx, store.Which{Theme: theme, To: m.Start, Newest: true, Limit: maxBefore})
		if err != nil {
			return nil, err
		}
		for _, r := range rooms {
			if !seen[r.Meeting.ID] && r.ReadByAll() {
				seen[r.Meeting.ID] = true
				all = append(all, r)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b meetings.Room) int { return cmp.Compare(b.Meeting.Start, a.Meeting.Start) })
	return all[:min(len(all), maxBefore)], nil
}
