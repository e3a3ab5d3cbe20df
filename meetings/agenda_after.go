package meetings

import "slices"

// After returns the agenda that an event at a moment leads to. An event that
// does not concern the agenda, or an item it no longer has, changes nothing.
func (a Agenda) After(e Event, at Instant) Agenda {
	a.Items = slices.Clone(a.Items)
	switch e := e.(type) {
	case ItemAdded:
		a.Items = slices.Insert(a.Items, min(max(e.To, 0), len(a.Items)), e.Item)
	case ItemsPasted:
		a.Items = append(a.Items, e.Items...)
	case ItemEdited:
		a.set(e.Item, func(i *Item) {
			i.Title, i.Minutes, i.Extended, i.Presenter, i.Round = e.Title, e.Minutes, 0, e.Presenter, e.Round
		})
	case ItemMoved:
		if from := a.Find(e.Item); from >= 0 {
			item := a.Items[from]
			a.Items = slices.Delete(a.Items, from, from+1)
			a.Items = slices.Insert(a.Items, min(max(e.To, 0), len(a.Items)), item)
		}
	case ItemRemoved:
		a.Items = slices.DeleteFunc(a.Items, func(i Item) bool { return i.ID == e.Item })
	case AgendaStarted:
		a.Started = at
		a.open(e.Item, at)
	case ItemOpened:
		a.close(a.leaving(e.Item), at)
		a.open(e.Item, at)
	case ItemExtended:
		a.set(e.Item, func(i *Item) { i.Minutes, i.Extended = i.Minutes+e.Minutes, i.Extended+e.Minutes })
	case ItemParked:
		a.aside(e.Item, Parked, e.Then, at)
	case ItemReturned:
		a.set(e.Item, func(i *Item) { i.State = ToCome })
	case ItemCarried:
		a.aside(e.Item, Carried, e.Then, at)
	case ItemSettled:
		a.set(e.Item, func(i *Item) { i.State = e.State })
	case AgendaEnded:
		a.close(Done, at)
		a.Ended = at
	}
	return a
}

func (a *Agenda) set(id ItemID, change func(*Item)) {
	if at := a.Find(id); at >= 0 {
		change(&a.Items[at])
	}
}

// open makes an item current; close stops the clock of the current one and gives it a state.
func (a *Agenda) open(id ItemID, at Instant) {
	a.Current = id
	a.set(id, func(i *Item) { i.State, i.Opened = ToCome, at })
}

func (a *Agenda) close(state ItemState, at Instant) {
	a.set(a.Current, func(i *Item) {
		i.Spent += max(0, int64(at-i.Opened)) // clocks of two nodes may differ
		i.State, i.Opened = state, 0
	})
	a.Current = ""
}

// leaving returns the state of the current item once another is opened: it is done,
// unless the other was done, for then somebody goes back and it is to come again.
func (a Agenda) leaving(other ItemID) ItemState {
	if at := a.Find(other); at >= 0 && a.Items[at].State == Done {
		return ToCome
	}
	return Done
}

func (a *Agenda) aside(id ItemID, state ItemState, then ItemID, at Instant) {
	if id == a.Current {
		a.close(state, at)
		a.open(then, at)
		return
	}
	a.set(id, func(i *Item) { i.State = state })
}
