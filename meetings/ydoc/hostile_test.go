package ydoc_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"

	"ringain/meetings/ydoc"
)

// bytesOf writes numbers and texts as the format does; bytes stand as they are.
func bytesOf(parts ...any) []byte {
	var b []byte
	for _, p := range parts {
		switch p := p.(type) {
		case int:
			b = binary.AppendUvarint(b, uint64(p))
		case uint64:
			b = binary.AppendUvarint(b, p)
		case byte:
			b = append(b, p)
		case string:
			b = append(binary.AppendUvarint(b, uint64(len(p))), p...)
		case []byte:
			b = append(b, p...)
		}
	}
	return b
}

const (
	withLeft  byte = 0x80 // what stands before a struct is named
	withRight byte = 0x40 // what stands after it is named
	isString  byte = 4
	isType    byte = 7
	isAny     byte = 8
)

const largest = 1<<53 - 1

// hostile are updates whose form is right and whose meaning is not.
var hostile = []func(*rand.Rand) []byte{
	func(*rand.Rand) []byte { return itself() },
	func(r *rand.Rand) []byte { return nested(1000 + r.IntN(100000)) },
	func(r *rand.Rand) []byte { return chained(100 + r.IntN(2000)) },
	func(r *rand.Rand) []byte { return crowd(10000) },
	func(r *rand.Rand) []byte { return bytesOf(1, 1, 7, 0, 0, largest-r.IntN(2), 0) }, // a struct of 2^53−1 clocks
	func(r *rand.Rand) []byte { return bytesOf(1, 1, 7, 0, 10, largest, 0) },          // a hole of as many
	func(r *rand.Rand) []byte { return bytesOf(0, 1, 7, 1, r.IntN(9), largest) },      // as many deleted
	func(r *rand.Rand) []byte { return bytesOf(1, largest, 7, 0) },                    // as many structs promised
	func(r *rand.Rand) []byte { return bytesOf(largest, 1) },                          // as many clients promised
	func(r *rand.Rand) []byte { return bytesOf(0, 1, 7, largest) },                    // as many ranges promised
	func(r *rand.Rand) []byte { return bytesOf(1, 1, 7, 0, isString, 1, "text", largest, []byte("kort"), 0) },
	func(r *rand.Rand) []byte { return bytesOf(1, 1, 7, 0, isAny, 1, "map", largest, 0) },
	func(r *rand.Rand) []byte { return bytesOf(1, 1, 7, largest-1, isString, 1, "text", "ab", 0) }, // past the last clock
	func(r *rand.Rand) []byte { return bytesOf(1, 1, 7, 0, isString, 1, "text", "a\xed\xa0\x80", 0) },
	func(r *rand.Rand) []byte { return bytesOf(1, 1, 7, 0, withRight|isString, 7, 0, "a", 0) },
	func(r *rand.Rand) []byte { return bytesOf(1, 1, 7, 0, isString, 0, 7, 0, "a", 0) }, // inside itself
}

// itself is a character that stands after itself.
func itself() []byte { return bytesOf(1, 1, 7, 0, withLeft|isString, 7, 0, "a", 0) }

// nested is a value n lists deep.
func nested(n int) []byte {
	return bytesOf(1, 1, 7, 0, isAny, 1, "array", 1, bytes.Repeat([]byte{117, 1}, n), []byte{127}, 0)
}

// chained is n lists, each in the one before.
func chained(n int) []byte {
	b := bytesOf(1, n, 7, 0, isType, 1, "array", 0)
	for i := range n - 1 {
		b = append(b, bytesOf(isType, 0, 7, i, 0)...)
	}
	return append(b, 0)
}

// crowd is a character from each of n clients.
func crowd(n int) []byte {
	b := bytesOf(n)
	for i := range n {
		b = append(b, bytesOf(1, n-i, 0, isString, 1, "text", "a")...)
	}
	return append(b, 0)
}

func TestHostileUpdatesAreRefusedWithTheReason(t *testing.T) {
	for _, test := range []struct {
		name   string
		update []byte
		want   ydoc.Fault
	}{
		{"a character after itself", itself(), ydoc.SelfOrigin},
		{"a character before itself", bytesOf(1, 1, 7, 0, withRight|isString, 7, 0, "a", 0), ydoc.SelfOrigin},
		{"a character after a later one", bytesOf(1, 1, 7, 0, withLeft|isString, 7, 5, "a", 0), ydoc.SelfOrigin},
		{"a list inside itself", bytesOf(1, 1, 7, 0, isType, 0, 7, 0, 0, 0), ydoc.SelfOrigin},
		{"values too deep", nested(ydoc.MaxNesting + 1), ydoc.TooDeep},
		{"lists too deep", chained(ydoc.MaxDepth + 2), ydoc.TooDeep},
		{"a number written too long", bytesOf([]byte{0x81, 0x00}, 1, 7, 0, isString, 1, "text", "a", 0), ydoc.BadNumber},
		{"a client beyond 2^53−1", bytesOf(1, 1, uint64(largest+1), 0, isString, 1, "text", "a", 0), ydoc.BadNumber},
		{"clocks beyond 2^53−1", bytesOf(1, 1, 7, largest, isString, 1, "text", "ab", 0), ydoc.BadNumber},
		{"text that ends too early", bytesOf(1, 1, 7, 0, isString, 1, "text", 900, []byte("kort"), 0), ydoc.Truncated},
		{"half a surrogate pair", bytesOf(1, 1, 7, 0, isString, 1, "text", "\xed\xa0\xbd", 0), ydoc.BadText},
		{"a document inside", bytesOf(1, 1, 7, 0, 9, 1, "map", "id", []byte{118, 0}, 0), ydoc.Subdocument},
		{"bytes after the end", []byte{0, 0, 0}, ydoc.Trailing},
		{"a struct of no length", bytesOf(1, 1, 7, 0, 0, 0, 0), ydoc.BadStruct},
		{"an embed that is no JSON", bytesOf(1, 1, 7, 0, 5, 1, "text", "{", 0), ydoc.BadJSON},
		{"nothing", nil, ydoc.Truncated},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := ydoc.New()
			_, err := d.Apply(test.update)
			var why *ydoc.Error
			if !errors.As(err, &why) || why.Fault != test.want {
				t.Fatalf("got %v, want %v", err, test.want)
			}
			if got := d.Encode(); !bytes.Equal(got, []byte{0, 0}) {
				t.Errorf("refused, but the document now holds %x", got)
			}
		})
	}
}

func TestTenThousandClientsInOneUpdateAreTaken(t *testing.T) {
	d := ydoc.New()
	if _, err := d.Apply(crowd(10000)); err != nil {
		t.Fatal(err)
	}
	if got := len(d.Text("text")); got != 10000 {
		t.Errorf("%d characters, want one from each", got)
	}
}
