package live

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"ringain/meetings"
	"ringain/notify/bus"
	"ringain/server/wire"
)

// presence is who is in a room. It is best effort: each node tells the others of
// its own people, at most once a second, and everybody is told a digest.
type presence struct {
	changed   bool
	told      frame
	published time.Time
	others    map[string]elsewhere // by node
}

type elsewhere struct {
	Node string        `json:"node"`
	Here wire.Presence `json:"here"`
	at   time.Time
}

// How often a node repeats who is there, and when one that is silent is forgotten.
const (
	republishEvery = 10 * time.Second
	forgetNode     = 25 * time.Second
)

func presenceTopic(id meetings.ID) string { return "presence/" + string(id) }

// heardPresence is called by the bus with who is in the room on another node.
func (r *room) heardPresence(m bus.Message) {
	var e elsewhere
	if m.Lost || json.Unmarshal(m.Body, &e) != nil || e.Node == r.hub.Node {
		return
	}
	e.at = r.hub.Now()
	r.send(func() {
		if r.present.others == nil {
			r.present.others = map[string]elsewhere{}
		}
		if _, known := r.present.others[e.Node]; !known {
			r.present.published = time.Time{} // so that the newcomer hears of us
		}
		r.present.others[e.Node] = e
		r.present.changed = true
	})
}

// tellPresence tells the members who is here, and the other nodes who is here with us.
func (r *room) tellPresence() {
	now := r.hub.Now()
	p := &r.present
	for node, e := range p.others {
		if now.Sub(e.at) > forgetNode {
			delete(p.others, node)
			p.changed = true
		}
	}
	if !p.changed && now.Sub(p.published) < republishEvery {
		return
	}
	here := r.here()
	r.publishPresence(here)
	p.published = now
	if !p.changed {
		return
	}
	p.changed = false
	for _, e := range p.others {
		here = merge(here, e.Here)
	}
	r.whoIsHere.Store(&here)
	p.told = frameOf(wire.Down{Presence: &here})
	r.pushAll(p.told)
}

func (r *room) publishPresence(here wire.Presence) {
	body, err := json.Marshal(elsewhere{Node: r.hub.Node, Here: here})
	if err == nil {
		err = r.hub.Bus.Publish(context.Background(), presenceTopic(r.id), body)
	}
	if err != nil {
		r.hub.Log.Debug("other nodes may not know who is here", "meeting", r.id, "err", err)
	}
}

// farewell tells the other nodes that nobody is left here.
func (r *room) farewell() { r.publishPresence(wire.Presence{}) }

// here counts the members, and those who have joined and have the captions open: an
// interpreter who writes them is in the meeting. Somebody with two windows counts once.
func (r *room) here() wire.Presence {
	p := wire.Presence{Sectors: map[string]int{}, People: []wire.Participant{}}
	seen := map[meetings.ID]bool{}
	r.fold()
	count := func(who meetings.Person) {
		if seen[who.ID] {
			return
		}
		seen[who.ID] = true
		p.Count++
		if who.Sector != "" {
			p.Sectors[who.Sector]++
		}
		p.People = append(p.People, participant(r.state.House.Shows(who)))
	}
	for c := range r.members {
		if c.person.ID == "" {
			p.Count++
		} else {
			count(c.person)
		}
	}
	for _, who := range r.readers {
		count(who)
	}
	return bounded(p)
}

func merge(a, b wire.Presence) wire.Presence {
	a.Count += b.Count
	for sector, n := range b.Sectors {
		a.Sectors[sector] += n
	}
	a.People = append(a.People, b.People...)
	return bounded(a)
}

func bounded(p wire.Presence) wire.Presence {
	slices.SortFunc(p.People, func(a, b wire.Participant) int { return cmp.Compare(a.Name, b.Name) })
	if len(p.People) > wire.MaxPeople {
		p.People = p.People[:wire.MaxPeople]
	}
	return p
}
