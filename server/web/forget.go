package web

import (
	"net/http"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/change"
)

// forgetView is where an administrator finds what is kept of somebody who asks.
type forgetView struct {
	Form     form
	Searched bool
	Found    change.Search
	Erased   bool
	Removed  []store.Forgotten // what was removed before, of anybody
}

// forgetForm is where administrators look for somebody who asks by letter or telephone.
func (w *Web) forgetForm(p *page, r *http.Request) (body, error) {
	return w.forgetWith(p, r, form{})
}

func (w *Web) forgetWith(p *page, r *http.Request, f form) (body, error) {
	v := forgetView{Form: f, Erased: r.URL.Query().Has("borta")}
	return w.forgetBody(p, r, v)
}

func (w *Web) forgetBody(p *page, r *http.Request, v forgetView) (_ body, err error) {
	if v.Removed, err = w.store.ForgottenOf(r.Context(), p.Who.Convener, 60); err != nil {
		return nil, err
	}
	p.Title, p.Path = p.Say("Någon vill bli glömd", "Somebody wants to be forgotten"), "/personer/glom"
	return forgetPage(p, v), nil
}

// forgetPerson shows what is found of somebody, and erases it when that is what is asked.
func (w *Web) forgetPerson(p *page, rw http.ResponseWriter, r *http.Request) (err error) {
	f := form{Values: r.PostForm}
	v := forgetView{Form: f, Searched: true}
	switch f.Value("do") {
	case "sok":
		v.Found, err = w.change.SearchPerson(r.Context(), p.Who, f.Value("name"), f.Value("email"))
	case "radera":
		if _, err = w.change.ErasePerson(r.Context(), p.Who, f.Value("name"), f.Value("email")); err == nil {
			return see(rw, r, p, "/personer/glom?borta")
		}
	default:
		err = nothingToDo()
	}
	if err != nil {
		return w.again(p, rw, r, err, w.forgetWith)
	}
	b, err := w.forgetBody(p, r, v)
	if err != nil {
		return err
	}
	return w.show(rw, r, p, b)
}

// sayKind says of what kind something was that was removed.
func (p *page) sayKind(kind meetings.KeptKind) string {
	if kind == meetings.KeptErased {
		return p.Say("Någon har blivit glömd", "Somebody was forgotten")
	}
	for _, k := range meetings.WhatIsKept(meetings.UsualTerms()) {
		if k.Kind == kind {
			return p.In(k.What)
		}
	}
	return string(kind)
}
