package meetings

import (
	"cmp"
	"slices"
	"time"
)

// Signal is one short line about what somebody hears where they work: what the others
// may see of it. It belongs to the themes of its meeting.
//
//   - Whoever has given a name may share one, until the meeting has ended; an organiser
//     may for somebody who rings in.
//   - Asked to be without a name, it has neither name nor organisation, for nobody, and
//     no event about it says whose it is; the sector stays.
//   - Others say "so do we" instead of writing it once more, each of them once.
//   - It can be taken back and changed by whoever shared it, for a short while.
//   - An organiser changes its kind and words, merges it into another, hides it, and
//     brings it back; after the meeting too.
//   - What is hidden, taken back or reworded leaves every page, and the log as well.
type Signal struct {
	ID           SignalID   `json:"id"`
	Kind         SignalKind `json:"kind"`
	Text         string     `json:"text"`
	Voices       int        `json:"voices"`         // how many have said so
	Item         ItemID     `json:"item,omitempty"` // that was current when it was shared
	Name         string     `json:"name,omitempty"`
	Organisation string     `json:"organisation,omitempty"`
	Caller       ID         `json:"caller,omitempty"` // who rings in; empty for all others
	Line         int        `json:"line,omitempty"`   // of a caller
	Sector       string     `json:"sector,omitempty"`
	County       string     `json:"county,omitempty"` // official code, or 00 for the whole country
	Nameless     bool       `json:"nameless,omitempty"`
	First        bool       `json:"first,omitempty"` // of its sharer on the item; see sharedOn

	State SignalState `json:"state,omitempty"` // of a promise or a need
	Into  ID          `json:"into,omitempty"`  // the meeting whose agenda it is on
}

// SignalID is the identity of a signal. It is made from the identity of the command
// that shared it, and is unique within its meeting.
type SignalID string

// SignalKind says what a signal is about, as a code.
type SignalKind string

// The kinds of signal.
const (
	Experience SignalKind = "erfarenhet"
	Challenge  SignalKind = "utmaning"
	Solution   SignalKind = "losning"
	Need       SignalKind = "behov"
	Risk       SignalKind = "risk"
	BrightSpot SignalKind = "gladjeamne"
	Promise    SignalKind = "atagande"
)

// SignalKinds are the kinds of signal by name, in the order they are shown.
func SignalKinds() []Named {
	return []Named{
		{string(Experience), Text{"erfarenhet", "experience"}},
		{string(Challenge), Text{"utmaning", "challenge"}},
		{string(Solution), Text{"lösning", "solution"}},
		{string(Need), Text{"behov", "need"}},
		{string(Risk), Text{"risk", "risk"}},
		{string(BrightSpot), Text{"glädjeämne", "bright spot"}},
		{string(Promise), Text{"åtagande", "promise"}},
	}
}

// The bounds of signals.
const (
	MaxSignals     = 500 // of a meeting, with those that are hidden
	MaxSignalsEach = 20  // of a person, in one meeting
	MaxSignal      = 200 // characters
	MaxVoices      = 1000
	SignalIsOwn    = 10 * time.Minute // so long may whoever shared it change it and take it back
)

// Signal returns a signal that is seen, and whether it is there.
func (r Room) Signal(id SignalID) (s Signal, ok bool) {
	at := slices.IndexFunc(r.Signals, func(s Signal) bool { return s.ID == id })
	if at < 0 {
		return s, false
	}
	return r.Signals[at], true
}

// share decides about what everybody may do with signals.
func (r Room) share(c Command, d Doing) (Event, error) {
	if !MaySpeak(d.By) {
		return nil, Refuse(NotAllowed, "Säg först vem du är: gå med i mötet.", "First say who you are: join the meeting.")
	}
	if c, ok := c.(EditSignal); ok {
		return r.editSignal(c, d)
	}
	if err := r.stands(); err != nil {
		return nil, err
	}
	switch c := c.(type) {
	case AddSignal:
		return r.addSignal(c, d)
	case WithdrawSignal:
		s, err := r.ownSignal(c.Signal, d)
		return SignalWithdrawn{s.ID}, err
	case JoinSignal:
		return r.joinSignal(c.Signal, d.By.ID, true)
	case LeaveSignal:
		return r.joinSignal(c.Signal, d.By.ID, false)
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

func (r Room) addSignal(c AddSignal, d Doing) (Event, error) {
	who, by := cmp.Or(c.Caller, d.By.ID), r.House.Shows(d.By)
	s := Signal{ID: SignalID(d.ID), Kind: c.Kind, Text: c.Text, Voices: 1, Item: r.Agenda.Current, County: c.County, Nameless: c.Nameless,
		Name: by.Name, Organisation: by.Organisation, Sector: cmp.Or(by.Sector, c.Sector)}
	if c.Caller != "" {
		caller, ok := r.Caller(c.Caller)
		switch {
		case !MayRun(d.By):
			return nil, onlyOrganisers()
		case !ok:
			return nil, callerGone()
		}
		s.Caller, s.Line, s.Name, s.Organisation, s.Sector = caller.ID, caller.Line, caller.Name, caller.Organisation, cmp.Or(c.Sector, caller.Sector)
	}
	if c.Nameless {
		s.Name, s.Organisation, s.Caller, s.Line = "", "", "", 0
	}
	s.First = s.Item != "" && (s.Nameless || !r.sharedOn(s.Item, who))
	if err := s.check(); err != nil {
		return nil, err
	}
	if len(r.Backstage) >= MaxSignals {
		return nil, Refuse(TooMuch, "Det ryms inte fler signaler i det här mötet.", "No more signals fit in this meeting.")
	}
	if r.Backstage.count(who) >= MaxSignalsEach {
		return nil, Refuse(TooMuch, "Nu räcker det från en och samma. Ta tillbaka en signal först.", "That is enough from one person. Take a signal back first.")
	}
	return SignalAdded{s}, nil
}

// check cleans what a signal says, and refuses what cannot be shown.
func (s *Signal) check() error {
	if !slices.ContainsFunc(SignalKinds(), func(n Named) bool { return n.Code == string(s.Kind) }) {
		return Refuse(Invalid, "Välj vad raden är: till exempel erfarenhet eller behov.", "Choose what the line is: an experience or a need, for instance.").About("kind")
	}
	if err := fits(&s.Text, true, MaxSignal, "text"); err != nil {
		return err
	}
	if err := checkSector(s.Sector); err != nil {
		return err
	}
	return checkCounty(s.County)
}

// ownSignal returns a signal that somebody shared, a short while ago.
func (r Room) ownSignal(id SignalID, d Doing) (s Signal, err error) {
	s, ok := r.Signal(id)
	behind, _ := r.Backstage.find(id)
	switch {
	case !ok:
		return s, signalGone()
	case !behind.of(d.By.ID):
		return s, Refuse(NotAllowed, "Det kan bara den göra som delade raden, eller mötesledaren.", "Only whoever shared the line, or the chair, can do this.")
	case d.At > behind.At.Add(SignalIsOwn):
		return s, Refuse(Late, "Det har gått för lång tid. Be mötesledaren ändra eller dölja raden.", "Too much time has passed. Ask the chair to change or hide the line.")
	}
	return s, nil
}

func (r Room) editSignal(c EditSignal, d Doing) (Event, error) {
	s, ok := r.Signal(c.Signal)
	if !ok {
		return nil, signalGone()
	}
	if !MayRun(d.By) {
		if _, err := r.ownSignal(c.Signal, d); err != nil {
			return nil, err
		}
		if err := r.stands(); err != nil {
			return nil, err
		}
	}
	s.Kind, s.Text, s.County = c.Kind, c.Text, c.County
	err := s.check()
	return SignalEdited{s}, err
}

// joinSignal says the same as a signal, or no longer.
func (r Room) joinSignal(id SignalID, who ID, joins bool) (Event, error) {
	if _, ok := r.Signal(id); !ok {
		return nil, signalGone()
	}
	has := r.Backstage.people(id)[who]
	behind, _ := r.Backstage.find(id)
	switch {
	case joins && has:
		return nil, Refuse(Late, "Du har redan sagt detta.", "You have already said this.")
	case !joins && !slices.Contains(behind.Also, who):
		return nil, Refuse(Late, "Du har inte sagt detta.", "You have not said this.")
	case joins && len(behind.Also) >= MaxVoices:
		return nil, Refuse(TooMuch, "Så många har redan sagt detta att fler inte räknas.", "So many have already said this that no more are counted.")
	}
	return SignalCounted{id, r.Backstage.joined(id, who, joins).voices(id)}, nil
}

// tidy decides about what organisers do with signals.
func (r Room) tidy(c Command) (Event, error) {
	switch c := c.(type) {
	case HideSignal:
		if _, ok := r.Signal(c.Signal); !ok {
			return nil, signalGone()
		}
		return SignalHidden(c), nil
	case RestoreSignal:
		behind, ok := r.Backstage.find(c.Signal)
		if !ok || behind.Hidden == nil {
			return nil, Refuse(Late, "Raden är inte dold.", "The line is not hidden.")
		}
		rest := r.Backstage.shown(c.Signal)
		s := *behind.Hidden
		if r.House.Hides(behind.By) {
			s.Name, s.Organisation = "", ""
		}
		s.Voices = rest.voices(s.ID)
		from := r.Backstage.root(behind.Into)
		if from == "" {
			return SignalRestored{Signal: s}, nil
		}
		return SignalRestored{s, from, rest.voices(from)}, nil
	case MergeSignal:
		s, ok := r.Signal(c.Signal)
		into, there := r.Signal(c.Into)
		if !ok || !there {
			return nil, signalGone()
		}
		if s.ID == into.ID {
			return nil, Refuse(Invalid, "Välj en annan rad att slå ihop med.", "Choose another line to merge with.").About("into")
		}
		return SignalMerged{s.ID, into.ID, r.Backstage.hidden(s, into.ID).voices(into.ID)}, nil
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

func signalGone() *Refusal {
	return Refuse(Late, "Raden finns inte längre.", "The line is no longer there.")
}
