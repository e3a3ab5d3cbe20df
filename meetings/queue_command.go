package meetings

// The commands of the speaker list that everybody may give, about themselves.
type (
	// AskFloor asks for the floor, with a line about what it concerns if one likes.
	AskFloor struct {
		Note string `json:"note,omitempty"`
	}
	// WithdrawTurn takes one's own place in the list away.
	WithdrawTurn struct{}
	// ReturnTurn puts back the turn that was removed last, at the place it had.
	ReturnTurn struct {
		Turn TurnID `json:"turn"`
	}
	// EndTurn gives back the floor when one has spoken.
	EndTurn struct {
		Turn TurnID `json:"turn"`
	}
)

// The commands of the speaker list that organisers may give.
type (
	// NextSpeaker takes the floor from the turn From and gives it to Turn, or to the
	// first that waits when Turn is empty. It is refused as late when From no longer
	// has the floor, so two who press at once advance once.
	NextSpeaker struct {
		From TurnID `json:"from,omitempty"`
		Turn TurnID `json:"turn,omitempty"`
	}
	// SkipTurn passes over somebody who is not ready: one place back, or to the end of
	// the list with Last. When they have the floor it goes to Then, or to the first
	// that waits when Then is empty; they have not spoken.
	SkipTurn struct {
		Turn TurnID `json:"turn"`
		Then TurnID `json:"then,omitempty"`
		Last bool   `json:"last,omitempty"`
	}
	// RecallSpeaker gives the floor back to the turn Turn, which had it last; whoever
	// has it now waits first.
	RecallSpeaker struct {
		Turn TurnID `json:"turn"`
	}
	// MoveTurn moves a turn that waits to place To, counted from 0 in the list without it.
	MoveTurn struct {
		Turn TurnID `json:"turn"`
		To   int    `json:"to"`
	}
	// AddTurn puts somebody in the list at place To, or last when To is nil: a caller,
	// or by name somebody in the room.
	AddTurn struct {
		Caller       ID     `json:"caller,omitempty"`
		Name         string `json:"name,omitempty"`
		Organisation string `json:"organisation,omitempty"`
		Note         string `json:"note,omitempty"`
		To           *int   `json:"to,omitempty"`
	}
	// RemoveTurn takes somebody who waits off the list.
	RemoveTurn struct {
		Turn TurnID `json:"turn"`
	}
	// CloseQueue closes the list: nobody can ask for the floor until it is opened.
	CloseQueue struct{}
	// OpenQueue opens the list again.
	OpenQueue struct{}
)

// The commands about those who only ring in.
type (
	// AddCaller adds somebody who rings in, on a line; on the first free one when Line is 0.
	AddCaller struct {
		Line         int    `json:"line,omitempty"`
		Name         string `json:"name,omitempty"`
		Organisation string `json:"organisation,omitempty"`
		Sector       string `json:"sector,omitempty"`
		Muted        bool   `json:"muted,omitempty"`
	}
	// EditCaller says who a caller is.
	EditCaller struct {
		Caller       ID     `json:"caller"`
		Name         string `json:"name,omitempty"`
		Organisation string `json:"organisation,omitempty"`
		Sector       string `json:"sector,omitempty"`
	}
	// SetCaller sets what is given, and leaves the rest as it is: whether the sound of a
	// caller is off, whether they want help, and whether their line is broken.
	SetCaller struct {
		Caller ID    `json:"caller"`
		Muted  *bool `json:"muted,omitempty"`
		Help   *bool `json:"help,omitempty"`
		Away   *bool `json:"away,omitempty"`
	}
	// TieCaller says that a caller is Who, a participant who has been in the room.
	TieCaller struct {
		Caller ID `json:"caller"`
		Who    ID `json:"who"`
	}
	// RemoveCaller removes a caller who has rung off, from the speaker list too.
	RemoveCaller struct {
		Caller ID `json:"caller"`
	}
)

func (AskFloor) Do() string      { return "queue.ask" }
func (WithdrawTurn) Do() string  { return "queue.withdraw" }
func (ReturnTurn) Do() string    { return "queue.return" }
func (EndTurn) Do() string       { return "queue.done" }
func (NextSpeaker) Do() string   { return "queue.next" }
func (SkipTurn) Do() string      { return "queue.skip" }
func (RecallSpeaker) Do() string { return "queue.back" }
func (MoveTurn) Do() string      { return "queue.move" }
func (AddTurn) Do() string       { return "queue.add" }
func (RemoveTurn) Do() string    { return "queue.remove" }
func (CloseQueue) Do() string    { return "queue.close" }
func (OpenQueue) Do() string     { return "queue.open" }
func (AddCaller) Do() string     { return "caller.add" }
func (EditCaller) Do() string    { return "caller.edit" }
func (SetCaller) Do() string     { return "caller.set" }
func (TieCaller) Do() string     { return "caller.tie" }
func (RemoveCaller) Do() string  { return "caller.remove" }

// queueCommands returns one empty command of every kind, in the order of this file.
func queueCommands() []Command {
	return []Command{
		AskFloor{}, WithdrawTurn{}, ReturnTurn{}, EndTurn{}, NextSpeaker{}, SkipTurn{}, RecallSpeaker{},
		MoveTurn{}, AddTurn{}, RemoveTurn{}, CloseQueue{}, OpenQueue{}, AddCaller{}, EditCaller{},
		SetCaller{}, TieCaller{}, RemoveCaller{}, SetNote{},
	}
}
