package meetings

import (
	"strings"
	"time"
)

// Kind says what sort of meeting it is.
type Kind string

// The kinds of meeting.
const (
	Ordinary Kind = "meeting"  // one date of a series
	Extra    Kind = "extra"    // announced on its own
	Webinar  Kind = "webinar"  // somebody teaches, and the others listen
	Briefing Kind = "briefing" // an information meeting: the convener informs, and the others listen
)

// Name is the word for a kind: ringa-in-möte, webbinarium, informationsmöte.
func (k Kind) Name() Text {
	switch k {
	case Webinar:
		return Text{"webbinarium", "webinar"}
	case Briefing:
		return Text{"informationsmöte", "information meeting"}
	}
	return Text{"ringa-in-möte", "dial-in meeting"}
}

// Listens reports whether most who come to a meeting of the kind listen, and ask in writing:
// its speaker list is closed until somebody opens it, and it need not have anybody who presents.
func (k Kind) Listens() bool { return k == Webinar || k == Briefing }

// Status says whether a meeting stands.
type Status string

// The statuses. A meeting that was moved still stands: it is known by MovedFrom.
const (
	Draft     Status = "draft" // seen by organisers only
	Planned   Status = "planned"
	Cancelled Status = "cancelled"
)

// Meeting is one occurrence: a date of a series, an extra meeting, a webinar or an information meeting.
// Its ID and its Slug are for life and never follow its date, title or series.
type Meeting struct {
	ID               ID       `json:"id"`
	Slug             string   `json:"slug"`               // the meeting in addresses
	Series           ID       `json:"series,omitempty"`   // empty for one announced on its own
	Date             Date     `json:"date"`               // the day the rule gave, or the first day announced
	Convener         ID       `json:"convener,omitempty"` // the organisation whose it is
	Kind             Kind     `json:"kind"`
	Status           Status   `json:"status"`
	Themes           []string `json:"themes"` // slugs; may be more than one
	Title            Text     `json:"title"`
	Note             Text     `json:"note,omitzero"` // a line to those who come, such as "Gäst: längre möte"
	Start            Instant  `json:"start"`
	Minutes          int      `json:"minutes"`
	Zone             string   `json:"zone"` // IANA name of the zone the meeting is held in
	Ways             Ways     `json:"ways"`
	CancelledBecause Text     `json:"cancelledBecause,omitzero"`
	MovedFrom        Instant  `json:"movedFrom,omitempty"` // the start first announced; zero when it was not moved
	MovedBecause     Text     `json:"movedBecause,omitzero"`
	Restricted       bool     `json:"restricted,omitempty"` // meant for a restricted audience; never a lock
	Touched          bool     `json:"touched,omitempty"`    // somebody has opened or edited it, so a changed rule leaves it alone
	Withdrawn        bool     `json:"withdrawn,omitempty"`  // cancelled by a change of its series, not by somebody: it stands again when the series gives its date again

	Started Instant `json:"started,omitempty"` // when its agenda was started, from the agenda
	Ended   Instant `json:"ended,omitempty"`   // when its agenda was ended, from the agenda

	Published Instant `json:"published,omitempty"` // when its minutes were first published; zero while nobody can read them

	NotesLocked bool `json:"notesLocked,omitempty"` // only those who run the meeting write in the notes

	// Sequence, Created and Changed are the meeting's revision as calendars see it
	// (RFC 5545, 3.8.7): raised and stamped by every visible change.
	Sequence int     `json:"sequence"`
	Created  Instant `json:"created"`
	Changed  Instant `json:"changed"`
}

// End returns when the meeting is planned to end.
func (m Meeting) End() Instant { return m.Start.Add(time.Duration(m.Minutes) * time.Minute) }

// Location returns the zone the meeting is held in, or UTC if its name is unknown.
func (m Meeting) Location() *time.Location {
	loc, err := time.LoadLocation(m.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Day returns the day on which the meeting is held, in its own zone.
func (m Meeting) Day() Date { return DateOf(m.Start.In(m.Location())) }

// Phase is where in its life a meeting is, as its page tells it.
type Phase string

// The phases of a meeting.
const (
	Ahead   Phase = "planned"
	Soon    Phase = "soon" // it begins within [SoonBefore]
	OnNow   Phase = "on"
	Over    Phase = "over"
	CallOff Phase = "cancelled"
)

// SoonBefore is how long before its start a meeting counts as soon.
const SoonBefore = 30 * time.Minute

// LeftOnFor is how long past its planned end a meeting that nobody ended still counts
// as on.
const LeftOnFor = time.Hour

// Phase returns the phase of the meeting at a moment:
//
//   - cancelled, whenever it is cancelled;
//   - over, when it was ended, or its planned end has passed and it was never
//     started, or was left on for an hour after its planned end;
//   - on, when it was started or its start has passed;
//   - soon, within half an hour before its start; planned before that.
//
// Whether it was moved is told beside its phase, by MovedFrom.
func (m Meeting) Phase(now Instant) Phase {
	switch {
	case m.Status == Cancelled:
		return CallOff
	case m.Ended != 0:
		return Over
	case m.Started != 0 && now >= m.End().Add(LeftOnFor):
		return Over
	case m.Started != 0:
		return OnNow
	case now >= m.End():
		return Over
	case now >= m.Start:
		return OnNow
	case now >= m.Start.Add(-SoonBefore):
		return Soon
	}
	return Ahead
}

// Dial returns the address that dials the number and then keys the code, after
// two pauses and with a closing #: tel:+46846500410,,202712%23. It is empty
// when there is no number. RFC 3966 knows the number; the commas are what phones
// dial as pauses.
func (w Ways) Dial() string {
	if w.Phone == "" {
		return ""
	}
	keep := func(s, also string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || strings.ContainsRune(also, r) {
				return r
			}
			return -1
		}, s)
	}
	dial := "tel:" + keep(w.Phone, "+")
	if code := keep(w.Code, "*"); code != "" {
		dial += ",," + code + "%23"
	}
	return dial
}

// Lang returns the language that the meeting is held in, as far as its title says it.
func (m Meeting) Lang() Lang {
	if m.Title.SV == "" {
		return EN
	}
	return SV
}
