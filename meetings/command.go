package meetings

import "slices"

// Command is something a person asks to have done to a room. Its name on the
// wire is what Do returns.
type Command interface{ Do() string }

// Doing is one attempt to carry out a command: who, when, and under what identity.
type Doing struct {
	ID   ID       // the command's own identity, 128 random bits: repeating it has no further effect
	By   Person   // who asks
	At   Instant  // when it is carried out
	Next *Meeting // the next meeting of the series, for carrying over; nil when there is none
	Key  string   // random, and told to nobody: what a poll that opens keeps its answers under

	About   *Person  // whom the command concerns, as they came in; nil when they did not
	Outside bool     // By has not been in the room, which matters when not everybody may come in
	Waits   []ID     // those of the people it concerns who wait in the lobby
	Entry   *Support // the entry of the support list that shared material is or becomes; nil when there is none
	File    *File    // the file that is shared; nil for a link
	Was     Was      // what was planned before the last change, which can be undone; zero when there was none
	Last    Instant  // when By last asked or wrote something, which matters in slow mode; 0: never
}

// The commands of an agenda.
type (
	// AddItem adds an item at place To, counted from 0; at the end when To is nil.
	AddItem struct {
		Title     string `json:"title"`
		Minutes   int    `json:"minutes,omitempty"`
		Presenter string `json:"presenter,omitempty"`
		Round     bool   `json:"round,omitempty"`
		To        *int   `json:"to,omitempty"`
	}
	// PasteItems adds one item for every line of a pasted list, bullets and minutes understood.
	PasteItems struct {
		Text string `json:"text"`
	}
	// EditItem gives an item a new title, planned minutes and presenter, and says whether it is a round.
	EditItem struct {
		Item      ItemID `json:"item"`
		Title     string `json:"title"`
		Minutes   int    `json:"minutes,omitempty"`
		Presenter string `json:"presenter,omitempty"`
		Round     bool   `json:"round,omitempty"`
	}
	// MoveItem moves an item to place To, counted from 0 in the list without it.
	MoveItem struct {
		Item ItemID `json:"item"`
		To   int    `json:"to"`
	}
	// RemoveItem removes an item.
	RemoveItem struct {
		Item ItemID `json:"item"`
	}
	// StartAgenda starts the meeting and opens its first item.
	StartAgenda struct{}
	// NextItem closes the item From and opens the one after it. It is refused as
	// late when From is no longer current, so two who press at once advance once.
	NextItem struct {
		From ItemID `json:"from,omitempty"`
	}
	// OpenItem opens any item and closes the current one. Opening one that was done
	// goes back to it: what was current is to come again.
	OpenItem struct {
		Item ItemID `json:"item"`
	}
	// ExtendItem gives an item more minutes, or fewer when Minutes is negative.
	ExtendItem struct {
		Item    ItemID `json:"item"`
		Minutes int    `json:"minutes"`
	}
	// ParkItem sets an item aside; it may be returned.
	ParkItem struct {
		Item ItemID `json:"item"`
	}
	// ReturnItem takes a parked item back.
	ReturnItem struct {
		Item ItemID `json:"item"`
	}
	// CarryItem moves an item to the next meeting of the series.
	CarryItem struct {
		Item ItemID `json:"item"`
	}
	// EndAgenda ends the meeting. Nobody is thrown out.
	EndAgenda struct{}
)

// The commands of a meeting.
type (
	// CancelMeeting cancels a meeting and says why.
	CancelMeeting struct {
		Reason Text `json:"reason"`
	}
	// RestoreMeeting takes a cancellation back.
	RestoreMeeting struct{}
	// MoveMeeting gives a meeting another start and says why.
	MoveMeeting struct {
		Start  Instant `json:"start"`
		Reason Text    `json:"reason"`
	}
	// EditMeeting gives a meeting another title, length, note or ways in.
	EditMeeting struct {
		Title   Text `json:"title"`
		Minutes int  `json:"minutes"`
		Note    Text `json:"note,omitzero"`
		Ways    Ways `json:"ways"`
	}
)

func (AddItem) Do() string        { return "agenda.add" }
func (PasteItems) Do() string     { return "agenda.paste" }
func (EditItem) Do() string       { return "agenda.edit" }
func (MoveItem) Do() string       { return "agenda.move" }
func (RemoveItem) Do() string     { return "agenda.remove" }
func (StartAgenda) Do() string    { return "agenda.start" }
func (NextItem) Do() string       { return "agenda.next" }
func (OpenItem) Do() string       { return "agenda.open" }
func (ExtendItem) Do() string     { return "agenda.extend" }
func (ParkItem) Do() string       { return "agenda.park" }
func (ReturnItem) Do() string     { return "agenda.return" }
func (CarryItem) Do() string      { return "agenda.carry" }
func (EndAgenda) Do() string      { return "agenda.end" }
func (CancelMeeting) Do() string  { return "meeting.cancel" }
func (RestoreMeeting) Do() string { return "meeting.restore" }
func (MoveMeeting) Do() string    { return "meeting.move" }
func (EditMeeting) Do() string    { return "meeting.edit" }

// Commands returns one empty command of every kind, in the order of this file and then those of notes.go,
// queue_command.go, house.go, signal_command.go, keeper.go, question_command.go, poll_command.go and material_command.go.
func Commands() []Command {
	return append([]Command{
		AddItem{}, PasteItems{}, EditItem{}, MoveItem{}, RemoveItem{}, StartAgenda{}, NextItem{}, OpenItem{},
		ExtendItem{}, ParkItem{}, ReturnItem{}, CarryItem{}, EndAgenda{},
		CancelMeeting{}, RestoreMeeting{}, MoveMeeting{}, EditMeeting{}, UndoPlan{}, LockNotes{}, UnlockNotes{},
	}, slices.Concat(queueCommands(), houseCommands(), signalCommands(), keeperCommands(), dutyCommands(),
		questionCommands(), pollCommands(), materialCommands())...)
}
