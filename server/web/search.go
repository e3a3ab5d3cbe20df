package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/meetings/swedish"
)

// How many of each kind a search shows: some of every kind, or a page of one.
const (
	foundOfEach = 5
	foundOnPage = 20
	maxSought   = 200 // characters
	seekers     = 2   // who look at once, on this node
)

// searchView is what the search shows.
type searchView struct {
	Words  string // as they were typed
	Shown  string // the kind that is shown alone, as the address has it; empty for all
	Theme  string
	Page   int // of the kind that is shown alone
	Themes []meetings.Theme
	Wanted store.Wanted
	stems  []string

	Meetings, Agendas []meetings.Room
	Minutes           []foundMinutes
	Signals           []store.FoundSignal
	Support           []meetings.Support
	Counts            map[string]int // by kind
}

// searchKinds are the kinds of what is found, as addresses have them, in the order they are shown.
func searchKinds() []meetings.Named {
	return []meetings.Named{
		{Code: "moten", Name: meetings.Text{SV: "Möten", EN: "Meetings"}},
		{Code: "dagordningar", Name: meetings.Text{SV: "Dagordningar", EN: "Agendas"}},
		{Code: "minnesanteckningar", Name: meetings.Text{SV: "Minnesanteckningar", EN: "Minutes"}},
		{Code: "stod", Name: meetings.Text{SV: "Stödlistan", EN: "The support list"}},
		{Code: "signaler", Name: meetings.Text{SV: "Signaler", EN: "Signals"}},
	}
}

// search is the one box by which everything is found.
func (w *Web) search(p *page, r *http.Request) (body, error) {
	q := r.URL.Query()
	v := searchView{Words: meetings.Cut(meetings.Line(q.Get("ord")), maxSought), Theme: q.Get("tema"), Page: 1, Counts: map[string]int{}}
	if slices.ContainsFunc(searchKinds(), func(n meetings.Named) bool { return n.Code == q.Get("visa") }) {
		v.Shown = q.Get("visa")
	}
	if n, err := strconv.Atoi(q.Get("sida")); err == nil && v.Shown != "" {
		v.Page = max(1, min(n, 10_000))
	}
	var err error
	if v.Themes, err = w.store.Themes(r.Context()); err != nil {
		return nil, err
	}
	p.Title, p.Section, p.Path, p.NoIndex = p.Say("Sök", "Search"), "/sok", v.href(v.Shown, v.Page), v.Words != ""
	if v.Words != "" {
		p.Title = p.Say("Sök: ", "Search: ") + v.Words
		v.stems = swedish.Words(v.Words)
		done, err := w.queueUp(r.Context())
		if err != nil {
			return nil, err
		}
		defer done()
		if err := w.find(r, p, &v); err != nil {
			return nil, err
		}
	}
	return searchPage(p, v), nil
}

// queueUp waits until one of the few who may look for words at once is done, so that
// looking, which takes longer than a page, takes nothing from those who only read.
// Whoever has looked calls what it returns.
func (w *Web) queueUp(ctx context.Context) (done func(), err error) {
	select {
	case w.seeking <- struct{}{}:
		return func() { <-w.seeking }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// find fills in what is found.
func (w *Web) find(r *http.Request, p *page, v *searchView) (err error) {
	if v.Wanted, err = w.store.Want(r.Context(), v.Words); err != nil || v.Wanted.Nothing() {
		return err
	}
	which := func(kind string) store.WhichFound {
		f := store.WhichFound{Wanted: v.Wanted, Theme: v.Theme, Now: p.Now, Limit: foundOfEach}
		switch v.Shown {
		case "":
		case kind:
			f.Skip, f.Limit = (v.Page-1)*foundOnPage, foundOnPage
		default:
			f.Limit = 1 // for the count
		}
		return f
	}
	var n int
	if v.Meetings, n, err = w.store.FoundMeetings(r.Context(), meetings.PartMeeting, which("moten")); err != nil {
		return err
	}
	v.Counts["moten"] = n
	if v.Agendas, n, err = w.store.FoundMeetings(r.Context(), meetings.PartAgenda, which("dagordningar")); err != nil {
		return err
	}
	v.Counts["dagordningar"] = n
	if v.Minutes, n, err = w.findMinutes(r.Context(), *v, which("minnesanteckningar")); err != nil {
		return err
	}
	v.Counts["minnesanteckningar"] = n
	if v.Signals, n, err = w.store.FoundSignals(r.Context(), which("signaler")); err != nil {
		return err
	}
	v.Counts["signaler"] = n
	f := which("stod")
	if v.Support, n, err = w.store.SupportList(r.Context(), store.WhichSupport{State: meetings.SupportPublished, Theme: v.Theme, Words: v.Words, Skip: f.Skip, Limit: f.Limit}); err != nil {
		return err
	}
	v.Counts["stod"] = n
	if v.Page > max(v.pages(), 1) || v.Page > 1 && v.Counts[v.Shown] == 0 {
		v.Page = 1 // there is no such page, or no longer
		return w.find(r, p, v)
	}
	return nil
}

// href is the address of the search in Swedish with some of what is found.
func (v searchView) href(kind string, page int) string {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("ord", v.Words)
	set("visa", kind)
	set("tema", v.Theme)
	if page > 1 {
		q.Set("sida", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return "/sok"
	}
	return "/sok?" + q.Encode()
}

// All is how many are found in all.
func (v searchView) All() (n int) {
	for _, one := range v.Counts {
		n += one
	}
	return n
}

// Shows reports whether what is found of a kind is shown.
func (v searchView) Shows(kind string) bool {
	return v.Counts[kind] > 0 && (v.Shown == "" || v.Shown == kind)
}

// pages is how many pages the kind has that is shown alone.
func (v searchView) pages() int { return (v.Counts[v.Shown] + foundOnPage - 1) / foundOnPage }

// missing are the words that nothing has, as they were typed.
func (v searchView) missing() (typed []string) { return v.typed(v.Wanted.Missing) }

// each are the words that are looked for, as they were typed, to try one by one.
func (v searchView) each() (typed []string) { return v.typed(v.stems) }

func (v searchView) typed(words []string) (typed []string) {
	for _, piece := range swedish.Pieces(v.Words) {
		if piece.Word != "" && slices.Contains(words, piece.Word) && !slices.Contains(typed, piece.Text) {
			typed = append(typed, piece.Text)
		}
	}
	return typed
}

// hit reports whether a word of a text is one that is looked for.
func (v searchView) hit(piece swedish.Piece) bool {
	return piece.Word != "" && slices.ContainsFunc(v.stems, func(s string) bool { return swedish.Within(s, piece.Word) })
}

// found are the items of an agenda that have some of what is looked for, at most three.
func (v searchView) found(a meetings.Agenda) (items []meetings.Item) {
	for _, i := range a.Items {
		if slices.ContainsFunc(swedish.Pieces(i.Title+" "+i.Presenter), v.hit) && len(items) < 3 {
			items = append(items, i)
		}
	}
	return items
}

func (p *page) themeOptions(themes []meetings.Theme) []option {
	all := []option{{"", p.Say("Alla", "All")}}
	for _, t := range ownThemes(themes) {
		all = append(all, option{t.Slug, p.In(t.Name)})
	}
	return all
}
