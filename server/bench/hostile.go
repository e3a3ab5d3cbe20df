package main

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"time"
)

// hostile is people who hear what a few say, first by themselves and then while somebody
// means ill. The limits are those that a node has by itself.
type hostile struct {
	people int
	mouths int
	every  time.Duration
	calm   time.Duration // before it begins
	lasts  time.Duration
}

// The figures of hostile load. Those who mean ill connect over and over: most is how many
// of them were there at the same time.
const (
	figureCalm99    = "p99 before, ms"
	figureHostile99 = "p99 meanwhile, ms"
	figureWorse     = "p99 worse by, ms"
	figureMost      = "most of them at the same time"
	figureTried     = "times they came"
	figureStayed    = "longest that one stayed, s"
	figureGrown     = "memory more by, MiB"
)

// attacks are what those who mean ill do with a connection, until it ends.
var attacks = map[string]struct {
	atOnce int
	do     func(r *attacker) error
}{
	"slow requests":  {500, (*attacker).slowRequest},
	"slow upgrades":  {500, (*attacker).slowUpgrade},
	"slow frames":    {50, (*attacker).slowFrame},
	"silent sockets": {50, (*attacker).silentSocket},
	"command floods": {20, (*attacker).commandFlood},
	"ping floods":    {20, (*attacker).pingFlood},
	"frame bombs":    {20, (*attacker).frameBomb},
	"accept bursts":  {200, (*attacker).acceptBurst},
}

// attacker is one who means ill. They have said who they are, as everybody can.
type attacker struct {
	s    *server
	who  int // of the people
	ctx  context.Context
	conn net.Conn
}

// run measures the product, once.
func (h hostile) run(ctx context.Context, attack string) (figures, error) {
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	of := attacks[attack]
	s, err := start(ctx, product, setting{people: h.people + of.atOnce, limits: true})
	if err != nil {
		return nil, err
	}
	defer s.stop()
	c, err := newCrowd(s)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	if err := c.gather(ctx, 0, h.people, 32); err != nil {
		return nil, err
	}
	mouths, err := s.mouths(ctx, h.mouths)
	if err != nil {
		return nil, err
	}
	settle(s)
	heard := func(lasts time.Duration) (float64, error) {
		want := c.deliveries.Load()
		var said saying
		each, err := said.speak(mouths, h.every, lasts)
		for _, n := range each {
			want += n * int64(h.people)
		}
		if err == nil {
			err = c.wait(func() bool { return c.deliveries.Load() >= want }, "everything to be heard")
		}
		return part(said.delays(c.people()), 99), err
	}
	before, err := heard(h.calm)
	if err != nil {
		return nil, err
	}
	memory := s.memory()
	war, err := sendAttackers(s, attack, h.people, of.atOnce)
	if err != nil {
		return nil, err
	}
	meanwhile, err := heard(h.lasts)
	grown := s.memory() - memory
	did, wrong := war.end()
	if err = errors.Join(err, wrong); err != nil {
		return nil, err
	}
	return figures{
		figureCalm99: before, figureHostile99: meanwhile, figureWorse: meanwhile - before,
		figureTried: float64(did.Tried), figureMost: float64(did.Most), figureStayed: did.Stayed.Seconds(),
		figureGrown: float64(grown) / (1 << 20), figureLost: float64(c.lost.Load()),
	}, nil
}

// slowly writes a text byte by byte, a few each second.
func (a *attacker) slowly(text string) error {
	for _, b := range []byte(text) {
		if _, err := a.conn.Write([]byte{b}); err != nil {
			return err
		}
		time.Sleep(200 * time.Millisecond)
	}
	return nil
}

func (a *attacker) slowRequest() error {
	return a.slowly("POST /moten/" + firstMeeting + "/delta HTTP/1.1\r\nHost: " + strings.Repeat("x", 1000))
}

func (a *attacker) slowUpgrade() error {
	return a.slowly("GET /moten/" + firstMeeting + "/rum/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" + strings.Repeat("x", 1000))
}

// socket opens a socket to the room and says hello, or not. Whoever may not yet, tries
// again later.
func (a *attacker) socket(hello bool) error {
	_, path, head, err := a.s.request(a.ctx, a.who)
	if err == nil {
		_, err = a.conn.Write(upgrade(a.s.nodes[0].address, path, head))
	}
	if err != nil {
		return err
	}
	answer := make([]byte, 1<<10)
	n, err := a.conn.Read(answer)
	if err == nil && !strings.Contains(string(answer[:n]), " 101 ") {
		time.Sleep(time.Second)
		err = errLater
	}
	if err == nil && hello {
		_, err = a.conn.Write(a.s.hello)
	}
	return err
}

// slowFrame begins a frame and does not end it.
func (a *attacker) slowFrame() error {
	if err := a.socket(true); err != nil {
		return err
	}
	go io.Copy(io.Discard, a.conn) // ends with the connection
	return a.slowly(string(masked(text, []byte(strings.Repeat("x", 1000)))))
}

// silentSocket opens a socket and never says hello.
func (a *attacker) silentSocket() error {
	err := a.socket(false)
	if err == nil {
		_, err = io.Copy(io.Discard, a.conn)
	}
	return err
}

// flood sends the same over and over, and reads what comes.
func (a *attacker) flood(frame []byte) error {
	err := a.socket(true)
	if err != nil {
		return err
	}
	go io.Copy(io.Discard, a.conn) // ends with the connection
	for err == nil {
		_, err = a.conn.Write(frame)
	}
	return err
}

func (a *attacker) commandFlood() error {
	return a.flood(masked(text, []byte(`{"id":"0195c0de-0000-7000-8000-0000000000ff","do":"floor.ask"}`)))
}

func (a *attacker) pingFlood() error { return a.flood(masked(ping, nil)) }

// frameBomb says that a frame of a gigabyte comes, and sends of it as much as is taken.
func (a *attacker) frameBomb() error {
	err := a.socket(true)
	if err == nil {
		_, err = a.conn.Write([]byte{0x80 | text, 0x80 | 127, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0})
	}
	for some := make([]byte, 64<<10); err == nil; {
		_, err = a.conn.Write(some)
	}
	return err
}

// acceptBurst leaves at once.
func (a *attacker) acceptBurst() error { return errors.New("gone") }
