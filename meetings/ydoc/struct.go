package ydoc

// A struct in an update is one byte of information and what follows from it
// (yjs INTERNALS.md; UpdateEncoderV1, Item.write):
//
//   - bits 1–5 say what it is: 0 collected, 10 a gap, else the kind of content;
//   - bit 8: the identity of the neighbour to the left follows (its origin);
//   - bit 7: the identity of the neighbour to the right follows;
//   - with neither, the parent follows: 1 and the name of a root, or 0 and the
//     identity of the struct that holds the type; and then, if bit 6 is set,
//     the key. With a neighbour bit 6 may be set, but no key follows.
//
// A collected struct has its length, a gap likewise. The identity of the first
// struct stands before the list, the others follow without gaps.

// The kinds of structs, numbered as in V1.
const (
	kindGC      = 0 // collected: nothing is left but its length
	kindDeleted = 1 // content deleted, the place remains
	kindJSON    = 2 // old arrays: JSON texts, or the bare word undefined
	kindBinary  = 3
	kindString  = 4
	kindEmbed   = 5 // a JSON text
	kindFormat  = 6 // switches a mark on or off
	kindType    = 7 // a shared type
	kindAny     = 8
	kindDoc     = 9
	kindSkip    = 10
	kindFree    = 15 // a slot that is not used
)

const (
	bitKey    = 0x20
	bitRight  = 0x40
	bitOrigin = 0x80
)

// ident is the identity of one unit: the client that wrote it, and its clock.
type ident struct{ client, clock uint64 }

// parentage says how a struct names its parent.
type parentage uint8

const (
	byNeighbour parentage = iota // it has that of its neighbour
	byRoot                       // it lies in a root, by name
	byIdent                      // it lies in the type that this struct holds
)

// incoming is one struct as read from an update. Its slices are part of it.
type incoming struct {
	clock, length uint64
	origin, right ident
	parent        ident
	kind          uint8
	hasOrigin     bool
	hasRight      bool
	keyed         bool
	under         parentage
	root, key     []byte
	// content is what is kept: the text, the values without their number, or
	// all bytes as they came for what cannot be cut.
	content []byte
}

// whole keeps all bytes from start of a content that cannot be cut.
func (s *incoming) whole(r *reader, start int) {
	s.length = 1
	if r.fault == nil {
		s.content = r.b[start:r.pos]
	}
}

// next reads the struct of client that begins at clock.
func (r *reader) next(s *incoming, client, clock uint64) {
	info := r.byte()
	*s = incoming{clock: clock, kind: info & 0x1f}
	switch s.kind {
	case kindGC, kindSkip:
		if info&^0x1f != 0 {
			r.fail(BadStruct)
		}
		s.length = r.uint()
	default:
		r.neighbours(s, info, ident{client, clock})
		r.content(s)
	}
	if s.length == 0 && s.kind != kindSkip && r.fault == nil {
		r.fail(BadStruct)
	}
	if s.length > maxSafe-clock {
		r.fail(BadNumber)
	}
}

// neighbours reads the neighbours or the parent. A neighbour or parent of the
// same client must be older: yjs never checks this and throws much later.
func (r *reader) neighbours(s *incoming, info byte, own ident) {
	if info&bitOrigin != 0 {
		s.hasOrigin, s.origin = true, r.older(own)
	}
	if info&bitRight != 0 {
		s.hasRight, s.right = true, r.older(own)
	}
	if s.hasOrigin || s.hasRight {
		return
	}
	switch r.uint() {
	case 1:
		s.under, s.root = byRoot, r.text()
	case 0:
		s.under, s.parent = byIdent, r.older(own)
	default:
		r.fail(BadParent)
	}
	if info&bitKey != 0 {
		s.keyed, s.key = true, r.text()
	}
}

// older reads an identity, which is not own or a later one of its client.
func (r *reader) older(own ident) ident {
	id := ident{r.uint(), r.uint()}
	if id.client == own.client && id.clock >= own.clock {
		r.fail(SelfOrigin)
	}
	return id
}

// content reads what the struct holds.
func (r *reader) content(s *incoming) {
	start := r.pos
	switch s.kind {
	case kindDeleted:
		s.length = r.uint()
	case kindString:
		s.content = r.text()
		s.length = units(s.content)
	case kindAny, kindJSON:
		s.length = r.uint()
		start = r.pos
		for n := s.length; n > 0 && r.fault == nil; n-- {
			r.element(s.kind)
		}
		if r.fault == nil {
			s.content = r.b[start:r.pos]
		}
	case kindBinary:
		r.bytes()
		s.whole(r, start)
	case kindEmbed:
		r.json()
		s.whole(r, start)
	case kindFormat:
		r.text()
		r.json()
		s.whole(r, start)
	case kindType:
		r.typeRef()
		s.whole(r, start)
	case kindDoc:
		r.fail(Subdocument)
	default:
		r.fail(BadStruct)
	}
}

// element reads one value of a kindAny or kindJSON.
func (r *reader) element(kind uint8) {
	if kind == kindAny {
		r.skipAny(0)
		return
	}
	at := r.pos
	if b := r.text(); !r.trusted && r.fault == nil && string(b) != "undefined" {
		if f := checkJSON(b); f != 0 {
			r.pos = at
			r.fail(f)
		}
	}
}

// typeRef reads the kind of a shared type and, for an element or a hook, its name.
func (r *reader) typeRef() (kind Kind, name []byte) {
	n := r.uint()
	if n > uint64(KindXMLText) {
		r.fail(BadType)
		return 0, nil
	}
	kind = Kind(n)
	if kind == KindElement || kind == KindHook {
		name = r.text()
	}
	return kind, name
}

// cut is the number of bytes of content that the first n units take. For text
// it may fall inside a surrogate pair: then at is where the pair begins.
func cut(kind uint8, content []byte, length, n uint64) (at int, inside bool) {
	switch kind {
	case kindString:
		if uint64(len(content)) == length {
			return int(n), false
		}
		return cutAt(content, length, n)
	case kindAny, kindJSON:
		r := reader{b: content, trusted: true}
		for ; n > 0; n-- {
			r.element(kind)
		}
		return r.pos, false
	}
	return 0, false
}

// appendContent writes the content from unit n on.
func appendContent(b []byte, kind uint8, content []byte, length, n uint64) []byte {
	switch kind {
	case kindDeleted:
		return appendUint(b, length-n)
	case kindString:
		if n == 0 {
			return appendText(b, content)
		}
		at, inside := cut(kind, content, length, n)
		if !inside {
			return appendText(b, content[at:])
		}
		rest := content[at+4:]
		b = appendUint(b, uint64(len(replacement)+len(rest)))
		return append(append(b, replacement...), rest...)
	case kindAny, kindJSON:
		at, _ := cut(kind, content, length, n)
		return append(appendUint(b, length-n), content[at:]...)
	}
	return append(b, content...)
}

// append writes the struct from unit n on; its first unit then has the one
// before it as its neighbour to the left.
func (s *incoming) append(b []byte, client, n uint64) []byte {
	if s.kind == kindGC || s.kind == kindSkip {
		return appendUint(append(b, s.kind), s.length-n)
	}
	if n > 0 {
		s.hasOrigin, s.origin = true, ident{client, s.clock + n - 1}
	}
	info := s.kind
	if s.hasOrigin {
		info |= bitOrigin
	}
	if s.hasRight {
		info |= bitRight
	}
	if s.keyed {
		info |= bitKey
	}
	b = append(b, info)
	if s.hasOrigin {
		b = appendUint(appendUint(b, s.origin.client), s.origin.clock)
	}
	if s.hasRight {
		b = appendUint(appendUint(b, s.right.client), s.right.clock)
	}
	if !s.hasOrigin && !s.hasRight {
		b = s.appendParent(b)
	}
	return appendContent(b, s.kind, s.content, s.length, n)
}

func (s *incoming) appendParent(b []byte) []byte {
	if s.under == byRoot {
		b = appendText(append(b, 1), s.root)
	} else {
		b = appendUint(appendUint(append(b, 0), s.parent.client), s.parent.clock)
	}
	if s.keyed {
		b = appendText(b, s.key)
	}
	return b
}
