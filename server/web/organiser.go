package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"ringain/meetings"
	"ringain/meetings/store"
)

// organiserRoutes are the way in for organisers, and their pages.
func (w *Web) organiserRoutes(get func(string, view), post func(string, act)) {
	w.accountRoutes(get, post)
	both := func(path string, v view, a act) {
		get(path, forOrganisers(v))
		post(path, byOrganisers(a))
	}
	led := func(path string, v view, a act) {
		get(path, w.forLeaders(v))
		post(path, w.byLeaders(a))
	}
	edited := func(path string, v view, a act) {
		get(path, forEditors(v))
		post(path, byEditors(a))
	}
	get("/planera", forOrganisers(w.overview))
	both("/planera/kalender", w.ownCalendar, w.newOwnCalendar)
	both("/planera/tema", w.themeForm, w.saveTheme)
	both("/planera/tema/{theme}", w.themeForm, w.saveTheme)
	both("/planera/tema/{theme}/adress", w.addressForm, w.saveAddress)
	both("/planera/mote", w.extraForm, w.saveExtra)
	led("/planera/mote/{meeting}", w.draftForm, w.saveDraft)
	led("/moten/{meeting}/angra", w.meeting, w.undoMeeting)
	both("/planera/serie", w.seriesForm, w.saveSeries)
	both("/planera/serie/{series}", w.seriesForm, w.saveSeries)
	led("/moten/{meeting}/rum/roller", w.roles, w.changeRoles)
	led("/moten/{meeting}/stall-in", w.cancelForm, w.cancelMeeting)
	led("/moten/{meeting}/aterstall", w.restoreForm, w.restoreMeeting)
	led("/moten/{meeting}/flytta", w.moveForm, w.moveMeeting)
	led("/moten/{meeting}/andra", w.editForm, w.editMeeting)
	led("/moten/{meeting}/forslag/svar", w.meeting, w.answerProposal)
	led("/moten/{meeting}/brev", w.letter(w.ofMeeting), w.settleLetter(w.ofMeeting))
	led("/moten/{meeting}/minnesanteckningar/brev", w.letter(w.ofMinutes), w.settleLetter(w.ofMinutes))
	both("/planera/serie/{series}/brev", w.letter(w.ofSeries), w.settleLetter(w.ofSeries))
	get("/moten/{meeting}/anteckningar/historik", w.forLeaders(w.notesHistory))
	led("/moten/{meeting}/anteckningar/historik/{n}", w.notesMoment, w.restoreNotes)
	led("/moten/{meeting}/anteckningar/av/{writer}", w.notesBy, w.takeAway)
	led("/moten/{meeting}/minnesanteckningar/bestallda", w.summaryOrders, w.orderSummary)
	get("/moten/{meeting}/minnesanteckningar/bestallda/{order}", w.forLeaders(w.printSummary))
	get("/moten/{meeting}/minnesanteckningar/utgava/{n}", w.forLeaders(w.formerMinutes))
	edited("/planera/stodlista", w.supportQueue, w.settleSupport)
	get("/planera/stodlista/avsnitt", gate(sectioners).view(w.sections))
	post("/planera/stodlista/avsnitt", gate(sectioners).act(w.saveSections))
	edited("/stodlista/{stod}/granska", w.supportEntry, w.reviewSupport)
	edited("/stodlista/{stod}/andra", w.supportEdit, w.saveSupport)
	led("/moten/{meeting}/inledare", w.presenters, w.savePresenter)
	get("/moten/{meeting}/sedan", w.meeting)
	post("/moten/{meeting}/sedan", w.byLeaders(w.settleSince))
}

// fresh is an empty form with an identity, by which posting it twice has one effect.
func (w *Web) fresh() form { return form{Values: url.Values{"id": {string(w.newID())}}} }

// identity is what the form was given when it was shown.
func (f form) identity() meetings.ID { return meetings.ID(f.Value("id")) }

// Text is a text that is typed in Swedish in one field and in English in the next.
func (f form) Text(name string) meetings.Text {
	return meetings.Text{SV: f.Value(name), EN: f.Value(name + "_en")}
}

// setText fills in both languages of a text.
func (f form) setText(name string, t meetings.Text) {
	f.Values.Set(name, t.SV)
	f.Values.Set(name+"_en", t.EN)
}

// Ways are the ways in that are typed.
func (f form) Ways() meetings.Ways {
	return meetings.Ways{Phone: f.Value("phone"), Code: f.Value("code"), Link: f.Value("link")}
}

func (f form) setWays(w meetings.Ways) {
	f.Values.Set("phone", w.Phone)
	f.Values.Set("code", w.Code)
	f.Values.Set("link", w.Link)
}

// Minutes is a typed number of minutes; what is no number is none, and so refused by the rules.
func (f form) Minutes() int {
	n, err := strconv.Atoi(meetings.Line(f.Value("minutes")))
	if err != nil {
		return 0
	}
	return n
}

// lastMeeting is the newest meeting of a theme, or of all when theme is empty: what
// a new one most likely has in common with it is filled in.
func (w *Web) lastMeeting(p *page, r *http.Request, theme string) (meetings.Meeting, error) {
	list, err := w.store.Meetings(r.Context(), store.Which{Theme: theme, Newest: true, Limit: 20, Convener: &p.Who.Convener})
	if err != nil {
		return meetings.Meeting{}, err
	}
	for _, m := range list {
		if m.Ways != (meetings.Ways{}) {
			return m, nil
		}
	}
	return meetings.Meeting{}, nil
}

// meetingToPlan is the meeting in the address, if it can still be changed by a command.
func (w *Web) meetingToPlan(p *page, r *http.Request, what meetings.Command) (meetings.Room, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return room, err
	}
	if _, _, err = room.Apply(what, meetings.Doing{By: p.Person, At: p.Now}); err != nil {
		return room, err
	}
	return room, w.foretell(r.Context(), p, room.Meeting)
}

// changeMeeting carries a posted command out in the meeting of the address and leads
// to its page, which says what was done; or it only shows the letter that would tell of it.
func (w *Web) changeMeeting(p *page, rw http.ResponseWriter, r *http.Request, what meetings.Command, done string, show formView) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	if r.PostForm.Get("do") == "brev" {
		if p.Letter, err = w.letterIf(r.Context(), p, room, what); err != nil {
			return w.again(p, rw, r, err, show)
		}
		b, err := show(p, r, form{Values: r.PostForm})
		if err != nil {
			return err
		}
		return w.show(rw, r, p, b)
	}
	id := form{Values: r.PostForm}.identity()
	seq, err := w.change.Do(r.Context(), p.Person, room.Meeting.ID, id, what)
	if err != nil {
		return w.again(p, rw, r, err, show)
	}
	return see(rw, r, p, fmt.Sprintf("%s?gjort=%s&andring=%d", meetingPath(room.Meeting), done, seq))
}
