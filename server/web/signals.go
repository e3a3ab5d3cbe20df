package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ringain/meetings"
)

// signalCommand reads a command about a signal from a form, and reports whether the
// field do names one.
func signalCommand(posted url.Values) (meetings.Command, bool) {
	signal := meetings.SignalID(posted.Get("signal"))
	kind, text, county := meetings.SignalKind(posted.Get("kind")), posted.Get("text"), posted.Get("county")
	name, more, _ := strings.Cut(posted.Get("do"), " ")
	if more != "" {
		signal = meetings.SignalID(more)
	}
	switch name {
	case "signal.add":
		return meetings.AddSignal{Kind: kind, Text: text, County: county, Nameless: posted.Get("nameless") != "", Caller: meetings.ID(posted.Get("caller"))}, true
	case "signal.withdraw":
		return meetings.WithdrawSignal{Signal: signal}, true
	case "signal.edit":
		return meetings.EditSignal{Signal: signal, Kind: kind, Text: text, County: county}, true
	case "signal.join":
		return meetings.JoinSignal{Signal: signal}, true
	case "signal.leave":
		return meetings.LeaveSignal{Signal: signal}, true
	case "signal.hide":
		return meetings.HideSignal{Signal: signal}, true
	case "signal.restore":
		return meetings.RestoreSignal{Signal: signal}, true
	case "signal.merge":
		return meetings.MergeSignal{Signal: signal, Into: meetings.SignalID(posted.Get("into"))}, true
	}
	return nil, false
}

// tidying is what whoever asks may do with the signals of others.
func (v roomView) tidying() string {
	var may []string
	if v.May(meetings.HideSignal{}) {
		may = append(may, v.Say("signalHide"))
	}
	if v.May(meetings.MergeSignal{}) {
		may = append(may, v.Say("signalMergeNow"))
	}
	return strings.Join(may, ", ")
}

// manyOf is the name of the words for several of a kind.
func manyOf(kind meetings.SignalKind) string {
	switch kind {
	case meetings.Experience:
		return "erfarenheter"
	case meetings.Challenge:
		return "utmaningar"
	case meetings.Solution:
		return "losningar"
	case meetings.Need:
		return "behoven"
	case meetings.Risk:
		return "risker"
	case meetings.BrightSpot:
		return "gladjeamnen"
	}
	return "ataganden"
}

// signalsOf are the signals of one kind.
func (v roomView) signalsOf(kind string) (all []meetings.Signal) {
	for _, s := range v.Signals {
		if string(s.Kind) == kind {
			all = append(all, s)
		}
	}
	return all
}

// whoSaid and whereSaid say who shares a signal, and where they are.
func (v roomView) whoSaid(s meetings.Signal) string {
	if s.Nameless {
		return v.Say("nameless")
	}
	return v.nameOf(meetings.Turn{Name: s.Name, Line: s.Line})
}

func (v roomView) whereSaid(p *page, s meetings.Signal) string {
	var said []string
	if s.Organisation != "" {
		said = append(said, s.Organisation)
	} else if s.Sector != "" {
		said = append(said, v.Say(s.Sector))
	}
	for _, c := range meetings.Counties() {
		if c.Code == s.County {
			said = append(said, p.In(c.Name))
		}
	}
	return strings.Join(said, " · ")
}

// Shares reports whether whoever reads the page may share a signal.
func (v roomView) Shares(p *page) bool { return p.Known && v.Talks() }

// roundSaid says how many of those who take part have shared something in a round.
func (v roomView) roundSaid(p *page, item meetings.Item) string {
	here, shared := v.Here(p), v.SharedOn(item.ID)
	return v.Say("roundShared", "n", strconv.Itoa(shared), "of", strconv.Itoa(max(here, shared)))
}

// isOwn and says report whether whoever reads the page has shared a signal, or says the same.
func (v roomView) isOwn(s meetings.Signal) bool { return slices.Contains(v.Data.Own, s.ID) }
func (v roomView) says(s meetings.Signal) bool  { return slices.Contains(v.Data.Same, s.ID) }

// kindOf is the kind that is chosen in the form; at first an experience.
func (v roomView) kindOf(f form) string { return cmp.Or(f.Value("kind"), string(meetings.Experience)) }

// kinds, counties and signals are those to choose among.
func (v roomView) kinds(p *page) (all []option) {
	for _, k := range meetings.SignalKinds() {
		all = append(all, option{k.Code, p.In(k.Name)})
	}
	return all
}

func (v roomView) counties(p *page) []option {
	all := []option{{"", v.Say("noCounty")}}
	for _, c := range meetings.Counties() {
		all = append(all, option{c.Code, p.In(c.Name)})
	}
	return all
}

func (v roomView) signals(of []meetings.Signal) (all []option) {
	for _, s := range of {
		all = append(all, option{string(s.ID), s.Text})
	}
	return all
}

// ownSignals are the signals that whoever reads the page has shared.
func (v roomView) ownSignals() (all []meetings.Signal) {
	for _, id := range v.Data.Own {
		if s, ok := v.Signal(id); ok {
			all = append(all, s)
		}
	}
	return all
}

func (v roomView) callersOrMe() []option {
	return append([]option{{"", v.Say("signalForMe")}}, v.callers()...)
}
