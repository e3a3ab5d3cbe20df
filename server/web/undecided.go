package web

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// How far back the overview looks for what nobody has decided. What is older still returns
// on the pages of later meetings.
const (
	undecidedFor  = 180 * 24 * time.Hour
	undecidedMost = 200 // meetings, the newest
)

// undecided finds what of earlier meetings waits for a decision, so that nothing of it
// disappears unseen:
//
//   - promises and needs are counted at the next meeting of their series, where they return;
//   - where nothing more of the series is to come, at the meeting they were said in;
//   - items that were not finished, at their own meeting, for as long as minutes are waited for.
//
// It adds to the rows of meetings to come, in order, and returns those of meetings that are
// over. ended are those that were over before their time.
func (w *Web) undecided(p *page, r *http.Request, rows []planRow, themes []meetings.Theme, ended []meetings.Room) (over []planRow, err error) {
	past, err := w.store.Rooms(r.Context(), store.Which{From: p.Now.Add(-undecidedFor), To: p.Now, Newest: true, Limit: undecidedMost, Convener: &p.Who.Convener})
	if err != nil {
		return nil, err
	}
	ended = slices.DeleteFunc(ended, func(x meetings.Room) bool { return x.Meeting.Start < p.Now }) // those are among the past
	for _, room := range slices.Concat(ended, past) {
		m := room.Meeting
		if m.Phase(p.Now) != meetings.Over {
			continue
		}
		x := planRow{row: row{Meeting: m, Themes: themesOf(m, themes)}, Over: true}
		at := slices.IndexFunc(rows, func(next planRow) bool { return returnsIn(m, next.Meeting) })
		if loose := len(room.Loose()); at >= 0 {
			rows[at].Undecided += loose
		} else {
			x.Undecided = loose
		}
		if m.Ended > p.Now.Add(-rememberedFor) {
			x.Undecided += len(room.Agenda.Unfinished())
		}
		if x.Undecided > 0 {
			over = append(over, x)
		}
	}
	return over, nil
}

// returnsIn reports whether what was promised and needed in one meeting returns in another.
func returnsIn(said, later meetings.Meeting) bool {
	return said.Series != "" && said.Series == later.Series && later.Start > said.Start && later.Status == meetings.Planned
}

// staying returns the promises and needs of a meeting that is over and has no later one of
// its series, where they could return: they are decided about where they were said.
func (w *Web) staying(p *page, r *http.Request, m meetings.Meeting) ([]meetings.Loose, error) {
	next, err := w.after(p, r, m)
	if err != nil || returnsIn(m, next) {
		return nil, err
	}
	room, _, err := w.store.Room(r.Context(), string(m.ID))
	return room.Loose(), err
}

// sayUndecided says how much waits for a decision: that of earlier meetings at one to come.
func sayUndecided(p *page, x planRow) string {
	n := strconv.Itoa(x.Undecided)
	said := n + p.Say(" saker väntar på beslut", " things await a decision")
	if x.Undecided == 1 {
		said = n + p.Say(" sak väntar på beslut", " thing awaits a decision")
	}
	if x.Over {
		return said
	}
	return said + p.Say(" sedan tidigare möten", " since earlier meetings")
}

// undecidedPath is where it is decided.
func undecidedPath(x planRow) string {
	if x.Over && x.Meeting.Ended != 0 {
		return meetingPath(x.Meeting) + "/rum"
	}
	return meetingPath(x.Meeting) + "#sedan"
}
