package meetings

import "time"

// Plan is all that is planned of a meeting: what its series gives it, and what organisers
// have decided about it since.
type Plan struct {
	Kind             Kind     `json:"kind"`
	Status           Status   `json:"status"`
	Themes           []string `json:"themes"`
	Title            Text     `json:"title"`
	Note             Text     `json:"note,omitzero"`
	Start            Instant  `json:"start"`
	Minutes          int      `json:"minutes"`
	Zone             string   `json:"zone"`
	Ways             Ways     `json:"ways"`
	CancelledBecause Text     `json:"cancelledBecause,omitzero"`
	MovedFrom        Instant  `json:"movedFrom,omitempty"`
	MovedBecause     Text     `json:"movedBecause,omitzero"`
	Restricted       bool     `json:"restricted,omitempty"`
	Touched          bool     `json:"touched,omitempty"`
	Withdrawn        bool     `json:"withdrawn,omitempty"`
}

// MeetingPlanned says that a meeting is planned anew as a whole: it follows its changed
// series, it is announced, or a change of it is undone.
type MeetingPlanned struct {
	Plan  Plan   `json:"plan"`
	Items []Item `json:"items,omitzero"` // its agenda; nil where that stays as it is
}

// Kind is its name in the log and on the wire.
func (MeetingPlanned) Kind() string { return "meeting.planned" }

// UndoPlan gives a meeting back what was planned of it before its last change, which led to
// the event Seq. It is refused when another change came after.
type UndoPlan struct {
	Seq int64 `json:"seq"`
}

// Do is its name on the wire.
func (UndoPlan) Do() string { return "meeting.undo" }

// UndoPlanFor is how long a change of a meeting can be undone.
const UndoPlanFor = time.Hour

// Was is what was planned of a meeting before its last change.
type Was struct {
	Seq  int64   // the event that the change led to
	At   Instant // when it was made
	Plan Plan
	Item Item // the item that another presents since the change; no ID when the change was one of the plan
}

// WasBefore returns what was planned of a meeting before an event, where the change that led
// to it can be undone: it was one of what is planned, or somebody else presents an item.
func WasBefore(r Room, e Entry) (was Was, undoable bool) {
	was = Was{Seq: e.Seq, At: e.At, Plan: r.Meeting.Planned()}
	if edited, ok := e.Event.(ItemEdited); ok {
		if at := r.Agenda.Find(edited.Item); at >= 0 && r.Agenda.Items[at].Presenter != edited.Presenter {
			was.Item = r.Agenda.Items[at]
			return was, true
		}
		return Was{}, false
	}
	return was, Plans(e.Event)
}

// Undoable reports whether a change can be undone at a moment: soon enough after it, and
// when what was before it is not over.
func (w Was) Undoable(now Instant) bool {
	return w.Seq != 0 && now <= w.At.Add(UndoPlanFor) && w.Plan.Start > now
}

// Planned returns what is planned of a meeting.
func (m Meeting) Planned() Plan {
	return Plan{m.Kind, m.Status, m.Themes, m.Title, m.Note, m.Start, m.Minutes, m.Zone, m.Ways,
		m.CancelledBecause, m.MovedFrom, m.MovedBecause, m.Restricted, m.Touched, m.Withdrawn}
}

// of returns the meeting as it is planned.
func (p Plan) of(m Meeting) Meeting {
	m.Kind, m.Status, m.Themes, m.Title, m.Note = p.Kind, p.Status, p.Themes, p.Title, p.Note
	m.Start, m.Minutes, m.Zone, m.Ways = p.Start, p.Minutes, p.Zone, p.Ways
	m.CancelledBecause, m.MovedFrom, m.MovedBecause = p.CancelledBecause, p.MovedFrom, p.MovedBecause
	m.Restricted, m.Touched, m.Withdrawn = p.Restricted, p.Touched, p.Withdrawn
	return m
}

// Plans reports whether an event changes what is planned of a meeting, so that it can be undone.
func Plans(e Event) bool {
	switch e.(type) {
	case MeetingCancelled, MeetingRestored, MeetingMoved, MeetingEdited, MeetingPlanned:
		return true
	}
	return false
}

// undo decides about taking back the last change of what is planned.
func (r Room) undo(c UndoPlan, d Doing) (Event, error) {
	announced := r.Meeting.Status != Draft && d.Was.Plan.Status == Draft // which is not taken back
	if d.Was.Seq != c.Seq || !d.Was.Undoable(d.At) || announced {
		return nil, Refuse(Late, "Det går inte att ångra längre. Ändra mötet i stället.", "It can no longer be undone. Change the meeting instead.")
	}
	if i := d.Was.Item; i.ID != "" {
		return r.Agenda.edit(EditItem{Item: i.ID, Title: i.Title, Minutes: i.Minutes, Presenter: i.Presenter, Round: i.Round})
	}
	return MeetingPlanned{Plan: d.Was.Plan}, nil
}

// Draft returns the room of a draft planned anew as somebody has it; announced, it was never
// moved, since nobody knew of another day.
func (r Room) Draft(as Meeting) Room {
	m := &r.Meeting
	if m.Kind != as.Kind {
		r.Queue.Closed = as.Kind.Listens()
	}
	m.Kind, m.Status, m.Themes, m.Title, m.Note = as.Kind, as.Status, as.Themes, as.Title, as.Note
	m.Start, m.Minutes, m.Zone, m.Ways, m.Restricted = as.Start, as.Minutes, as.Zone, as.Ways, as.Restricted
	m.MovedFrom, m.MovedBecause = 0, Text{}
	return r
}

// QueueOf is the speaker list that a meeting of a kind begins with.
func (k Kind) QueueOf() Queue { return Queue{Closed: k.Listens()} }
