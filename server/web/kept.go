package web

import (
	"fmt"
	"net/http"
	"time"

	"ringain/meetings"
)

// keptGroup is a part of the table of what is kept.
type keptGroup struct {
	Name meetings.Text
	Code string
	All  []meetings.Keeping
}

// kept tells everybody what is kept of them, for how long, and what happens then.
func (w *Web) kept(p *page, _ *http.Request) (body, error) {
	p.Title = p.Say("Vad vi sparar", "What we keep")
	var groups []keptGroup
	for _, g := range meetings.KeptGroups() {
		group := keptGroup{Name: g.Name, Code: g.Code}
		for _, k := range meetings.WhatIsKept(w.terms) {
			if string(k.Group) == g.Code {
				group.All = append(group.All, k)
			}
		}
		groups = append(groups, group)
	}
	return keptPage(p, groups), nil
}

// sayTerm says how long something is kept: "12 timmar", "2 dygn", "90 dagar", "2 år".
func (p *page) sayTerm(d time.Duration) string {
	const day = 24 * time.Hour
	days := int(d / day)
	switch {
	case d < day:
		return fmt.Sprintf(p.Say("%d timmar", "%d hours"), int(d/time.Hour))
	case days == 1:
		return p.Say("1 dygn", "1 day")
	case days < 7:
		return fmt.Sprintf(p.Say("%d dygn", "%d days"), days)
	case days == 365:
		return p.Say("1 år", "1 year")
	case days%365 == 0:
		return fmt.Sprintf(p.Say("%d år", "%d years"), days/365)
	}
	return fmt.Sprintf(p.Say("%d dagar", "%d days"), days)
}

// sayKept says from when the time is counted, and what is done when it is up.
func (p *page) sayKept(k meetings.Keeping) string {
	from := capital(p.In(k.Until)) + "."
	switch k.Then {
	case meetings.ThenNameless:
		return from + p.Say(" Sedan tas namnen bort.", " Then the names are taken out.")
	case meetings.ThenCounted:
		return from + p.Say(" Sedan sparas bara hur många det var.", " Then only how many there were is kept.")
	}
	if k.Time == 0 {
		return ""
	}
	return from + p.Say(" Sedan tas det bort.", " Then it is removed.")
}
