package notes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringain/meetings"
)

// Source is what minutes are drafted from.
type Source struct {
	Room   meetings.Room
	Notes  Notes
	Came   []meetings.Person // who came into the room and were let in, or rang in; nobody when that is forgotten
	Lang   meetings.Lang
	Origin string // before addresses of our own, such as https://moten.example.org
	Named  bool   // signals say who shared them
}

// Draft makes the first draft of minutes:
//
//   - the notes, an item of the agenda at a time, with decisions and actions;
//   - signals by kind, with the organisation or the sector of whoever shared them;
//   - quick questions, and questions that were answered;
//   - material, with its links;
//   - how many took part of each sector, and from which organisations.
//
// What is hidden is not in the room, and so not here. A part with nothing in it is left out.
func Draft(s Source) (parts []meetings.MinutesPart) {
	add := func(title, text string) {
		if text = strings.TrimSpace(text); text != "" {
			parts = append(parts, meetings.MinutesPart{Title: title, Text: text})
		}
	}
	for _, p := range s.Notes.Parts(s.Room.Agenda, s.Lang) {
		add(cmp.Or(p.Title, s.say("Hela mötet", "The whole meeting")), Typed(p.Blocks, s.Lang))
	}
	for _, k := range SignalHeadings() {
		add(k.Name.In(s.Lang), s.signals(meetings.SignalKind(k.Code)))
	}
	add(s.say("Snabbfrågor", "Quick questions"), s.polls())
	add(s.say("Frågor och svar", "Questions and answers"), s.questions())
	add(s.say("Material", "Material"), s.material())
	add(s.say("Vilka som var med", "Who took part"), s.came())
	return parts
}

func (s Source) say(sv, en string) string { return meetings.Text{SV: sv, EN: en}.In(s.Lang) }

// SignalHeadings are the kinds of signal in the plural, as minutes have them above what was said.
func SignalHeadings() []meetings.Named {
	return []meetings.Named{
		{Code: string(meetings.Experience), Name: meetings.Text{SV: "Erfarenheter", EN: "Experiences"}},
		{Code: string(meetings.Challenge), Name: meetings.Text{SV: "Utmaningar", EN: "Challenges"}},
		{Code: string(meetings.Solution), Name: meetings.Text{SV: "Lösningar", EN: "Solutions"}},
		{Code: string(meetings.Need), Name: meetings.Text{SV: "Behov", EN: "Needs"}},
		{Code: string(meetings.Risk), Name: meetings.Text{SV: "Risker", EN: "Risks"}},
		{Code: string(meetings.BrightSpot), Name: meetings.Text{SV: "Glädjeämnen", EN: "Bright spots"}},
		{Code: string(meetings.Promise), Name: meetings.Text{SV: "Åtaganden", EN: "Promises"}},
	}
}

func (s Source) signals(kind meetings.SignalKind) string {
	var lines []string
	for _, x := range s.Room.Signals {
		if x.Kind != kind {
			continue
		}
		line := "- " + meetings.Line(x.Text)
		about := []string{s.sharer(x)}
		if x.Voices > 1 {
			about = append(about, fmt.Sprintf(s.say("%d säger det", "%d say so"), x.Voices))
		}
		if about = slices.DeleteFunc(about, func(s string) bool { return s == "" }); len(about) > 0 {
			line += " (" + strings.Join(about, ", ") + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// sharer says who shared a signal: an organisation, or else a sector; with names, who it was too.
func (s Source) sharer(x meetings.Signal) string {
	who := cmp.Or(meetings.Line(x.Organisation), s.sector(x.Sector))
	if name := meetings.Line(x.Name); s.Named && name != "" {
		return strings.TrimSuffix(name+", "+who, ", ")
	}
	return who
}

func (s Source) sector(code string) string {
	for _, n := range meetings.Sectors() {
		if n.Code == code {
			return n.Name.In(s.Lang)
		}
	}
	return ""
}

func (s Source) polls() string {
	var lines []string
	for _, p := range s.Room.Polls {
		if p.State != meetings.PollIsClosed || len(p.Counts) != len(p.Choices) {
			continue
		}
		lines = append(lines, meetings.Line(p.Question)+" "+fmt.Sprintf(s.say("(%d svar)", "(%d answers)"), p.Answers))
		for i, choice := range p.Choices {
			lines = append(lines, fmt.Sprintf("- %s: %d", meetings.Line(choice), p.Counts[i]))
		}
	}
	return strings.Join(lines, "\n")
}

func (s Source) questions() string {
	var lines []string
	for _, q := range s.Room.QuestionsInOrder() {
		switch {
		case q.Answer != "":
			lines = append(lines, "- "+meetings.Line(q.Text), "  - "+s.say("Svar: ", "Answer: ")+meetings.Line(q.Answer))
		case q.Settled:
			lines = append(lines, "- "+meetings.Line(q.Text), "  - "+s.say("Besvarades på mötet.", "Answered in the meeting."))
		}
	}
	return strings.Join(lines, "\n")
}

func (s Source) material() string {
	var lines []string
	for _, m := range s.Room.Material {
		if !m.Returned.Empty() {
			continue
		}
		href := m.Href
		if strings.HasPrefix(href, "/") {
			href = s.Origin + href
		}
		line := m.Title
		if address := link(href); address != "" {
			line = (Block{Runs: []Run{{Text: m.Title, Link: address}}}).typed()
		}
		if who := meetings.Line(m.Organisation); who != "" {
			line += " (" + who + ")"
		}
		lines = append(lines, "- "+line)
	}
	return strings.Join(lines, "\n")
}

// came says how many took part of each sector, those who only rang in too, and from which
// organisations.
func (s Source) came() string {
	sectors, all := map[string]int{}, 0
	var organisations []string
	count := func(sector, organisation string) {
		all++
		sectors[sector]++
		if organisation = meetings.Line(organisation); organisation != "" && !slices.Contains(organisations, organisation) {
			organisations = append(organisations, organisation)
		}
	}
	for _, p := range s.Came {
		count(p.Sector, p.Organisation)
	}
	if all == 0 {
		return ""
	}
	said := fmt.Sprintf(s.say("%d deltagare", "%d participants"), all)
	if all == 1 {
		said = s.say("1 deltagare", "1 participant")
	}
	var each []string
	for _, n := range meetings.Sectors() {
		if sectors[n.Code] > 0 {
			each = append(each, fmt.Sprintf("%s %d", n.Name.In(s.Lang), sectors[n.Code]))
		}
	}
	if len(each) > 0 {
		said += ": " + strings.Join(each, ", ")
	}
	if len(organisations) > 0 {
		slices.Sort(organisations)
		said += ".\n" + s.say("Organisationer: ", "Organisations: ") + strings.Join(organisations, ", ")
	}
	return said + "."
}

// MinutesMarkdown writes published minutes as CommonMark, under a title.
func MinutesMarkdown(title string, parts []meetings.MinutesPart, lang meetings.Lang) string {
	return AllMarkdown(title, ofMinutes(parts), lang)
}

// MinutesText writes published minutes as plain text, under a title.
func MinutesText(title string, parts []meetings.MinutesPart, lang meetings.Lang) string {
	return AllText(title, ofMinutes(parts), lang)
}

func ofMinutes(parts []meetings.MinutesPart) (all []Part) {
	for _, p := range parts {
		all = append(all, Part{Title: p.Title, Blocks: FromTyped(p.Text)})
	}
	return all
}
