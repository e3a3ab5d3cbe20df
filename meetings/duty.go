package meetings

import "slices"

// Duty is what somebody in a room is asked to do while its meeting runs: a role, beside
// that of guest. It is given to a person of this meeting, by an organiser, and is taken
// back at any time. Several people may share one, and one may have several. Duties end
// with the meeting, but for that of its chairs, who say what becomes of what was not
// finished; and with the removal of whoever has them.
type Duty string

// The duties.
const (
	Chair       Duty = "motesledare"
	Secretary   Duty = "sekreterare"
	PhoneHost   Duty = "telefonvard"
	Moderator   Duty = "moderator"
	Interpreter Duty = "skrivtolk" // writes captions
)

// Duties are the duties by name, in the order they are shown.
func Duties() []Named {
	return []Named{
		{string(Chair), Text{"mötesledare", "chair"}},
		{string(Secretary), Text{"sekreterare", "note-taker"}},
		{string(PhoneHost), Text{"telefonvärd", "phone host"}},
		{string(Moderator), Text{"moderator", "moderator"}},
		{string(Interpreter), Text{"skrivtolk", "speech-to-text interpreter"}},
	}
}

func nameOfDuty(duty Duty) Text {
	for _, n := range Duties() {
		if n.Code == string(duty) {
			return n.Name
		}
	}
	return Text{SV: string(duty), EN: string(duty)}
}

// MaxDuties bounds how many duties there are in one meeting.
const MaxDuties = 30

// OnDuty is one duty of one person.
type OnDuty struct {
	Who  ID   `json:"who"`
	Duty Duty `json:"duty"`
}

// The commands about duties.
type (
	// GiveDuty gives a duty to somebody who has come into the room.
	GiveDuty struct {
		Who  ID   `json:"who"`
		Duty Duty `json:"duty"`
	}
	// EndDuty takes a duty back. Whoever has it may lay it down.
	EndDuty struct {
		Who  ID   `json:"who"`
		Duty Duty `json:"duty"`
	}
)

// The events about duties.
type (
	DutyGiven struct {
		Who  ID   `json:"who"`
		Duty Duty `json:"duty"`
	}
	DutyEnded struct {
		Who  ID   `json:"who"`
		Duty Duty `json:"duty"`
	}
)

func (GiveDuty) Do() string    { return "duty.give" }
func (EndDuty) Do() string     { return "duty.end" }
func (DutyGiven) Kind() string { return "duty.given" }
func (DutyEnded) Kind() string { return "duty.ended" }

func dutyCommands() []Command { return []Command{GiveDuty{}, EndDuty{}} }
func dutyEvents() []Event     { return []Event{DutyGiven{}, DutyEnded{}} }

// Has reports whether somebody has a duty; with "", any duty.
func (h House) Has(who ID, duty Duty) bool {
	return who != "" && slices.ContainsFunc(h.Duties, func(o OnDuty) bool { return o.Who == who && (duty == "" || o.Duty == duty) })
}

// anybody reports whether somebody has a duty.
func (h House) anybody(duty Duty) bool {
	return slices.ContainsFunc(h.Duties, func(o OnDuty) bool { return o.Duty == duty })
}

// assign decides about duties:
//
//   - organisers give them, to guests who have come into the room and are not removed;
//   - organisers have no need of one, but may take one themselves, so that everybody knows
//     who chairs and who writes;
//   - organisers take them back, and whoever has one may lay it down;
//   - there are at most 30 in a meeting, and none once it has ended.
func (r Room) assign(c Command, d Doing) (Event, error) {
	h := r.House
	switch c := c.(type) {
	case GiveDuty:
		switch {
		case !MayRun(d.By):
			return nil, onlyOrganisers()
		case r.Agenda.Ended != 0:
			return nil, Refuse(Late, "Mötet är avslutat, och rollerna med det.", "The meeting has ended, and the roles with it.")
		case !slices.ContainsFunc(Duties(), func(n Named) bool { return n.Code == string(c.Duty) }):
			return nil, Refuse(Invalid, "Välj en roll i listan.", "Choose a role in the list.").About("duty")
		case d.About == nil || h.Bars(c.Who):
			return nil, Refuse(Unknown, "Den personen är inte med i mötet.", "That person is not in the meeting.")
		case d.About.Role != Guest && c.Who != d.By.ID:
			return nil, Refuse(Late, "En organisatör tar själv sin roll.", "Organisers take their roles themselves.")
		case h.Has(c.Who, c.Duty):
			return nil, Refuse(Late, "Personen har redan den rollen.", "The person already has that role.")
		case len(h.Duties) >= MaxDuties:
			return nil, Refuse(TooMuch, "Det ryms inte fler roller. Ta tillbaka en först.", "No more roles fit. Take one back first.")
		}
		return DutyGiven(c), nil
	case EndDuty:
		switch {
		case (c.Who != d.By.ID || d.By.ID == "") && !MayRun(d.By):
			return nil, onlyOrganisers()
		case !h.Has(c.Who, c.Duty):
			return nil, Refuse(Late, "Personen har inte den rollen längre.", "The person does not have that role any longer.")
		}
		return DutyEnded(c), nil
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

// dutiesAfter returns the duties after an event.
func (h House) dutiesAfter(e Event) []OnDuty {
	switch e := e.(type) {
	case DutyGiven:
		one := OnDuty(e)
		return append(without(h.Duties, func(o OnDuty) bool { return o == one }), one)
	case DutyEnded:
		return without(h.Duties, func(o OnDuty) bool { return o == OnDuty(e) })
	case PersonRemoved:
		return without(h.Duties, func(o OnDuty) bool { return o.Who == e.Who })
	case AgendaEnded:
		return without(h.Duties, func(o OnDuty) bool { return o.Duty != Chair })
	}
	return h.Duties
}
