package feed

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"hash/fnv"
	"sync"
)

// piece is some events that follow each other, with their compressed form and their hash. The pieces
// of a feed that have not changed are taken over from one edition to the next, so that
// a change costs the compression of one piece.
type piece struct {
	events [][]byte
	packed []byte // complete blocks of RFC 1951, ending on a byte, pointing at nothing before
	sum    [sha256.Size]byte
}

// pieces of so many events on average.
const perPiece = 64

// begins a piece reports whether an event is the first of a piece. It depends on the
// event's first lines alone, which hold its identity, so that an event which comes or
// goes moves no other piece.
func beginsPiece(event []byte) bool {
	h := fnv.New32a()
	h.Write(event[:min(len(event), 64)])
	return h.Sum32()%perPiece == 0
}

// cut cuts events into pieces.
func cut(events [][]byte) (pieces []piece) {
	from := 0
	for i := range events {
		if i > from && beginsPiece(events[i]) {
			pieces = append(pieces, piece{events: events[from:i]})
			from = i
		}
	}
	if from < len(events) {
		pieces = append(pieces, piece{events: events[from:]})
	}
	return pieces
}

// same reports whether two pieces hold the very same bytes, without looking at them:
// what is written is never written over.
func (p piece) same(q piece) bool {
	if len(p.events) != len(q.events) {
		return false
	}
	for i, e := range p.events {
		if f := q.events[i]; len(e) != len(f) || len(e) > 0 && &e[0] != &f[0] {
			return false
		}
	}
	return true
}

// packer compresses pieces, and takes over what was compressed before.
type packer struct {
	before map[*byte]piece // by their first event
	press  *sync.Pool      // of *flate.Writer: one takes a megabyte
}

func newPacker(before []piece, press *sync.Pool) *packer {
	p := &packer{before: map[*byte]piece{}, press: press}
	for _, q := range before {
		if len(q.events) > 0 && len(q.events[0]) > 0 {
			p.before[&q.events[0][0]] = q
		}
	}
	return p
}

func (p *packer) pack(q *piece) {
	if len(q.events) > 0 && len(q.events[0]) > 0 {
		if old, ok := p.before[&q.events[0][0]]; ok && old.same(*q) {
			q.packed, q.sum = old.packed, old.sum
			return
		}
	}
	var to bytes.Buffer
	press, ok := p.press.Get().(*flate.Writer)
	if ok {
		press.Reset(&to)
	} else {
		press, _ = flate.NewWriter(&to, flate.BestCompression) // fails for unknown levels only
	}
	defer p.press.Put(press)
	sum := sha256.New()
	for _, e := range q.events {
		press.Write(e) // memory does not fail
		sum.Write(e)
	}
	press.Flush()
	q.packed = bytes.Clone(to.Bytes())
	sum.Sum(q.sum[:0])
}

// tag names a text by its pieces: they are cut alike wherever they are cut.
func tag(pieces []piece) string {
	all := sha256.New()
	for _, p := range pieces {
		all.Write(p.sum[:])
	}
	return hex.EncodeToString(all.Sum(nil)[:16])
}

// gzipped joins compressed pieces of a text to one member of RFC 1952.
func gzipped(text []byte, pieces []piece) []byte {
	size := 20
	for _, p := range pieces {
		size += len(p.packed)
	}
	b := make([]byte, 0, size)
	b = append(b, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff)
	for _, p := range pieces {
		b = append(b, p.packed...)
	}
	b = append(b, 3, 0) // the last block, with nothing in it
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(text))
	return binary.LittleEndian.AppendUint32(b, uint32(len(text)))
}
