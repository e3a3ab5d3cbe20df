package meetings

import "slices"

// Part is a kind of what can be found by its words.
type Part string

// The parts, as they are searched.
const (
	PartMeeting Part = "meeting" // a meeting by what it is called
	PartAgenda  Part = "agenda"  // a meeting by what is on its agenda
	PartSignal  Part = "signal"
	PartSupport Part = "support" // an entry that is published
	PartMinutes Part = "minutes" // a meeting by what its published minutes say

	PartUnlisted Part = "unlisted" // an entry that is not: only editors look for it
)

// Findable is something that can be found by its words.
type Findable struct {
	Part  Part
	Ref   string // which one, within its part
	Texts []Weighed
}

// Weighed is a text, and how much its words say of what it belongs to.
type Weighed struct {
	Text   string
	Weight int // 1 to 4
}

// ReadByAll reports whether anybody may read what is written in a room: it is for all, and
// nobody watches its door, or it has ended.
func (r Room) ReadByAll() bool {
	return !r.Meeting.Restricted && (r.Meeting.Ended != 0 || !r.House.Locked && !r.House.Lobby)
}

// Findable returns what of a room can be found by anybody:
//
//   - nothing of a draft;
//   - what the meeting is called, and its agenda, as its page shows them;
//   - its signals, as they are seen now, unless the meeting is meant for some only. While
//     its door is watched nobody outside reads them, so they are not found before it has ended.
//
// Notes are not: they are a draft of those who write them until they are published, and
// then found by [Minutes.Findable].
func (r Room) Findable() (all []Findable) {
	m := r.Meeting
	if m.Status == Draft {
		return nil
	}
	id := string(m.ID)
	all = append(all, Findable{PartMeeting, id, []Weighed{{m.Title.SV, 4}, {m.Title.EN, 4}, {m.Note.SV, 2}, {m.Note.EN, 2}}})
	agenda := Findable{Part: PartAgenda, Ref: id}
	for _, i := range r.Agenda.Items {
		agenda.Texts = append(agenda.Texts, Weighed{i.Title, 4}, Weighed{i.Presenter, 2})
	}
	if len(agenda.Texts) > 0 {
		all = append(all, agenda)
	}
	if !r.ReadByAll() {
		return all
	}
	for _, s := range r.Signals {
		all = append(all, Findable{PartSignal, id + "/" + string(s.ID), []Weighed{{s.Text, 4}}})
	}
	return all
}

// Findable returns by what an entry is found.
func (s Support) Findable() Findable {
	part := PartSupport
	if s.State != SupportPublished {
		part = PartUnlisted
	}
	return Findable{part, string(s.ID), []Weighed{{s.Title, 4}, {s.Source, 2}, {s.About, 1}}}
}

// Same reports whether two are found by the same.
func (f Findable) Same(other Findable) bool {
	return f.Part == other.Part && f.Ref == other.Ref && slices.Equal(f.Texts, other.Texts)
}
