package meetings

// The commands of questions that everybody may give.
type (
	// AskQuestion asks a question of one's own, or for a caller.
	AskQuestion struct {
		Text     string `json:"text"`
		Nameless bool   `json:"nameless,omitempty"`
		Caller   ID     `json:"caller,omitempty"`
	}
	// WithdrawQuestion takes back a question of one's own, soon enough.
	WithdrawQuestion struct {
		Question QuestionID `json:"question"`
	}
	// JoinQuestion says that the question is one's own too.
	JoinQuestion struct {
		Question QuestionID `json:"question"`
	}
	// LeaveQuestion takes that back.
	LeaveQuestion struct {
		Question QuestionID `json:"question"`
	}
)

// The commands of questions that organisers may give.
type (
	// AnswerQuestion answers a question in writing, anew if it has an answer. An empty
	// text takes the answer away.
	AnswerQuestion struct {
		Question QuestionID `json:"question"`
		Text     string     `json:"text"`
	}
	// SettleQuestion says that a question was answered in the meeting.
	SettleQuestion struct {
		Question QuestionID `json:"question"`
	}
	// ReopenQuestion takes that back.
	ReopenQuestion struct {
		Question QuestionID `json:"question"`
	}
	// HideQuestion takes a question from every page.
	HideQuestion struct {
		Question QuestionID `json:"question"`
	}
	// RestoreQuestion brings back a question that was hidden.
	RestoreQuestion struct {
		Question QuestionID `json:"question"`
	}
)

func (AskQuestion) Do() string      { return "question.ask" }
func (WithdrawQuestion) Do() string { return "question.withdraw" }
func (JoinQuestion) Do() string     { return "question.join" }
func (LeaveQuestion) Do() string    { return "question.leave" }
func (AnswerQuestion) Do() string   { return "question.answer" }
func (SettleQuestion) Do() string   { return "question.settle" }
func (ReopenQuestion) Do() string   { return "question.reopen" }
func (HideQuestion) Do() string     { return "question.hide" }
func (RestoreQuestion) Do() string  { return "question.restore" }

// questionCommands returns one empty command of every kind, in the order of this file.
func questionCommands() []Command {
	return []Command{AskQuestion{}, WithdrawQuestion{}, JoinQuestion{}, LeaveQuestion{},
		AnswerQuestion{}, SettleQuestion{}, ReopenQuestion{}, HideQuestion{}, RestoreQuestion{}}
}
