package web

import (
	"cmp"
	"net/http"

	"ringain/meetings"
)

// deed is one line of what the organisers of a meeting have done.
type deed struct {
	When, Who string
	What      string
}

// houseLog is what those who run a meeting have done to how it is held: for organisers,
// and for those whose role it is to keep order, and without what was hidden.
func (w *Web) houseLog(p *page, r *http.Request) (body, error) {
	room, seq, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	if !meetings.MayRun(room.As(p.Person, meetings.SetHouse{})) {
		return nil, p.organiser()
	}
	m := room.Meeting
	log, err := w.store.EventsSince(r.Context(), m.ID, 0, int(seq))
	if err != nil {
		return nil, err
	}
	p.Title = p.Say("Vad de som leder har gjort, ", "What those who run it have done, ") + p.In(m.Title)
	p.Section, p.Path, p.Private = "/moten", meetingPath(m)+"/rum/logg", true
	others, err := w.store.Deeds(r.Context(), m.ID)
	if err != nil {
		return nil, err
	}
	var all []deed
	called := w.callerOf(r, room)
	for _, d := range meetings.With(meetings.Deeds(log, called), others, called) {
		who := cmp.Or(d.By.Name, p.Say("En tidigare organisatör", "A former organiser"))
		all = append(all, deed{p.sayMoment(m, d.At), who, p.In(d.What)})
	}
	return houseLogPage(p, m, all), nil
}

// callerOf returns what says what people of a meeting are called, as long as it is
// remembered, and unless their name is hidden.
func (w *Web) callerOf(r *http.Request, room meetings.Room) func(meetings.ID) meetings.Text {
	known := map[meetings.ID]meetings.Text{}
	return func(who meetings.ID) meetings.Text {
		if name, ok := known[who]; ok {
			return name
		}
		name := meetings.Text{SV: "en deltagare", EN: "a participant"}
		e, came, err := w.store.Entrant(r.Context(), room.Meeting.ID, who)
		if err != nil {
			w.log.Warn("it cannot be read who was in a meeting", "err", err)
		}
		if came && e.Person.Name != "" && !room.House.Hides(who) {
			name = meetings.Text{SV: e.Person.Name, EN: e.Person.Name}
		}
		known[who] = name
		return name
	}
}
