package web

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ringain/client"
	"ringain/meetings"
	"ringain/meetings/material"
	"ringain/server/change"
)

// maxLinks is how many links of one pasted text are taken at once.
const maxLinks = 5

// materialCommand reads a command about material from a form, and reports whether the
// field do names one. Sharing is not among them: see [Web.bring].
func materialCommand(posted url.Values) (meetings.Command, bool) {
	m := meetings.MaterialID(posted.Get("material"))
	switch posted.Get("do") {
	case "material.withdraw":
		return meetings.WithdrawMaterial{Material: m}, true
	case "material.edit":
		return meetings.EditMaterial{Material: m, Title: posted.Get("title"), Kind: posted.Get("kind"), Item: meetings.ItemID(posted.Get("item"))}, true
	case "material.hide":
		return meetings.HideMaterial{Material: m}, true
	case "material.restore":
		return meetings.RestoreMaterial{Material: m}, true
	case "material.publish":
		return meetings.JudgeMaterial{Material: m, To: meetings.SupportPublished}, true
	case "material.return":
		return meetings.JudgeMaterial{Material: m, To: meetings.SupportReturned, Reason: meetings.Text{SV: posted.Get("reason")}}, true
	}
	return nil, false
}

// foundLink is a link in what somebody pasted, or a file that they sent, and what is
// there already that it may be.
type foundLink struct {
	Href   string     `json:"href"`
	File   string     `json:"file,omitempty"` // its hash, of a file
	Title  string     `json:"title"`
	Mended bool       `json:"mended"` // it stood broken over several lines
	Here   string     `json:"here"`   // what the same is called that is in the meeting already
	Hits   []foundHit `json:"hits"`   // on the support list, the same ones first

	file *meetings.File
}

// what it is, for the field that says that its hits were seen.
func (l foundLink) what() string { return l.Href + l.File }

// foundHit is an entry of the support list that a link may be.
type foundHit struct {
	ID    meetings.ID `json:"id"`
	Title string      `json:"title"`
	Href  string      `json:"href"`
	Same  bool        `json:"same"`
	Say   string      `json:"say"` // since when it is there, and from whom
}

// linksIn reads the links of what somebody pasted, at most [maxLinks].
func linksIn(text, title string) (all []foundLink) {
	if a, err := material.ParseAddress(meetings.Line(text)); err == nil {
		return []foundLink{{Href: a.Href, Title: meetings.Line(title)}}
	}
	found := material.Paste(text)
	for i, f := range found[:min(len(found), maxLinks)] {
		l := foundLink{Href: f.Address.Href, Title: f.Title, Mended: f.Mended}
		if i == 0 {
			l.Title = cmp.Or(meetings.Line(title), l.Title)
		}
		all = append(all, l)
	}
	return all
}

// given reads what somebody is about to share: the file of an upload, if there is one,
// and then the links of a text. The title is of the first.
func (w *Web) given(ctx context.Context, upload, text, title string) (all []foundLink, err error) {
	file, err := w.uploaded(ctx, upload)
	if err != nil {
		return nil, err
	}
	if file != nil {
		all, title = append(all, foundLink{File: file.Hash, Title: meetings.Line(title), file: file}), ""
	}
	return append(all, linksIn(text, title)...), nil
}

// lookUp says what is there already that a link or a file may be: in the meeting, on the
// support list, or waiting for an editor.
func (w *Web) lookUp(ctx context.Context, p *page, room meetings.Room, l *foundLink) error {
	l.Hits = []foundHit{}
	if there, ok := change.SharedAlready(room, l.Href, l.file); ok {
		l.Here = there.Title
		return nil
	}
	hits, err := w.change.LikeSupport(ctx, p.Person, meetings.Support{Title: l.Title, Href: l.Href, File: l.file})
	if err != nil {
		return err
	}
	hits = slices.DeleteFunc(hits, func(h change.SupportHit) bool { return h.Support.ID == "" }) // shared, it joins what waits
	for _, h := range hits[:min(len(hits), 3)] {
		say := p.Say("Det väntar på en redaktör.", "It is waiting for an editor.")
		if e := h.Support; e.State == meetings.SupportPublished {
			say = p.Say("Det står i stödlistan sedan ", "It has been in the support list since ") + p.day(e.Published)
			if e.Source != "" {
				say += p.Say(", från ", ", from ") + e.Source
			}
			say += "."
		}
		l.Hits = append(l.Hits, foundHit{h.Support.ID, h.Support.Title, h.Support.Href, h.Verdict == material.Same, say})
	}
	return nil
}

// findMaterial answers with the links in what somebody pastes, and what is there already
// that they may be, before anything is saved.
func (w *Web) findMaterial(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	if err := w.mayRead(r, room.Meeting); err != nil {
		return err
	}
	done, err := w.queueUp(r.Context())
	if err != nil {
		return err
	}
	defer done()
	text := r.PostForm.Get("text")
	found, err := w.given(r.Context(), r.PostForm.Get("fil"), text[:min(len(text), meetings.MaxShared)], r.PostForm.Get("title"))
	if err != nil {
		return err
	}
	if found == nil {
		found = []foundLink{}
	}
	for i := range found {
		if err := w.lookUp(r.Context(), p, room, &found[i]); err != nil {
			return err
		}
	}
	w.data(rw, r, found)
	return nil
}

// share has the file and the links of a form shared, one after the other, by do. It stops at one that
// may be there already, unless whoever shares has seen that, and at one that is refused:
// that one is left in the form, with those after it.
func (w *Web) share(p *page, r *http.Request, room meetings.Room, do func(meetings.ID, meetings.ShareMaterial) error) (stopped *foundLink, err error) {
	f := r.PostForm
	c := meetings.ShareMaterial{Address: f.Get("address"), Entry: meetings.ID(f.Get("entry")), Title: f.Get("called"), Kind: f.Get("kind"),
		Item: meetings.ItemID(f.Get("on")), Nameless: f.Get("nameless") != "", Unlisted: f.Get("unlisted") != ""}
	found, err := w.given(r.Context(), f.Get("fil"), c.Address, c.Title)
	if refusal, ok := refused(err); ok {
		return nil, refusal.About("address")
	} else if err != nil {
		return nil, err
	}
	if c.Entry != "" || len(found) == 0 {
		return nil, inForm(do(commandID(f), c))
	}
	posted := f.Encode()
	for i := range found {
		l := &found[i]
		if f.Get("seen") != l.what() {
			if err := w.lookUp(r.Context(), p, room, l); err != nil {
				return nil, err
			}
		}
		seen := len(l.Hits) == 0
		if seen {
			c.Address, c.File, c.Title, c.Mended = l.Href, l.File, l.Title, l.Mended
			err = inForm(do(linkID(f, posted+l.what()), c))
		}
		if err == nil && seen {
			if l.File != "" {
				f.Del("fil")
			}
			continue
		}
		var rest strings.Builder
		for _, next := range found[i:] {
			rest.WriteString(strings.TrimPrefix(next.Href+"\n", "\n"))
		}
		f.Set("address", rest.String())
		f.Set("called", l.Title)
		if err != nil {
			return nil, err
		}
		return l, nil
	}
	return nil, nil
}

// inForm has a refusal lead to the field of the form that it is about: on one page, fields
// of several forms must not share a name.
func inForm(err error) error {
	refusal, ok := refused(err)
	field, other := map[string]string{"title": "called", "item": "on"}[fieldOf(refusal)]
	if !ok || !other {
		return err
	}
	return meetings.Refuse(refusal.Kind, refusal.Say.SV, refusal.Say.EN).About(field)
}

func fieldOf(r *meetings.Refusal) string {
	if r == nil {
		return ""
	}
	return r.Field
}

// linkID makes the identity of the command that shares one link of a form.
func linkID(posted url.Values, link string) meetings.ID {
	if len(posted.Get("id")) < 16 {
		return "" // not from our page
	}
	sum := sha256.Sum256([]byte(link))
	return meetings.ID(hex.EncodeToString(sum[:16]))
}

// bring shares the links of a form of the room, or of the page of the meeting.
func (w *Web) bring(p *page, rw http.ResponseWriter, r *http.Request, room meetings.Room) error {
	show, back := w.roomFound, meetingPath(room.Meeting)+"/rum"
	if r.PostForm.Get("back") == "sida" {
		show = func(p *page, r *http.Request, f form, found *foundLink) (body, error) {
			return w.meetingFound(p, r, w.introduction(p, r), f, found)
		}
		back = meetingPath(room.Meeting) + "#material"
	}
	stopped, err := w.share(p, r, room, func(id meetings.ID, c meetings.ShareMaterial) error {
		if err := w.inPace(p, room.Meeting); err != nil {
			return err
		}
		_, err := w.change.Do(r.Context(), p.Person, room.Meeting.ID, id, c)
		return err
	})
	if err != nil {
		return w.again(p, rw, r, err, func(p *page, r *http.Request, f form) (body, error) { return show(p, r, f, nil) })
	}
	if stopped != nil {
		b, err := show(p, r, form{Values: r.PostForm}, stopped)
		if err != nil {
			return err
		}
		return w.show(rw, r, p, b)
	}
	return see(rw, r, p, back)
}

// bringing is the material of a meeting for one who reads it, in its room or on its page.
type bringing struct {
	meetings.Room
	Mine   []meetings.MaterialID
	Action string // the address that forms are posted to
	Back   string // where a form leads back to: empty for the room
	Once   string
	Send   sendingForm // of a file
	Form   form        // of what is shared
	Sent   sent
	Found  *foundLink // that it may be there already
	Known  bool
	Hides  bool // may hide and bring back
	Plans  bool // may publish
	words  roomView
}

func (v roomView) bringing(p *page) bringing {
	return bringing{Room: v.Room, Mine: v.Data.Mine.Shared, Action: v.Data.Base + "/gor", Once: v.Once, Form: v.typed("material.share"), Sent: v.Sent, Found: v.Found,
		Send:  sendingForm{Back: v.Data.Base + "#dela-material", Into: "dela-material", About: "meeting", Which: v.Meeting.Slug, Most: v.Most},
		Known: p.Known, Hides: v.May(meetings.HideMaterial{}), Plans: p.Known && meetings.MayPlan(p.Person), words: v}
}

// bringingOnPage is the material as the page of the meeting shows it.
func (w *Web) bringingOnPage(p *page, r *http.Request, room meetings.Room, f form, found *foundLink) bringing {
	if f.Values.Get("do") != "material.share" {
		f = form{Values: url.Values{}}
	}
	f.ID = "material-"
	at := p.Href(meetingPath(room.Meeting))
	b := bringing{Room: room, Action: at + "/rum/gor", Back: "sida", Once: rand.Text(), Form: f, Sent: w.sent(r, f), Found: found,
		Send:  sendingForm{Back: at + "#dela-material", Into: "dela-material", About: "meeting", Which: room.Meeting.Slug, Most: w.fileSize},
		Known: p.Known, Plans: p.Known && meetings.MayPlan(p.Person), words: roomView{Words: client.Words(string(p.Lang))}}
	b.Hides = b.Plans
	if p.Known {
		b.Mine = room.SharedBy(p.Person.ID)
	}
	return b
}

// sent is a file that was sent, and waits to be shared, and the identity of its upload.
// Both are empty when there is none.
type sent struct {
	ID   string
	File *meetings.File
}

// sent is the file that a form shares: the one that is in it, or that the browser was led
// back with. Nothing is said of one that is gone.
func (w *Web) sent(r *http.Request, f form) sent {
	id := r.URL.Query().Get("fil")
	if f.Values.Has("do") {
		id = f.Value("fil")
	}
	file, err := w.uploaded(r.Context(), id)
	if err != nil || file == nil {
		return sent{}
	}
	return sent{id, file}
}

// Shares reports whether whoever reads may share, and if not, what to say.
func (b bringing) Shares() (may bool, why string) {
	switch {
	case b.Meeting.Status == meetings.Cancelled, b.Agenda.Ended != 0 && !b.Plans:
		return false, ""
	case !b.Known:
		return false, b.say("materialJoin")
	}
	return true, ""
}

// Seen reports whether there is anything to show or do about material.
func (b bringing) Seen() bool {
	may, _ := b.Shares()
	return may || len(b.Material) > 0 || b.Hides && len(b.HiddenMaterial()) > 0
}

// by says who shares.
func (b bringing) by(m meetings.Material) string {
	switch {
	case m.Name == "":
		return b.say("namelessly")
	case m.Organisation == "":
		return m.Name
	}
	return m.Name + " · " + m.Organisation
}

// state says what has become of material on the support list.
func (b bringing) state(p *page, m meetings.Material) string {
	switch m.State {
	case meetings.SupportPublished:
		return b.say("onTheList")
	case meetings.SupportProposed:
		return b.say("proposedToList")
	case meetings.SupportReturned:
		if b.isOwn(m) || b.Plans {
			return b.say("returnedFromList", "reason", p.In(m.Returned))
		}
	}
	return ""
}

func (b bringing) isOwn(m meetings.Material) bool { return slices.Contains(b.Mine, m.ID) }

// itemOf is the title of the item that material is on; empty for the whole meeting.
func itemOf(room meetings.Room, m meetings.Material) string {
	if at := room.Agenda.Find(m.Item); at >= 0 {
		return room.Agenda.Items[at].Title
	}
	return ""
}

// placesToShare are the whole meeting and its items, to choose among.
func (b bringing) placesToShare() []option {
	return append([]option{{"", b.say("materialWhole")}}, roomView{Room: b.Room}.items()...)
}

func (b bringing) say(name string, pairs ...string) string { return b.words.Say(name, pairs...) }
