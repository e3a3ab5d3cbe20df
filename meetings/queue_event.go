package meetings

// The events of the speaker list.
type (
	FloorAsked struct {
		Turn Turn `json:"turn"`
	}
	TurnAdded struct {
		Turn Turn `json:"turn"`
		To   int  `json:"to"`
	}
	TurnMoved struct {
		Turn TurnID `json:"turn"`
		To   int    `json:"to"`
	}
	TurnRemoved struct {
		Turn TurnID `json:"turn"`
	}
	FloorGiven struct {
		Turn TurnID `json:"turn"` // who has the floor now; empty when nobody waited
	}
	TurnEnded struct {
		Turn TurnID `json:"turn"`
	}
	SpeakerSkipped struct {
		Turn TurnID `json:"turn"`
		Then TurnID `json:"then"` // who has the floor now; empty when nobody waited
		To   int    `json:"to"`   // the place that the one passed over has among those who wait
	}
	SpeakerRecalled struct {
		Turn TurnID `json:"turn"`
	}
	QueueClosed struct{}
	QueueOpened struct{}
)

// The events about those who only ring in.
type (
	CallerAdded struct {
		Caller Caller `json:"caller"`
	}
	CallerEdited struct {
		Caller Caller `json:"caller"`
	}
	CallerSet struct {
		Caller ID       `json:"caller"`
		Muted  *bool    `json:"muted,omitempty"` // each of these as it is now; absent when it is as before
		Help   *bool    `json:"help,omitempty"`
		Away   *Instant `json:"away,omitempty"` // since when the line is broken; 0: it is no longer
	}
	CallerTied struct {
		Caller Caller `json:"caller"`
	}
	CallerRemoved struct {
		Caller ID `json:"caller"`
		Who    ID `json:"who,omitempty"` // the participant whose call it was
	}
)

func (FloorAsked) Kind() string      { return "queue.asked" }
func (TurnAdded) Kind() string       { return "queue.added" }
func (TurnMoved) Kind() string       { return "queue.moved" }
func (TurnRemoved) Kind() string     { return "queue.removed" }
func (FloorGiven) Kind() string      { return "queue.given" }
func (TurnEnded) Kind() string       { return "queue.ended" }
func (SpeakerSkipped) Kind() string  { return "queue.skipped" }
func (SpeakerRecalled) Kind() string { return "queue.recalled" }
func (QueueClosed) Kind() string     { return "queue.closed" }
func (QueueOpened) Kind() string     { return "queue.opened" }
func (CallerAdded) Kind() string     { return "caller.added" }
func (CallerEdited) Kind() string    { return "caller.edited" }
func (CallerSet) Kind() string       { return "caller.set" }
func (CallerTied) Kind() string      { return "caller.tied" }
func (CallerRemoved) Kind() string   { return "caller.removed" }

// queueEvents returns one empty event of every kind, in the order of this file.
func queueEvents() []Event {
	return []Event{
		FloorAsked{}, TurnAdded{}, TurnMoved{}, TurnRemoved{}, FloorGiven{}, TurnEnded{}, SpeakerSkipped{},
		SpeakerRecalled{}, QueueClosed{}, QueueOpened{}, CallerAdded{}, CallerEdited{},
		CallerSet{}, CallerTied{}, CallerRemoved{}, NoteSet{},
	}
}
