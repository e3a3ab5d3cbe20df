package web

import "ringain/meetings"

// itemClass is the class of an item in a list.
func itemClass(a meetings.Agenda, i meetings.Item) string {
	switch {
	case i.ID == a.Current:
		return "item current"
	case i.State != meetings.ToCome:
		return "item " + string(i.State)
	}
	return "item"
}

// itemState is the word for how far an item has come.
func itemState(p *page, a meetings.Agenda, i meetings.Item) string {
	switch {
	case i.ID == a.Current:
		return p.Say("pågår", "current")
	case i.State == meetings.Done:
		return p.Say("klar", "done")
	case i.State == meetings.Parked:
		return p.Say("parkerad", "set aside")
	case i.State == meetings.Carried:
		return p.Say("flyttad till nästa gång", "moved to next time")
	case i.State == meetings.Dropped:
		return p.Say("struken", "dropped")
	}
	return ""
}

// current returns the item under discussion and its place, counted from 1.
func current(a meetings.Agenda) (item meetings.Item, n int) {
	if at := a.Find(a.Current); at >= 0 {
		return a.Items[at], at + 1
	}
	return item, 0
}

// following returns the item that comes after the current one.
func following(a meetings.Agenda) (meetings.Item, bool) {
	for _, i := range a.Items[min(a.Find(a.Current)+1, len(a.Items)):] {
		if i.State == meetings.ToCome && i.ID != a.Current {
			return i, true
		}
	}
	return meetings.Item{}, false
}
