package e2e_test

import (
	"errors"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gorilla/websocket"

	"ringain/server/wire"
)

// The signals that hold a process still and let it go on.
const (
	stopped = syscall.SIGSTOP
	goesOn  = syscall.SIGCONT
)

// tooLarge is more than a frame may hold.
const tooLarge = 300_000

func (s *story) frameVerbs() map[string]verb {
	return map[string]verb{
		"line": {3, func(args []string) {
			p := s.who(args[0], args[1])
			line, err := p.guest.Open(s.ctx, args[2], wire.Position{})
			s.must(err)
			p.line = line
		}},
		"send": {2, func(args []string) {
			frame := s.file(args[1])
			if frame == "big" {
				frame = `{"id":"0123456789abcdef","do":"agenda.paste","text":"` + strings.Repeat("x", tooLarge) + `"}`
			}
			s.must(s.byHand(args[0]).Send([]byte(frame)))
		}},
		"closed": {2, func(args []string) {
			_, err := s.next(args[0], func(wire.Down) bool { return false })
			if c, ok := errors.AsType[*websocket.CloseError](err); !ok || strconv.Itoa(c.Code) != args[1] {
				s.fail("%v", err)
			}
		}},
		"told-off": {2, func(args []string) {
			d, err := s.next(args[0], func(d wire.Down) bool { return d.Reply != nil })
			s.must(err)
			if string(d.Refused) != args[1] || d.Say == "" {
				s.fail("the answer is %+v", d.Reply)
			}
		}},
	}
}

// hand is a socket held by hand.
type hand interface {
	Send(frame []byte) error
}

func (s *story) byHand(name string) hand {
	p := s.known(name)
	if p.line == nil {
		s.fail("%s holds no line", name)
	}
	return p.line
}

// next reads on a socket held by hand until a frame is as wanted, or it ends.
func (s *story) next(name string, wanted func(wire.Down) bool) (wire.Down, error) {
	s.byHand(name)
	for {
		h, err := s.people[name].line.Hear(time.Now().Add(patience))
		if err != nil || wanted(h.Down) {
			return h.Down, err
		}
	}
}
