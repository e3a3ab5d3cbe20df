package ical

import (
	"fmt"
	"strings"

	"ringain/meetings"
)

func say(lang meetings.Lang, sv, en string) string { return meetings.Text{SV: sv, EN: en}.In(lang) }

// Summary is the title of a meeting, after what is unusual about it.
func Summary(m meetings.Meeting, lang meetings.Lang) string {
	title := meetings.Line(m.Title.In(lang))
	switch {
	case m.Status == meetings.Cancelled:
		return say(lang, "INSTÄLLT: ", "CANCELLED: ") + title
	case m.Status == meetings.Draft:
		return say(lang, "UTKAST: ", "DRAFT: ") + title
	case m.MovedFrom != 0:
		return say(lang, "FLYTTAT: ", "MOVED: ") + title
	}
	return title
}

// Description is what those read whose app shows nothing but text: first how to get
// in, or that one cannot, then what has changed, who is welcome, the agenda and where
// to read more.
func Description(r meetings.Room, o Options) string {
	m := r.Meeting
	var parts []string
	if m.Status == meetings.Cancelled {
		parts = append(parts, cancelled(m, o.Lang))
	} else {
		parts = append(parts, wayLines(m, o.Lang))
	}
	if m.MovedFrom != 0 {
		parts = append(parts, moved(m, o.Lang))
	}
	parts = append(parts, m.Note.In(o.Lang), welcome(m, o.Lang), agenda(r.Agenda, o.Lang))
	if m.Published != 0 {
		parts = append(parts, say(o.Lang, "Minnesanteckningar: ", "Minutes: ")+Page(m, o)+"/minnesanteckningar")
	}
	parts = append(parts, say(o.Lang, "Mer om mötet: ", "More about the meeting: ")+Page(m, o))
	var text []string
	for _, part := range parts {
		if part = cleaned(part); part != "" {
			text = append(text, part)
		}
	}
	return strings.Join(text, "\n\n")
}

// ways are the ways in, in short: by phone, and on the web.
func ways(m meetings.Meeting, lang meetings.Lang) (list []string) {
	if phone := meetings.Line(m.Ways.Phone); phone != "" {
		list = append(list, say(lang, "Telefon ", "Phone ")+phone+code(m, lang))
	}
	if link := meetings.Line(m.Ways.Link); link != "" {
		list = append(list, link)
	}
	return list
}

func wayLines(m meetings.Meeting, lang meetings.Lang) string {
	var lines []string
	if phone := meetings.Line(m.Ways.Phone); phone != "" {
		lines = append(lines, say(lang, "Ring in: ", "Dial in: ")+phone+code(m, lang))
	}
	if link := meetings.Line(m.Ways.Link); link != "" {
		lines = append(lines, say(lang, "Delta på webben: ", "Join on the web: ")+link)
	}
	return strings.Join(lines, "\n")
}

func code(m meetings.Meeting, lang meetings.Lang) string {
	if c := meetings.Line(m.Ways.Code); c != "" {
		return say(lang, ", möteskod ", ", meeting code ") + c
	}
	return ""
}

// cancelled says that a meeting is cancelled, and why.
func cancelled(m meetings.Meeting, lang meetings.Lang) string {
	return say(lang, "Mötet är inställt.", "The meeting is cancelled.") + reason(lang, m.CancelledBecause)
}

// moved says from when and to when a meeting was moved, and why: "Mötet den 29 mars är
// flyttat till torsdag 1 april kl. 12.00 svensk tid."
func moved(m meetings.Meeting, lang meetings.Lang) string {
	loc := m.Location()
	was, is := m.MovedFrom.In(loc), m.Start.In(loc)
	from, to := meetings.DateOf(was), meetings.DateOf(is)
	zone := meetings.SayZone(lang, m.Zone)
	day := meetings.SayPeriod(lang, from, from)
	if from.Year != to.Year {
		day = meetings.SayPlainDate(lang, from)
	}
	sentence := ""
	if from == to {
		sentence = fmt.Sprintf(say(lang, "Mötet den %s %s är flyttat till %s %s.", "The meeting on %s at %s has been moved to %s %s."),
			day, meetings.SayTime(lang, was), meetings.SayTime(lang, is), zone)
	} else {
		until := meetings.SayDay(lang, to)
		if from.Year != to.Year {
			until = meetings.SayDate(lang, to)
		}
		sentence = fmt.Sprintf(say(lang, "Mötet den %s är flyttat till %s %s %s.", "The meeting on %s has been moved to %s at %s %s."),
			day, until, meetings.SayTime(lang, is), zone)
	}
	return sentence + reason(lang, m.MovedBecause)
}

// reason says why, in a sentence of its own, since it was written as one.
func reason(lang meetings.Lang, because meetings.Text) string {
	why := meetings.Line(because.In(lang))
	if why == "" {
		return ""
	}
	if !strings.HasSuffix(why, ".") && !strings.HasSuffix(why, "!") {
		why += "."
	}
	return say(lang, " Orsak: ", " Reason: ") + why
}

// welcome says who may come.
func welcome(m meetings.Meeting, lang meetings.Lang) string {
	if m.Restricted {
		return say(lang, "Mötet vänder sig till en begränsad målgrupp.", "The meeting is meant for a restricted audience.")
	}
	return say(lang, "Öppet för alla berörda organisationer: civilsamhälle, myndigheter, regioner, kommuner och företag.",
		"Open to every organisation concerned: civil society, authorities, regions, municipalities and companies.")
}

// agenda is the agenda as it was planned, one item a line. How far it has come while
// the meeting runs does not show; an item that was moved to the next meeting is there.
func agenda(a meetings.Agenda, lang meetings.Lang) string {
	var lines []string
	for _, i := range a.Items {
		if i.State != meetings.Carried {
			lines = append(lines, item(i))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return say(lang, "Dagordning:", "Agenda:") + "\n" + strings.Join(lines, "\n")
}

func item(i meetings.Item) string {
	line := "- " + meetings.Line(i.Title)
	if who := meetings.Line(i.Presenter); who != "" {
		line += ", " + who
	}
	if planned := i.Minutes - i.Extended; planned > 0 {
		line += fmt.Sprintf(" (%d min)", planned)
	}
	return line
}
