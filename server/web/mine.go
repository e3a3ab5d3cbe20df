package web

import (
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/notify/letter"
)

// mineRoutes are where people see, take with them and have erased what is kept of them.
func (w *Web) mineRoutes(r chi.Router, lang meetings.Lang, get func(string, view), post func(string, act)) {
	get("/vad-vi-sparar", w.kept)
	get("/mina-uppgifter", w.mine)
	post("/mina-uppgifter", w.eraseMine)
	r.Get(lang.Path("/mina-uppgifter.json"), w.answer(w.mineFile))
	r.Get(lang.Path("/folj/{token}/uppgifter.json"), w.answer(w.followerFile))
	r.Get(lang.Path("/konto/uppgifter.json"), w.answer(w.accountFile))
	get("/konto/radera", gate(members).view(w.leaveForm))
	post("/konto/radera", gate(members).act(w.leave))
	get("/personer/glom", gate(administrators).view(w.forgetForm))
	post("/personer/glom", gate(administrators).act(w.forgetPerson))
}

// mineView is what is kept of a participant.
type mineView struct {
	Held       []meetings.Held
	Remembered bool // their device remembers who they are
	Erased     bool // it was just erased
}

// mine shows a participant what is kept under their session.
func (w *Web) mine(p *page, r *http.Request) (body, error) {
	p.Title, p.Private, p.NoIndex = p.Say("Mina uppgifter", "My data"), true, true
	v := mineView{Erased: r.URL.Query().Has("borta")}
	_, v.Remembered = w.auth.Recall(r)
	if p.Known && p.Who.Account == "" {
		var err error
		if v.Held, err = w.change.HeldOf(r.Context(), p.Who); err != nil {
			return nil, err
		}
	}
	return minePage(p, v), nil
}

// eraseMine forgets a participant, whose device forgets them too.
func (w *Web) eraseMine(p *page, rw http.ResponseWriter, r *http.Request) error {
	if r.PostForm.Get("do") != "radera" {
		return nothingToDo()
	}
	w.auth.Remember(rw, meetings.Person{}, false)
	if p.Known && p.Who.Account == "" {
		if err := w.change.EraseOwn(r.Context(), p.Who); err != nil {
			return err
		}
		if err := w.auth.End(rw, r); err != nil {
			return err
		}
	}
	return see(rw, r, p, "/mina-uppgifter?borta")
}

// file answers with something to be kept by whoever asks.
func (w *Web) file(rw http.ResponseWriter, name string, what any) error {
	body, err := json.MarshalIndent(what, "", "  ")
	if err != nil {
		return err
	}
	h := rw.Header()
	w.protect(h, "")
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
	_, err = rw.Write(append(body, '\n'))
	return err
}

// mineFile is what is kept of a participant, to take with them.
func (w *Web) mineFile(p *page, rw http.ResponseWriter, r *http.Request) error {
	if !p.Known || p.Who.Account != "" {
		return meetings.Refuse(meetings.Unknown, "Här finns inget sparat om dig i den här webbläsaren.", "Nothing is kept of you in this browser.")
	}
	held, err := w.change.HeldOf(r.Context(), p.Who)
	if err != nil {
		return err
	}
	return w.file(rw, "mina-uppgifter.json", struct {
		Name         string          `json:"name"`
		Organisation string          `json:"organisation,omitempty"`
		Sector       string          `json:"sector,omitempty"`
		Meetings     []meetings.Held `json:"meetings"`
	}{p.Who.Name, p.Who.Organisation, p.Who.Sector, held})
}

// accountFile is what is kept of somebody with an account, to take with them.
func (w *Web) accountFile(p *page, rw http.ResponseWriter, r *http.Request) error {
	if err := members(p, r); err != nil {
		return err
	}
	ctx, id := r.Context(), p.Who.Account
	account, _, err := w.store.Account(ctx, id)
	if err != nil {
		return err
	}
	in, err := w.store.MemberOf(ctx, id)
	if err != nil {
		return err
	}
	sessions, err := w.store.SessionsOf(ctx, id, p.Now)
	if err != nil {
		return err
	}
	held, err := w.change.HeldOf(ctx, p.Who)
	if err != nil {
		return err
	}
	type member struct {
		Organisation string           `json:"organisation"`
		Role         meetings.Role    `json:"role"`
		Since        meetings.Instant `json:"since"`
	}
	type session struct {
		Device string           `json:"device,omitempty"`
		Began  meetings.Instant `json:"began"`
		Seen   meetings.Instant `json:"seen"`
	}
	all := struct {
		Account  meetings.Account `json:"account"`
		Member   []member         `json:"member"`
		Sessions []session        `json:"sessions"`
		Meetings []meetings.Held  `json:"meetings"`
	}{Account: account, Meetings: held}
	for _, m := range in {
		all.Member = append(all.Member, member{m.Convener.Name, m.Role, m.Since})
	}
	for _, s := range sessions {
		all.Sessions = append(all.Sessions, session{s.Device, s.Began, s.Seen})
	}
	return w.file(rw, "mitt-konto.json", all)
}

// followerFile is what is kept of a follower, for whoever holds the secret link.
func (w *Web) followerFile(_ *page, rw http.ResponseWriter, r *http.Request) error {
	gone := meetings.Refuse(meetings.Unknown, "Den här länken gäller inte längre.", "This link is no longer good.")
	id, ok := letter.Whose(w.store.About().Secret, chi.URLParam(r, "token"))
	if !ok {
		return gone
	}
	f, follows, ok, err := w.store.Follower(r.Context(), id)
	if err != nil {
		return err
	}
	if !ok {
		return gone
	}
	type follow struct {
		Theme     string           `json:"theme"`
		Asked     meetings.Instant `json:"asked"`
		Confirmed meetings.Instant `json:"confirmed,omitempty"`
	}
	all := struct {
		Address string        `json:"address"`
		Lang    meetings.Lang `json:"language"`
		Hours   int           `json:"remindHoursBefore"`
		Follows []follow      `json:"follows"`
	}{Address: f.Address, Lang: f.Lang, Hours: f.Hours}
	for _, x := range follows {
		all.Follows = append(all.Follows, follow{x.Theme, x.At, x.Confirmed})
	}
	return w.file(rw, "det-jag-foljer.json", all)
}

// leaveForm says what follows when an account is deleted.
func (w *Web) leaveForm(p *page, r *http.Request) (body, error) { return w.leaveWith(p, r, form{}) }

func (w *Web) leaveWith(p *page, r *http.Request, f form) (body, error) {
	in, err := w.store.MemberOf(r.Context(), p.Who.Account)
	if err != nil {
		return nil, err
	}
	p.Title, p.Path = p.Say("Ta bort ditt konto", "Delete your account"), "/konto/radera"
	return leavePage(p, in, w.terms, f), nil
}

// leave deletes the account of whoever asks.
func (w *Web) leave(p *page, rw http.ResponseWriter, r *http.Request) error {
	if r.PostForm.Get("do") != "radera" {
		return nothingToDo()
	}
	if err := w.change.ForgetAccount(p.Who); err != nil {
		return w.again(p, rw, r, err, w.leaveWith)
	}
	if err := w.auth.End(rw, r); err != nil {
		return err
	}
	return see(rw, r, p, "/mina-uppgifter?borta")
}
