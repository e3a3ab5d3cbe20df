package web

import (
	"cmp"
	"context"
	"encoding/json"
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

	alike float64
}

// The bounds of looking for lines like one.
const (
	maxBefore = 12  // meetings of the same themes, the newest
	maxAlike  = 3   // lines that are offered
	enough    = 0.5 // of the words of the shorter line
)

// alike answers with what has been said before that is like the line somebody is
// writing: in this meeting, and in earlier ones of the same themes.
func (w *Web) alike(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	line := []rune(r.URL.Query().Get("text"))
	words := swedish.Words(string(line[:min(len(line), meetings.MaxSignal)]))
	found := []said{}
	if len(words) > 0 {
		if found, err = w.saidLike(r.Context(), p, room, words); err != nil {
			return err
		}
	}
	h := rw.Header()
	w.protect(h, "")
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	if err := json.NewEncoder(rw).Encode(found); err != nil {
		w.log.Debug("what is alike was not taken", "path", r.URL.Path, "err", err)
	}
	return nil
}

// saidLike returns the lines most like some words, the most alike first; of two that are
// as much so, the newer. What is hidden is not among them.
func (w *Web) saidLike(ctx context.Context, p *page, room meetings.Room, words []string) ([]said, error) {
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
				found = append(found, said{s.ID, s.Kind, s.Text, s.Voices, when, alike})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b said) int { return cmp.Compare(b.alike, a.alike) })
	return found[:min(len(found), maxAlike)], nil
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
			if !seen[r.Meeting.ID] {
				seen[r.Meeting.ID] = true
				all = append(all, r)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b meetings.Room) int { return cmp.Compare(b.Meeting.Start, a.Meeting.Start) })
	return all[:min(len(all), maxBefore)], nil
}
