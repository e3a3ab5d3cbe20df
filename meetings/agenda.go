package meetings

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Agenda is the ordered list of items of one meeting.
//
// It is a value: After returns a new Agenda and leaves the old one as it was, so
// both may be kept and compared.
type Agenda struct {
	Items   []Item  `json:"items"`
	Current ItemID  `json:"current,omitempty"` // the item under discussion; empty when there is none
	Started Instant `json:"started,omitempty"`
	Ended   Instant `json:"ended,omitempty"`
}

// Item is one thing to talk about.
type Item struct {
	ID        ItemID    `json:"id"`
	Title     string    `json:"title"`
	Minutes   int       `json:"minutes,omitempty"`  // planned, extensions included; 0 when nobody has said
	Extended  int       `json:"extended,omitempty"` // how many of Minutes are extensions, which calendars do not show
	Presenter string    `json:"presenter,omitempty"`
	Round     bool      `json:"round,omitempty"` // everybody is asked for one line while it is current
	State     ItemState `json:"state,omitempty"`
	Opened    Instant   `json:"opened,omitempty"` // since when it is current; zero when it is not
	Spent     int64     `json:"spent,omitempty"`  // milliseconds it was current before Opened
}

// MarshalJSON writes the agenda; no items are an empty list, never null.
func (a Agenda) MarshalJSON() ([]byte, error) {
	type plain Agenda
	if a.Items == nil {
		a.Items = []Item{}
	}
	return json.Marshal(plain(a))
}

// ItemState is how far an item has come, beside being current.
type ItemState string

// The states of an item.
const (
	ToCome  ItemState = ""
	Done    ItemState = "done"
	Parked  ItemState = "parked"
	Carried ItemState = "carried" // moved to the next meeting
	Dropped ItemState = "dropped" // nobody takes it up again
)

// The bounds of an agenda.
const (
	MaxItems       = 100
	MaxItemMinutes = 240
	MaxTitle       = 200    // characters
	MaxPaste       = 20_000 // bytes
)

// Left returns how long remains of an item at a moment; it is negative when the
// item has run over.
func (i Item) Left(now Instant) time.Duration {
	used := i.Spent
	if i.Opened != 0 {
		used += max(0, int64(now-i.Opened)) // the clocks of two nodes may differ
	}
	return time.Duration(i.Minutes)*time.Minute - time.Duration(used)*time.Millisecond
}

// Minutes returns the sum of the planned minutes of the items that belong to this meeting.
func (a Agenda) Minutes() (sum int) {
	for _, i := range a.Items {
		if i.State != Carried {
			sum += i.Minutes
		}
	}
	return sum
}

// Find returns the place of an item, or -1.
func (a Agenda) Find(id ItemID) int {
	return slices.IndexFunc(a.Items, func(i Item) bool { return i.ID == id })
}

// following returns the first item to come after the place at, or "".
func (a Agenda) following(at int) ItemID {
	for i := at + 1; i < len(a.Items); i++ {
		if a.Items[i].State == ToCome && a.Items[i].ID != a.Current {
			return a.Items[i].ID
		}
	}
	return ""
}

// decide says what a command makes happen, or refuses:
//
//   - once the meeting has ended, only what becomes of unfinished items is decided ([Agenda.settle]);
//   - an item that somebody has removed can no longer be changed;
//   - the current item is not removed, only closed, parked or carried;
//   - an item that is done is not parked or carried, and a carried one stays carried;
//   - a meeting is started once, and stepped through only when it is started;
//   - next is refused as late when the item the person saw is no longer current.
func (a Agenda) decide(c Command, d Doing) (Event, error) {
	if a.Ended != 0 {
		return a.settle(c, d)
	}
	switch c := c.(type) {
	case AddItem:
		return a.add(c, d)
	case PasteItems:
		return a.paste(c, d)
	case EditItem:
		return a.edit(c)
	case MoveItem:
		return a.withItem(c.Item, func(at int) (Event, error) {
			return ItemMoved{c.Item, min(max(c.To, 0), len(a.Items)-1)}, nil
		})
	case RemoveItem:
		return a.withItem(c.Item, func(at int) (Event, error) {
			if c.Item == a.Current {
				return nil, Refuse(Late, "Punkten pågår. Avsluta eller parkera den i stället.",
					"The item is under discussion. Close it or park it instead.")
			}
			return ItemRemoved(c), nil
		})
	case StartAgenda:
		if a.Started != 0 {
			return nil, Refuse(Late, "Mötet är redan igång.", "The meeting has already started.")
		}
		return AgendaStarted{a.following(-1)}, nil
	case NextItem, OpenItem, EndAgenda:
		return a.step(c)
	case ExtendItem:
		return a.extend(c)
	case ParkItem, ReturnItem, CarryItem:
		return a.setAside(c, d)
	case SettleItem:
		return nil, Refuse(Late, "Mötet pågår. Avsluta punkten, parkera den eller flytta den.", "The meeting is on. Close the item, set it aside or move it.")
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

func (a Agenda) withItem(id ItemID, then func(at int) (Event, error)) (Event, error) {
	at := a.Find(id)
	if at < 0 {
		return nil, Refuse(Late, "Punkten finns inte längre. Någon annan har tagit bort den.",
			"The item is gone. Somebody else has removed it.")
	}
	return then(at)
}

func (a Agenda) add(c AddItem, d Doing) (Event, error) {
	if len(a.Items) >= MaxItems {
		return nil, tooManyItems()
	}
	item := Item{ID: ItemID(d.ID), Title: c.Title, Minutes: c.Minutes, Presenter: c.Presenter, Round: c.Round}
	if err := item.check(); err != nil {
		return nil, err
	}
	to := len(a.Items)
	if c.To != nil {
		to = min(max(*c.To, 0), len(a.Items))
	}
	return ItemAdded{item, to}, nil
}

func (a Agenda) paste(c PasteItems, d Doing) (Event, error) {
	if len(c.Text) > MaxPaste {
		return nil, tooManyItems()
	}
	items := ParseItems(c.Text)
	if len(items) == 0 {
		return nil, Refuse(Invalid, "Där fanns inga punkter. Skriv en punkt per rad.",
			"There were no items. Write one item per line.").About("text")
	}
	if len(a.Items)+len(items) > MaxItems {
		return nil, tooManyItems()
	}
	for i := range items {
		items[i].ID = ItemID(fmt.Sprintf("%s.%d", d.ID, i+1))
		if err := items[i].check(); err != nil {
			return nil, err
		}
	}
	return ItemsPasted{items}, nil
}

func (a Agenda) edit(c EditItem) (Event, error) {
	return a.withItem(c.Item, func(int) (Event, error) {
		item := Item{Title: c.Title, Minutes: c.Minutes, Presenter: c.Presenter}
		if err := item.check(); err != nil {
			return nil, err
		}
		return ItemEdited{c.Item, item.Title, item.Minutes, item.Presenter, c.Round}, nil
	})
}

func (a Agenda) step(c Command) (Event, error) {
	if a.Started == 0 {
		return nil, Refuse(Late, "Mötet har inte börjat. Starta det först.", "The meeting has not begun. Start it first.")
	}
	switch c := c.(type) {
	case NextItem:
		if c.From != a.Current {
			return nil, Refuse(Late, "Någon annan har redan gått vidare.", "Somebody else has already moved on.")
		}
		next := a.following(a.Find(a.Current))
		if next == "" && a.Current == "" {
			return nil, Refuse(Late, "Det finns inga fler punkter.", "There are no more items.")
		}
		return ItemOpened{next}, nil
	case OpenItem:
		return a.withItem(c.Item, func(at int) (Event, error) {
			if c.Item == a.Current || a.Items[at].State == Carried {
				return nil, Refuse(Late, "Punkten är redan öppen eller flyttad till nästa gång.",
					"The item is already open, or was moved to the next meeting.")
			}
			return ItemOpened(c), nil
		})
	}
	return AgendaEnded{}, nil
}

func (a Agenda) extend(c ExtendItem) (Event, error) {
	return a.withItem(c.Item, func(at int) (Event, error) {
		if to := a.Items[at].Minutes + c.Minutes; c.Minutes == 0 || to < 0 || to > MaxItemMinutes {
			return nil, Refuse(Invalid, "En punkt kan ha högst 240 minuter.", "An item can have at most 240 minutes.").About("minutes")
		}
		return ItemExtended(c), nil
	})
}

func (a Agenda) setAside(c Command, d Doing) (Event, error) {
	late := Refuse(Late, "Punkten är redan klar eller flyttad.", "The item is already done or moved.")
	switch c := c.(type) {
	case ParkItem:
		return a.withItem(c.Item, func(at int) (Event, error) {
			if a.Items[at].State != ToCome {
				return nil, late
			}
			return ItemParked{c.Item, a.thenCurrent(at)}, nil
		})
	case ReturnItem:
		return a.withItem(c.Item, func(at int) (Event, error) {
			if a.Items[at].State != Parked {
				return nil, late
			}
			return ItemReturned(c), nil
		})
	case CarryItem:
		return a.withItem(c.Item, func(at int) (Event, error) {
			if s := a.Items[at].State; s != ToCome && s != Parked {
				return nil, late
			}
			if d.Next == nil {
				return nil, Refuse(Late, "Det finns inget senare möte i serien att flytta punkten till.",
					"There is no later meeting in the series to move the item to.")
			}
			return ItemCarried{c.Item, a.thenCurrent(at), d.Next.ID, d.Next.Slug, d.Next.Start}, nil
		})
	}
	return nil, late
}

// thenCurrent returns the item that is current once the one at a place is set aside.
func (a Agenda) thenCurrent(at int) ItemID {
	if a.Items[at].ID != a.Current {
		return a.Current
	}
	return a.following(at)
}

func (i *Item) check() error {
	if err := fits(&i.Title, true, MaxTitle, "title"); err != nil {
		return err
	}
	if err := fits(&i.Presenter, false, MaxTitle, "presenter"); err != nil {
		return err
	}
	if i.Minutes < 0 || i.Minutes > MaxItemMinutes {
		return Refuse(Invalid, "Skriv minuter mellan 0 och 240.", "Write minutes between 0 and 240.").About("minutes")
	}
	return nil
}

func tooManyItems() *Refusal {
	return Refuse(TooMuch, "En dagordning rymmer högst 100 punkter.", "An agenda holds at most 100 items.")
}
