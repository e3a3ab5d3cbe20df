package meetings

import (
	"slices"
	"strings"
	"time"
)

// NearEnd is how long before its end a meeting is reminded of what is to be said before
// people leave: material to share, needs nobody has answered, promises, the next date.
const NearEnd = 5 * time.Minute

// EarlyStart is how long before its time a meeting may be started without a question:
// earlier than that, whoever starts it is asked once whether they mean it.
const EarlyStart = 30 * time.Minute

// Left returns how long remains until a meeting should end; it is negative afterwards.
func (m Meeting) Left(now Instant) time.Duration {
	return time.Duration(m.End()-now) * time.Millisecond
}

// Overrun returns by how much the items that are not done go past the end of the
// meeting, at a moment while it is running: their planned minutes, and what remains of
// the current one, from now on. It is 0 when they fit, before the start and after the end.
func (r Room) Overrun(now Instant) time.Duration {
	if r.Agenda.Started == 0 || r.Agenda.Ended != 0 {
		return 0
	}
	var need time.Duration
	for _, i := range r.Agenda.Items {
		switch {
		case i.ID == r.Agenda.Current:
			need += max(0, i.Left(now))
		case i.State == ToCome:
			need += max(0, i.Left(now))
		}
	}
	return max(0, need-r.Meeting.Left(now))
}

// Unfinished returns the items of a meeting of which nobody has said what becomes of
// them: those that were not reached, and those that were set aside.
func (a Agenda) Unfinished() (items []Item) {
	for _, i := range a.Items {
		if i.ID != a.Current && (i.State == ToCome || i.State == Parked) {
			items = append(items, i)
		}
	}
	return items
}

// Like returns the item that one from an earlier meeting joins, so that the same does not
// stand on an agenda twice, and whether there is one:
//
//   - it has the same title, however it is capitalised;
//   - it is still to come, or was set aside;
//   - it has the same presenter, or one of the two has none.
func (a Agenda) Like(i Item) (like Item, ok bool) {
	at := slices.IndexFunc(a.Items, func(other Item) bool {
		waits := other.State == ToCome || other.State == Parked
		agree := i.Presenter == "" || other.Presenter == "" || strings.EqualFold(i.Presenter, other.Presenter)
		return waits && agree && strings.EqualFold(i.Title, other.Title)
	})
	if at < 0 {
		return like, false
	}
	return a.Items[at], true
}

// SettleItem says, once the meeting has ended, what becomes of an item that was not
// finished: it became done after all, or it is dropped. ToCome takes that back.
type SettleItem struct {
	Item  ItemID    `json:"item"`
	State ItemState `json:"state,omitempty"`
}

// ItemSettled says what has become of an item of a meeting that has ended.
type ItemSettled struct {
	Item  ItemID    `json:"item"`
	State ItemState `json:"state,omitempty"`
}

func (SettleItem) Do() string    { return "agenda.settle" }
func (ItemSettled) Kind() string { return "agenda.settled" }

func keeperCommands() []Command { return []Command{SettleItem{}, SettleSignal{}} }
func keeperEvents() []Event     { return []Event{ItemSettled{}, SignalSettled{}} }

// settle decides about an agenda whose meeting has ended:
//
//   - an item that was not finished is carried to the next meeting, became done, or is dropped;
//   - the last two can be taken back, but an item that was carried stays carried;
//   - nothing else changes.
func (a Agenda) settle(c Command, d Doing) (Event, error) {
	switch c := c.(type) {
	case CarryItem:
		return a.setAside(c, d)
	case SettleItem:
		return a.withItem(c.Item, func(at int) (Event, error) {
			switch is := a.Items[at].State; {
			case c.State != Done && c.State != Dropped && c.State != ToCome:
				return nil, Refuse(Invalid, "Välj om punkten blev klar eller stryks.", "Choose whether the item became done or is dropped.").About("state")
			case is == c.State || is == Carried:
				return nil, Refuse(Late, "Någon har redan bestämt vad som händer med punkten.", "Somebody has already decided what becomes of the item.")
			}
			return ItemSettled(c), nil
		})
	}
	return nil, Refuse(Late, "Mötet är avslutat, så dagordningen ändras inte längre.",
		"The meeting has ended, so its agenda no longer changes.")
}
