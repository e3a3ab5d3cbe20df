package web

import (
	"net/http"
	"net/url"

	"ringain/meetings"
)

// supportEdit is where an editor fills in what an entry of the support list says: what
// was shared at a meeting has a title and an address at first, and little else.
func (w *Web) supportEdit(p *page, r *http.Request) (body, error) {
	e, err := w.oneSupport(p, r)
	if err != nil {
		return nil, err
	}
	return w.supportEditWith(p, r, form{Values: url.Values{"title": {e.Title}, "about": {e.About}, "href": {e.Href}, "source": {e.Source}, "kind": {e.Kind}, "captions": {e.Captions},
		"evidence": {e.Evidence}, "audience": e.Audiences, "theme": e.Themes, "section": e.Sections, "language": e.Languages}})
}

func (w *Web) supportEditWith(p *page, r *http.Request, f form) (body, error) {
	e, err := w.oneSupport(p, r)
	if err != nil {
		return nil, err
	}
	v := supportView{Entries: []meetings.Support{e}}
	if err := w.aroundSupport(r, &v); err != nil {
		return nil, err
	}
	p.Title, p.Section = p.Say("Ändra i stödlistan", "Change the support list"), "/stodlista"
	return supportEditPage(p, v, e, f), nil
}

// saveSupport keeps what an editor has filled in.
func (w *Web) saveSupport(p *page, rw http.ResponseWriter, r *http.Request) error {
	e, err := w.oneSupport(p, r)
	if err != nil {
		return err
	}
	f := form{Values: r.PostForm}
	e.Title, e.About, e.Source, e.Kind, e.Captions, e.Evidence = f.Value("title"), f.Value("about"), f.Value("source"), f.Value("kind"), f.Value("captions"), f.Value("evidence")
	e.Audiences, e.Themes, e.Sections, e.Languages = f.Values["audience"], f.Values["theme"], f.Values["section"], f.Values["language"]
	if e.File == nil {
		e.Href = f.Value("href")
	}
	if err := w.change.EditSupport(p.Person, e.ID, e); err != nil {
		return w.again(p, rw, r, err, w.supportEditWith)
	}
	return see(rw, r, p, "/stodlista/"+e.Slug)
}
