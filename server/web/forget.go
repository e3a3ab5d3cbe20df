package web

import (
	"net/http"
	"strconv"
	"strings"

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

// foundAgain shows what was found once more, when nothing of it was chosen.
func (w *Web) foundAgain(p *page, r *http.Request, f form) (body, error) {
	v := forgetView{Form: f}
	if f.Wrong("chosen") {
		var err error
		if v.Found, err = w.change.SearchPerson(r.Context(), p.Who, f.Value("name"), f.Value("email")); err != nil {
			return nil, err
		}
		v.Searched = true
	}
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
		if _, err = w.change.ErasePerson(r.Context(), p.Who, f.Value("name"), f.Value("email"), r.PostForm["chosen"]); err == nil {
			return see(rw, r, p, "/personer/glom?borta")
		}
	default:
		err = nothingToDo()
	}
	if err != nil {
		return w.again(p, rw, r, err, w.foundAgain)
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

// sayHeldFound says how much a room keeps of somebody, of what there is anything; an
// administrator sees no more than that.
func sayHeldFound(p *page, h meetings.Held) string {
	var parts []string
	for _, x := range []struct {
		n              int
		sv, svs, en, s string
	}{
		{len(h.Signals), "signal", "signaler", "signal", "signals"}, {len(h.Questions), "fråga", "frågor", "question", "questions"},
		{len(h.Material), "material", "material", "piece of material", "pieces of material"}, {len(h.Proposals), "förslag", "förslag", "proposal", "proposals"},
		{len(h.Notes), "rad i anteckningarna", "rader i anteckningarna", "line in the notes", "lines in the notes"}, {len(h.Files), "fil", "filer", "file", "files"},
	} {
		switch x.n {
		case 0:
		case 1:
			parts = append(parts, "1 "+p.Say(x.sv, x.en))
		default:
			parts = append(parts, strconv.Itoa(x.n)+" "+p.Say(x.svs, x.s))
		}
	}
	if len(parts) == 0 {
		return p.Say("Bara att de har varit där", "Only that they have been there")
	}
	return strings.Join(parts, ", ")
}

// personWords are a name with an organisation, where there is one.
func personWords(name, organisation string) string {
	if organisation == "" {
		return name
	}
	return name + ", " + organisation
}
