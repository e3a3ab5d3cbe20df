package web

import (
	"strings"

	"ringain/meetings"
)

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
