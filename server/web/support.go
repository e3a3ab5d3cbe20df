package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/store"
)

// supportOnPage is how many entries of the support list a page shows.
const supportOnPage = 30

// supportView is what the pages of the support list show.
type supportView struct {
	Entries  []meetings.Support
	All      int // so many are chosen
	Skip     int // so many come before those shown
	Chosen   url.Values
	Themes   []meetings.Theme
	Sections []meetings.Section
	Origins  map[meetings.ID]meetings.Meeting // where entries were shared and spoken of, as far as it can be shown
	Shared   map[meetings.ID]sharedAt         // how entries were shared there, for pages that say so
	State    meetings.FileState               // of the file of the one entry that is shown
	Sight    meetings.Sight                   // of the link of one entry, for an editor
	Thanked  bool                             // somebody has just reported a fault
}

// supportFilters are by what the list is chosen: the names of the fields are those of
// the address.
func (p *page) supportFilters(v supportView) []field {
	all := option{"", p.Say("Alla", "All")}
	named := func(list []meetings.Named) (options []option) {
		for _, n := range list {
			options = append(options, option{n.Code, capital(p.In(n.Name))})
		}
		return slices.Insert(options, 0, all)
	}
	var themes, sections []meetings.Named
	for _, t := range v.Themes {
		if !t.Gathers {
			themes = append(themes, meetings.Named{Code: t.Slug, Name: t.Name})
		}
	}
	for _, s := range v.Sections {
		sections = append(sections, meetings.Named{Code: s.Slug, Name: s.Name})
	}
	list := []field{
		{Name: "tema", Label: p.Say("Tema", "Theme"), Choose: named(themes)},
		{Name: "sort", Label: p.Say("Sort", "Kind"), Choose: named(meetings.SupportKinds())},
		{Name: "malgrupp", Label: p.Say("För", "For"), Choose: named(meetings.Audiences())},
		{Name: "sprak", Label: p.Say("Språk", "Language"), Choose: named(meetings.SupportLanguages())},
	}
	if len(sections) > 0 {
		list = slices.Insert(list, 1, field{Name: "avsnitt", Label: p.Say("Avsnitt", "Section"), Choose: named(sections)})
	}
	return list
}

// chosenSupport reads from an address which entries are wanted.
func chosenSupport(q url.Values) store.WhichSupport {
	page, _ := strconv.Atoi(q.Get("sida"))
	return store.WhichSupport{State: meetings.SupportPublished, Theme: q.Get("tema"), Section: q.Get("avsnitt"), Kind: q.Get("sort"), Audience: q.Get("malgrupp"),
		Language: q.Get("sprak"), Words: meetings.Line(q.Get("sok")), Skip: max(0, min(page, 10_000)-1) * supportOnPage, Limit: supportOnPage}
}

// supportList is the support list, all of it or what an address chooses.
func (w *Web) supportList(p *page, r *http.Request) (body, error) {
	v := supportView{Chosen: r.URL.Query()}
	which := chosenSupport(v.Chosen)
	v.Skip = which.Skip
	var err error
	if v.Entries, v.All, err = w.store.SupportList(r.Context(), which); err != nil {
		return nil, err
	}
	if err := w.aroundSupport(r, &v); err != nil {
		return nil, err
	}
	p.Title, p.Section = p.Say("Stödlistan", "The support list"), "/stodlista"
	return supportListPage(p, v), nil
}

// aroundSupport reads what the entries of a page refer to.
func (w *Web) aroundSupport(r *http.Request, v *supportView) (err error) {
	if v.Themes, err = w.store.Themes(r.Context()); err != nil {
		return err
	}
	if v.Sections, err = w.store.Sections(r.Context()); err != nil {
		return err
	}
	return w.originsOf(r, v)
}

// originsOf reads the meetings where entries were shared and spoken of: an entry is worth
// more than where it comes from, so what cannot be shown of them is left out.
func (w *Web) originsOf(r *http.Request, v *supportView) (err error) {
	var ids []meetings.ID
	for _, e := range v.Entries {
		ids = append(append(ids, e.Meeting), e.Discussed...)
	}
	slices.Sort(ids)
	v.Origins, err = w.store.MeetingsOf(r.Context(), slices.Compact(ids))
	return err
}

// pageHref is the address of a page of what is chosen, the first being 1.
func (p *page) pageHref(v supportView, page int) string {
	q := url.Values{}
	for name, values := range v.Chosen {
		if name != "sida" && len(values) > 0 && values[0] != "" {
			q.Set(name, values[0])
		}
	}
	if page > 1 {
		q.Set("sida", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return p.Href("/stodlista")
	}
	return p.Href("/stodlista") + "?" + q.Encode()
}

func (v supportView) page() int  { return v.Skip/supportOnPage + 1 }
func (v supportView) pages() int { return (v.All + supportOnPage - 1) / supportOnPage }

// filtered reports whether an address chooses anything.
func (v supportView) filtered() bool {
	for name, values := range v.Chosen {
		if name != "sida" && len(values) > 0 && values[0] != "" {
			return true
		}
	}
	return false
}

// saySupport says in one line what an entry is: kind, languages, whom it is for, its file.
func (p *page) saySupport(e meetings.Support) (facts []string) {
	add := func(list []meetings.Named, codes ...string) {
		for _, n := range list {
			if slices.Contains(codes, n.Code) {
				facts = append(facts, p.In(n.Name))
			}
		}
	}
	add(meetings.SupportKinds(), e.Kind)
	if e.File != nil {
		facts = append(facts, p.sayFile(*e.File))
	}
	add(meetings.SupportLanguages(), e.Languages...)
	switch {
	case e.Captions == "no":
		facts = append(facts, p.Say("utan text", "without captions"))
	case e.Captions != "":
		facts = append(facts, p.Say("med text", "with captions"))
	}
	add(meetings.Audiences(), e.Audiences...)
	return facts
}

// sayBehind is who is behind an entry, and then what it is.
func (p *page) sayBehind(e meetings.Support) []string {
	facts := p.saySupport(e)
	if e.Source != "" {
		facts = slices.Insert(facts, 0, e.Source)
	}
	return facts
}

// oneSupport returns the entry of an address, if whoever asks may see it.
func (w *Web) oneSupport(p *page, r *http.Request) (meetings.Support, error) {
	e, err := w.store.Support(r.Context(), chi.URLParam(r, "stod"))
	if err != nil {
		return e, err
	}
	if e.State != meetings.SupportPublished && !meetings.MayEditEntry(p.Who, e) {
		return e, meetings.Refuse(meetings.Unknown, "Det här står inte längre i stödlistan.", "This is no longer in the support list.")
	}
	return e, nil
}

// supportEntry is the page of one entry.
func (w *Web) supportEntry(p *page, r *http.Request) (body, error) {
	return w.supportWith(p, r, form{})
}

func (w *Web) supportWith(p *page, r *http.Request, f form) (body, error) {
	e, err := w.oneSupport(p, r)
	if err != nil {
		return nil, err
	}
	v := supportView{Entries: []meetings.Support{e}}
	if err := w.aroundSupport(r, &v); err != nil {
		return nil, err
	}
	if err := w.howShared(r, &v); err != nil {
		return nil, err
	}
	if v.State, err = w.stateOf(r.Context(), e.File); err != nil {
		return nil, err
	}
	if meetings.MayEditEntry(p.Who, e) {
		if v.Sight, err = w.store.SightOf(r.Context(), e.ID); err != nil {
			return nil, err
		}
	}
	v.Thanked = r.URL.Query().Has("tack")
	p.Title, p.Section = e.Title, "/stodlista"
	return supportPage(p, v, e, f), nil
}

// confirmSupport adds an organisation to those that use an entry.
func (w *Web) confirmSupport(p *page, rw http.ResponseWriter, r *http.Request) error {
	e, err := w.oneSupport(p, r)
	if err == nil {
		err = w.change.ConfirmSupport(e.ID, r.PostForm.Get("organisation"))
	}
	if err != nil {
		return w.again(p, rw, r, err, w.supportWith)
	}
	return see(rw, r, p, "/stodlista/"+e.Slug+"#bekraftad")
}

// reviewSupport is what an editor makes of an entry.
func (w *Web) reviewSupport(p *page, rw http.ResponseWriter, r *http.Request) error {
	e, err := w.oneSupport(p, r)
	if err == nil {
		err = w.change.ReviewSupport(r.Context(), p.Person, e.ID, meetings.Review{To: meetings.SupportState(r.PostForm.Get("do")), Reason: meetings.Text{SV: r.PostForm.Get("reason")}})
	}
	if err != nil {
		return w.again(p, rw, r, err, w.supportWith)
	}
	return see(rw, r, p, "/planera/stodlista")
}

// sayFile says the type and size of a file: "PDF, 686 kB".
func (p *page) sayFile(f meetings.File) string {
	return p.fileType(f.Name) + ", " + p.saySize(f.Size)
}

// day is the day of a moment in Sweden.
func (p *page) day(i meetings.Instant) string {
	return meetings.SayPlainDate(p.Lang, meetings.DateOf(i.In(ical.Stockholm())))
}
