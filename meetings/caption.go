package meetings

import "unicode/utf8"

// Caption is one line of what is said in a meeting, written down while it is said so that
// it can be read by whoever does not hear it. Captions are no events: they are in no log,
// only the newest are kept, and none once the meeting has ended.
type Caption struct {
	Line int64  `json:"line"` // counted from 1 in its meeting, in the order in which lines were begun
	Rev  int64  `json:"rev"`  // counts how often it was written: of two, the later stands
	Text string `json:"text"` // empty when it was taken away
}

// The bounds of captions.
const (
	MaxCaption  = 300 // characters in a line
	MaxCaptions = 100 // lines that are kept of a meeting
)

// MayCaption refuses one who may not write captions:
//
//   - whoever has the duty of an interpreter may, and organisers may;
//   - nobody who was removed may;
//   - nobody may once the meeting has ended, or while it is cancelled.
func (r Room) MayCaption(by Person) error {
	switch {
	case r.House.Bars(by.ID):
		return removed()
	case r.Agenda.Ended != 0 || r.Meeting.Status == Cancelled:
		return Refuse(Late, "Mötet är avslutat, så det finns inget att skriva ner.", "The meeting has ended, so there is nothing to write down.")
	case !MayRun(by) && !r.House.Has(by.ID, Interpreter):
		return Refuse(NotAllowed, "Bara den som är skrivtolk kan skriva textning. Be organisatören om rollen.",
			"Only a speech-to-text interpreter can write captions. Ask the organiser for the role.")
	}
	return nil
}

// HasInterpreter reports whether somebody has the duty of writing captions.
func (h House) HasInterpreter() bool {
	for _, o := range h.Duties {
		if o.Duty == Interpreter {
			return true
		}
	}
	return false
}

// CaptionText cleans what somebody writes as a line, which may be nothing.
func CaptionText(s string) (string, error) {
	s = Line(s)
	if utf8.RuneCountInString(s) > MaxCaption {
		return "", Refuse(Invalid, "Raden är för lång. Börja på en ny rad.", "The line is too long. Begin a new line.").About("text")
	}
	return s, nil
}
