package meetings

import (
	"slices"
	"strings"
)

// RoundTitle is the title of an agenda item that is a round: everybody who takes part is
// asked for one signal while it is current.
func RoundTitle() Text { return Text{"Laget runt", "Round of everyone"} }

// IsRound reports whether an item is a round, in either language.
func (i Item) IsRound() bool {
	return strings.EqualFold(i.Title, RoundTitle().SV) || strings.EqualFold(i.Title, RoundTitle().EN)
}

// SharedOn returns how many have shared a signal on an item, as far as is seen. Those
// without a name count one for each signal: nobody is to learn that two are of one person,
// or that somebody who is named has shared one without.
func (r Room) SharedOn(item ItemID) (n int) {
	for _, s := range r.Signals {
		if s.First && s.Item == item {
			n++
		}
	}
	return n
}

// sharedOn reports whether somebody has a signal with their name on an item.
func (r Room) sharedOn(item ItemID, who ID) bool {
	return slices.ContainsFunc(r.Signals, func(s Signal) bool {
		behind, _ := r.Backstage.find(s.ID)
		return s.Item == item && !s.Nameless && behind.By == who
	})
}
