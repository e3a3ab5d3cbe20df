package meetings

import (
	"slices"
	"strings"
	"time"
)

// Lack is something that a meeting to come does not have yet.
type Lack string

// What a meeting may lack.
const (
	NoAgenda    Lack = "agenda"
	NoPhone     Lack = "phone"
	NoCode      Lack = "code"      // there is a number, and no code to key
	NoPresenter Lack = "presenter" // nobody presents anything
	NoQuestions Lack = "questions" // the agenda has no time for questions
	DeadLink    Lack = "link"      // material has a link that is not reached
	NoChair     Lack = "chair"     // nobody has the role of chair
	NoSecretary Lack = "secretary" // nobody has the role of the one who writes
)

// Say says what is missing: "Telefonnummer saknas".
func (l Lack) Say() Text {
	switch l {
	case NoAgenda:
		return Text{"Dagordning saknas", "No agenda"}
	case NoPhone:
		return Text{"Telefonnummer saknas", "No phone number"}
	case NoCode:
		return Text{"Möteskod saknas", "No meeting code"}
	case NoPresenter:
		return Text{"Ingen som inleder", "Nobody presents anything"}
	case NoQuestions:
		return Text{"Ingen tid för frågor", "No time for questions"}
	case DeadLink:
		return Text{"En länk nås inte", "A link is not reached"}
	case NoChair:
		return Text{"Ingen har rollen mötesledare", "Nobody has the role of chair"}
	case NoSecretary:
		return Text{"Ingen har rollen sekreterare", "Nobody has the role of note-taker"}
	}
	return Text{string(l), string(l)}
}

// NearFrom is how long before a meeting it lacks more than an agenda and a number: before
// that there is time to find a presenter.
const NearFrom = 14 * 24 * time.Hour

// RolesFrom is how long before a meeting somebody is to have the roles without which it
// rests on whoever happens to be there.
const RolesFrom = 48 * time.Hour

// Lacks returns what a meeting to come lacks at a moment, what keeps people out first:
//
//   - a cancelled one lacks nothing, nor does one that has begun;
//   - one far away is to have an agenda, and a number with a code;
//   - in the last two weeks somebody is to present something, there is to be time for
//     questions, and the links of its material are to be reached;
//   - in the last two days there is to be a chair, and somebody who writes.
//
// dead are the entries of the support list whose links are not.
func (r Room) Lacks(now Instant, dead map[ID]bool) (all []Lack) {
	m := r.Meeting
	if m.Status == Cancelled || m.Started != 0 || m.Start <= now {
		return nil
	}
	add := func(l Lack, lacks bool) {
		if lacks {
			all = append(all, l)
		}
	}
	items := r.Agenda.Items
	add(NoPhone, m.Ways.Phone == "")
	add(NoCode, m.Ways.Phone != "" && m.Ways.Code == "")
	add(NoAgenda, len(items) == 0)
	if m.Start > now.Add(NearFrom) {
		return all
	}
	add(NoPresenter, !m.Kind.Listens() && len(items) > 0 && !slices.ContainsFunc(items, func(i Item) bool { return i.Presenter != "" }))
	add(NoQuestions, len(items) > 0 && !slices.ContainsFunc(items, asksQuestions))
	add(DeadLink, slices.ContainsFunc(r.Material, func(m Material) bool { return m.Entry != "" && dead[m.Entry] }))
	if m.Start <= now.Add(RolesFrom) {
		add(NoChair, !r.House.anybody(Chair))
		add(NoSecretary, !r.House.anybody(Secretary))
	}
	return all
}

func asksQuestions(i Item) bool {
	title := strings.ToLower(i.Title)
	return i.Round || strings.Contains(title, "fråg") || strings.Contains(title, "question")
}
