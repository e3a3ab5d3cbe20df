package letter

import (
	"fmt"
	"strings"

	"ringain/meetings"
)

func (w words) toOrganisers(t meetings.Telling) (subject string, all []block) {
	if t.Kind == meetings.NewsForgotten {
		return w.forgotten(t.Meetings[0].Now)
	}
	return w.today(t, t.Meetings[0])
}

// today reminds those who look after a meeting of it: who leads, who writes, what is missing.
func (w words) today(t meetings.Telling, told meetings.Told) (subject string, all []block) {
	m, name := told.Now, w.in(told.Now.Title)
	at := meetings.SayTime(w.lang, m.Start.In(m.Location()))
	nobody := w.say("ingen har fått rollen än", "nobody has been given the role yet")
	who := block{kind: facts, rows: []row{{name: w.say("Leder", "Leads"), value: w.names(t.Leads, nobody)}, {name: w.say("Antecknar", "Takes notes"), value: w.names(t.Writes, nobody)}}}
	who.rows = append(who.rows, w.facts(m).rows...)
	all = []block{first(w.say("%s börjar i dag %s.", "%s begins today at %s."), name, at)}
	if len(t.Lacks) > 0 {
		missing := block{kind: list}
		for _, l := range t.Lacks {
			missing.list = append(missing.list, w.in(l.Say()))
		}
		all = append(all, block{kind: title, text: w.say("Det här saknas", "What is missing")}, missing)
	} else {
		all = append(all, say("%s", w.say("Inget saknas: det finns dagordning, nummer med kod, någon som inleder och tid för frågor.",
			"Nothing is missing: there is an agenda, a number with a code, somebody who presents and time for questions.")))
	}
	all = append(append(all, who), w.agenda(told.Agenda)...)
	subject = fmt.Sprintf(w.say("I dag %s: %s", "Today at %s: %s"), at, name)
	return subject, append(all, link(w.say("Öppna mötesrummet", "Open the meeting room"), w.meetingPage(m)+"/rum"))
}

func (w words) names(all []string, nobody string) string {
	if len(all) == 0 {
		return nobody
	}
	for i, name := range all {
		all[i] = meetings.Line(name)
	}
	return strings.Join(all, ", ")
}

// forgotten reminds those who look after a meeting that its minutes are not published.
func (w words) forgotten(m meetings.Meeting) (subject string, all []block) {
	name := w.in(m.Title)
	subject = fmt.Sprintf(w.say("Inte publicerat: minnesanteckningar från %s, %s", "Not published: minutes of %s, %s"), name, meetings.SayDay(w.lang, m.Day()))
	return subject, []block{
		first(w.say("Minnesanteckningarna från %s är inte publicerade.", "The minutes of %s are not published."), name),
		say(w.say("Mötet var %s. Ett utkast är gjort av det som skrevs på mötet, och bara organisatörer ser det. Läs igenom det, rätta det som behövs och publicera det, nu eller vid en tid.",
			"The meeting was on %s. A draft is made of what was written in it, and only organisers see it. Read it through, put right what needs it and publish it, now or at a time."), meetings.SayDate(w.lang, m.Day())),
		link(w.say("Granska och publicera", "Review and publish"), w.meetingPage(m)+"/minnesanteckningar/granska"),
		say("%s", w.say("Ska mötet inte ha några? Säg det på samma sida, så får ni ingen mer påminnelse.",
			"Is the meeting to have none? Say so on the same page, and you get no more reminders."))}
}

// organisersFoot stands under a letter to those who look after a meeting.
func (w words) organisersFoot() []block {
	return []block{{kind: small, href: w.o.Origin + w.lang.Path("/konto"), list: []string{w.say("Välj om du vill bli påmind", "Choose whether to be reminded")},
		text: fmt.Sprintf(w.say("Du får brevet för att du sköter mötet i %s.", "You get this letter because you look after the meeting in %s."), w.o.Name)}}
}
