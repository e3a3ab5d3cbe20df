package meetings

import (
	"fmt"
	"slices"
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
}

// The bounds of those who ring in.
const (
	MaxCallers = 100
	maxLine    = 999
)

// Caller returns somebody who rings in, and whether they are there.
func (r Room) Caller(id ID) (c Caller, ok bool) {
	at := slices.IndexFunc(r.Callers, func(c Caller) bool { return c.ID == id })
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
//   - a name is a name: one with five digits or more is taken for a telephone number;
//   - a caller who is removed leaves the speaker list too.
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
		caller, err := Caller{d.ID, c.Line, c.Name, c.Organisation, c.Sector}.checked()
		return CallerAdded{caller}, err
	case EditCaller:
		before, ok := r.Caller(c.Caller)
		if !ok {
			return nil, callerGone()
		}
		caller, err := Caller{before.ID, before.Line, c.Name, c.Organisation, c.Sector}.checked()
		return CallerEdited{caller}, err
	case RemoveCaller:
		if _, ok := r.Caller(c.Caller); !ok {
			return nil, callerGone()
		}
		return CallerRemoved(c), nil
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
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
	return c, checkSector(c.Sector)
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
		callers = slices.Clone(callers)
		for i, c := range callers {
			if c.ID == e.Caller.ID {
				callers[i] = e.Caller
			}
		}
	case CallerRemoved:
		return without(callers, func(c Caller) bool { return c.ID == e.Caller })
	case AgendaEnded:
		return nil
	}
	return callers
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
