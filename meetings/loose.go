package meetings

// Loose is what somebody promised or needs, said in an earlier meeting, of which nobody
// has decided what becomes. It returns until somebody does.
type Loose struct {
	Meeting Meeting
	Signal  Signal
}

// SignalState says what has become of a promise or a need.
type SignalState string

// The states of a promise or a need.
const (
	Undecided   SignalState = ""
	Kept        SignalState = "kept"    // the promise is kept, or the need is answered
	LetGo       SignalState = "dropped" // nobody takes it further
	OnTheAgenda SignalState = "agenda"  // it is an item of a later meeting
)

// SettleSignal says what becomes of a promise or a need of a meeting. On the agenda, it
// becomes an item of the meeting Into, a later one of the same series.
type SettleSignal struct {
	Signal SignalID    `json:"signal"`
	State  SignalState `json:"state,omitempty"`
	Into   ID          `json:"into,omitempty"`
}

// SignalSettled says what has become of a promise or a need.
type SignalSettled struct {
	Signal SignalID    `json:"signal"`
	State  SignalState `json:"state,omitempty"`
	Into   ID          `json:"into,omitempty"` // the meeting whose agenda it is on
}

func (SettleSignal) Do() string    { return "signal.settle" }
func (SignalSettled) Kind() string { return "signal.settled" }

// Returns reports whether a signal comes back on later agendas until it is settled.
func (s Signal) Returns() bool { return s.Kind == Promise || s.Kind == Need }

// Loose returns the promises of a meeting, and then its needs, that are not settled.
func (r Room) Loose() (all []Loose) {
	for _, kind := range []SignalKind{Promise, Need} {
		for _, s := range r.Signals {
			if s.Kind == kind && s.State == Undecided {
				all = append(all, Loose{r.Meeting, s})
			}
		}
	}
	return all
}

// settleSignal decides about what becomes of a promise or a need:
//
//   - only promises and needs return, so only they are settled;
//   - what is on an agenda stays there; all else can be settled otherwise, or opened again;
//   - it goes on the agenda of a later meeting of the series, which has not ended.
func (r Room) settleSignal(c SettleSignal, d Doing) (Event, error) {
	s, ok := r.Signal(c.Signal)
	switch {
	case !ok:
		return nil, signalGone()
	case !s.Returns() || c.State != Undecided && c.State != Kept && c.State != LetGo && c.State != OnTheAgenda:
		return nil, Refuse(Invalid, "Det går bara att bestämma om åtaganden och behov.", "Only promises and needs can be decided about.").About("state")
	case s.State == c.State || s.State == OnTheAgenda:
		return nil, Refuse(Late, "Någon har redan bestämt om det.", "Somebody has already decided about it.")
	case c.State != OnTheAgenda:
		return SignalSettled{Signal: c.Signal, State: c.State}, nil
	case d.Next == nil || d.Next.ID != c.Into:
		return nil, Refuse(Late, "Det mötet går inte att lägga till punkter i.", "No items can be added to that meeting.")
	}
	return SignalSettled(c), nil
}
