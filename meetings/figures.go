package meetings

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Counted is a meeting and how many of each kind there were in it, by the kinds of
// [Room.Tally], with those who came or rang in, of each sector. It says nothing
// of who anybody was, or of what they said.
type Counted struct {
	Meeting Meeting
	N       map[string]int
}

// Counted counts a room. kept is what was counted of it when it was let go of, and came
// are those who are still known to have been in it: nobody is in both.
func (r Room) Counted(kept map[string]int, came []Person) Counted {
	n := r.Tally()
	for kind, count := range kept {
		if !isHeard(kind) || n[kind] == 0 { // a room says for life how many spoke
			n[kind] += count
		}
	}
	for _, p := range came {
		n["came:"+cmp.Or(p.Sector, "annat")]++
	}
	return Counted{r.Meeting, n}
}

func isHeard(kind string) bool {
	return strings.HasPrefix(kind, "speakers:") || strings.HasPrefix(kind, "turns:")
}

// CameToIt reports whether somebody who came into the room at a moment is still to be
// counted: those of a meeting that was ended were counted then, and whoever comes later than
// it could be left on only reads.
func (m Meeting) CameToIt(at Instant) bool { return m.Ended == 0 && at <= m.End().Add(LeftOnFor) }

// Figure is something that is counted in every meeting, as a code.
type Figure string

// The figures. A signal of one kind is counted under the code of its kind.
const (
	FigureHeld         Figure = "hallna"
	FigureCancelled    Figure = "installda"
	FigureAhead        Figure = "kommande"
	FigureParticipants Figure = "deltagare"
	FigureSignals      Figure = "signaler"
	FigureAsked        Figure = "fragor"
	FigureAnswered     Figure = "besvarade"
	FigureMaterial     Figure = "material"
	FigureListed       Figure = "stodlistan"
	FigureKept         Figure = "ataganden-hallna"
	FigureOpen         Figure = "ataganden-oppna"
)

// Of returns how many of a figure there were in a meeting, as it is at a moment:
//
//   - a meeting is held when its time has passed and it was not cancelled;
//   - participants are those who came into the room, or rang in to it;
//   - questions and material are those that were not hidden or taken back;
//   - a promise is open until it is kept or let go.
func (c Counted) Of(f Figure, now Instant) int {
	phase := c.Meeting.Phase(now)
	is := func(yes bool) int {
		if yes {
			return 1
		}
		return 0
	}
	switch f {
	case FigureHeld:
		return is(phase == Over)
	case FigureCancelled:
		return is(phase == CallOff)
	case FigureAhead:
		return is(phase != Over && phase != CallOff)
	case FigureParticipants:
		return c.sum("came:")
	case FigureSignals:
		return c.sum("signal:")
	case FigureAsked:
		return c.N["question"]
	case FigureAnswered:
		return c.N["answered"]
	case FigureMaterial:
		return c.N["material"]
	case FigureListed:
		return c.N["listed"]
	case FigureKept:
		return c.N["promise:"+string(Kept)]
	case FigureOpen:
		return c.N["signal:"+string(Promise)] - c.N["promise:"+string(Kept)] - c.N["promise:"+string(LetGo)]
	}
	return c.N["signal:"+string(f)]
}

func (c Counted) sum(prefix string) (n int) {
	for kind, count := range c.N {
		if strings.HasPrefix(kind, prefix) {
			n += count
		}
	}
	return n
}

// Sum returns how many of a figure there were in some meetings together.
func Sum(all []Counted, f Figure, now Instant) (n int) {
	for _, c := range all {
		n += c.Of(f, now)
	}
	return n
}

// FewerThan is from how many on a count of one sector or county is shown.
const FewerThan = 5

// Share is how many there were of one sector or county.
type Share struct {
	Named
	N   int
	Few bool // fewer than [FewerThan], or hidden so that those cannot be found out; N is 0
}

// BySector returns how many took part of each sector in some meetings together. They are
// told of a whole season and never of one meeting, so that no small count follows from
// what is left when the others are taken away.
func BySector(all []Counted) []Share {
	sectors := map[string]int{}
	for _, c := range all {
		for kind, n := range c.N {
			if sector, ok := strings.CutPrefix(kind, "came:"); ok {
				sectors[sector] += n
			}
		}
	}
	return shares(Sectors(), sectors)
}

// ByCounty returns how many signals said which county they were of, in some meetings together.
func ByCounty(all []Counted) []Share {
	counties := map[string]int{}
	for _, c := range all {
		for kind, n := range c.N {
			if county, ok := strings.CutPrefix(kind, "county:"); ok {
				counties[county] += n
			}
		}
	}
	return shares(Counties(), counties)
}

// shares hides what is few. The sum of all is known, so one that is hidden alone, or
// several that can only have one count, would be known too: then the smallest of the others
// is hidden with them.
func shares(codes []Named, counts map[string]int) []Share {
	all := make([]Share, len(codes))
	for i, code := range codes {
		all[i] = Share{Named: code, N: counts[code.Code]}
	}
	few := func(s Share) bool { return s.N < FewerThan }
	hidden, sum := 0, 0
	hide := func(s *Share) {
		hidden, sum = hidden+1, sum+s.N
		s.N, s.Few = 0, true
	}
	for i := range all {
		if few(all[i]) {
			hide(&all[i])
		}
	}
	if hidden == 1 || hidden > 0 && sum == hidden*(FewerThan-1) {
		left := slices.DeleteFunc(slices.Collect(maps.Keys(counts)), func(code string) bool { return counts[code] < FewerThan })
		if len(left) > 0 {
			smallest := slices.MinFunc(left, func(a, b string) int { return cmp.Or(cmp.Compare(counts[a], counts[b]), cmp.Compare(a, b)) })
			if at := slices.IndexFunc(all, func(s Share) bool { return s.Code == smallest }); at >= 0 {
				hide(&all[at])
			}
		}
	}
	return all
}
