package meetings

// The commands of signals that everybody may give.
type (
	// AddSignal shares a signal, of one's own or for a caller. The sector is that of the
	// person, or Sector when they gave none; for a caller it may be chosen.
	AddSignal struct {
		Kind     SignalKind `json:"kind"`
		Text     string     `json:"text"`
		County   string     `json:"county,omitempty"`
		Sector   string     `json:"sector,omitempty"`
		Nameless bool       `json:"nameless,omitempty"`
		Caller   ID         `json:"caller,omitempty"`
	}
	// WithdrawSignal takes back a signal of one's own, soon enough.
	WithdrawSignal struct {
		Signal SignalID `json:"signal"`
	}
	// EditSignal gives a signal another kind, text and county.
	EditSignal struct {
		Signal SignalID   `json:"signal"`
		Kind   SignalKind `json:"kind"`
		Text   string     `json:"text"`
		County string     `json:"county,omitempty"`
	}
	// JoinSignal says that one would say the same.
	JoinSignal struct {
		Signal SignalID `json:"signal"`
	}
	// LeaveSignal takes that back.
	LeaveSignal struct {
		Signal SignalID `json:"signal"`
	}
)

// The commands of signals that organisers may give.
type (
	// HideSignal takes a signal from every page.
	HideSignal struct {
		Signal SignalID `json:"signal"`
	}
	// RestoreSignal brings back a signal that was hidden or merged.
	RestoreSignal struct {
		Signal SignalID `json:"signal"`
	}
	// MergeSignal lets a signal count for Into, which says the same.
	MergeSignal struct {
		Signal SignalID `json:"signal"`
		Into   SignalID `json:"into"`
	}
)

func (AddSignal) Do() string      { return "signal.add" }
func (WithdrawSignal) Do() string { return "signal.withdraw" }
func (EditSignal) Do() string     { return "signal.edit" }
func (JoinSignal) Do() string     { return "signal.join" }
func (LeaveSignal) Do() string    { return "signal.leave" }
func (HideSignal) Do() string     { return "signal.hide" }
func (RestoreSignal) Do() string  { return "signal.restore" }
func (MergeSignal) Do() string    { return "signal.merge" }

// signalCommands returns one empty command of every kind, in the order of this file.
func signalCommands() []Command {
	return []Command{AddSignal{}, WithdrawSignal{}, EditSignal{}, JoinSignal{}, LeaveSignal{}, HideSignal{}, RestoreSignal{}, MergeSignal{}}
}
