package meetings

// The events of questions.
type (
	QuestionAsked struct {
		Question Question `json:"question"`
	}
	QuestionWithdrawn struct {
		Question QuestionID `json:"question"`
	}
	QuestionCounted struct {
		Question QuestionID `json:"question"`
		Votes    int        `json:"votes"` // how many want to know now
	}
	QuestionAnswered struct {
		Question Question `json:"question"` // with its answer, which is empty when that was taken away
	}
	QuestionSettled struct {
		Question QuestionID `json:"question"`
	}
	QuestionReopened struct {
		Question QuestionID `json:"question"`
	}
	QuestionHidden struct {
		Question QuestionID `json:"question"`
	}
	QuestionRestored struct {
		Question Question `json:"question"`
	}
)

func (QuestionAsked) Kind() string     { return "question.asked" }
func (QuestionWithdrawn) Kind() string { return "question.withdrawn" }
func (QuestionCounted) Kind() string   { return "question.counted" }
func (QuestionAnswered) Kind() string  { return "question.answered" }
func (QuestionSettled) Kind() string   { return "question.settled" }
func (QuestionReopened) Kind() string  { return "question.reopened" }
func (QuestionHidden) Kind() string    { return "question.hidden" }
func (QuestionRestored) Kind() string  { return "question.restored" }

// questionEvents returns one empty event of every kind, in the order of this file.
func questionEvents() []Event {
	return []Event{QuestionAsked{}, QuestionWithdrawn{}, QuestionCounted{}, QuestionAnswered{},
		QuestionSettled{}, QuestionReopened{}, QuestionHidden{}, QuestionRestored{}}
}

// questionsAfter returns the questions that are seen after an event.
func questionsAfter(list []Question, e Event) []Question {
	switch e := e.(type) {
	case QuestionAsked:
		return append(list[:len(list):len(list)], e.Question)
	case QuestionAnswered:
		return withQuestion(list, e.Question.ID, func(q *Question) { *q = e.Question })
	case QuestionCounted:
		return withQuestion(list, e.Question, func(q *Question) { q.Votes = e.Votes })
	case QuestionSettled:
		return withQuestion(list, e.Question, func(q *Question) { q.Settled = true })
	case QuestionReopened:
		return withQuestion(list, e.Question, func(q *Question) { q.Settled = false })
	case QuestionWithdrawn:
		return withoutQuestion(list, e.Question)
	case QuestionHidden:
		return withoutQuestion(list, e.Question)
	case QuestionRestored:
		return append(withoutQuestion(list, e.Question.ID), e.Question)
	case CallerEdited:
		return namedQuestions(list, e.Caller)
	case CallerTied:
		return namedQuestions(list, e.Caller)
	}
	return list
}

func namedQuestions(list []Question, c Caller) []Question {
	named := append([]Question(nil), list...)
	for i, q := range named {
		if q.Caller == c.ID {
			named[i] = q.named(c)
		}
	}
	return named
}

// named names a question as its caller is named.
func (q Question) named(c Caller) Question {
	q.Name, q.Organisation, q.Line = c.Name, c.Organisation, c.Line
	return q
}

func withQuestion(list []Question, id QuestionID, change func(*Question)) []Question {
	list = append([]Question(nil), list...)
	for i := range list {
		if list[i].ID == id {
			change(&list[i])
		}
	}
	return list
}

func withoutQuestion(list []Question, id QuestionID) []Question {
	return without(list, func(q Question) bool { return q.ID == id })
}
