package web

import (
	"crypto/rand"
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5"

	"ringain/client"
	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/change"
)

// presentersView is the private links of a meeting, for organisers.
type presentersView struct {
	Room  meetings.Room
	Links []store.Presenter
	Form  form
}

// presenters is where organisers make private links for those who present.
func (w *Web) presenters(p *page, r *http.Request) (body, error) {
	return w.presentersWith(p, r, form{Values: url.Values{}})
}

func (w *Web) presentersWith(p *page, r *http.Request, f form) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	v := presentersView{Room: room, Form: f}
	if v.Links, err = w.store.Presenters(r.Context(), room.Meeting.ID); err != nil {
		return nil, err
	}
	p.Title, p.Private = p.Say("Länkar för den som inleder", "Links for presenters"), true
	return presentersPage(p, v), nil
}

// savePresenter makes a private link, or revokes one.
func (w *Web) savePresenter(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	if secret := r.PostForm.Get("revoke"); secret != "" {
		err = w.change.RemovePresenter(p.Person, room.Meeting.ID, secret)
	} else {
		_, err = w.change.AddPresenter(p.Person, room.Meeting.ID, meetings.ItemID(r.PostForm.Get("item")), r.PostForm.Get("name"), r.PostForm.Get("organisation"))
	}
	if err != nil {
		return w.again(p, rw, r, err, w.presentersWith)
	}
	return see(rw, r, p, meetingPath(room.Meeting)+"/inledare")
}

// presenterPath is the address of a private link.
func presenterPath(l store.Presenter) string { return "/inledare/" + l.Secret }

// ofItem is the title of the item that a link is for, or the whole meeting.
func (v presentersView) ofItem(p *page, id meetings.ItemID) string {
	if at := v.Room.Agenda.Find(id); at >= 0 {
		return v.Room.Agenda.Items[at].Title
	}
	return p.Say("hela mötet", "the whole meeting")
}

// items are the whole meeting and its items, to choose among.
func (v presentersView) items(p *page) []option {
	return append([]option{{"", p.Say("Hela mötet", "The whole meeting")}}, roomView{Room: v.Room}.items()...)
}

// presenter is the page of a private link: what has been added by it, and adding more.
func (w *Web) presenter(p *page, r *http.Request) (body, error) {
	return w.presenterWith(p, r, form{Values: url.Values{}}, nil)
}

func (w *Web) presenterWith(p *page, r *http.Request, f form, found *foundLink) (body, error) {
	link, room, err := w.presenterOf(r)
	if err != nil {
		return nil, err
	}
	by := change.PresenterOf(link)
	f.ID = "material-"
	b := bringing{Room: room, Action: p.Href(presenterPath(link)), Once: rand.Text(), Form: f, Sent: w.sent(r, f), Found: found, Known: true,
		Send:  sendingForm{Back: p.Href(presenterPath(link)), Into: "dela-material", About: "presenter", Which: link.Secret, Most: w.fileSize},
		Mine:  room.SharedBy(by.ID),
		words: roomView{Words: client.Words(string(p.Lang))}}
	p.Title, p.Private = p.Say("Material till ditt inslag", "Material for your item"), true
	return presenterPage(p, b, link), nil
}

func (w *Web) presenterOf(r *http.Request) (link store.Presenter, room meetings.Room, err error) {
	if link, err = w.store.Presenter(r.Context(), chi.URLParam(r, "secret")); err != nil {
		return link, room, err
	}
	room, _, err = w.store.Room(r.Context(), string(link.Meeting))
	return link, room, err
}

// bringBeforehand shares what whoever has a private link adds, or takes it back.
func (w *Web) bringBeforehand(p *page, rw http.ResponseWriter, r *http.Request) error {
	link, room, err := w.presenterOf(r)
	if err != nil {
		return err
	}
	if !w.allows(room.Meeting.ID, change.PresenterOf(link)) {
		return meetings.Refuse(meetings.TooMuch, "Det går lite fort. Vänta en stund och försök igen.", "That is a little fast. Wait a moment and try again.")
	}
	if c, ok := materialCommand(r.PostForm); ok {
		err = w.change.DoPresenter(r.Context(), link.Secret, commandID(r.PostForm), c)
	} else {
		var stopped *foundLink
		stopped, err = w.share(p, r, room, func(id meetings.ID, c meetings.ShareMaterial) error {
			return w.change.DoPresenter(r.Context(), link.Secret, id, c)
		})
		if stopped != nil {
			b, err := w.presenterWith(p, r, form{Values: r.PostForm}, stopped)
			if err != nil {
				return err
			}
			return w.show(rw, r, p, b)
		}
	}
	if err != nil {
		return w.again(p, rw, r, err, func(p *page, r *http.Request, f form) (body, error) { return w.presenterWith(p, r, f, nil) })
	}
	return see(rw, r, p, presenterPath(link))
}

// own are the pieces of material that were added by the link.
func (b bringing) own() (all []meetings.Material) {
	for _, m := range b.Material {
		if b.isOwn(m) {
			all = append(all, m)
		}
	}
	return all
}
