package letter

import (
	"fmt"
	"strings"

	"ringain/meetings"
)

// words writes letters in one language.
type words struct {
	lang meetings.Lang
	o    Options
}

func (w words) say(sv, en string) string { return meetings.Text{SV: sv, EN: en}.In(w.lang) }

func (w words) in(t meetings.Text) string { return meetings.Line(t.In(w.lang)) }

// day says a day and when the meeting begins: "torsdag 1 april kl. 12.00".
func (w words) day(m meetings.Meeting) string {
	return meetings.SayDay(w.lang, m.Day()) + w.say(" ", " at ") + meetings.SayTime(w.lang, m.Start.In(m.Location()))
}

// when says all of it: "torsdag 1 april 2027 kl. 12.00–12.45, v. 13, svensk tid".
func (w words) when(m meetings.Meeting) string {
	loc := m.Location()
	return meetings.SayDate(w.lang, m.Day()) + w.say(" ", ", ") + meetings.SayTimes(w.lang, m.Start.In(loc), m.End().In(loc)) +
		", " + meetings.SayWeek(w.lang, m.Day()) + ", " + meetings.SayZone(w.lang, m.Zone)
}

// because says why, as it was written by an organiser.
func (w words) because(t meetings.Text) string {
	why := w.in(t)
	if why == "" {
		return ""
	}
	if !strings.HasSuffix(why, ".") && !strings.HasSuffix(why, "!") && !strings.HasSuffix(why, "?") {
		why += "."
	}
	return w.say(" Skäl: ", " Reason: ") + why
}

func (w words) meetingPage(m meetings.Meeting) string {
	return w.o.Origin + w.lang.Path("/moten/"+m.Slug)
}

func (w words) own(token string) string { return w.o.Origin + w.lang.Path("/folj/"+token) }

// one is a letter about one meeting: its subject and what it says.
func (w words) one(t meetings.Telling, told meetings.Told) (subject string, all []block) {
	m, name := told.Now, w.in(told.Now.Title)
	page := link(w.say("Till mötets sida", "To the page of the meeting"), w.meetingPage(m))
	switch t.Kind {
	case meetings.NewsCancelled:
		subject = fmt.Sprintf(w.say("Inställt: %s, %s", "Cancelled: %s, %s"), name, meetings.SayDay(w.lang, m.Day()))
		page.text = w.say("Till mötets sida", "To the page of the meeting")
		return subject, []block{first(w.say("%s är inställt.", "%s is cancelled."), name),
			say(w.say("Det gäller mötet %s.%s", "It concerns the meeting on %s.%s"), w.when(m), w.because(m.CancelledBecause)),
			say("%s", w.say("Övriga möten är som förut.", "Other meetings are as before.")), page}
	case meetings.NewsMoved:
		subject = fmt.Sprintf(w.say("Flyttat till %s: %s", "Moved to %s: %s"), w.day(m), name)
		all = []block{first(w.say("%s är flyttat till %s.", "%s is moved to %s."), name, w.day(m)),
			say(w.say("Mötet skulle ha varit %s.%s", "The meeting was to be on %s.%s"), w.day(*told.Before), w.because(m.MovedBecause))}
	case meetings.NewsRestored:
		subject = fmt.Sprintf(w.say("Mötet hålls: %s, %s", "The meeting stands: %s, %s"), name, w.day(m))
		all = []block{first(w.say("%s hålls %s.", "%s stands, on %s."), name, w.day(m)),
			say("%s", w.say("Det var inställt, men blir av.", "It was cancelled, but takes place after all."))}
	case meetings.NewsEdited:
		subject = fmt.Sprintf(w.say("Ändrat: %s, %s", "Changed: %s, %s"), name, w.day(m))
		all = []block{first(w.say("%s är ändrat.", "%s is changed."), name)}
	case meetings.NewsReminder:
		subject = fmt.Sprintf(w.say("Påminnelse: %s, %s", "Reminder: %s, %s"), name, w.day(m))
		all = []block{first(w.say("%s börjar %s.", "%s begins on %s."), name, w.day(m))}
	case meetings.NewsNotes:
		return w.notes(told, name)
	default:
		subject = fmt.Sprintf(w.say("Nytt möte %s: %s", "New meeting on %s: %s"), w.day(m), name)
		all = []block{first(w.say("Nytt möte: %s", "New meeting: %s"), name)}
	}
	all = append(all, w.differences(told)...)
	all = append(all, w.facts(m))
	if t.Kind == meetings.NewsReminder || t.Kind == meetings.NewsAnnounced {
		all = append(all, w.agenda(told.Agenda)...)
		all = append(all, say("%s", w.welcome(m)))
	}
	return subject, append(all, page)
}

// notes is a letter about what came of a meeting.
func (w words) notes(told meetings.Told, name string) (subject string, all []block) {
	m := told.Now
	subject = fmt.Sprintf(w.say("Minnesanteckningar: %s, %s", "Minutes: %s, %s"), name, meetings.SayDay(w.lang, m.Day()))
	all = []block{
		first(w.say("Minnesanteckningarna från %s är publicerade.", "The minutes of %s are published."), name),
		say(w.say("Mötet var %s. Tack till alla som var med!", "The meeting was on %s. Thanks to everybody who took part!"), meetings.SayDate(w.lang, m.Day())),
		link(w.say("Läs minnesanteckningarna", "Read the minutes"), w.meetingPage(m)+"/minnesanteckningar")}
	if shared := w.shared(told.Material); len(shared.rows) > 0 {
		all = append(all, block{kind: title, text: w.say("Material som delades", "Material that was shared")}, shared)
	}
	page := link(w.say("Mötets sida, med svar på frågor och nästa datum", "The page of the meeting, with answers to questions and the next date"), w.meetingPage(m))
	page.kind = more
	return subject, append(all, page)
}

// maxShared bounds how much material one letter lists.
const maxShared = 12

// shared lists what was shared in a meeting, each with where it leads.
func (w words) shared(all []meetings.Material) block {
	b := block{kind: links}
	for _, m := range all[:min(len(all), maxShared)] {
		href := m.Href
		if strings.HasPrefix(href, "/") {
			href = w.o.Origin + href
		}
		if strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://") {
			b.rows = append(b.rows, row{name: meetings.Line(m.Title), value: meetings.Line(href)})
		}
	}
	return b
}

// differences says what else is not as it was, beside the time.
func (w words) differences(told meetings.Told) []block {
	if told.Before == nil {
		return nil
	}
	was, is := *told.Before, told.Now
	var lines []string
	add := func(sv, en, before, now string) {
		switch {
		case before == now:
		case now == "":
			lines = append(lines, fmt.Sprintf(w.say("%s: finns inte längre (förut %s)", "%s: there is none any longer (before: %s)"), w.say(sv, en), before))
		case before == "":
			lines = append(lines, w.say(sv, en)+": "+now)
		default:
			lines = append(lines, fmt.Sprintf(w.say("%s: %s (förut %s)", "%s: %s (before: %s)"), w.say(sv, en), now, before))
		}
	}
	add("Namn", "Name", w.in(was.Title), w.in(is.Title))
	add("Längd", "Length", meetings.SayLength(w.lang, was.Minutes), meetings.SayLength(w.lang, is.Minutes))
	add("Telefonnummer", "Phone number", was.Ways.Phone, is.Ways.Phone)
	add("Möteskod", "Meeting code", was.Ways.Code, is.Ways.Code)
	add("Länk till videomötet", "Link to the video meeting", was.Ways.Link, is.Ways.Link)
	add("Bra att veta", "Good to know", w.in(was.Note), w.in(is.Note))
	if len(lines) == 0 {
		return nil
	}
	return []block{{kind: title, text: w.say("Det här är ändrat", "What is changed")}, {kind: list, list: lines}}
}

// facts says when a meeting is and how to take part in it.
func (w words) facts(m meetings.Meeting) block {
	rows := []row{{name: w.say("När", "When"), value: w.when(m)}}
	if phone := meetings.Line(m.Ways.Phone); phone != "" {
		if code := meetings.Line(m.Ways.Code); code != "" {
			phone += w.say(", möteskod ", ", meeting code ") + code
		}
		rows = append(rows, row{w.say("Ring in", "Dial in"), phone, m.Ways.Dial()})
	}
	if href := meetings.Line(m.Ways.Link); href != "" {
		rows = append(rows, row{w.say("Delta på webben", "Join on the web"), href, href})
	}
	if note := w.in(m.Note); note != "" {
		rows = append(rows, row{name: w.say("Bra att veta", "Good to know"), value: note})
	}
	return block{kind: facts, rows: rows}
}

func (w words) agenda(a meetings.Agenda) []block {
	var lines []string
	for _, i := range a.Items {
		if i.State == meetings.Carried {
			continue
		}
		line := meetings.Line(i.Title)
		if who := meetings.Line(i.Presenter); who != "" {
			line += ", " + who
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return nil
	}
	return []block{{kind: title, text: w.say("Dagordning", "Agenda")}, {kind: list, list: lines}}
}

func (w words) welcome(m meetings.Meeting) string {
	if m.Restricted {
		return w.say("Mötet vänder sig till en begränsad målgrupp.", "The meeting is meant for a restricted audience.")
	}
	return w.say("Mötet är öppet för alla berörda organisationer. Du behöver inte anmäla dig.",
		"The meeting is open to every organisation concerned. You need not sign up.")
}
