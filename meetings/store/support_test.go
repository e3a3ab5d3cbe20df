package store_test

import (
	"fmt"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// someSupport are entries of a support list, each a little different.
func someSupport(t *testing.T, s *store.Store) {
	t.Helper()
	for i, e := range []meetings.Support{
		{Title: "Sömn för tonåringar – text till föräldrar", Source: "Granviks kommun", Kind: "stod", Themes: []string{"barn-och-unga"}, Languages: []string{"ar", "sv"}, Href: "https://granvik.example.org/somn"},
		{Title: "Telefonkedja: så kommer ni igång", About: "Handledning för föreningar som ringer äldre.", Source: "Röda tråden i Bergsö", Kind: "metod", Themes: []string{"vuxna-och-aldre"}, Sections: []string{"aldre"}, File: &meetings.File{Hash: "abc", Name: "kedja.pdf", Size: 1}},
		{Title: "Mall: första veckan på arbetsplatsen", Kind: "verktyg", Themes: []string{"suicidprevention", "vuxna-och-aldre"}, Audiences: []string{"kommun"}, Href: "https://mellanlandet.example.org/mall"},
		{Title: "Lista över telefontolkar", Kind: "stod", State: meetings.SupportProposed, Href: "https://soderbygd.example.org/tolk"},
	} {
		e.ID, e.Slug, e.Updated = meetings.ID(fmt.Sprint("e", i)), fmt.Sprint("stod-", i), meetings.Instant(i+1)
		if e.State == "" {
			e.State = meetings.SupportPublished
		}
		must(t, s.Change("support", func(tx *store.Tx) error {
			return tx.SaveSupport(e, store.SupportLink{Key: e.Href, Near: e.Href})
		}))
	}
}

// supportIsChosen: entries are chosen by what they are for, and found by words in any form.
func supportIsChosen(t *testing.T, s *store.Store) {
	someSupport(t, s)
	published := meetings.SupportPublished
	for name, test := range map[string]struct {
		which store.WhichSupport
		want  string
	}{
		"all":              {store.WhichSupport{}, "[e3 e2 e1 e0] 4"},
		"published":        {store.WhichSupport{State: published}, "[e2 e1 e0] 3"},
		"a page of it":     {store.WhichSupport{State: published, Skip: 1, Limit: 1}, "[e1] 3"},
		"a theme":          {store.WhichSupport{State: published, Theme: "vuxna-och-aldre"}, "[e2 e1] 2"},
		"a section":        {store.WhichSupport{Section: "aldre"}, "[e1] 1"},
		"a kind":           {store.WhichSupport{Kind: "stod"}, "[e3 e0] 2"},
		"a language":       {store.WhichSupport{Language: "ar"}, "[e0] 1"},
		"two at once":      {store.WhichSupport{Theme: "vuxna-och-aldre", Audience: "kommun"}, "[e2] 1"},
		"no such":          {store.WhichSupport{Theme: "'; DROP TABLE support"}, "[] 0"},
		"a word":           {store.WhichSupport{Words: "telefonkedjor"}, "[e1] 1"},
		"inflected":        {store.WhichSupport{Words: "FÖRÄLDRARNAS sömn"}, "[e0] 1"},
		"o is not ö":       {store.WhichSupport{Words: "somn"}, "[] 0"},
		"a flood of words": {store.WhichSupport{Words: "sömn " + manyWords(40_000)}, "[] 0"},
		"a word no end":    {store.WhichSupport{Words: strings.Repeat("å", 70_000)}, "[] 0"},
		"all words":        {store.WhichSupport{Words: "mall sömn"}, "[] 0"},
		"small words":      {store.WhichSupport{Words: "på och till"}, "[] 0"},
		"the title first":  {store.WhichSupport{Words: "äldre"}, "[e1] 1"},
		"word and theme":   {store.WhichSupport{Words: "mallar", Theme: "suicidprevention"}, "[e2] 1"},
		"of who is behind": {store.WhichSupport{Words: "Granvik"}, "[e0] 1"},
		"marks are no SQL": {store.WhichSupport{Words: `%_"'\`}, "[] 0"},
		"after the last":   {store.WhichSupport{Skip: 10}, "[] 4"},
		"before the first": {store.WhichSupport{Skip: -3, Limit: 1}, "[e3] 4"},
	} {
		list, all, err := s.SupportList(t.Context(), test.which)
		must(t, err)
		ids := []meetings.ID{}
		for _, e := range list {
			ids = append(ids, e.ID)
		}
		if got := fmt.Sprint(ids, all); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// manyWords are as many different words, more than a statement may have.
func manyWords(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "ord%d ", i)
	}
	return b.String()
}

// supportChanges: what an entry is found by changes with it, and a slug belongs to one.
func supportChanges(t *testing.T, s *store.Store) {
	someSupport(t, s)
	e, err := s.Support(t.Context(), "stod-0")
	must(t, err)
	e.Title, e.Themes, e.Source = "Krisplan", nil, ""
	must(t, s.Change("support", func(tx *store.Tx) error { return tx.SaveSupport(e, store.SupportLink{Key: "a", Near: "b"}) }))
	for words, want := range map[string]int{"sömn": 0, "Granvik": 0, "krisplaner": 1} {
		_, all, err := s.SupportList(t.Context(), store.WhichSupport{Words: words})
		must(t, err)
		same(t, want, all)
	}
	_, all, err := s.SupportList(t.Context(), store.WhichSupport{Theme: "barn-och-unga"})
	must(t, err)
	same(t, 0, all)
	other := e
	other.ID = "other"
	refused(t, meetings.Invalid, s.Change("support", func(tx *store.Tx) error { return tx.SaveSupport(other, store.SupportLink{}) }))
	_, err = s.Support(t.Context(), "none")
	refused(t, meetings.Unknown, err)
}

// supportLike: what may be the same is found by address, by file and by title.
func supportLike(t *testing.T, s *store.Store) {
	someSupport(t, s)
	for name, test := range map[string]struct {
		title, key, near, hash string
		want                   meetings.ID
	}{
		"address": {key: "https://mellanlandet.example.org/mall", want: "e2"},
		"near":    {near: "https://granvik.example.org/somn", want: "e0"},
		"file":    {hash: "abc", want: "e1"},
		"title":   {title: "Mallar för den första veckan", want: "e2"},
	} {
		list, err := s.SupportLike(t.Context(), test.title, store.SupportLink{Key: test.key, Near: test.near}, test.hash)
		must(t, err)
		if len(list) == 0 || list[0].ID != test.want {
			t.Errorf("%s: %v, want %s", name, list, test.want)
		}
	}
	list, err := s.SupportLike(t.Context(), "Och", store.SupportLink{}, "")
	must(t, err)
	same(t, 0, len(list))
}

// sectionsHaveAnOrder: the sections of the support list come in the order they were given.
func sectionsHaveAnOrder(t *testing.T, s *store.Store) {
	for _, places := range [][]int{{0, 1, 2}, {2, 0, 1}} {
		must(t, s.Change("support", func(tx *store.Tx) error {
			for i, slug := range []string{"a", "b", "c"} {
				must(t, tx.SaveSection(meetings.Section{Slug: slug, Name: meetings.Text{SV: slug}}, places[i]))
			}
			return nil
		}))
	}
	all, err := s.Sections(t.Context())
	must(t, err)
	same(t, []meetings.Section{{Slug: "b", Name: meetings.Text{SV: "b"}}, {Slug: "c", Name: meetings.Text{SV: "c"}}, {Slug: "a", Name: meetings.Text{SV: "a"}}}, all)
}
