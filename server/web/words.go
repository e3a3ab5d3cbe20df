package web

import (
	"fmt"
	"time"

	"ringain/meetings"
)

// audience says whom the meetings are for.
func (p *page) audience() string {
	return p.Say("Mötena är öppna för alla berörda organisationer: civilsamhälle, myndigheter, företag, regioner, kommuner med flera.",
		"The meetings are open to every organisation concerned: civil society, authorities, companies, regions, municipalities and others.")
}

// mandate says on what terms one takes part.
func (p *page) mandate() string {
	return p.Say("Du deltar frivilligt och utifrån det mandat du har i din organisation. Mötet spelas inte in. Vi antecknar tips och förslag och delar anteckningarna efteråt.",
		"You take part voluntarily and on the mandate you have from your own organisation. The meeting is not recorded. We write down tips and suggestions and share the notes afterwards.")
}

// individuals says what is never written.
func (p *page) individuals() string {
	return p.Say("Skriv inte om enskilda personer.", "Do not write about individual people.")
}

// sayProgress says how far a meeting that is on has come: "Pågår sedan kl. 12.00 · punkt 2 av 7".
func (p *page) sayProgress(r meetings.Room) string {
	m := r.Meeting
	begun := m.Start
	if m.Started != 0 {
		begun = m.Started
	}
	said := p.Say("Pågår sedan ", "On since ") + meetings.SayTime(p.Lang, local(m, begun))
	if at := r.Agenda.Find(r.Agenda.Current); at >= 0 && r.Agenda.Current != "" {
		said += fmt.Sprintf(p.Say(" · punkt %d av %d: %s", " · item %d of %d: %s"), at+1, len(r.Agenda.Items), r.Agenda.Items[at].Title)
	}
	return said
}

// saySum says the planned minutes beside the length of the meeting: "45 av 45 minuter".
func (p *page) saySum(r meetings.Room) string {
	sum, length := r.Agenda.Minutes(), r.Meeting.Minutes
	said := fmt.Sprintf(p.Say("%d av %d minuter", "%d of %d minutes"), sum, length)
	if over := sum - length; over > 0 {
		said += " · " + meetings.SayLength(p.Lang, over) + p.Say(" för mycket", " too much")
	}
	return said
}

// sayLeft says what remains of the current item: "7 minuter kvar", "2 minuter över tiden".
func (p *page) sayLeft(i meetings.Item) string {
	left := i.Left(p.Now)
	if left < 0 {
		over := int((-left + time.Minute - 1) / time.Minute)
		return meetings.SayLength(p.Lang, over) + p.Say(" över tiden", " over time")
	}
	return meetings.SayLength(p.Lang, int((left+time.Minute-1)/time.Minute)) + p.Say(" kvar", " left")
}

// sayMany says a number of meetings: "1 möte", "24 möten".
func (p *page) sayMany(n int) string {
	if n == 1 {
		return p.Say("1 möte", "1 meeting")
	}
	return fmt.Sprintf(p.Say("%d möten", "%d meetings"), n)
}
