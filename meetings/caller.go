package meetings

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Caller is somebody who only rings in, as an organiser entered them: a participant
// like all others. The number they ring from is nowhere: there is no place for it.
type Caller struct {
	ID           ID     `json:"id"`
	Line         int    `json:"line"`           // "Telefon 3" is on line 3
	Name         string `json:"name,omitempty"` // empty until somebody has asked
	Organisation string `json:"organisation,omitempty"`
	Sector       string `json:"sector,omitempty"`

	Who   ID      `json:"who,omitempty"`   // the participant whose call this is, once that is known: the two are one
	Muted bool    `json:"muted,omitempty"` // their sound is off
	Help  bool    `json:"help,omitempty"`  // they want help
	Away  Instant `json:"away,omitempty"`  // since when their line is broken; 0 while they are on it
}

// The bounds of those who ring in.
const (
	MaxCallers = 100
	maxLine    = 999

	RingAgainWithin = 3 * time.Minute // whoever rings again so soon has the same line and place
)

// Self returns who the caller is in the speaker list: the participant whose call it is,
// or the caller.
func (c Caller) Self() ID { return cmp.Or(c.Who, c.ID) }

// Person returns the caller as one who asks for the floor.
func (c Caller) Person() Person {
	return Person{ID: c.Self(), Name: c.Name, Organisation: c.Organisation, Sector: c.Sector, Role: Guest}
}

// Gone reports whether the line has been broken for so long that the caller is given up.
func (c Caller) Gone(now Instant) bool { return c.Away != 0 && now >= c.Away.Add(RingAgainWithin) }

// Caller returns somebody who rings in, and whether they are there.
func (r Room) Caller(id ID) (c Caller, ok bool) {
	at := slices.IndexFunc(r.Callers, func(c Caller) bool { return c.ID == id })
	if at < 0 {
		return c, false
	}
	return r.Callers[at], true
}

// CallerOf returns the caller that a participant is, and whether they ring in.
func (r Room) CallerOf(who ID) (c Caller, ok bool) {
	at := slices.IndexFunc(r.Callers, func(c Caller) bool { return who != "" && c.Self() == who })
	if at < 0 {
		return c, false
	}
	return r.Callers[at], true
}

// FreeLine returns the first line that no caller has.
func (r Room) FreeLine() int {
	for line := 1; ; line++ {
		if !slices.ContainsFunc(r.Callers, func(c Caller) bool { return c.Line == line }) {
			return line
		}
	}
}

// answerCall decides about those who ring in:
//
//   - nobody is added once the meeting has ended, or when it is cancelled;
//   - nobody is added twice on one line;
//   - a name is a name: one with five digits or more is taken for a telephone number,
//     and nobody is named as another line is;
//   - a caller who is removed leaves the speaker list too, unless they are in the room
//     as a participant as well;
//   - a call that is a participant's has the name that they gave: it is one person, who
//     has one call and one place;
//   - a broken line keeps its caller and their place for a short while;
//   - anybody's sound can be turned on again, by themselves and by those who help them.
func (r Room) answerCall(c Command, d Doing) (Event, error) {
	if err := r.stands(); err != nil {
		return nil, err
	}
	switch c := c.(type) {
	case AddCaller:
		if len(r.Callers) >= MaxCallers {
			return nil, Refuse(TooMuch, "Det ryms inte fler som ringer. Ta bort dem som lagt på.",
				"No more callers fit. Remove those who have rung off.")
		}
		if c.Line == 0 {
			c.Line = r.FreeLine()
		}
		if c.Line < 1 || c.Line > maxLine {
			return nil, Refuse(Invalid, "Skriv ett nummer mellan 1 och 999.", "Write a number between 1 and 999.").About("line")
		}
		if slices.ContainsFunc(r.Callers, func(other Caller) bool { return other.Line == c.Line }) {
			return nil, Refuse(Late, fmt.Sprintf("Telefon %d finns redan.", c.Line), fmt.Sprintf("Phone %d is already there.", c.Line)).About("line")
		}
		caller, err := Caller{ID: d.ID, Line: c.Line, Name: c.Name, Organisation: c.Organisation, Sector: c.Sector, Muted: c.Muted}.checked()
		return CallerAdded{caller}, err
	case EditCaller:
		before, ok := r.Caller(c.Caller)
		if !ok {
			return nil, callerGone()
		}
		if before.Who != "" {
			return nil, Refuse(Late, "Den som ringer har själv skrivit sitt namn i webbläsaren.", "The caller has written their name themselves, in the browser.").About("name")
		}
		caller := before
		caller.Name, caller.Organisation, caller.Sector = c.Name, c.Organisation, c.Sector
		caller, err := caller.checked()
		return CallerEdited{caller}, err
	case SetCaller:
		return r.setCaller(c, d)
	case TieCaller:
		return r.tieCaller(c, d)
	case RemoveCaller:
		before, ok := r.Caller(c.Caller)
		if !ok {
			return nil, callerGone()
		}
		return CallerRemoved{c.Caller, before.Who}, nil
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

// setCaller says what is new of a caller, and nothing else.
func (r Room) setCaller(c SetCaller, d Doing) (Event, error) {
	before, ok := r.Caller(c.Caller)
	if !ok {
		return nil, callerGone()
	}
	e := CallerSet{Caller: c.Caller}
	if c.Muted != nil && *c.Muted != before.Muted {
		e.Muted = c.Muted
	}
	if c.Help != nil && *c.Help != before.Help {
		e.Help = c.Help
	}
	if c.Away != nil && *c.Away != (before.Away != 0) {
		e.Away = new(Instant)
		if *c.Away {
			*e.Away = d.At
		}
	}
	if e == (CallerSet{Caller: c.Caller}) {
		return nil, Refuse(Late, "Det är redan så.", "It is already so.")
	}
	return e, nil
}

// tieCaller says that a caller is a participant who has been in the room.
func (r Room) tieCaller(c TieCaller, d Doing) (Event, error) {
	caller, ok := r.Caller(c.Caller)
	switch {
	case !ok:
		return nil, callerGone()
	case d.About == nil || d.About.ID != c.Who:
		return nil, Refuse(Unknown, "Den personen är inte med i mötet.", "That person is not in the meeting.")
	case r.House.Bars(c.Who):
		return nil, removed()
	case caller.Who == c.Who:
		return nil, Refuse(Late, "Det är redan så.", "It is already so.")
	case caller.Who != "":
		return nil, Refuse(Late, "Samtalet hör redan till någon annan.", "The call already belongs to somebody else.")
	}
	p := r.House.Shows(*d.About)
	caller.Who, caller.Name, caller.Organisation, caller.Sector = p.ID, p.Name, p.Organisation, p.Sector
	return CallerTied{caller}, nil
}

func (c Caller) checked() (Caller, error) {
	if err := fits(&c.Name, false, MaxName, "name"); err != nil {
		return c, err
	}
	if err := fits(&c.Organisation, false, MaxOrganisation, "organisation"); err != nil {
		return c, err
	}
	if err := noNumber(c.Name, "name"); err != nil {
		return c, err
	}
	if err := noNumber(c.Organisation, "organisation"); err != nil {
		return c, err
	}
	if line, ok := lineIn(c.Name); ok && line != c.Line {
		return c, Refuse(Invalid, fmt.Sprintf("Telefon %d är någon annan. Skriv vad den som ringer heter, eller lämna namnet tomt.", line),
			fmt.Sprintf("Phone %d is somebody else. Write what the caller is called, or leave the name empty.", line)).About("name")
	} else if ok {
		c.Name = ""
	}
	return c, checkSector(c.Sector)
}

// lineIn returns the line that a name is the name of: "Telefon 2".
func lineIn(name string) (line int, ok bool) {
	words := strings.Fields(strings.ToLower(name))
	if len(words) != 2 || words[0] != "telefon" && words[0] != "phone" {
		return 0, false
	}
	line, err := strconv.Atoi(words[1])
	return line, err == nil
}

// noNumber refuses what may be a telephone number where a name belongs: everybody sees names.
func noNumber(name, field string) error {
	digits := 0
	for _, r := range name {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	if digits < 5 {
		return nil
	}
	return Refuse(Invalid, "Skriv inte telefonnummer här. Alla i mötet ser namnet.",
		"Do not write telephone numbers here. Everybody in the meeting sees the name.").About(field)
}

func callerGone() *Refusal {
	return Refuse(Late, "Den som ringde är redan borttagen.", "The caller is already removed.")
}

// callersAfter returns those who ring in after an event.
func callersAfter(callers []Caller, e Event) []Caller {
	switch e := e.(type) {
	case CallerAdded:
		return append(slices.Clip(callers), e.Caller)
	case CallerEdited:
		return callersWith(callers, e.Caller.ID, func(c *Caller) { *c = e.Caller })
	case CallerSet:
		return callersWith(callers, e.Caller, func(c *Caller) { *c = c.after(e) })
	case CallerTied:
		callers = without(callers, func(c Caller) bool { return c.ID != e.Caller.ID && c.Who == e.Caller.Who })
		return callersWith(callers, e.Caller.ID, func(c *Caller) { *c = e.Caller })
	case CallerRemoved:
		return without(callers, func(c Caller) bool { return c.ID == e.Caller })
	case PersonRemoved:
		return without(callers, func(c Caller) bool { return c.Who == e.Who })
	case AgendaEnded:
		return nil
	}
	return callers
}

func callersWith(callers []Caller, id ID, change func(*Caller)) []Caller {
	callers = slices.Clone(callers)
	for i, c := range callers {
		if c.ID == id {
			change(&callers[i])
		}
	}
	return callers
}

func (c Caller) after(e CallerSet) Caller {
	if e.Muted != nil {
		c.Muted = *e.Muted
	}
	if e.Help != nil {
		c.Help = *e.Help
	}
	if e.Away != nil {
		c.Away = *e.Away
	}
	return c
}

// without returns a new list without some; nil when none remain.
func without[T any](list []T, leave func(T) bool) (rest []T) {
	for _, one := range list {
		if !leave(one) {
			rest = append(rest, one)
		}
	}
	return rest
}
