package web

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// The bounds of what returns from earlier meetings.
const (
	maxEarlier = 60 // meetings that are looked through, the newest first
	maxLoose   = 50 // promises and needs that are shown at once
)

// keeper is what the one who runs a meeting is told of its time; without scripts it is
// as it was when the page was fetched.
type keeper struct {
	Time string   // how long is left
	Over string   // by how much the items go past the end; empty when they fit
	Asks []string // what is to be said before people leave; empty before that
}

// keeper returns what the keeper says just now.
func (v roomView) keeper(p *page) (k keeper) {
	left := v.Meeting.Left(p.Now)
	minutes := int(math.Ceil(left.Minutes()))
	switch {
	case minutes > v.Meeting.Minutes: // it was begun before its time
		return k
	case left > 0:
		k.Time = v.Count("meetingLeft", minutes)
	case left > -time.Minute:
		k.Time = v.Say("overNow")
	default:
		k.Time = v.Count("meetingLate", int(-left.Minutes()))
	}
	if over := int(v.Overrun(p.Now).Minutes()); over > 0 {
		k.Over = v.Count("overrun", over)
	}
	if left <= meetings.NearEnd {
		k.Asks = v.asks()
	}
	return k
}

// asks are the questions before people leave, or how much there is of what they ask for.
func (v roomView) asks() []string {
	n := map[meetings.SignalKind]int{}
	for _, l := range v.Loose() {
		n[l.Signal.Kind]++
	}
	needs, promises, next := v.Say("askNeeds"), v.Say("askPromises"), v.Say("noNextDate")
	if n[meetings.Need] > 0 {
		needs = v.Count("openNeeds", n[meetings.Need])
	}
	if n[meetings.Promise] > 0 {
		promises = v.Count("openPromises", n[meetings.Promise])
	}
	if v.Data.Next != "" {
		next = v.Say("nextDate", "when", v.Data.Next)
	}
	return []string{v.Say("askMaterial"), needs, promises, next}
}

// since returns the promises and needs of the earlier meetings of a series that wait for
// a decision, the newest meeting first; or when the meeting is over, those of its own that
// return nowhere. Only organisers decide.
func (w *Web) since(p *page, r *http.Request, m meetings.Meeting) (all []meetings.Loose, err error) {
	switch {
	case m.Status == meetings.Cancelled || !p.MayPlan():
		return nil, nil
	case m.Phase(p.Now) == meetings.Over:
		return w.staying(p, r, m)
	case m.Series == "":
		return nil, nil
	}
	rooms, err := w.store.Rooms(r.Context(), store.Which{Series: m.Series, To: m.Start, Newest: true, Limit: maxEarlier})
	if err != nil {
		return nil, err
	}
	for _, room := range rooms {
		if before := room.Meeting; before.ID != m.ID && (before.Ended != 0 || before.End() < p.Now) {
			all = append(all, room.Loose()...)
		}
	}
	return all, nil
}

// coming fills in what is known of the next meeting and of what returns in this one.
func (w *Web) coming(p *page, r *http.Request, v *roomView) error {
	next, err := w.after(p, r, v.Meeting)
	if err != nil {
		return err
	}
	if next.ID != "" {
		v.Data.Next = p.sayStart(next)
	}
	since, err := w.since(p, r, v.Meeting)
	v.Data.Since = len(since)
	return err
}

// settleSince decides about something that returned from an earlier meeting.
func (w *Web) settleSince(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	earlier, _, err := w.store.Room(r.Context(), r.PostFormValue("meeting"))
	if err != nil {
		return err
	}
	c := meetings.SettleSignal{Signal: meetings.SignalID(r.PostFormValue("signal")), State: meetings.SignalState(r.PostFormValue("state"))}
	if c.State == meetings.OnTheAgenda {
		c.Into = room.Meeting.ID
	}
	if _, err := w.change.Do(r.Context(), p.Person, earlier.Meeting.ID, commandID(r.PostForm), c); err != nil {
		return err
	}
	return see(rw, r, p, meetingPath(room.Meeting)+"#sedan")
}

// sayKind is the word for what a promise or a need is.
func sayKind(p *page, s meetings.Signal) string {
	for _, k := range meetings.SignalKinds() {
		if k.Code == string(s.Kind) {
			return p.In(k.Name)
		}
	}
	return ""
}

// sayFrom says who said something, and in which meeting.
func sayFrom(p *page, l meetings.Loose) string {
	said := sayKind(p, l.Signal) + " · " + p.sayDay(l.Meeting.Day())
	switch {
	case l.Signal.Organisation != "":
		said += " · " + l.Signal.Organisation
	case l.Signal.Name != "":
		said += " · " + l.Signal.Name
	}
	return said
}

// sayRest says how many more wait than are shown.
func sayRest(p *page, n int) string {
	return p.Say("och ", "and ") + strconv.Itoa(n) + p.Say(" till, som visas när de första är avgjorda.", " more, shown when the first are settled.")
}

// settledWord is the button that says that a promise is kept, or a need answered.
func settledWord(p *page, s meetings.Signal) string {
	if s.Kind == meetings.Promise {
		return p.Say("Är gjort", "Is done")
	}
	return p.Say("Har fått svar", "Is answered")
}

func looseID(i int) string { return "sedan-" + strconv.Itoa(i+1) }
