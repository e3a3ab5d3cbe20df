package web

import (
	"context"

	"ringain/meetings"
)

// maxDead bounds how many links that are not reached are considered.
const maxDead = 500

// deadLinks are the entries of the support list of an organisation whose links an editor should look at.
func (w *Web) deadLinks(ctx context.Context, convener meetings.ID) (map[meetings.ID]bool, error) {
	list, _, err := w.store.LinksOfConcern(ctx, convener, maxDead)
	dead := make(map[meetings.ID]bool, len(list))
	for _, x := range list {
		if x.Sight.Unreached() != 0 {
			dead[x.Support.ID] = true
		}
	}
	return dead, err
}

// sayLack says what is missing: "Telefonnummer saknas".
func (p *page) sayLack(l meetings.Lack) string {
	switch l {
	case meetings.NoAgenda:
		return p.Say("Dagordning saknas", "No agenda")
	case meetings.NoPhone:
		return p.Say("Telefonnummer saknas", "No phone number")
	case meetings.NoCode:
		return p.Say("Möteskod saknas", "No meeting code")
	case meetings.NoPresenter:
		return p.Say("Ingen som inleder", "Nobody presents anything")
	case meetings.NoQuestions:
		return p.Say("Ingen tid för frågor", "No time for questions")
	case meetings.DeadLink:
		return p.Say("En länk nås inte", "A link is not reached")
	case meetings.NoChair:
		return p.Say("Ingen har rollen mötesledare", "Nobody has the role of chair")
	case meetings.NoSecretary:
		return p.Say("Ingen har rollen sekreterare", "Nobody has the role of note-taker")
	}
	return string(l)
}

// mends is where what is missing is put right, within the pages of a meeting.
func mends(m meetings.Meeting, l meetings.Lack) string {
	switch l {
	case meetings.NoPhone, meetings.NoCode:
		return meetingPath(m) + "/andra"
	case meetings.DeadLink:
		return meetingPath(m) + "#material"
	case meetings.NoChair, meetings.NoSecretary:
		return rolesPath(m)
	}
	return meetingPath(m) + "/rum"
}
