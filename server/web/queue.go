package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ringain/meetings"
	"ringain/server/wire"
)

// queueCommand reads a command about the speaker list or a caller from a form, and
// reports whether the field do names one. turn and caller say whom it concerns, and
// from who had the floor on the page.
func queueCommand(posted url.Values, room meetings.Room) (meetings.Command, bool) {
	name, more, _ := strings.Cut(posted.Get("do"), " ")
	turn, from, caller := meetings.TurnID(posted.Get("turn")), meetings.TurnID(posted.Get("from")), meetings.ID(posted.Get("caller"))
	who, organisation, note, sector := posted.Get("name"), posted.Get("organisation"), posted.Get("note"), posted.Get("sector")
	switch name {
	case "queue.ask":
		return meetings.AskFloor{Note: note}, true
	case "queue.note":
		return meetings.SetNote{Turn: turn, Note: note}, true
	case "queue.withdraw":
		return meetings.WithdrawTurn{}, true
	case "queue.done":
		return meetings.EndTurn{Turn: from}, true
	case "queue.next":
		return meetings.NextSpeaker{From: from, Turn: turn}, true
	case "queue.skip":
		return meetings.SkipTurn{Turn: from}, true
	case "queue.back":
		return meetings.RecallSpeaker{Turn: meetings.TurnID(more)}, true
	case "queue.move":
		at := room.Queue.Find(turn)
		to, ok := map[string]int{"up": at - 1, "down": at + 1, "first": 0, "last": len(room.Queue.Waiting)}[more]
		return meetings.MoveTurn{Turn: turn, To: to}, ok
	case "queue.add":
		return meetings.AddTurn{Caller: caller, Name: who, Organisation: organisation, Note: note}, true
	case "queue.remove":
		return meetings.RemoveTurn{Turn: turn}, true
	case "queue.close":
		return meetings.CloseQueue{}, true
	case "queue.open":
		return meetings.OpenQueue{}, true
	case "caller.add":
		return meetings.AddCaller{Name: who, Organisation: organisation, Sector: sector}, true
	case "caller.edit":
		return meetings.EditCaller{Caller: caller, Name: who, Organisation: organisation, Sector: sector}, true
	case "caller.set":
		return setCaller(caller, more)
	case "caller.remove":
		return meetings.RemoveCaller{Caller: caller}, true
	}
	return nil, false
}

// setCaller is the command that says what is new of a caller.
func setCaller(caller meetings.ID, what string) (meetings.Command, bool) {
	on := what == "off" || what == "help" || what == "away"
	switch what {
	case "off", "on":
		return meetings.SetCaller{Caller: caller, Muted: &on}, true
	case "help", "helped":
		return meetings.SetCaller{Caller: caller, Help: &on}, true
	case "away", "back":
		return meetings.SetCaller{Caller: caller, Away: &on}, true
	}
	return nil, false
}

// stateOf says what one should know of a caller just now.
func (v roomView) stateOf(c meetings.Caller) string {
	said := []string{v.aboutOf(asTurn(c))}
	if c.Muted {
		said = append(said, v.Say("soundIsOff"))
	}
	if c.Away != 0 {
		said = append(said, v.Say("lineIsBroken"))
	}
	if c.Help && v.Data.CanRun {
		said = append(said, v.Say("wantsHelp"))
	}
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " · ")
}

// own is where whoever reads the page stands in the speaker list.
type own struct {
	Place  int // counted from 1; 0 when they do not wait
	Speaks bool
	Shut   string // why the floor cannot be asked for
	Runs   bool   // they may run the meeting
}

// look is the class of the button. Asking is what a participant is here for, so it is
// the largest; whoever runs the meeting has others to press first.
func (o own) look() string {
	switch {
	case o.Runs:
		return "button line"
	case o.Place > 0 || o.Speaks:
		return "button big line"
	}
	return "button big"
}

func (v roomView) own(p *page) own {
	q := v.Queue
	o := own{Runs: v.Data.CanRun, Place: q.Of(p.Person.ID) + 1, Speaks: q.Speaker != nil && p.Known && q.Speaker.Who == p.Person.ID}
	switch {
	case q.Closed:
		o.Shut = v.Say("queueClosed")
	case v.Agenda.Started == 0 && p.Now < v.Meeting.Start.Add(-meetings.QueueOpens):
		o.Shut = v.Say("queueEarly")
	}
	return o
}

// Talks reports whether there is a speaker list to show.
func (v roomView) Talks() bool {
	return v.Agenda.Ended == 0 && v.Meeting.Status != meetings.Cancelled
}

// has is who has the floor; empty when nobody has.
func (v roomView) has() string {
	if v.Queue.Speaker == nil {
		return ""
	}
	return string(v.Queue.Speaker.ID)
}

// nameOf is the name of somebody on the list: the line of one who rings in until named.
func (v roomView) nameOf(t meetings.Turn) string {
	if t.Name != "" {
		return t.Name
	}
	if t.Line == 0 {
		return v.Say("hiddenName")
	}
	return v.Say("caller", "n", strconv.Itoa(t.Line))
}

// aboutOf is what else there is to say of somebody: the organisation, and that they ring in.
func (v roomView) aboutOf(t meetings.Turn) string {
	said := []string{t.Organisation}
	switch {
	case t.Line != 0 && t.Name != "":
		said = append(said, v.Say("caller", "n", strconv.Itoa(t.Line)))
	case t.Line != 0:
		said = append(said, v.Say("onPhone"))
	}
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " · ")
}

// asTurn is a caller as one on the list, for saying who they are.
func asTurn(c meetings.Caller) meetings.Turn {
	return meetings.Turn{Line: c.Line, Name: c.Name, Organisation: c.Organisation}
}

// sayTime says how long somebody has had the floor, by the clock: "1.20", "1:20".
func (p *page) sayTime(t meetings.Turn) string {
	seconds := int(t.Time(p.Now).Seconds())
	return fmt.Sprintf("%d%s%02d", seconds/60, p.Say(".", ":"), seconds%60)
}

// turns and callers are those to choose among.
func (v roomView) turns() (all []option) {
	for i, t := range v.Queue.Waiting {
		all = append(all, option{string(t.ID), strconv.Itoa(i+1) + ". " + v.nameOf(t)})
	}
	return all
}

func (v roomView) callers() (all []option) {
	for _, c := range v.Callers {
		said := v.nameOf(asTurn(c))
		if about := v.stateOf(c); about != "" {
			said += ", " + about
		}
		all = append(all, option{string(c.ID), said})
	}
	return all
}

func (v roomView) sectors(p *page) []option {
	all := []option{{"", v.Say("noSector")}}
	for _, s := range meetings.Sectors() {
		all = append(all, option{s.Code, p.In(s.Name)})
	}
	return all
}

// ringing are those who only ring in: whoever has the room open as well is one.
func (v roomView) ringing() []meetings.Caller {
	return slices.DeleteFunc(slices.Clone(v.Callers), func(c meetings.Caller) bool {
		return slices.ContainsFunc(v.Data.Presence.People, func(p wire.Participant) bool { return c.Who != "" && p.ID == c.Who })
	})
}
