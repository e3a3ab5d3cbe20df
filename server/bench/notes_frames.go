package main

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The messages of y-protocols that the load is made of.
const (
	messageSync      = 0
	messageAwareness = 1

	syncStep1  = 0 // a state vector: what do I lack?
	syncStep2  = 1 // the answer
	syncUpdate = 2
)

// numbers writes numbers as the protocol does.
func numbers(b []byte, all ...uint64) []byte {
	for _, n := range all {
		b = binary.AppendUvarint(b, n)
	}
	return b
}

func framed(b, body []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(body))), body...)
}

// stepOne asks for everything.
func stepOne() []byte { return framed(numbers(nil, messageSync, syncStep1), []byte{0}) }

func updateFrame(update []byte) []byte {
	return framed(numbers(nil, messageSync, syncUpdate), update)
}

// How a V1 update writes a struct: what it is, and whether it says what stood before it.
const (
	isString = 4
	isType   = 7
	hasLeft  = 0x80

	typeElement = 3
	typeXMLText = 6
)

// firstClocks are what a writer begins with: a paragraph, the text in it, and one letter.
const firstClocks = 3

// firstUpdate is the writer's paragraph in the notes of the meeting.
func firstUpdate(writer uint64) []byte {
	b := numbers(nil, 1, firstClocks, writer, 0)
	b = framed(numbers(b, isType, 1), []byte("meeting"))
	b = framed(numbers(b, typeElement), []byte("paragraph"))
	b = numbers(b, isType, 0, writer, 0, typeXMLText)
	b = framed(numbers(b, isString, 0, writer, 1), []byte("a"))
	return append(b, 0)
}

// letterUpdate is one more letter at the end of the writer's paragraph.
func letterUpdate(writer, clock uint64) []byte {
	b := append(numbers(make([]byte, 0, 32), 1, 1, writer, clock), hasLeft|isString)
	b = numbers(b, writer, clock-1)
	return append(framed(b, []byte{byte('a' + clock%26)}), 0)
}

// presence is one entry of an awareness message.
type presence struct {
	client, clock uint64
	state         []byte // JSON
}

func presenceFrame(all ...presence) []byte {
	b := numbers(nil, uint64(len(all)))
	for _, p := range all {
		b = framed(numbers(b, p.client, p.clock), p.state)
	}
	return framed(numbers(nil, messageAwareness), b)
}

// message is one message heard.
type message struct {
	kind   uint64 // messageSync or messageAwareness, or one the load takes no notice of
	step   uint64 // of a sync message
	body   []byte // vector or update
	people []presence
}

var errShort = errors.New("a message ends too early")

func readMessage(b []byte) (m message, err error) {
	r := reading{b: b}
	m.kind = r.number()
	switch m.kind {
	case messageSync:
		m.step = r.number()
		m.body = r.bytes()
	case messageAwareness:
		inner := reading{b: r.bytes()}
		for n := inner.number(); n > 0 && !inner.short; n-- {
			m.people = append(m.people, presence{inner.number(), inner.number(), inner.bytes()})
		}
		r.short = r.short || inner.short
	}
	if r.short {
		err = fmt.Errorf("%w: %.40x", errShort, b)
	}
	return m, err
}

// reading takes numbers and pieces off bytes, and remembers when they were too few.
type reading struct {
	b     []byte
	short bool
}

func (r *reading) number() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.b, r.short = nil, true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reading) bytes() []byte {
	n := r.number()
	if n > uint64(len(r.b)) {
		r.b, r.short = nil, true
		return nil
	}
	body := r.b[:n]
	r.b = r.b[n:]
	return body
}
