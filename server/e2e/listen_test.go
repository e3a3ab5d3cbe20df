package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

func (s *story) listenVerbs() map[string]verb {
	return map[string]verb{
		"hear":         {2, s.hear},
		"at":           {2, s.at},
		"whole":        {1, func(args []string) { s.whole(s.inRoom(args[0])) }},
		"agree":        {0, func([]string) { s.agree() }},
		"sees-present": {2, s.seesPresent},
	}
}

// hear wants the next event of a person to be as told.
func (s *story) hear(args []string) {
	p := s.inRoom(args[0])
	p.heard++
	seen := s.wait(p, fmt.Sprintf("hearing event %d", p.heard), func(seen guest.Seen) bool { return seen.Position.Seq >= p.heard })
	at := int64(len(seen.Entries)) - (seen.Position.Seq - p.heard) - 1
	if at < 0 {
		s.fail("%s did not hear event %d but got a snapshot at %d", p.name, p.heard, seen.Position.Seq)
	}
	e := seen.Entries[at]
	body, err := meetings.EncodeEvent(e.Event)
	s.must(err)
	var members map[string]any
	s.must(json.Unmarshal(body, &members))
	members["seq"], members["by"] = float64(e.Seq), e.By.Name
	if item, ok := members["item"].(map[string]any); ok {
		s.titles[fmt.Sprint(item["id"])] = fmt.Sprint(item["title"])
	}
	if e.Event.Kind() != args[1] {
		s.fail("event %d is %s", e.Seq, body)
	}
	for _, w := range args[2:] {
		name, want, _ := strings.Cut(w, "=")
		if got := s.member(members, name); got != want {
			s.fail("%s of event %d is %q: %s", name, e.Seq, got, body)
		}
	}
}

// member says a member of an event in the words of the story.
func (s *story) member(members map[string]any, name string) string {
	value, ok := members[name]
	if item, is := members["item"].(map[string]any); is && (!ok || name == "item") {
		if value, ok = item[name]; name == "item" {
			return fmt.Sprint(item["title"])
		}
	}
	if !ok {
		return ""
	}
	if text, is := value.(map[string]any); is {
		return fmt.Sprint(text["sv"])
	}
	if number, is := value.(float64); is {
		return strconv.FormatFloat(number, 'f', -1, 64)
	}
	if title, is := s.titles[fmt.Sprint(value)]; is {
		return title
	}
	return fmt.Sprint(value)
}

// at wants a person to have heard everything up to a number.
func (s *story) at(args []string) {
	p := s.inRoom(args[0])
	want, err := strconv.ParseInt(args[1], 10, 64)
	s.must(err)
	s.wait(p, "at "+args[1], func(seen guest.Seen) bool { return seen.Position.Seq >= want })
	if at := p.follower.Position().Seq; at != want {
		s.fail("%s is at %d", p.name, at)
	}
	p.heard = want
}

// whole wants a person to have heard every event since they entered. That they came
// in order, the follower itself checks.
func (s *story) whole(p *person) {
	seen := s.wait(p, "in the room", func(guest.Seen) bool { return true })
	if int64(len(seen.Entries)) != seen.Position.Seq-p.first {
		s.fail("%s entered at %d and is at %d, but has heard %d events", p.name, p.first, seen.Position.Seq, len(seen.Entries))
	}
}

// agree wants everybody, and every node that is up, to have the same room.
func (s *story) agree() {
	for _, p := range s.people {
		if p.leave == nil {
			continue
		}
		for name, n := range s.in.nodes {
			if n.child == nil {
				continue
			}
			kept, err := fresh(s.ctx, n, p.meeting)
			s.must(err)
			seen := s.wait(p, fmt.Sprintf("at %d", kept.Seq), func(seen guest.Seen) bool { return seen.Position.Seq >= kept.Seq })
			if diff := cmp.Diff(asJSON(kept.Room), asJSON(seen.Room)); diff != "" || seen.Position.Seq != kept.Seq {
				s.fail("%s is at %d, node %s at %d: %s", p.name, seen.Position.Seq, name, kept.Seq, diff)
			}
		}
	}
}

// fresh asks a node for a room as somebody who has nothing.
func fresh(ctx context.Context, n *node, meeting string) (wire.Snapshot, error) {
	status, body, err := n.body(ctx, "/moten/"+url.PathEscape(meeting)+"/rum/handelser", nil)
	if err != nil {
		return wire.Snapshot{}, err
	}
	var frames []wire.Down
	if err := json.Unmarshal(body, &frames); err != nil || len(frames) == 0 || frames[0].Snapshot == nil {
		return wire.Snapshot{}, fmt.Errorf("no snapshot: %d %s: %w", status, body, err)
	}
	return *frames[0].Snapshot, nil
}

// seesPresent wants a person to be told how many are here.
func (s *story) seesPresent(args []string) {
	want, err := strconv.Atoi(args[1])
	s.must(err)
	p := s.inRoom(args[0])
	s.wait(p, "told that "+args[1]+" are here", func(seen guest.Seen) bool { return seen.Present.Count == want })
}

// asJSON is a value as it goes on the wire, for comparing.
func asJSON(v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(body)
}

func newID() meetings.ID { return meetings.ID(uuid.NewString()) }
