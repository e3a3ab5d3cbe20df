package live

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/wire"
)

// The kinds of frames and the final bit (RFC 6455, 5.2).
const (
	more, text, binaryFrame, closing, ping, pong = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
	fin                                          = 0x80
)

// masked is a frame as a browser sends it, masked with zeros.
func masked(head byte, body string) string {
	f := []byte{head}
	switch {
	case len(body) < 126:
		f = append(f, 0x80|byte(len(body)))
	case len(body) < 1<<16:
		f = binary.BigEndian.AppendUint16(append(f, 0x80|126), uint16(len(body)))
	default:
		f = binary.BigEndian.AppendUint64(append(f, 0x80|127), uint64(len(body)))
	}
	return string(append(f, 0, 0, 0, 0)) + body
}

const hello = `{"hello":{}}`

func said(body string) string { return masked(fin|text, body) }

// TestEveryFrameEndsAsItShould sends bytes after hello. A number is the code that
// the server closes with; "in" means that the connection goes on.
func TestEveryFrameEndsAsItShould(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a", func(c *Config) { c.Limits.PerMeeting = 1000 })
	f := w.follow(a.stranger())
	const in = 0
	command := `{"id":"0123456789abcdef","do":"agenda.start"}`
	cases := []struct {
		name, sent string
		code       int
	}{
		{"a command", said(command), in},
		{"a command in two fragments", masked(text, command[:9]) + masked(fin|more, command[9:]), in},
		{"a command in fragments of one byte", fragments(command), in},
		{"a ping between fragments", masked(text, command[:9]) + masked(fin|ping, "a") + masked(fin|more, command[9:]), in},
		{"a pong between fragments", masked(text, command[:9]) + masked(fin|pong, "") + masked(fin|more, command[9:]), in},
		{"empty fragments before the last", masked(text, command) + masked(more, "") + masked(more, "") + masked(fin|more, ""), in},
		{"a letter split over fragments", masked(text, `{"id":"0123456789abcdef","do":"å`[:32]) + masked(fin|more, "\xa5\"}"), in},
		{"a ping with all it may hold", masked(fin|ping, strings.Repeat("a", 125)), in},
		{"a pong nobody asked for", masked(fin|pong, "b"), in},
		{"an unknown command", said(`{"id":"0123456789abcdef","do":"agenda.sing"}`), in},
		{"an unknown member", said(`{"id":"0123456789abcdef","do":"agenda.start","loud":true}`), in},
		{"a member of another type", said(`{"id":"0123456789abcdef","do":"agenda.remove","item":5}`), in},
		{"a null", said(`null`), in},
		{"goodbye", masked(fin|closing, "\x03\xe8"), 1000},
		{"goodbye without a code", masked(fin|closing, ""), 1000},
		{"garbage", said(`{{`), wire.CloseMalformed},
		{"an empty frame", said(``), wire.CloseMalformed},
		{"a list", said(`[]`), wire.CloseMalformed},
		{"an identity that is a number", said(`{"id":5,"do":"agenda.start"}`), wire.CloseMalformed},
		{"hello twice", said(hello), wire.CloseMalformed},
		{"a list in a list, and so on", said(strings.Repeat("[", 200_000)), wire.CloseMalformed},
		{"a member of lists in lists", said(`{"id":"0123456789abcdef","do":"agenda.add","title":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`), wire.CloseMalformed},
		{"a binary frame", masked(fin|binaryFrame, command), wire.CloseMalformed},
		{"bytes that are no text", said("\xff\xfe"), wire.CloseMalformed},
		{"half a letter split over fragments", masked(text, "\xc3") + masked(fin|more, "\x28"), wire.CloseMalformed},
		{"half of a surrogate pair", said("\"\xed\xa0\x80\""), wire.CloseMalformed},
		{"1 MiB of lists in lists", said(strings.Repeat("[", 1<<20)), 1009},
		{"one byte too much", said(strings.Repeat(" ", maxFrame+1)), 1009},
		{"one byte too much in fragments", masked(text, strings.Repeat(" ", maxFrame)) + masked(fin|more, " "), 1009},
		{"a claim of 1 TiB", "\x81\xff\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00", 1009},
		{"a claim of more than there is", "\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00", wire.CloseMalformed},
		{"no mask", "\x81\x02{}", 1002},
		{"the first reserved bit", masked(fin|0x40|text, command), 1002},
		{"the second reserved bit", masked(fin|0x20|text, command), 1002},
		{"the third reserved bit", masked(fin|0x10|text, command), 1002},
		{"a reserved kind of data", masked(fin|0x3, command), 1002},
		{"a reserved kind of control", masked(fin|0xB, ""), 1002},
		{"a ping in fragments", masked(ping, ""), 1002},
		{"a ping too long", masked(fin|ping, strings.Repeat("a", 126)), 1002},
		{"a fragment of nothing", masked(fin|more, command), 1002},
		{"a frame inside another", masked(text, "a") + masked(fin|text, "b"), 1002},
		{"very many pings", strings.Repeat(masked(fin|ping, ""), 2*tooOften), wire.CloseTooMuch},
		{"a goodbye of one byte", masked(fin|closing, "\x03"), 1000},
		{"a goodbye with no such code", masked(fin|closing, "\x00\x01"), 1002},
		{"a goodbye that is no text", masked(fin|closing, "\x03\xe8\xff"), 1002},
	}
	var all sync.WaitGroup
	for _, test := range cases {
		all.Go(func() {
			c := w.raw(a)
			defer c.Close()
			go io.WriteString(c, said(hello)+test.sent+said(`{"id":"the-last-command","do":"agenda.sing"}`))
			if code := w.endOf(c); code != test.code {
				t.Errorf("%s: ended with %d, want %d", test.name, code, test.code)
			}
		})
	}
	all.Wait()
	w.do(meetings.StartAgenda{}) // nobody else was disturbed
	w.untilAt(f, 1)
	if s := a.Stats(); s.Panics != 0 {
		t.Errorf("%d panics", s.Panics)
	}
}

func TestAFirstFrameThatIsNotHelloEndsTheConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	for name, sent := range map[string]string{"a command": `{"id":"0123456789abcdef","do":"agenda.start"}`, "an unknown command": `{"do":"x"}`, "an empty object": `{}`} {
		c := w.raw(a)
		io.WriteString(c, said(sent))
		if code := w.endOf(c); code != wire.CloseMalformed {
			t.Errorf("%s: ended with %d", name, code)
		}
	}
}

func fragments(body string) string {
	b := masked(text, body[:1])
	for _, one := range body[1:] {
		b += masked(more, string(one))
	}
	return b + masked(fin|more, "")
}

// endOf reads until the server says goodbye and returns its code, or 0 when the
// last command is answered.
func (w *world) endOf(c net.Conn) int {
	for r := bufio.NewReader(c); ; {
		kind, body, err := readFrame(r)
		if err != nil {
			w.t.Errorf("no goodbye: %v", err)
			return -1
		}
		if kind == closing && len(body) >= 2 {
			return int(binary.BigEndian.Uint16(body))
		}
		if kind == text && bytes.Contains(body, []byte("the-last-command")) {
			return 0
		}
	}
}

// readFrame reads a frame as a server sends it.
func readFrame(r *bufio.Reader) (kind byte, body []byte, err error) {
	var head [2]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	if head[0]&0xf0 != fin || head[1]&0x80 != 0 {
		return 0, nil, errors.New("a server sends whole frames without a mask")
	}
	size := uint64(head[1])
	if wide := map[uint64]int{126: 2, 127: 8}[size]; wide > 0 {
		b := make([]byte, 8)
		if _, err := io.ReadFull(r, b[8-wide:]); err != nil {
			return 0, nil, err
		}
		size = binary.BigEndian.Uint64(b)
	}
	body = make([]byte, size)
	_, err = io.ReadFull(r, body)
	return head[0] & 0xf, body, err
}

func TestFramesOfEverySizeAreReadAsTheyWereMade(t *testing.T) {
	for _, size := range []int{0, 1, 125, 126, 127, 1<<16 - 1, 1 << 16, 1<<16 + 1} {
		want := bytes.Repeat([]byte("a"), size)
		kind, got, err := readFrame(bufio.NewReader(bytes.NewReader(newFrame(text, want))))
		if err != nil || kind != text || !bytes.Equal(got, want) {
			t.Errorf("%d bytes: kind %d, %d bytes, %v", size, kind, len(got), err)
		}
	}
	for n, want := range []string{0: "]", 1: `[{"a":1}]`, 2: `[{"a":1},{"a":1}]`} {
		_, got, err := readFrame(bufio.NewReader(bytes.NewReader(eventsFrame(slices.Repeat([][]byte{[]byte(`{"a":1}`)}, n)))))
		if err != nil || string(got) != want {
			t.Errorf("%d events: %s, %v", n, got, err)
		}
	}
}

func TestAFrameThatHasBegunMustEndSoonHoweverItIsDrawnOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const framePatience = time.Second
	a := w.node("a", func(c *Config) { c.framePatience = framePatience })
	c := w.raw(a)
	io.WriteString(c, said(hello)+masked(text, "{"))
	go func() { // empty fragments never reach a limit of size, and pongs tell that somebody is there
		tick := time.NewTicker(framePatience / 50)
		defer tick.Stop()
		for range tick.C {
			if _, err := io.WriteString(c, masked(more, "")+masked(fin|pong, "")); err != nil {
				return
			}
		}
	}()
	began := time.Now()
	if code := w.endOf(c); code != 1000 {
		t.Errorf("ended with %d", code)
	}
	if took := time.Since(began); took < framePatience/2 || took > 5*framePatience {
		t.Errorf("it took %v", took)
	}
	c.Close()
}

func TestCommandsThatComeTooOftenAreRefusedAndThenTheConnectionIsClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	c := w.raw(a)
	go func() {
		io.WriteString(c, said(hello))
		for range 5 * tooOften {
			if _, err := io.WriteString(c, said(`{"id":"0123456789abcdef","do":"agenda.start"}`)); err != nil {
				return
			}
		}
	}()
	answered := map[string]int{}
	for r := bufio.NewReader(c); ; {
		kind, body, err := readFrame(r)
		if err != nil {
			t.Fatalf("no goodbye: %v after %v", err, answered)
		}
		if kind == closing {
			if code := int(binary.BigEndian.Uint16(body)); code != wire.CloseTooMuch {
				t.Errorf("ended with %d", code)
			}
			break
		}
		for _, refused := range []meetings.RefusalKind{meetings.SignIn, meetings.TooMuch} {
			if bytes.Contains(body, []byte(`"refused":"`+refused+`"`)) {
				answered[string(refused)]++
			}
		}
	}
	c.Close()
	if n := answered["too-much"]; n < tooOften-maxQueued/2 || answered["sign-in"] < 2*someLimits().Commands {
		t.Errorf("%v", answered)
	}
}
