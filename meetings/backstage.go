package meetings

import (
	"slices"
)

// Backstage is what the server alone knows of a meeting's signals: whose each of them
// is, who says the same, and those that are hidden. No page, no event and no snapshot
// has it. There is one entry for every signal that was shared and not taken back.
type Backstage []Behind

// Behind is what the server alone knows of one signal.
type Behind struct {
	ID      SignalID `json:"id"`
	By      ID       `json:"by"`                // the participant or the caller whose it is
	Entered ID       `json:"entered,omitempty"` // the organiser who entered it for a caller
	At      Instant  `json:"at"`
	Also    []ID     `json:"also,omitempty"`   // others who say the same
	Hidden  *Signal  `json:"hidden,omitempty"` // while it is hidden or merged
	Into    SignalID `json:"into,omitempty"`   // the signal that it is merged into
}

func (b Behind) of(who ID) bool { return who != "" && (b.By == who || b.Entered == who) }

// Hidden returns the signals that are hidden or merged, in the order they were shared.
func (b Backstage) Hidden() (all []Signal) {
	for _, one := range b {
		if one.Hidden != nil {
			all = append(all, *one.Hidden)
		}
	}
	return all
}

// Of returns the signals of a person, and those that they say the same as.
func (b Backstage) Of(who ID) (own, same []SignalID) {
	for _, one := range b {
		if one.of(who) {
			own = append(own, one.ID)
		}
		if who != "" && slices.Contains(one.Also, who) {
			same = append(same, one.ID)
		}
	}
	return own, same
}

func (b Backstage) find(id SignalID) (Behind, bool) {
	at := slices.IndexFunc(b, func(one Behind) bool { return one.ID == id })
	if at < 0 {
		return Behind{}, false
	}
	return b[at], true
}

// count returns how many signals a person has shared.
func (b Backstage) count(who ID) (n int) {
	for _, one := range b {
		if one.By == who {
			n++
		}
	}
	return n
}

// people are those who say what a signal says, with those of the signals merged into it.
func (b Backstage) people(id SignalID) map[ID]bool {
	all := map[ID]bool{}
	b.gather(id, all)
	return all
}

func (b Backstage) gather(id SignalID, all map[ID]bool) {
	for _, one := range b {
		if one.ID == id {
			all[one.By] = true
			for _, who := range one.Also {
				all[who] = true
			}
		}
		if one.Into == id {
			b.gather(one.ID, all)
		}
	}
}

func (b Backstage) voices(id SignalID) int { return max(1, len(b.people(id))) }

// root returns the signal that counts for one: itself, or the last that it is merged
// into. It is empty when that one is gone.
func (b Backstage) root(id SignalID) SignalID {
	one, ok := b.find(id)
	switch {
	case !ok:
		return ""
	case one.Into == "":
		return id
	}
	return b.root(one.Into)
}

// with returns the entries with one of them changed.
func (b Backstage) with(id SignalID, change func(*Behind)) Backstage {
	b = slices.Clone(b)
	for i := range b {
		if b[i].ID == id {
			change(&b[i])
		}
	}
	return b
}

func (b Backstage) hidden(s Signal, into SignalID) Backstage {
	return b.with(s.ID, func(one *Behind) { one.Hidden, one.Into = &s, into })
}

func (b Backstage) shown(id SignalID) Backstage {
	return b.with(id, func(one *Behind) { one.Hidden, one.Into = nil, "" })
}

func (b Backstage) joined(id SignalID, who ID, joins bool) Backstage {
	return b.with(id, func(one *Behind) {
		one.Also = without(one.Also, func(other ID) bool { return other == who })
		if joins {
			one.Also = append(one.Also, who)
		}
	})
}

// backstageAfter returns what the server alone knows after a command led to an event.
// r is the room as it was before.
func (r Room) backstageAfter(c Command, e Event, d Doing) Backstage {
	b := r.Backstage
	switch e := e.(type) {
	case SignalAdded:
		one := Behind{ID: e.Signal.ID, By: d.By.ID, At: d.At}
		if add, ok := c.(AddSignal); ok && add.Caller != "" {
			one.By, one.Entered = add.Caller, d.By.ID
		}
		return append(slices.Clip(b), one)
	case SignalWithdrawn:
		return without(b, func(one Behind) bool { return one.ID == e.Signal })
	case SignalCounted:
		_, joins := c.(JoinSignal)
		return b.joined(e.Signal, d.By.ID, joins)
	case SignalHidden:
		s, _ := r.Signal(e.Signal)
		return b.hidden(s, "")
	case SignalMerged:
		s, _ := r.Signal(e.Signal)
		return b.hidden(s, e.Into)
	case SignalRestored:
		return b.shown(e.Signal.ID)
	case CallerEdited:
		return b.named(e.Caller)
	case CallerTied:
		return b.named(e.Caller).as(e.Caller.ID, e.Caller.Who)
	}
	return b
}

// named returns the entries with the hidden signals of a caller as the caller is named.
func (b Backstage) named(c Caller) Backstage {
	b = slices.Clone(b)
	for i, one := range b {
		if one.Hidden != nil {
			named := one.Hidden.named(c)
			b[i].Hidden = &named
		}
	}
	return b
}

// as returns the entries with what a caller shared and said as that of a participant,
// who has said it once.
func (b Backstage) as(caller, who ID) Backstage {
	for i, one := range b {
		if one.By == caller {
			b[i].By = who
		}
		if slices.Contains(one.Also, caller) {
			b[i].Also = append(without(one.Also, func(id ID) bool { return id == caller || id == who }), who)
		}
	}
	return b
}
