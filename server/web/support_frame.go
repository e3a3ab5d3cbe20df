package web

import (
	"html"
	"net/http"
	"net/url"
	"strconv"

	"ringain/meetings"
)

// framedList is the support list, or what an address chooses of it, made to stand in a
// page of another site: the same for everybody, without scripts, and its links open in
// the whole window.
func (w *Web) framedList(p *page, r *http.Request) (body, error) {
	p.Who, p.Person, p.Known, p.Private, p.Framed = meetings.Person{}, meetings.Person{}, false, false, true
	v := supportView{Chosen: r.URL.Query()}
	which := chosenSupport(v.Chosen)
	v.Skip = which.Skip
	var err error
	if v.Entries, v.All, err = w.store.SupportList(r.Context(), which); err != nil {
		return nil, err
	}
	p.Title, p.Section = p.Say("Stödlistan", "The support list"), "/stodlista"
	return framedListPage(p, v), nil
}

// frameIt is where whoever has a site chooses what of the list to show there, and copies
// what to put in it.
func (w *Web) frameIt(p *page, r *http.Request) (body, error) {
	v := supportView{Chosen: r.URL.Query()}
	if err := w.aroundSupport(r, &v); err != nil {
		return nil, err
	}
	p.Title, p.Section = p.Say("Visa listan på er webbplats", "Show the list on your site"), "/stodlista"
	return frameItPage(p, v), nil
}

// frameHref is the address of the framed list with what is chosen, in full, and of a page of it.
func (p *page) frameHref(v supportView, page int) string {
	q := url.Values{}
	for _, name := range []string{"tema", "avsnitt", "sort", "malgrupp", "sprak", "sok"} {
		if value := v.Chosen.Get(name); value != "" {
			q.Set(name, value)
		}
	}
	if page > 1 {
		q.Set("sida", strconv.Itoa(page))
	}
	u := p.URL("/stodlista/inbaddad")
	if len(q) > 0 {
		u += "?" + q.Encode()
	}
	return u
}

// snippet is what somebody puts into a page of theirs.
func (p *page) snippet(v supportView) string {
	return `<iframe src="` + html.EscapeString(p.frameHref(v, 1)) + `" title="` + p.Say("Stödlistan", "The support list") + `" width="100%" height="800" loading="lazy" style="border:0"></iframe>`
}
