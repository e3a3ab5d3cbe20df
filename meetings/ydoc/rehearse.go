package ydoc

import (
	"cmp"
	"slices"
)

// Two limits cannot be told from the bytes alone: how much of an update would
// wait, and how deep its types would lie. When an update could go beyond
// them, its structs are taken in the order in which they would be integrated,
// but only their clocks and depths are noted; the document stays as it is.

// rehearsal is what would be known after the structs taken so far.
type rehearsal struct {
	clocks  map[uint64]uint64
	levels  map[uint64][]level
	deepest int
}

// level is how many types there are around the structs of a client, from a
// clock on.
type level struct {
	clock  uint64
	around int
}

// admit refuses an update that would make the document too large or its types
// too deep, or of which more would wait than may.
func (d *Doc) admit(p *parsed) error {
	if len(d.arena)+2*len(p.b) > maxArena || len(d.items)+len(p.b) > maxArena {
		return &Error{Fault: TooLarge}
	}
	most := d.pending.size + len(p.b) + overhead*(len(p.sections)+p.gaps+p.ranges)
	if most <= MaxPending && p.types+d.depth <= MaxDepth {
		return nil
	}
	waits, deepest := d.rehearse(p)
	if deepest > MaxDepth {
		return &Error{Fault: TooDeep}
	}
	limit := MaxPending
	if len(d.clients) == 0 && d.pending.size == 0 {
		limit = 2 * MaxPending // what was written out can always be read again
	}
	if waits > 0 && d.pending.size+waits > limit {
		return &Error{Fault: TooMuchWaits}
	}
	return nil
}

// rehearse finds how many bytes of an update would wait, and how deep the
// deepest type would lie.
func (d *Doc) rehearse(p *parsed) (waits, deepest int) {
	dry := &parsed{b: p.b, sections: slices.Clone(p.sections), deletes: p.deletes}
	d.ahead = &rehearsal{clocks: map[uint64]uint64{}, levels: map[uint64][]level{}}
	defer func() { d.ahead = nil }()
	for i := range dry.sections {
		if !dry.sections[i].seen {
			d.run(dry, int32(i)+1)
		}
	}
	var in incoming
	for i := range dry.sections {
		s := &dry.sections[i]
		if s.left > 0 {
			waits += s.stop - s.pos + overhead
		}
		for s.left > 0 {
			size := s.next(&in)
			if in.kind == kindSkip {
				waits += overhead
			} else {
				d.foresee(&in, s.client)
			}
			s.take(&in, size)
		}
	}
	r := reader{b: dry.b, pos: dry.deletes, trusted: true}
	r.deletes(func(del Range) {
		if del.End() > d.state(del.Client) {
			waits += overhead
		}
	})
	return waits, d.ahead.deepest
}

// state is the first clock of a client that is not known, or would not be.
func (d *Doc) state(client uint64) uint64 {
	if d.ahead != nil {
		if clock, ok := d.ahead.clocks[client]; ok {
			return clock
		}
	}
	return d.Clock(client)
}

// foresee notes how deep a struct would lie.
func (d *Doc) foresee(in *incoming, client uint64) {
	around := 0
	switch {
	case in.under == byIdent:
		around = d.levelOf(in.parent) + 1
	case in.hasOrigin:
		around = d.levelOf(in.origin)
	case in.hasRight:
		around = d.levelOf(in.right)
	}
	if in.kind == kindType {
		d.ahead.deepest = max(d.ahead.deepest, around+1)
	}
	levels := d.ahead.levels[client]
	if k := len(levels) - 1; k < 0 || levels[k].around != around {
		d.ahead.levels[client] = append(levels, level{in.clock, around})
	}
}

// levelOf is how many types there are around a struct, or would be. Around one
// that is not known at all there are none.
func (d *Doc) levelOf(id ident) int {
	if c := d.known(id.client); c != none && id.clock < d.clients[c].next {
		return d.level(&d.items[d.holding(c, id.clock)])
	}
	levels := d.ahead.levels[id.client]
	at, ok := slices.BinarySearchFunc(levels, id.clock, func(l level, clock uint64) int { return cmp.Compare(l.clock, clock) })
	if ok {
		return levels[at].around
	}
	if at == 0 {
		return 0
	}
	return levels[at-1].around
}

// level is how many types there are around an item.
func (d *Doc) level(it *item) (n int) {
	for it.list != 0 {
		holder := d.lists[d.lists[it.list].owner].item
		if holder == 0 {
			return n
		}
		it = &d.items[holder]
		n++
	}
	return n
}
