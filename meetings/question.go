package meetings

import (
	"cmp"
	"slices"
	"time"
)

// Question is something that somebody wants to know: what the others may see of it.
//
//   - Questions may be asked from the beginning of the day before the meeting until it
//     has ended, by whoever has given a name; an organiser may ask for one who rings in.
//   - Asked to be without a name, it has none, for nobody, and no event about it says
//     whose it is.
//   - Others say "mine too" instead of asking once more, each of them once.
//   - Those that most want an answer to stand first; those that have one stand last.
//   - It can be taken back by whoever asked, for a short while.
//   - An organiser answers it in writing, or says that it was answered in the meeting;
//     hides it, and brings it back; after the meeting too.
//   - What nobody has answered when the meeting ends is carried into the notes, once.
//   - What is hidden or taken back leaves every page, and the log as well.
type Question struct {
	ID           QuestionID `json:"id"`
	Text         string     `json:"text"`
	Votes        int        `json:"votes"` // how many want to know, with whoever asked
	Name         string     `json:"name,omitempty"`
	Organisation string     `json:"organisation,omitempty"`
	Caller       ID         `json:"caller,omitempty"` // who rings in; empty for all others
	Line         int        `json:"line,omitempty"`   // of a caller
	Nameless     bool       `json:"nameless,omitempty"`
	Answer       string     `json:"answer,omitempty"`  // of an organiser, in writing
	Settled      bool       `json:"settled,omitempty"` // it was answered in the meeting
}

// QuestionID is the identity of a question. It is made from the identity of the command
// that asked it, and is unique within its meeting.
type QuestionID string

// The bounds of questions.
const (
	MaxQuestions     = 200 // of a meeting, with those that are hidden
	MaxQuestionsEach = 10  // of a person, in one meeting
	MaxQuestion      = 300 // characters
	MaxAnswer        = 1000
	QuestionIsOwn    = 10 * time.Minute // so long may whoever asked take it back
)

// Answered reports whether there is nothing more to answer.
func (q Question) Answered() bool { return q.Settled || q.Answer != "" }

// Question returns a question that is seen, and whether it is there.
func (r Room) Question(id QuestionID) (q Question, ok bool) {
	at := slices.IndexFunc(r.Questions, func(q Question) bool { return q.ID == id })
	if at < 0 {
		return q, false
	}
	return r.Questions[at], true
}

// QuestionsOpen returns when questions may first be asked: at the beginning of the day
// before the meeting, where it is held.
func (m Meeting) QuestionsOpen() Instant { return m.Day().AddDays(-1).At(0, m.Location()) }

// QuestionsInOrder returns the questions as they are shown: what is not answered first,
// and of those what most want to know; else as they were asked.
func (r Room) QuestionsInOrder() []Question {
	rank := func(q Question) int {
		if q.Answered() {
			return 0
		}
		return q.Votes
	}
	list := slices.Clone(r.Questions)
	slices.SortStableFunc(list, func(a, b Question) int { return cmp.Compare(rank(b), rank(a)) })
	return list
}

// Unanswered returns the questions that nobody has answered, in the order they are shown.
func (r Room) Unanswered() []Question {
	return without(r.QuestionsInOrder(), Question.Answered)
}

// wonder decides about what everybody may do with questions.
func (r Room) wonder(c Command, d Doing) (Event, error) {
	if !MaySpeak(d.By) {
		return nil, Refuse(NotAllowed, "Säg först vem du är: gå med i mötet.", "First say who you are: join the meeting.")
	}
	if err := r.stands(); err != nil {
		return nil, err
	}
	switch c := c.(type) {
	case AskQuestion:
		return r.askQuestion(c, d)
	case WithdrawQuestion:
		return r.withdrawQuestion(c, d)
	case JoinQuestion:
		return r.joinQuestion(c.Question, d.By.ID, true)
	case LeaveQuestion:
		return r.joinQuestion(c.Question, d.By.ID, false)
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

func (r Room) askQuestion(c AskQuestion, d Doing) (Event, error) {
	if r.Agenda.Started == 0 && d.At < r.Meeting.QuestionsOpen() {
		return nil, Refuse(Late, "Frågor kan ställas från dagen före mötet.", "Questions can be asked from the day before the meeting.")
	}
	who := d.By.ID
	by := r.House.Shows(d.By)
	q := Question{ID: QuestionID(d.ID), Text: c.Text, Votes: 1, Nameless: c.Nameless, Name: by.Name, Organisation: by.Organisation}
	if c.Caller != "" {
		caller, ok := r.Caller(c.Caller)
		switch {
		case !MayRun(d.By):
			return nil, onlyOrganisers()
		case !ok:
			return nil, callerGone()
		}
		q.Caller, who = caller.ID, caller.Self()
		q = q.named(caller)
	}
	if c.Nameless {
		q.Name, q.Organisation, q.Caller, q.Line = "", "", "", 0
	}
	if err := fits(&q.Text, true, MaxQuestion, "text"); err != nil {
		return nil, err
	}
	if len(r.Askers) >= MaxQuestions {
		return nil, Refuse(TooMuch, "Det ryms inte fler frågor i det här mötet.", "No more questions fit in this meeting.")
	}
	if askedBy(r.Askers, who) >= MaxQuestionsEach {
		return nil, Refuse(TooMuch, "Nu räcker det från en och samma. Håll med om någon annans fråga i stället.",
			"That is enough from one person. Say that somebody else's question is yours too instead.")
	}
	return QuestionAsked{q}, nil
}

func (r Room) withdrawQuestion(c WithdrawQuestion, d Doing) (Event, error) {
	q, ok := r.Question(c.Question)
	asker, _ := askerOf(r.Askers, c.Question)
	switch {
	case !ok:
		return nil, questionGone()
	case !asker.of(d.By.ID):
		return nil, Refuse(NotAllowed, "Det kan bara den göra som ställde frågan. Mötesledaren kan dölja den.", "Only whoever asked the question can do this. The chair can hide it.")
	case q.Answered():
		return nil, Refuse(Late, "Frågan är redan besvarad.", "The question has already been answered.")
	case d.At > asker.At.Add(QuestionIsOwn):
		return nil, Refuse(Late, "Det har gått för lång tid. Be mötesledaren dölja frågan.", "Too much time has passed. Ask the chair to hide the question.")
	}
	return QuestionWithdrawn(c), nil
}

// joinQuestion wants to know the same, or no longer.
func (r Room) joinQuestion(id QuestionID, who ID, joins bool) (Event, error) {
	q, ok := r.Question(id)
	asker, _ := askerOf(r.Askers, id)
	has := slices.Contains(asker.Also, who)
	switch {
	case !ok:
		return nil, questionGone()
	case q.Answered():
		return nil, Refuse(Late, "Frågan är redan besvarad.", "The question has already been answered.")
	case joins && asker.of(who):
		return nil, Refuse(Late, "Det är din egen fråga.", "It is your own question.")
	case joins && has:
		return nil, Refuse(Late, "Du har redan sagt att frågan är din också.", "You have already said that the question is yours too.")
	case !joins && !has:
		return nil, Refuse(Late, "Du har inte sagt att frågan är din också.", "You have not said that the question is yours too.")
	case joins && len(asker.Also) >= MaxVoices:
		return nil, Refuse(TooMuch, "Så många vill redan veta detta att fler inte räknas.", "So many already want to know this that no more are counted.")
	}
	return QuestionCounted{id, asker.joined(who, joins).votes()}, nil
}

// reply decides about what organisers do with questions.
func (r Room) reply(c Command) (Event, error) {
	switch c := c.(type) {
	case AnswerQuestion:
		q, ok := r.Question(c.Question)
		if !ok {
			return nil, questionGone()
		}
		if err := fits(&c.Text, false, MaxAnswer, "text"); err != nil {
			return nil, err
		}
		if c.Text == q.Answer {
			return nil, Refuse(Invalid, "Skriv ett svar först.", "Write an answer first.").About("text")
		}
		q.Answer = c.Text
		return QuestionAnswered{q}, nil
	case SettleQuestion:
		if q, ok := r.Question(c.Question); !ok || q.Settled {
			return nil, orGone(ok, "Frågan är redan besvarad.", "The question has already been answered.")
		}
		return QuestionSettled(c), nil
	case ReopenQuestion:
		if q, ok := r.Question(c.Question); !ok || !q.Settled {
			return nil, orGone(ok, "Frågan är inte besvarad i mötet.", "The question was not answered in the meeting.")
		}
		return QuestionReopened(c), nil
	case HideQuestion:
		if _, ok := r.Question(c.Question); !ok {
			return nil, questionGone()
		}
		return QuestionHidden(c), nil
	case RestoreQuestion:
		asker, ok := askerOf(r.Askers, c.Question)
		if !ok || asker.Hidden == nil {
			return nil, Refuse(Late, "Frågan är inte dold.", "The question is not hidden.")
		}
		return QuestionRestored{*asker.Hidden}, nil
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

func questionGone() *Refusal {
	return Refuse(Late, "Frågan finns inte längre.", "The question is no longer there.")
}

func orGone(there bool, sv, en string) *Refusal {
	if !there {
		return questionGone()
	}
	return Refuse(Late, sv, en)
}
