package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// The largest meeting that is promised: as many guests, who together do so much.
const (
	roomGuests  = 1000
	roomActions = 50 // a second
	roomFor     = 15 * time.Second
	comeIn      = time.Minute // how long it may take until all are in, who come at once
	actEvery    = time.Second / roomActions
	answerIn    = 30 * time.Second // patience, on a slow machine
)

// meetingRoom is a meeting that is on, with its guests, half of them on each node.
type meetingRoom struct {
	nodes   []*process
	meeting string
	item    meetings.ItemID
	chair   *seat
	guests  []*seat
	load    load
	hearing sync.WaitGroup
	made    int
	amiss   error // the first that was refused, or whose line broke
}

// seat is one person in the room. Asked is guarded by the load's mutex.
type seat struct {
	who   *guest.Guest
	line  *guest.Line
	asked map[meetings.ID]time.Time // when what is not answered yet was said
}

// measureRoom has the guests come at once, and act for a while: they ask for the floor
// and withdraw, share signals, and the chair lengthens an item now and then. Everybody
// hears everything, and does so with the limits that a node has by itself.
func measureRoom(ctx context.Context, nodes []*process) (f figures, err error) {
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	r := &meetingRoom{nodes: nodes, meeting: "barn-och-unga-2027-01-12", load: load{plan: plan{Guests: roomGuests + 1}, said: map[uint64]time.Time{}}}
	if err := r.begin(ctx); err != nil {
		return f, err
	}
	f.Idle = r.memory()
	began := time.Now()
	r.guests, err = gatherNumbered(roomGuests, func(i int) (*seat, error) { return r.comeIn(ctx, i) })
	if err != nil {
		return f, err
	}
	f.Connections, f.Joined = roomGuests+1, time.Since(began)
	for i, s := range append(r.guests, r.chair) {
		r.hearing.Go(func() { r.listen(ctx, s, i%(roomGuests/sampled) == 0) })
	}
	cpu := r.cpu()
	began = time.Now()
	if err := r.act(); err != nil {
		return f, err
	}
	f.Took, f.CPU, f.Memory = r.load.last.Load().(time.Time).Sub(began), r.cpu()-cpu, r.memory()
	f.Messages, f.Deliveries = r.load.messages.Load(), r.load.deliveries.Load()
	hangUp()
	r.hearing.Wait()
	if want := f.Messages * int64(f.Connections); f.Deliveries != want {
		return f, fmt.Errorf("%d deliveries, want %d", f.Deliveries, want)
	}
	f.P50, f.P99 = r.load.latency()
	return f, r.amiss
}

// gatherNumbered has n people come, each with a number, a few at a time.
func gatherNumbered[T any](n int, come func(i int) (T, error)) ([]T, error) {
	all := make([]T, n)
	var group errgroup.Group
	group.SetLimit(64)
	for i := range all {
		group.Go(func() (err error) {
			all[i], err = come(i)
			return err
		})
	}
	return all, group.Wait()
}

// begin has the chair sign in, put an item on the agenda and start the meeting.
func (r *meetingRoom) begin(ctx context.Context) error {
	ada := guest.New(r.nodes[0].address)
	if err := ada.SignIn(ctx, r.nodes[0].link, "Ada"); err != nil {
		return err
	}
	for _, c := range []meetings.Command{meetings.AddItem{Title: "En punkt", Minutes: 100}, meetings.StartAgenda{}} {
		id := r.id()
		reply, err := ada.Do(ctx, r.meeting, id, c)
		if err != nil || reply.Seq == 0 {
			return fmt.Errorf("%s: %+v: %w", c.Do(), reply, err)
		}
		if _, adds := c.(meetings.AddItem); adds {
			r.item = meetings.ItemID(id)
		}
	}
	var err error
	r.chair, err = r.open(ctx, ada)
	return err
}

func (r *meetingRoom) id() meetings.ID {
	r.made++
	return meetings.ID(fmt.Sprintf("bench-%020d", r.made))
}

// comeIn has a guest say who they are and open a socket. Who is asked to come later
// comes later.
func (r *meetingRoom) comeIn(ctx context.Context, i int) (*seat, error) {
	who := guest.New(r.nodes[i%len(r.nodes)].address)
	who.HTTP.Transport = &http.Transport{DisableKeepAlives: true}
	if err := who.Join(ctx, r.meeting, fmt.Sprintf("Bo %d", i), "Provkommunen", "kommun"); err != nil {
		return nil, err
	}
	for until := time.Now().Add(comeIn); ; {
		s, err := r.open(ctx, who)
		if err == nil || ctx.Err() != nil || time.Now().After(until) {
			return s, err
		}
		<-time.After(time.Second)
	}
}

// open opens a socket and hears until all that was there has come.
func (r *meetingRoom) open(ctx context.Context, who *guest.Guest) (*seat, error) {
	line, err := who.Open(ctx, r.meeting, wire.Position{})
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, line.Cut)
	s := &seat{who: who, line: line, asked: map[meetings.ID]time.Time{}}
	for {
		h, err := line.Hear(time.Now().Add(answerIn))
		if err != nil {
			line.Cut()
			return nil, err
		}
		if h.Here != nil {
			return s, nil
		}
	}
}

// listen counts what one person hears, until the line is cut.
func (r *meetingRoom) listen(ctx context.Context, s *seat, sample bool) {
	var names []uint64
	r.load.listen(func() ([]uint64, error) {
		body, err := s.line.Frame()
		if err != nil {
			if ctx.Err() == nil {
				r.isAmiss(err)
			}
			return nil, err
		}
		if bytes.HasPrefix(body, []byte(`{"re":`)) {
			r.answered(s, body)
		}
		names = namesOf(names[:0], body)
		return names, nil
	}, sample)
}

// answered notes when what was carried out had been said, under the number it has in the log.
func (r *meetingRoom) answered(s *seat, body []byte) {
	var reply wire.Reply
	if err := json.Unmarshal(body, &reply); err != nil || reply.Seq == 0 {
		r.isAmiss(errors.Join(fmt.Errorf("refused: %s", body), err))
		return
	}
	r.load.mu.Lock()
	defer r.load.mu.Unlock()
	r.load.said[uint64(reply.Seq)] = s.asked[reply.Re]
	delete(s.asked, reply.Re)
	r.load.messages.Add(1)
}

func (r *meetingRoom) isAmiss(err error) {
	r.load.mu.Lock()
	defer r.load.mu.Unlock()
	if r.amiss == nil {
		r.amiss = err
	}
}

// act has one after the other do something, at an even pace, and waits until everybody
// has heard of all of it.
func (r *meetingRoom) act() error {
	const all = int(roomFor / actEvery)
	next := time.Now()
	for n := range all {
		<-time.After(time.Until(next))
		next = next.Add(actEvery)
		s, what := r.turn(n)
		id := r.id()
		r.load.mu.Lock()
		s.asked[id] = time.Now()
		r.load.mu.Unlock()
		if err := s.line.Say(id, what); err != nil {
			return err
		}
	}
	want := int64(all * (roomGuests + 1))
	for until := time.Now().Add(answerIn); r.load.deliveries.Load() < want; {
		if <-time.After(20 * time.Millisecond); time.Now().After(until) {
			r.isAmiss(errors.New("and no more do"))
			return fmt.Errorf("%d of %d have come: %w", r.load.deliveries.Load(), want, r.amiss)
		}
	}
	return nil
}

// turn is who does what as the n-th: of ten, four ask for the floor, four others who
// asked a while ago withdraw, one shares a signal, and the chair changes an item.
func (r *meetingRoom) turn(n int) (*seat, meetings.Command) {
	const waits = 100 // guests between one who asks and one who withdraws
	round, place := n/10, n%10
	guest := func(k int) *seat { return r.guests[(k+roomGuests)%roomGuests] }
	switch asks := round*4 + place/2; {
	case place == 8:
		return guest(roomGuests - 1 - round), meetings.AddSignal{Kind: meetings.Need, Text: fmt.Sprintf("Behov nummer %d", round)}
	case place == 9:
		return r.chair, meetings.ExtendItem{Item: r.item, Minutes: 1 - 2*(round%2)}
	case place%2 == 1 && asks >= waits:
		return guest(asks - waits), meetings.WithdrawTurn{}
	case place%2 == 1:
		return guest(asks), meetings.AskFloor{Note: "en fråga till"} // who waits may say more about it
	default:
		return guest(asks), meetings.AskFloor{}
	}
}

func (r *meetingRoom) cpu() (sum time.Duration) {
	for _, p := range r.nodes {
		sum += p.cpu()
	}
	return sum
}

func (r *meetingRoom) memory() (sum int64) {
	for _, p := range r.nodes {
		sum += p.memory()
	}
	return sum
}
