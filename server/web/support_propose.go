package web

import (
	"net/http"

	"github.com/go-chi/chi/v5/middleware"

	"ringain/meetings"
	"ringain/meetings/material"
	"ringain/server/change"
)

// proposeView is the form that proposes an entry.
type proposeView struct {
	form
	Hits     []change.SupportHit
	Mended   bool           // the address stood broken over several lines
	File     *meetings.File // that was uploaded for it
	Most     int64          // bytes that a file may have
	Themes   []meetings.Theme
	Sections []meetings.Section
}

// support is the entry that is typed.
func (f form) support() meetings.Support {
	return meetings.Support{ID: f.identity(), Title: f.Value("title"), About: f.Value("about"), Href: f.Value("href"), Source: f.Value("source"), Kind: f.Value("kind"),
		Audiences: f.Values["audience"], Sections: f.Values["section"], Themes: f.Values["theme"], Languages: f.Values["language"], Captions: f.Value("captions"), Evidence: f.Value("evidence")}
}

// Same is the entry that is already what somebody is about to propose.
func (v proposeView) Same() bool { return len(v.Hits) > 0 && v.Hits[0].Verdict == material.Same }

// propose is the form by which anybody proposes an entry for the support list.
func (w *Web) propose(p *page, r *http.Request) (body, error) {
	f := w.fresh()
	f.Values.Set("href", r.URL.Query().Get("lank"))
	f.Values.Set("fil", r.URL.Query().Get("fil"))
	return w.proposeWith(p, r, proposeView{form: f})
}

func (w *Web) proposeAgain(p *page, r *http.Request, f form) (body, error) {
	return w.proposeWith(p, r, proposeView{form: f})
}

func (w *Web) proposeWith(p *page, r *http.Request, v proposeView) (body, error) {
	var err error
	if v.Themes, err = w.store.Themes(r.Context()); err != nil {
		return nil, err
	}
	if v.File, err = w.uploaded(r.Context(), v.Value("fil")); err != nil {
		v.Values.Del("fil") // it is shown without the file
	}
	if v.Sections, err = w.store.Sections(r.Context()); err != nil {
		return nil, err
	}
	v.Most = w.fileSize
	p.Title, p.Section = p.Say("Föreslå till stödlistan", "Propose for the support list"), "/stodlista"
	return proposePage(p, v), nil
}

// sendProposal keeps a proposal. What may be on the list already is shown first, and
// nothing is kept until whoever proposes has said that it is something else.
func (w *Web) sendProposal(p *page, rw http.ResponseWriter, r *http.Request) error {
	f := form{Values: r.PostForm}
	v := proposeView{form: f}
	if found := material.Paste(f.Value("href")); len(found) > 0 {
		v.Mended = found[0].Mended
		f.Values.Set("href", found[0].Address.Href)
	}
	e := f.support()
	if !meetings.MayEdit(p.Who) {
		e.Sections = nil // an editor's to choose
	}
	var err error
	if e.File, err = w.uploaded(r.Context(), f.Value("fil")); err != nil {
		return w.again(p, rw, r, err, w.proposeAgain)
	}
	if e.File != nil && e.Href != "" {
		return w.again(p, rw, r, eitherLinkOrFile(), w.proposeAgain)
	}
	if e, err = meetings.CheckSupport(e); err != nil {
		return w.again(p, rw, r, err, w.proposeAgain)
	}
	if v.Hits, err = w.change.LikeSupport(r.Context(), p.Person, e); err != nil {
		return w.again(p, rw, r, err, w.proposeAgain)
	}
	if v.Same() || (len(v.Hits) > 0 || v.Mended) && !f.Has("seen", "1") {
		b, err := w.proposeWith(p, r, v)
		if err != nil {
			return err
		}
		return w.show(rw, r, p, b)
	}
	kept, err := w.change.ProposeSupport(p.Person, w.sender(r), f.identity(), e)
	if err != nil {
		return w.again(p, rw, r, err, w.proposeAgain)
	}
	if kept.State == meetings.SupportPublished {
		return see(rw, r, p, "/stodlista/"+kept.Slug)
	}
	return see(rw, r, p, "/stodlista/tack")
}

// sender is the network that a request comes from, as a digest: whose share of what waits
// for an editor it takes.
func (w *Web) sender(r *http.Request) string {
	return w.auth.Network("support", middleware.GetClientIPAddr(r.Context()))
}

// thanks is what whoever has proposed something sees.
func (w *Web) thanks(p *page, _ *http.Request) (body, error) {
	p.Title, p.Section = p.Say("Tack för ditt förslag", "Thank you for your proposal"), "/stodlista"
	return thanksPage(p), nil
}
