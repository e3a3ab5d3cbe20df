package ydoc

import (
	"encoding/json"
	"math"
	"slices"
)

// Values are written as lib0's "any" (encoding.js, writeAny): one byte for the
// kind, 127 down to 116, and what belongs to it; objects and arrays have their
// size before their parts. The engine keeps values as they came and only looks
// inside to find where one ends, so nothing is lost on the way.

// Undefined is JavaScript's undefined as a value.
type Undefined struct{}

// skipAny passes over one value and checks it.
func (r *reader) skipAny(depth int) {
	if depth > MaxNesting {
		r.fail(TooDeep)
		return
	}
	switch kind := r.byte(); kind {
	case 127, 126, 121, 120:
	case 125:
		r.int()
	case 124:
		r.take(4)
	case 123, 122:
		r.take(8)
	case 119:
		r.text()
	case 118:
		for n := r.uint(); n > 0 && r.fault == nil; n-- {
			r.text()
			r.skipAny(depth + 1)
		}
	case 117:
		for n := r.uint(); n > 0 && r.fault == nil; n-- {
			r.skipAny(depth + 1)
		}
	case 116:
		r.bytes()
	default:
		r.fail(BadValue)
	}
}

// any reads one value that was checked before.
func (r *reader) any() any {
	switch r.byte() {
	case 127:
		return Undefined{}
	case 126:
		return nil
	case 125:
		return r.int()
	case 124:
		return float64(math.Float32frombits(uint32(bigEndian(r.take(4)))))
	case 123:
		return math.Float64frombits(bigEndian(r.take(8)))
	case 122:
		return int64(bigEndian(r.take(8)))
	case 121:
		return false
	case 120:
		return true
	case 119:
		return string(r.bytes())
	case 118:
		m := map[string]any{}
		for n := r.uint(); n > 0 && r.fault == nil; n-- {
			key := string(r.bytes())
			m[key] = r.any()
		}
		return m
	case 117:
		list := []any{}
		for n := r.uint(); n > 0 && r.fault == nil; n-- {
			list = append(list, r.any())
		}
		return list
	}
	return slices.Clone(r.bytes())
}

func bigEndian(b []byte) (n uint64) {
	for _, c := range b {
		n = n<<8 | uint64(c)
	}
	return n
}

// appendAny writes a value as JavaScript would: whole numbers below 2^31 as
// integers, others as the shortest float that keeps them. Object keys are
// written in order, so that equal values give equal bytes.
func appendAny(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, 126)
	case bool:
		if v {
			return append(b, 120)
		}
		return append(b, 121)
	case int:
		return appendAny(b, float64(v))
	case float64:
		return appendNumber(b, v)
	case int64:
		return appendBits(append(b, 122), uint64(v), 8)
	case string:
		return appendString(append(b, 119), v)
	case []byte:
		return appendText(append(b, 116), v)
	case []any:
		b = appendUint(append(b, 117), uint64(len(v)))
		for _, part := range v {
			b = appendAny(b, part)
		}
		return b
	case map[string]any:
		b = appendUint(append(b, 118), uint64(len(v)))
		for _, key := range sortedKeys(v) {
			b = appendAny(appendString(b, key), v[key])
		}
		return b
	}
	return append(b, 127)
}

func appendNumber(b []byte, v float64) []byte {
	if v == math.Trunc(v) && math.Abs(v) <= 1<<31-1 {
		sign := byte(0)
		if math.Signbit(v) {
			sign = 0x40
		}
		n := uint64(math.Abs(v))
		if n < 0x40 {
			return append(b, 125, sign|byte(n))
		}
		return appendUint(append(b, 125, 0x80|sign|byte(n&0x3f)), n>>6)
	}
	if f := float32(v); float64(f) == v {
		return appendBits(append(b, 124), uint64(math.Float32bits(f)), 4)
	}
	return appendBits(append(b, 123), math.Float64bits(v), 8)
}

// appendBits writes the lowest n bytes of v, highest first.
func appendBits(b []byte, v uint64, n int) []byte {
	for i := n - 1; i >= 0; i-- {
		b = append(b, byte(v>>(8*i)))
	}
	return b
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// json reads text that must be one JSON value, nested no deeper than MaxNesting.
func (r *reader) json() []byte {
	at := r.pos
	b := r.text()
	if r.trusted || r.fault != nil || plainJSON(b) {
		return b
	}
	if f := checkJSON(b); f != 0 {
		r.pos = at
		r.fail(f)
	}
	return b
}

// plainJSON knows the values that nearly all format marks have.
func plainJSON(b []byte) bool {
	return string(b) == "null" || string(b) == "true" || string(b) == "{}"
}

func checkJSON(b []byte) Fault {
	depth, quoted := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > MaxNesting {
				return TooDeep
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	if !json.Valid(b) {
		return BadJSON
	}
	return 0
}

// jsonValue is a JSON text, checked before, as a value. The bare word
// undefined, which yjs writes in old arrays, is Undefined.
func jsonValue(b []byte) any {
	if string(b) == "undefined" {
		return Undefined{}
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		// Valid JSON of numbers beyond float64, which JavaScript reads as infinite.
		return string(b)
	}
	return v
}

// appendJSON writes a value as JSON text for a format or an embed.
func appendJSON(b []byte, v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		text = []byte("null")
	}
	return appendText(b, text)
}
