package ydoc

import (
	"encoding/binary"
	"math"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Numbers, texts and bytes are written as lib0 does (lib0 encoding.js):
//
//   - a varuint has 7 bits of value in each byte, lowest first, and bit 8 set
//     on all but the last; it is at most 2^53−1, the largest whole number
//     JavaScript knows;
//   - a varint has the sign in bit 7 of the first byte, so 6 bits of value there;
//   - text and bytes have their length in bytes before them, as a varuint.
//
// A number that is written longer than needed is refused, and so is a length
// beyond the end of the message.

// maxSafe is the largest number: 2^53−1.
const maxSafe = 1<<53 - 1

// reader reads bytes from outside. The first fault stays, and stops it.
type reader struct {
	b     []byte
	pos   int
	fault *Error
	// trusted tells that the bytes were checked before.
	trusted bool
}

// fail remembers the first fault and moves to the end.
func (r *reader) fail(f Fault) {
	if r.fault == nil {
		r.fault = &Error{Fault: f, At: min(r.pos, len(r.b))}
	}
	r.pos = len(r.b)
}

// left is the number of bytes not read yet.
func (r *reader) left() int { return len(r.b) - r.pos }

// byte reads one byte.
func (r *reader) byte() byte {
	if r.pos >= len(r.b) {
		r.fail(Truncated)
		return 0
	}
	c := r.b[r.pos]
	r.pos++
	return c
}

// uint reads a varuint.
func (r *reader) uint() uint64 {
	if r.pos < len(r.b) && r.b[r.pos] < 0x80 {
		r.pos++
		return uint64(r.b[r.pos-1])
	}
	return r.longUint()
}

// longUint reads a varuint of several bytes: eight at once, where there are as
// many; the groups of 7 bits are then pushed together.
func (r *reader) longUint() uint64 {
	var v uint64
	n := min(r.left(), 8)
	if n == 8 {
		v = binary.LittleEndian.Uint64(r.b[r.pos:])
	} else {
		var b [8]byte
		copy(b[:], r.b[r.pos:])
		v = binary.LittleEndian.Uint64(b[:])
	}
	size := bits.TrailingZeros64(^v&0x8080808080808080)/8 + 1
	if size > n {
		if n == 8 {
			r.fail(BadNumber)
		} else {
			r.fail(Truncated)
		}
		return 0
	}
	if size > 1 && r.b[r.pos+size-1] == 0 {
		r.fail(BadNumber)
		return 0
	}
	v &= 0x7f7f7f7f7f7f7f7f >> (8 * (8 - size))
	v = v&0x007f007f007f007f | v&0x7f007f007f007f00>>1
	v = v&0x00003fff00003fff | v&0x3fff00003fff0000>>2
	v = v&0x000000000fffffff | v&0x0fffffff00000000>>4
	if v > maxSafe {
		r.fail(BadNumber)
		return 0
	}
	r.pos += size
	return v
}

// int reads a varint; −0 is told apart from 0 by JavaScript, so the result is
// a float.
func (r *reader) int() float64 {
	c := r.byte()
	n, shift := uint64(c&0x3f), 6
	for more := c; more >= 0x80; shift += 7 {
		if more = r.byte(); r.fault != nil {
			return 0
		}
		if shift >= 53 || more == 0 {
			r.fail(BadNumber)
			return 0
		}
		n |= uint64(more&0x7f) << shift
	}
	if n > maxSafe {
		r.fail(BadNumber)
	}
	if c&0x40 != 0 {
		return math.Copysign(float64(n), -1)
	}
	return float64(n)
}

// bytes reads bytes with their length before them. They are part of the message.
func (r *reader) bytes() []byte {
	n := r.uint()
	if n > uint64(r.left()) {
		r.fail(Truncated)
		return nil
	}
	return r.take(int(n))
}

// take reads n bytes.
func (r *reader) take(n int) []byte {
	if n > r.left() {
		r.fail(Truncated)
		return nil
	}
	b := r.b[r.pos : r.pos+n : r.pos+n]
	r.pos += n
	return b
}

// text reads text and checks that it is UTF-8. A byte order mark is text.
func (r *reader) text() []byte {
	at := r.pos
	b := r.bytes()
	if !r.trusted && !validText(b) {
		r.pos = at
		r.fail(BadText)
		return nil
	}
	return b
}

// validText is utf8.Valid, quick for the short plain texts of typing.
func validText(b []byte) bool {
	if len(b) < 8 {
		for _, c := range b {
			if c >= 0x80 {
				return utf8.Valid(b)
			}
		}
		return true
	}
	return utf8.Valid(b)
}

// units is the length of valid UTF-8 in UTF-16 units.
func units(b []byte) uint64 {
	n := 0
	for _, c := range b {
		if c&0xc0 != 0x80 {
			n++
		}
		if c >= 0xf0 {
			n++
		}
	}
	return uint64(n)
}

// cutAt finds the byte at which n of the length UTF-16 units of b have passed,
// from whichever end is nearer. When n lies inside a surrogate pair, inside is
// true and at is where the pair begins.
func cutAt(b []byte, length, n uint64) (at int, inside bool) {
	if n > length/2 {
		at = len(b)
		for rest := length - n; rest > 0; {
			if at--; b[at]&0xc0 == 0x80 {
				continue
			}
			wide := width(b[at])
			if wide > rest {
				return at, true
			}
			rest -= wide
		}
		return at, false
	}
	for n > 0 {
		wide := width(b[at])
		if wide > n {
			return at, true
		}
		n -= wide
		for at++; at < len(b) && b[at]&0xc0 == 0x80; at++ {
		}
	}
	return at, false
}

// width is how many UTF-16 units the character takes that begins with c.
func width(c byte) uint64 {
	if c >= 0xf0 {
		return 2
	}
	return 1
}

// replacement is U+FFFD, which stands for each half of a pair that was cut.
const replacement = "\uFFFD"

// appendUint writes a varuint.
func appendUint(b []byte, n uint64) []byte {
	for n >= 0x80 {
		b = append(b, byte(n)|0x80)
		n >>= 7
	}
	return append(b, byte(n))
}

// appendString writes text of our own; what is not UTF-8 in it becomes U+FFFD.
func appendString(b []byte, s string) []byte {
	return appendText(b, strings.ToValidUTF8(s, replacement))
}

// appendText writes text or bytes with their length before them.
func appendText[T string | []byte](b []byte, s T) []byte {
	return append(appendUint(b, uint64(len(s))), s...)
}
