package meetings

import (
	"cmp"
	"fmt"
	"strings"
)

// Deed is one thing that an organiser has done to how a meeting is held: what stands
// after their name in the log that organisers read, such as "låste rummet".
type Deed struct {
	At   Instant
	By   Author
	What Text
}

// Deeds returns what organisers have done to how a meeting is held, in the order of its
// log. called says what somebody is called. What was hidden is not told: neither texts
// nor names are in it.
func Deeds(log []Entry, called func(ID) Text) (all []Deed) {
	d := deeds{called: called, turns: map[TurnID]ID{}}
	for _, e := range log {
		for _, what := range d.of(e) {
			all = append(all, Deed{e.At, e.By, what})
		}
		d.house = d.house.After(e.Event)
	}
	return all
}

// deeds is how a meeting is kept, and whose turns there are, as far as its log is read.
type deeds struct {
	called func(ID) Text
	house  House
	turns  map[TurnID]ID
}

// of returns what an event tells of what an organiser did.
func (d *deeds) of(e Entry) []Text {
	switch event := e.Event.(type) {
	case PersonRemoved:
		return []Text{d.removal(event)}
	case PersonReturned:
		return []Text{d.about("lät %s komma in igen", "let %s come in again", event.Who)}
	case PeopleAdmitted:
		var sv, en []string
		for _, who := range event.Who {
			name := d.called(who)
			sv, en = append(sv, name.In(SV)), append(en, name.In(EN))
		}
		return []Text{{SV: "släppte in " + strings.Join(sv, ", "), EN: "let in " + strings.Join(en, ", ")}}
	case PersonSet:
		return d.person(event)
	case HouseSet:
		return d.set(event)
	case DutyGiven:
		return []Text{d.role("gav %s rollen %s", "gave %s the role of %s", event.Who, event.Duty)}
	case DutyEnded:
		if event.Who == e.By.ID {
			role := nameOfDuty(event.Duty)
			return []Text{{SV: "lämnade rollen " + role.SV, EN: "laid down the role of " + role.EN}}
		}
		return []Text{d.role("tog från %s rollen %s", "took from %s the role of %s", event.Who, event.Duty)}
	case FloorAsked:
		d.turns[event.Turn.ID] = event.Turn.Who
	case TurnAdded:
		d.turns[event.Turn.ID] = cmp.Or(event.Turn.Who, "by name")
	case TurnRemoved:
		if d.turns[event.Turn] != e.By.ID {
			return []Text{{SV: "tog bort någon ur talarlistan", EN: "took somebody off the speaker list"}}
		}
	case NoteSet:
		if d.turns[event.Turn] != e.By.ID {
			return []Text{{SV: "ändrade texten vid en plats i talarlistan", EN: "changed the text beside a place on the speaker list"}}
		}
	}
	if what, ok := plainDeed(e.Event); ok {
		return []Text{what}
	}
	return nil
}

// plainDeed returns what stands for every event of a kind.
func plainDeed(e Event) (what Text, ok bool) {
	switch e.(type) {
	case AgendaStarted:
		what = Text{SV: "startade mötet", EN: "started the meeting"}
	case AgendaEnded:
		what = Text{SV: "avslutade mötet", EN: "ended the meeting"}
	case MeetingCancelled:
		what = Text{SV: "ställde in mötet", EN: "cancelled the meeting"}
	case MeetingRestored:
		what = Text{SV: "tog tillbaka att mötet var inställt", EN: "took back that the meeting was cancelled"}
	case MeetingMoved:
		what = Text{SV: "flyttade mötet", EN: "moved the meeting"}
	case NotesLocked:
		what = Text{SV: "låste anteckningarna", EN: "locked the notes"}
	case NotesUnlocked:
		what = Text{SV: "låste upp anteckningarna", EN: "unlocked the notes"}
	case QueueClosed:
		what = Text{SV: "stängde talarlistan", EN: "closed the speaker list"}
	case QueueOpened:
		what = Text{SV: "öppnade talarlistan", EN: "opened the speaker list"}
	case TurnMoved:
		what = Text{SV: "ändrade ordningen i talarlistan", EN: "changed the order of the speaker list"}
	case SignalHidden:
		what = Text{SV: "dolde en signal", EN: "hid a signal"}
	case SignalRestored:
		what = Text{SV: "visade en signal igen", EN: "showed a signal again"}
	case SignalMerged:
		what = Text{SV: "slog ihop två signaler", EN: "merged two signals"}
	case QuestionHidden:
		what = Text{SV: "dolde en fråga", EN: "hid a question"}
	case QuestionRestored:
		what = Text{SV: "visade en fråga igen", EN: "showed a question again"}
	case QuestionAnswered:
		what = Text{SV: "svarade på en fråga", EN: "answered a question"}
	case MaterialHidden:
		what = Text{SV: "dolde delat material", EN: "hid shared material"}
	case MaterialRestored:
		what = Text{SV: "visade delat material igen", EN: "showed shared material again"}
	case MaterialJudged:
		what = Text{SV: "tog ställning till ett förslag till stödlistan", EN: "decided on a proposal for the support list"}
	case PollOpened:
		what = Text{SV: "öppnade en snabbfråga", EN: "opened a poll"}
	case PollClosed:
		what = Text{SV: "stängde en snabbfråga", EN: "closed a poll"}
	case PollRemoved:
		what = Text{SV: "tog bort en snabbfråga", EN: "removed a poll"}
	}
	return what, what != Text{}
}

func (d *deeds) about(sv, en string, who ID) Text {
	name := d.called(who)
	return Text{SV: fmt.Sprintf(sv, name.In(SV)), EN: fmt.Sprintf(en, name.In(EN))}
}

func (d *deeds) role(sv, en string, who ID, duty Duty) Text {
	name, role := d.called(who), nameOfDuty(duty)
	return Text{SV: fmt.Sprintf(sv, name.In(SV), role.SV), EN: fmt.Sprintf(en, name.In(EN), role.EN)}
}

func (d *deeds) removal(e PersonRemoved) Text {
	switch {
	case e.Network:
		return d.about("spärrade nätverket som %s kom från", "barred the network that %s came from", e.Who)
	case d.house.Bars(e.Who):
		return d.about("hävde spärren av nätverket som %s kom från", "lifted the bar of the network that %s came from", e.Who)
	}
	return d.about("tog bort %s ur mötet", "removed %s from the meeting", e.Who)
}

func (d *deeds) person(e PersonSet) (all []Text) {
	if is := d.house.Mutes(e.Who); is != e.Muted {
		if e.Muted {
			all = append(all, d.about("pausade ord och inlägg för %s", "paused speaking and writing for %s", e.Who))
		} else {
			all = append(all, d.about("lät %s skriva igen", "let %s write again", e.Who))
		}
	}
	if is := d.house.Hides(e.Who); is != e.Hidden {
		if e.Hidden {
			all = append(all, Text{SV: "dolde ett namn", EN: "hid a name"})
		} else {
			all = append(all, Text{SV: "visade ett namn igen", EN: "showed a name again"})
		}
	}
	return all
}

func (d *deeds) set(e HouseSet) (all []Text) {
	h := d.house
	for _, one := range []struct {
		before, after bool
		on, off       Text
	}{
		{h.Locked, e.Locked, Text{"låste rummet", "locked the room"}, Text{"låste upp rummet", "unlocked the room"}},
		{h.Lobby, e.Lobby, Text{"lät nya vänta tills de släpps in", "had newcomers wait to be let in"}, Text{"lät nya gå rakt in igen", "let newcomers come straight in again"}},
		{h.ReadOnly, e.ReadOnly, Text{"lät bara dem som leder skriva", "let only those who run the meeting write"}, Text{"lät alla skriva igen", "let everybody write again"}},
	} {
		switch {
		case one.before == one.after:
		case one.after:
			all = append(all, one.on)
		default:
			all = append(all, one.off)
		}
	}
	switch {
	case e.Slow == h.Slow:
	case e.Slow > 0:
		all = append(all, slower(e.Slow))
	default:
		all = append(all, Text{SV: "tog bort den lugnare takten", EN: "took the calmer pace away"})
	}
	return all
}

func slower(seconds int) Text {
	return Text{SV: fmt.Sprintf("satte lugnare takt: en gång på %d sekunder", seconds), EN: fmt.Sprintf("set a calmer pace: once in %d seconds", seconds)}
}
