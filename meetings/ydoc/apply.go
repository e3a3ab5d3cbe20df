package ydoc

import "slices"

// Doc is a document. It is not safe for concurrent use.
type Doc struct {
	items     []item
	free      int32 // the first unused slot of items
	lists     []list
	freeLists []int32
	roots     map[string]int32
	clients   []client
	byID      map[uint64]int32
	byRank    []int32 // the clients, highest identity first
	recent    int32   // the client that was looked for last
	arena     []byte
	waste     int // bytes of the arena that nothing needs
	marks     []uint32
	mark      uint32 // see place
	pending   backlog
	depth     int        // how deep the deepest type lies, or lay
	ahead     *rehearsal // while an update is rehearsed

	// What one Apply needs, kept for the next.
	sections []section
	ranges   []Range  // what is deleted
	ready    []int32  // sections whose turn it is
	touched  []int32  // items that may be merged with their neighbours
	doomed   []int32  // items that were deleted
	fresh    []Range  // what was not known before
	came     []uint64 // clients of which something was integrated
	deleted  bool
}

// New makes an empty document.
func New() *Doc {
	return &Doc{
		items: make([]item, 1),
		lists: make([]list, 1),
		roots: map[string]int32{},
		byID:  map[uint64]int32{},
	}
}

// Apply integrates an update, all or nothing: on error the document is as it
// was. What cannot be integrated yet is kept, retried later, and carried by
// Encode and Diff. The error is an *Error.
//
// First come the structs, then those that waited for them, then what the
// update deletes and what waited to be deleted. Then deleted content is
// collected and neighbours become one.
func (d *Doc) Apply(update []byte) (Applied, error) {
	p, err := parse(update, d.sections)
	d.sections = p.sections
	if err != nil {
		return Applied{}, err
	}
	if err := d.admit(&p); err != nil {
		return Applied{}, err
	}
	d.fresh, d.came, d.deleted = d.fresh[:0], d.came[:0], false
	waits := d.integrate(&p)
	d.retry()
	if d.applyDeletes(&p) {
		waits = true
	}
	d.settle()
	d.release()
	return Applied{New: d.fresh, Deleted: d.deleted, Waits: waits}, nil
}

// integrate takes the structs of an update, client by client, and keeps what
// must wait. It reports whether something must.
func (d *Doc) integrate(p *parsed) (waits bool) {
	if p.count > manyStructs {
		d.makeRoom(p)
	}
	for i := range p.sections {
		if !p.sections[i].seen {
			d.run(p, int32(i)+1)
		}
	}
	for i := range p.sections {
		if s := &p.sections[i]; s.left > 0 {
			d.postpone(s)
			waits = true
		}
	}
	return waits
}

// manyStructs is from how many structs on room is made for all at once.
const manyStructs = 64

// makeRoom sees to it that the slab and the arena need not grow in steps. What
// is made stays in proportion to the message, whatever that claims.
func (d *Doc) makeRoom(p *parsed) {
	n := min(p.count, len(p.b)/8)
	d.items = slices.Grow(d.items, n)
	d.touched = slices.Grow(d.touched, n)
	d.arena = slices.Grow(d.arena, p.content)
}

// run takes the structs of one client until they end or wait. Whoever it waits
// for in the same update comes first; whoever waited for it comes after.
func (d *Doc) run(p *parsed, first int32) {
	ready := append(d.ready[:0], first)
	for len(ready) > 0 {
		k := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		s := &p.sections[k-1]
		s.seen = true
		if came := d.advance(s); came.Len > 0 && d.ahead == nil {
			d.note(came)
		}
		if s.left > 0 && s.need.client != s.client {
			if m := p.find(s.need.client); m != 0 && p.sections[m-1].left > 0 {
				other := &p.sections[m-1]
				s.waiting, other.waiter = other.waiter, k
				if !other.seen {
					other.seen = true
					ready = append(ready, m)
				}
			}
		}
		ready = d.wake(p, s, ready)
	}
	d.ready = ready
}

// wake makes those ready that waited for what s has brought.
func (d *Doc) wake(p *parsed, s *section, ready []int32) []int32 {
	next := s.waiter
	s.waiter = 0
	for k := next; k != 0; k = next {
		w := &p.sections[k-1]
		next = w.waiting
		if d.state(s.client) > w.need.clock {
			w.waiting = 0
			ready = append(ready, k)
			continue
		}
		w.waiting, s.waiter = s.waiter, k
	}
	return ready
}

// advance integrates the structs of a section one after the other, until they
// end or one waits for something: then s.need says for what.
// It returns what was integrated.
func (d *Doc) advance(s *section) Range {
	var in incoming
	before := d.state(s.client)
	state := before
	for s.left > 0 {
		size := s.next(&in)
		if in.kind != kindSkip {
			if in.clock > state {
				s.need = ident{s.client, in.clock - 1}
				break
			}
			if in.clock+in.length > state {
				if id, missing := d.missing(&in, s.client); missing {
					s.need = id
					break
				}
				d.takeIn(s, &in, state)
				state = in.clock + in.length
			}
		}
		s.take(&in, size)
	}
	if state > before && d.ahead == nil {
		d.came = append(d.came, s.client)
	}
	return Range{s.client, before, state - before}
}

// takeIn integrates a struct of which state and what follows is not known.
func (d *Doc) takeIn(s *section, in *incoming, state uint64) {
	if d.ahead != nil {
		d.foresee(in, s.client)
		d.ahead.clocks[s.client] = in.clock + in.length
		return
	}
	c := d.clientOf(s.client)
	d.place(c, in, state-in.clock)
	if in.kind == kindAny || in.kind == kindJSON {
		for cut := max(in.clock, state) + maxValues; cut < in.clock+in.length; cut += maxValues {
			d.cleanStart(c, cut)
		}
	}
}

// missing finds what a struct refers to that is not known yet. What it says of
// its own client was checked: it is older.
func (d *Doc) missing(in *incoming, client uint64) (ident, bool) {
	if in.hasOrigin && in.origin.client != client && in.origin.clock >= d.state(in.origin.client) {
		return in.origin, true
	}
	if in.hasRight && in.right.client != client && in.right.clock >= d.state(in.right.client) {
		return in.right, true
	}
	if in.under == byIdent && in.parent.client != client && in.parent.clock >= d.state(in.parent.client) {
		return in.parent, true
	}
	return ident{}, false
}

// maxScratch is how many entries the scratch memory of Apply may keep.
const maxScratch = 1 << 10

// maxArena is how large the arena and the slab may grow.
const maxArena = 1<<31 - 1

// release lets go of the update and of scratch memory that grew large.
func (d *Doc) release() {
	clear(d.sections)
	if cap(d.sections) > maxScratch {
		d.sections = nil
	}
	if cap(d.ranges) > maxScratch {
		d.ranges = nil
	}
	if cap(d.touched) > maxScratch {
		d.touched = nil
	}
	if cap(d.doomed) > maxScratch {
		d.doomed = nil
	}
}
