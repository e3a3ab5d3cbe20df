package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// person is somebody in a story.
type person struct {
	name    string
	guest   *guest.Guest
	browser *browser

	meeting  string
	follower *guest.Follower
	first    int64      // where the log stood when they entered
	heard    int64      // the event they heard last in the story
	leave    func()     // ends following; nil when away
	left     chan error // what following ended with

	line *guest.Line // a socket held by hand

	last  meetings.Command // what they asked for last
	id    meetings.ID      // under this identity
	reply wire.Reply       // and the answer
}

// who returns a person, new ones at a node.
func (s *story) who(name, at string) *person {
	p := s.people[name]
	if p == nil {
		base := s.node(at).base
		g := guest.New(base)
		p = &person{name: name, guest: g, browser: &browser{guest: g}}
		s.people[name] = p
	}
	return p
}

// known returns a person who has been met.
func (s *story) known(name string) *person {
	p := s.people[name]
	if p == nil {
		s.fail("nobody has met %s", name)
	}
	return p
}

// inRoom returns a person who is in a room.
func (s *story) inRoom(name string) *person {
	p := s.known(name)
	if p.follower == nil {
		s.fail("%s is in no room", name)
	}
	return p
}

func (s *story) roomVerbs() map[string]verb {
	return map[string]verb{
		"organiser": {2, s.organiser},
		"join": {3, func(args []string) {
			p := s.who(args[0], args[1])
			p.guest.Base = s.node(args[1]).base
			name := strings.ToUpper(args[0][:1]) + args[0][1:]
			s.must(p.guest.Join(s.ctx, args[2], name, "Ferry Company", "foretag"))
			s.enter(p, args[2])
		}},
		"follow": {3, func(args []string) { s.enter(s.who(args[0], args[1]), args[2]) }},
		"do": {2, func(args []string) {
			p := s.inRoom(args[0])
			s.say(p, s.command(p, args[1], args[2:]))
			if p.reply.Refused != "" {
				s.fail("refused: %s: %s", p.reply.Refused, p.reply.Say)
			}
			s.wait(p, "hearing of it", func(seen guest.Seen) bool { return seen.Position.Seq >= p.reply.Seq })
		}},
		"refused": {4, func(args []string) {
			p := s.inRoom(args[0])
			s.say(p, s.command(p, args[3], args[4:]))
			if string(p.reply.Refused) != args[1] || !strings.Contains(p.reply.Say, args[2]) {
				s.fail("the answer is %+v", p.reply)
			}
		}},
		"race":  {3, s.race},
		"again": {2, s.again},
		"cut":   {1, func(args []string) { s.inRoom(args[0]).follower.Cut() }},
		"away":  {1, func(args []string) { s.leave(s.inRoom(args[0])) }},
		"back": {2, func(args []string) {
			p := s.inRoom(args[0])
			p.guest.Base = s.node(args[1]).base
			s.run(p)
		}},
	}
}

// organiser signs a person in by a link.
func (s *story) organiser(args []string) {
	p, n := s.who(args[0], args[1]), s.node(args[1])
	link := ""
	if len(args) > 2 && args[2] == "printed" {
		link = n.printedLink()
	} else {
		link = n.makeLink()
	}
	s.must(p.guest.SignIn(s.ctx, link, strings.ToUpper(args[0][:1])+args[0][1:]))
}

// enter has a person follow a room, and waits until they are in it.
func (s *story) enter(p *person, meeting string) {
	p.meeting, p.follower = meeting, p.guest.Follow(meeting)
	s.run(p)
	seen := s.wait(p, "in the room", func(seen guest.Seen) bool { return seen.Position.Epoch != "" })
	p.first, p.heard = seen.Position.Seq, seen.Position.Seq
}

// run has a person follow the room until they leave.
func (s *story) run(p *person) {
	ctx, cancel := context.WithCancel(s.ctx)
	left := make(chan error, 1)
	p.leave, p.left = cancel, left
	go func() { left <- p.follower.Run(ctx) }()
}

// leave ends following. What was heard must have been right.
func (s *story) leave(p *person) {
	if p.leave == nil {
		return
	}
	p.leave()
	p.leave = nil
	if err := <-p.left; err != nil {
		s.t.Errorf("%s: %v", p.name, err)
	}
}

func (s *story) everybodyLeaves() {
	for _, p := range s.people {
		s.leave(p)
		if p.line != nil {
			p.line.Cut()
		}
	}
}

// wait waits until what a person knows is as wanted.
func (s *story) wait(p *person, what string, wanted func(guest.Seen) bool) guest.Seen {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	seen, err := p.follower.Until(ctx, wanted)
	s.learn(seen)
	if err != nil {
		s.fail("%s is not %s, but at %d with %d events heard, %d lines opened\n%s",
			p.name, what, seen.Position.Seq, len(seen.Entries), seen.Opened, asJSON(seen.Room))
	}
	return seen
}

// learn remembers the titles of agenda items.
func (s *story) learn(seen guest.Seen) {
	for _, i := range seen.Room.Agenda.Items {
		s.titles[string(i.ID)] = i.Title
	}
}

// item returns the identity of an agenda item that a person sees, by its title.
func (s *story) item(p *person, title string) string {
	var found meetings.ItemID
	s.wait(p, "seeing the item "+title, func(seen guest.Seen) bool {
		at := slices.IndexFunc(seen.Room.Agenda.Items, func(i meetings.Item) bool { return i.Title == title })
		if at >= 0 {
			found = seen.Room.Agenda.Items[at].ID
		}
		return at >= 0
	})
	return string(found)
}

// command makes a command of words such as item=Frågor to=1.
func (s *story) command(p *person, do string, words []string) meetings.Command {
	members := map[string]any{"id": string(newID()), "do": do}
	if do == (meetings.NextItem{}).Do() {
		members["from"] = s.wait(p, "in the room", func(guest.Seen) bool { return true }).Room.Agenda.Current
	}
	for _, w := range words {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			s.fail("not name=value: %s", w)
		}
		switch name {
		case "item", "from":
			members[name] = s.item(p, value)
		case "to", "minutes", "answer":
			members[name] = json.Number(value)
		case "open":
			members[name] = value == "yes"
		case "choices":
			members[name] = strings.Split(value, "/")
		case "reason":
			members[name] = meetings.Text{SV: value}
		case "start":
			members[name] = s.moment(value)
		default:
			members[name] = s.file(value)
		}
	}
	up, err := wire.DecodeUp([]byte(asJSON(members)))
	s.must(err)
	return up.Command
}

// moment reads 2027-01-13T12.00 by a Swedish clock.
func (s *story) moment(text string) meetings.Instant {
	zone, err := time.LoadLocation("Europe/Stockholm")
	s.must(err)
	at, err := time.ParseInLocation("2006-01-02T15.04", text, zone)
	s.must(err)
	return meetings.At(at)
}

// say has a person ask for something and waits for the answer, asking again with
// the same identity when a line broke meanwhile.
func (s *story) say(p *person, c meetings.Command) {
	p.last, p.id = c, newID()
	p.reply = wire.Reply{}
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	var err error
	if p.reply, err = persist(ctx, p.follower, p.id, c, isAny); err != nil {
		s.fail("no answer to %s: %v", c.Do(), err)
	}
}

// persist says a command under one identity until there is an answer that will do.
func persist(ctx context.Context, f *guest.Follower, id meetings.ID, c meetings.Command, willDo func(wire.Reply) bool) (wire.Reply, error) {
	for {
		f.Say(id, c)
		once, cancel := context.WithTimeout(ctx, time.Second)
		seen, err := f.Until(once, func(seen guest.Seen) bool { reply, ok := seen.Replies[id]; return ok && willDo(reply) })
		cancel()
		if err == nil {
			return seen.Replies[id], nil
		}
		if ctx.Err() != nil {
			return wire.Reply{}, fmt.Errorf("at %d after %d lines: %w", seen.Position.Seq, seen.Opened, err)
		}
	}
}

func isAny(wire.Reply) bool { return true }

// race has two people ask for the same at once.
func (s *story) race(args []string) {
	p, q := s.inRoom(args[0]), s.inRoom(args[1])
	c, d := s.command(p, args[2], args[3:]), s.command(q, args[2], args[3:])
	if asJSON(c) != asJSON(d) {
		s.fail("they do not see the same: %s, %s", asJSON(c), asJSON(d))
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.last, p.id = c, newID()
		p.reply, _ = persist(s.ctx, p.follower, p.id, c, isAny)
	}()
	s.say(q, d)
	<-done
	if (p.reply.Seq == 0) == (q.reply.Seq == 0) || p.reply.Refused+q.reply.Refused != meetings.Late {
		s.fail("they were answered %+v and %+v", p.reply, q.reply)
	}
}

// again repeats the last command of a person at a node, without a socket.
func (s *story) again(args []string) {
	p := s.known(args[0])
	g := *p.guest
	g.Base = s.node(args[1]).base
	reply, err := g.Do(s.ctx, p.meeting, p.id, p.last)
	s.must(err)
	if reply != p.reply {
		s.fail("the first answer was %+v, this one is %+v", p.reply, reply)
	}
}
