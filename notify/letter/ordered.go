package letter

import (
	"fmt"
	"strings"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/notify/mail"
)

// Ordered writes the letter with the minutes of a meeting to somebody who rang in and asked
// for them, without its identity: all of the minutes, for whoever does not open pages.
func Ordered(l meetings.OrderedSummary, m meetings.Meeting, minutes meetings.Minutes, o Options) mail.Letter {
	w := words{lang: l.Lang, o: o}
	name := w.in(m.Title)
	subject := meetings.Line(fmt.Sprintf(w.say("Sammanfattning: %s, %s", "Summary: %s, %s"), name, meetings.SayDay(w.lang, m.Day())))
	all := []block{
		first(w.say("Här är sammanfattningen av %s %s.", "Here is the summary of %s on %s."), name, meetings.SayDate(w.lang, m.Day())),
		link(w.say("Läs den på mötets sida", "Read it on the page of the meeting"), w.meetingPage(m)+"/minnesanteckningar")}
	for _, part := range minutes.Parts {
		if part.Title != "" {
			all = append(all, block{kind: title, text: part.Title})
		}
		text := notes.Text(notes.FromTyped(part.Text), minutes.Lang)
		for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
			if paragraph = meetings.Line(paragraph); paragraph != "" {
				all = append(all, say("%s", paragraph))
			}
		}
	}
	all = append(all, block{kind: small, text: w.say("Du får brevet en gång, för att du ringde in till mötet och bad om en sammanfattning. Adressen sparas inte.",
		"You get this letter once, because you rang in to the meeting and asked for a summary. The address is not kept.")})
	return mail.Letter{To: l.Address, Subject: subject, Text: plain(all), HTML: page(l.Lang, o.Name, subject, all)}
}
