package ydoc

import (
	"cmp"
	"slices"
)

// An update is the number of clients, for each the number of its structs, its
// identity, the clock of the first and the structs; then the deleted ranges:
// the number of clients, for each its identity, the number of ranges, and clock
// and length of each (yjs INTERNALS.md; writeClientsStructs, writeDeleteSet).
//
// It is read twice: first all of it is checked, then the structs are taken one
// by one, by several clients in turn where they depend on each other. The
// second reading trusts the first.

// section is the structs of one client in an update, as far as they are not
// taken yet. It begins with the struct at clock.
type section struct {
	client uint64
	clock  uint64
	left   int    // how many structs are left
	b      []byte // they begin at pos
	pos    int

	end     uint64 // the clock after the last
	stop    int    // the byte after the last
	need    ident  // what the next struct waits for
	seen    bool   // it was its turn
	waiter  int32  // the first of those in the same update that wait for it, from 1
	waiting int32  // the next that waits for the same as this
}

// next reads the next struct, without taking it.
func (s *section) next(in *incoming) (size int) {
	r := reader{b: s.b, pos: s.pos, trusted: true}
	r.next(in, s.client, s.clock)
	return r.pos - s.pos
}

// take steps over the struct that next read.
func (s *section) take(in *incoming, size int) {
	s.clock += in.length
	s.pos += size
	s.left--
}

// parsed is an update that was checked.
type parsed struct {
	b        []byte
	sections []section // highest client first
	deletes  int       // the byte at which the deleted ranges begin
	count    int       // how many structs there are
	content  int       // how many bytes of content they have
	types    int       // how many of them are shared types
	gaps     int       // how many are gaps
	ranges   int       // how many ranges are deleted
}

// parse checks a whole update. It uses the memory of sections.
func parse(update []byte, sections []section) (parsed, error) {
	p := parsed{b: update, sections: sections[:0]}
	if len(update) > MaxUpdate {
		return p, &Error{Fault: TooLarge}
	}
	r := reader{b: update}
	sorted := true
	for n := r.uint(); n > 0 && r.fault == nil; n-- {
		s := r.section(&p)
		if k := len(p.sections); k > 0 && p.sections[k-1].client <= s.client {
			sorted = false
		}
		p.sections = append(p.sections, s)
	}
	p.deletes = r.pos
	r.deletes(func(Range) { p.ranges++ })
	if r.fault == nil && r.left() > 0 {
		r.fail(Trailing)
	}
	if r.fault == nil && !sorted {
		slices.SortFunc(p.sections, func(a, b section) int { return cmp.Compare(b.client, a.client) })
		for i := 1; i < len(p.sections); i++ {
			if p.sections[i].client == p.sections[i-1].client {
				r.fail(TwiceClient)
			}
		}
	}
	if r.fault != nil {
		return p, r.fault
	}
	return p, nil
}

// section checks the structs of one client.
func (r *reader) section(p *parsed) section {
	n := r.uint()
	s := section{client: r.uint(), clock: r.uint(), b: r.b}
	s.pos, s.end = r.pos, s.clock
	var in incoming
	for ; n > 0 && r.fault == nil; n-- {
		r.next(&in, s.client, s.end)
		s.end += in.length
		s.left++
		p.content += len(in.content)
		switch in.kind {
		case kindType:
			p.types++
		case kindSkip:
			p.gaps++
		}
	}
	p.count += s.left
	s.stop = r.pos
	return s
}

// deletes reads the deleted ranges. None is empty: npm yjs cannot keep those.
func (r *reader) deletes(each func(Range)) {
	for n := r.uint(); n > 0 && r.fault == nil; n-- {
		client := r.uint()
		for k := r.uint(); k > 0 && r.fault == nil; k-- {
			del := Range{client, r.uint(), r.uint()}
			if del.Len > maxSafe-del.Clock {
				r.fail(BadNumber)
			}
			if del.Len == 0 {
				r.fail(BadRange)
			}
			if r.fault == nil {
				each(del)
			}
		}
	}
}

// find is the section of a client, from 1; 0 if there is none.
func (p *parsed) find(client uint64) int32 {
	i, ok := slices.BinarySearchFunc(p.sections, client, func(s section, client uint64) int {
		return cmp.Compare(client, s.client)
	})
	if !ok {
		return 0
	}
	return int32(i) + 1
}

// Scan says what an update holds, without a document: one bounded parse.
func Scan(update []byte) (Summary, error) {
	p, err := parse(update, nil)
	if err != nil {
		return Summary{}, err
	}
	var sum Summary
	roots := map[string]bool{}
	for _, s := range p.sections {
		s.scan(&sum, roots)
	}
	r := reader{b: update, pos: p.deletes, trusted: true}
	r.deletes(func(del Range) { sum.Deletes = append(sum.Deletes, del) })
	sum.Roots = sortedKeys(roots)
	return sum, nil
}

// scan adds what one client brings.
func (s *section) scan(sum *Summary, roots map[string]bool) {
	var in incoming
	for s.left > 0 {
		size := s.next(&in)
		s.take(&in, size)
		sum.Content += len(in.content)
		if in.kind == kindSkip {
			continue
		}
		sum.Count++
		if in.under == byRoot {
			roots[string(in.root)] = true
		}
		if k := len(sum.Structs) - 1; k >= 0 && sum.Structs[k].Client == s.client && sum.Structs[k].End() == in.clock {
			sum.Structs[k].Len += in.length
			continue
		}
		sum.Structs = append(sum.Structs, Range{s.client, in.clock, in.length})
	}
}
