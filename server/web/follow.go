package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/letter"
	"ringain/server/change"
)

// ownView is a follower's own page.
type ownView struct {
	Token   string
	Hours   int
	Paused  bool
	Follows []meetings.Theme // what they have said yes to
	Asked   []meetings.Theme // what they are asked about
}

// followForm is where anybody asks for letters about a theme.
func (w *Web) followForm(p *page, r *http.Request) (body, error) { return w.followWith(p, r, form{}) }

func (w *Web) followWith(p *page, r *http.Request, f form) (body, error) {
	if w.letters == nil {
		return w.notFound(p, r)
	}
	theme, err := w.store.Theme(r.Context(), chi.URLParam(r, "theme"))
	if err != nil {
		return nil, err
	}
	p.Title, p.Section = p.Say("Följ temat med e-post", "Follow the theme by e-mail"), "/#teman"
	return followPage(p, theme, f), nil
}

// follow has a letter sent that asks whoever reads it whether they want more. What is
// answered is the same whoever follows what.
func (w *Web) follow(p *page, rw http.ResponseWriter, r *http.Request) error {
	if w.letters == nil {
		_, err := w.notFound(p, r)
		return err
	}
	err := w.change.AskToFollow(r.Context(), change.Asked{Theme: chi.URLParam(r, "theme"), Address: r.PostForm.Get("epost"), Lang: p.Lang})
	if err != nil {
		return w.again(p, rw, r, err, w.followWith)
	}
	return see(rw, r, p, "/folj/tack")
}

// asked says that a letter is on its way.
func (w *Web) asked(p *page, _ *http.Request) (body, error) {
	p.Title, p.NoIndex = p.Say("Titta i din brevlåda", "Look in your mailbox"), true
	return askedPage(p), nil
}

// own is the page that every letter to a follower leads to. Looking at it does nothing:
// programs that look through letters open what is in them.
func (w *Web) own(p *page, r *http.Request) (body, error) {
	token := chi.URLParam(r, "token")
	gone := meetings.Refuse(meetings.Unknown, "Den här länken gäller inte längre. Antingen har du slutat följa, eller så har det gått mer än ett dygn sedan brevet. Du kan följa ett tema från dess sida.",
		"This link is no longer good. Either you have stopped following, or more than a day has passed since the letter. You can follow a theme from its page.")
	id, ok := letter.Whose(w.store.About().Secret, token)
	if !ok {
		return nil, gone
	}
	f, follows, ok, err := w.store.Follower(r.Context(), id)
	if err != nil {
		return nil, err
	}
	v := ownView{Token: token, Hours: f.Hours, Paused: f.Paused != 0}
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	for _, x := range follows {
		for _, t := range themes {
			switch {
			case t.Slug != x.Theme:
			case x.Confirmed != 0:
				v.Follows = append(v.Follows, t)
			case x.At >= p.Now.Add(-store.FollowsKept):
				v.Asked = append(v.Asked, t)
			}
		}
	}
	if !ok || len(v.Follows)+len(v.Asked) == 0 {
		return nil, gone
	}
	p.Title, p.NoIndex, p.Private = p.Say("Brev om det du följer", "Letters about what you follow"), true, true
	p.Path = "/folj/" + token
	return ownPage(p, v), nil
}

// ofFollower carries out what whoever holds a token asks for.
func (w *Web) ofFollower(do func(r *http.Request, id meetings.ID) error, then func(p *page, rw http.ResponseWriter, r *http.Request) error) act {
	return func(p *page, rw http.ResponseWriter, r *http.Request) error {
		id, ok := letter.Whose(w.store.About().Secret, chi.URLParam(r, "token"))
		if !ok {
			return meetings.Refuse(meetings.Unknown, "Den här länken gäller inte längre.", "This link is no longer good.")
		}
		if err := do(r, id); err != nil {
			return err
		}
		return then(p, rw, r)
	}
}

func (w *Web) backToOwn(p *page, rw http.ResponseWriter, r *http.Request) error {
	return see(rw, r, p, "/folj/"+chi.URLParam(r, "token"))
}

// sayYes confirms what was asked for.
func (w *Web) sayYes() act {
	return w.ofFollower(func(r *http.Request, id meetings.ID) error { return w.change.ConfirmFollows(r.Context(), id) }, w.backToOwn)
}

// remind keeps when a follower is reminded of meetings.
func (w *Web) remind() act {
	return w.ofFollower(func(r *http.Request, id meetings.ID) error {
		hours, err := strconv.Atoi(r.PostForm.Get("paminn"))
		if err != nil {
			hours = -1 // refused by the rules
		}
		return w.change.Remind(r.Context(), id, hours)
	}, w.backToOwn)
}

// stop ends letters: by the button on the page, and when a program for mail posts to the
// address in the letter, which gets a plain answer. RFC 8058, 3.2.
func (w *Web) stop() act {
	return w.ofFollower(func(r *http.Request, id meetings.ID) error {
		return w.change.Unfollow(r.Context(), id, r.Form["tema"])
	}, func(p *page, rw http.ResponseWriter, r *http.Request) error {
		p.Title, p.NoIndex, p.Path = p.Say("Du får inga fler brev", "You get no more letters"), true, "/"
		return w.show(rw, r, p, stoppedPage(p, len(r.Form["tema"]) > 0, chi.URLParam(r, "token")))
	})
}

// sayHours says how long before a meeting one is reminded.
func (p *page) sayHours(hours int) string {
	switch hours {
	case 0:
		return p.Say("Ingen påminnelse", "No reminder")
	case 24:
		return p.Say("Dagen före", "The day before")
	}
	return fmt.Sprintf(p.Say("%d timmar före", "%d hours before"), hours)
}

// hours are the reminders to choose from.
func (p *page) hours() (list []option) {
	for _, h := range meetings.Reminders() {
		list = append(list, option{strconv.Itoa(h), p.sayHours(h)})
	}
	return list
}

// nameThemes names themes: "Floder, Sjöar".
func (p *page) nameThemes(themes []meetings.Theme) string {
	var names []string
	for _, t := range themes {
		names = append(names, p.In(t.Name))
	}
	return strings.Join(names, ", ")
}
