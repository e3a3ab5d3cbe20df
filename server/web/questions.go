package web

import (
	"crypto/rand"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ringain/client"
	"ringain/meetings"
)

// mine is what concerns only whoever reads the page, of what everybody sees alike.
type mine struct {
	Asked    []meetings.QuestionID `json:"asked"`    // questions of theirs
	Too      []meetings.QuestionID `json:"too"`      // those that are theirs too
	Answered meetings.PollID       `json:"answered"` // the poll that they have answered; empty when they have not
	Shared   []meetings.MaterialID `json:"shared"`   // material of theirs
}

func mineOf(p *page, room meetings.Room) (m mine) {
	if !p.Known {
		return m
	}
	m.Asked, m.Too = room.AskedBy(p.Person.ID)
	m.Shared = room.SharedBy(p.Person.ID)
	if poll, open := room.CurrentPoll(); open && room.HasAnswered(p.Person.ID) {
		m.Answered = poll.ID
	}
	return m
}

// questionCommand reads a command about a question from a form, and reports whether the
// field do names one.
func questionCommand(posted url.Values) (meetings.Command, bool) {
	q := meetings.QuestionID(posted.Get("question"))
	switch posted.Get("do") {
	case "question.ask":
		return meetings.AskQuestion{Text: posted.Get("text"), Nameless: posted.Get("nameless") != "", Caller: meetings.ID(posted.Get("caller"))}, true
	case "question.withdraw":
		return meetings.WithdrawQuestion{Question: q}, true
	case "question.join":
		return meetings.JoinQuestion{Question: q}, true
	case "question.leave":
		return meetings.LeaveQuestion{Question: q}, true
	case "question.answer":
		return meetings.AnswerQuestion{Question: q, Text: posted.Get("answer")}, true
	case "question.settle":
		return meetings.SettleQuestion{Question: q}, true
	case "question.reopen":
		return meetings.ReopenQuestion{Question: q}, true
	case "question.hide":
		return meetings.HideQuestion{Question: q}, true
	case "question.restore":
		return meetings.RestoreQuestion{Question: q}, true
	}
	return nil, false
}

// inquiry is the questions of a meeting for one who reads them, in its room or on its page.
type inquiry struct {
	meetings.Room
	Mine   mine
	Action string // the address that forms are posted to
	Back   string // where a form leads back to: empty for the room
	Once   string
	Form   form // of a new question
	Known  bool
	Runs   bool // may answer them
	Hides  bool // may hide them and bring them back
	Now    meetings.Instant
	words  roomView // for what it says
}

func (v roomView) inquiry(p *page) inquiry {
	return inquiry{Room: v.Room, Mine: v.Data.Mine, Action: v.Data.Base + "/gor", Once: v.Once, Form: v.typed("question.ask"),
		Known: p.Known, Runs: v.May(meetings.AnswerQuestion{}), Hides: v.May(meetings.HideQuestion{}), Now: p.Now, words: v}
}

// inquiryOnPage is the questions as the page of the meeting shows them.
func inquiryOnPage(p *page, room meetings.Room, asked form) inquiry {
	words := roomView{Words: client.Words(string(p.Lang))}
	asked.ID = "fraga-"
	if asked.Values.Get("do") != "question.ask" {
		asked.Values = url.Values{}
	}
	return inquiry{Room: room, Mine: mineOf(p, room), Action: p.Href(meetingPath(room.Meeting) + "/rum/gor"), Back: "sida", Once: rand.Text(),
		Form: asked, Known: p.Known, Runs: p.Known && meetings.MayRun(p.Person), Hides: p.Known && meetings.MayRun(p.Person), Now: p.Now, words: words}
}

// Seen reports whether there is anything to show or do about questions.
func (q inquiry) Seen() bool {
	may, why := q.Asks()
	return len(q.Questions) > 0 || may || why != "" && why != q.say("questionsEarly")
}

// Asks reports whether whoever reads may ask just now, and if not, what to say.
func (q inquiry) Asks() (may bool, why string) {
	switch {
	case q.Meeting.Status == meetings.Cancelled:
		return false, ""
	case q.Agenda.Ended != 0:
		if len(q.Unanswered()) > 0 {
			return false, q.say("questionsOver")
		}
		return false, ""
	case q.Agenda.Started == 0 && q.Now < q.Meeting.QuestionsOpen():
		return false, q.say("questionsEarly")
	case !q.Known:
		return false, q.say("questionsJoin")
	}
	return true, ""
}

// Open reports whether people may still say that questions are theirs too.
func (q inquiry) Open() bool {
	return q.Known && q.Agenda.Ended == 0 && q.Meeting.Status != meetings.Cancelled
}

// by says who asks.
func (q inquiry) by(one meetings.Question) string {
	switch {
	case one.Nameless:
		return q.say("namelessly")
	case one.Name == "":
		return q.say("caller", "n", strconv.Itoa(one.Line))
	case one.Organisation == "":
		return one.Name
	}
	return one.Name + " · " + one.Organisation
}

func (q inquiry) isOwn(one meetings.Question) bool { return slices.Contains(q.Mine.Asked, one.ID) }
func (q inquiry) isToo(one meetings.Question) bool { return slices.Contains(q.Mine.Too, one.ID) }

// askers are those an organiser may ask for.
func (q inquiry) askers() []option {
	all := []option{{"", q.say("questionMe")}}
	for _, c := range q.Callers {
		all = append(all, option{string(c.ID), strings.TrimSuffix(q.say("caller", "n", strconv.Itoa(c.Line))+" "+c.Name, " ")})
	}
	return all
}

func (q inquiry) say(name string, pairs ...string) string { return q.words.Say(name, pairs...) }
func (q inquiry) count(name string, n int) string         { return q.words.Count(name, n) }
