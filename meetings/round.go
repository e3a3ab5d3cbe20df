package meetings

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// RoundTitle is what an agenda item that is a round is mostly called: everybody who takes
// part is asked for one signal while it is current. Whether an item is one is said in the
// agenda ([Item].Round), whatever it is called.
func RoundTitle() Text { return Text{"Laget runt", "Round of everyone"} }

// soundsLikeRound reports whether a title begins as that of a round, as a whole word: such
// as "Laget runt: vad hör vi?". A pasted item that does is one until somebody says otherwise.
func soundsLikeRound(title string) bool {
	for _, name := range []string{RoundTitle().SV, RoundTitle().EN} {
		if len(title) < len(name) || !strings.EqualFold(title[:len(name)], name) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(title[len(name):])
		if !unicode.IsLetter(next) && !unicode.IsDigit(next) {
			return true
		}
	}
	return false
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
