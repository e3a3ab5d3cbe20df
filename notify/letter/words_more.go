package letter

import (
	"fmt"
	"strings"

	"ringain/meetings"
)

// maxDates bounds how many dates one letter lists.
const maxDates = 60

// many is a letter about several dates of a series.
func (w words) many(t meetings.Telling) (subject string, all []block) {
	name := w.in(t.Series)
	fresh := 0
	for _, m := range t.Meetings {
		if m.News == meetings.NewsAnnounced {
			fresh++
		}
	}
	if fresh == len(t.Meetings) {
		subject = fmt.Sprintf(w.say("Nya datum: %s", "New dates: %s"), name)
		all = []block{first(w.say("%s har %d nya datum.", "%s has %d new dates."), name, fresh)}
	} else {
		subject = fmt.Sprintf(w.say("Ändrade datum: %s", "Changed dates: %s"), name)
		all = []block{first(w.say("Datumen för %s är ändrade.", "The dates of %s are changed."), name)}
	}
	for _, part := range []struct {
		kind   meetings.NewsKind
		sv, en string
	}{
		{meetings.NewsCancelled, "Inställda", "Cancelled"}, {meetings.NewsMoved, "Flyttade", "Moved"}, {meetings.NewsRestored, "Hålls ändå", "Stand after all"},
		{meetings.NewsEdited, "Ändrade", "Changed"}, {meetings.NewsAnnounced, "Nya", "New"},
	} {
		if lines := w.dates(t, part.kind); len(lines) > 0 {
			all = append(all, block{kind: title, text: w.say(part.sv, part.en)}, block{kind: list, list: lines})
		}
	}
	theme := t.Meetings[0].Now.Themes[0]
	return subject, append(all,
		say("%s", w.say("Prenumerera i kalendern, så kommer alla datum dit av sig själva och följer med när något ändras.",
			"Subscribe in your calendar, and all dates come there by themselves and follow when something changes.")),
		link(w.say("Alla datum och kalendern", "All dates and the calendar"), w.o.Origin+w.lang.Path("/tema/"+theme)))
}

// dates lists the dates of which the news is of a kind.
func (w words) dates(t meetings.Telling, kind meetings.NewsKind) (lines []string) {
	for _, m := range t.Meetings {
		if m.News != kind {
			continue
		}
		if len(lines) == maxDates {
			return append(lines, w.say("och fler", "and more"))
		}
		line := w.day(m.Now) + ", " + meetings.SayWeek(w.lang, m.Now.Day())
		if kind == meetings.NewsMoved {
			line = w.day(*m.Before) + w.say(" är flyttat till ", " is moved to ") + line
		}
		lines = append(lines, line)
	}
	return lines
}

// confirm is the letter that asks whether whoever reads it wants letters about a theme.
func (w words) confirm(t meetings.Telling) (subject string, all []block) {
	theme := w.in(t.Theme)
	if t.Follows {
		return fmt.Sprintf(w.say("Du följer redan %s", "You follow %s already"), theme), []block{
			first(w.say("Du följer redan %s.", "You follow %s already."), theme),
			say("%s", w.say("Någon, troligen du, bad om brev om temat till den här adressen. Du behöver inte göra något.",
				"Somebody, probably you, asked for letters about the theme to this address. You need not do anything.")),
			link(w.say("Se vad du följer, eller sluta", "See what you follow, or stop"), "")}
	}
	return fmt.Sprintf(w.say("Vill du följa %s?", "Do you want to follow %s?"), theme), []block{
		first(w.say("Vill du ha brev om %s?", "Do you want letters about %s?"), theme),
		say("%s", w.say("Någon, troligen du, bad om det till den här adressen. Du får ett brev när ett möte läggs ut, ändras, flyttas eller ställs in, och när minnesanteckningar är publicerade.",
			"Somebody, probably you, asked for it to this address. You get a letter when a meeting is announced, changed, moved or cancelled, and when minutes are published.")),
		link(w.say("Öppna sidan och tryck på Ja", "Open the page and press Yes"), ""),
		say("%s", w.say("Var det inte du? Då behöver du inte göra något. Adressen glöms inom ett dygn.",
			"Was it not you? Then you need not do anything. The address is forgotten within a day."))}
}

// foot stands under a letter: why it came, and how to have no more.
func (w words) foot(themes []string, token string) []block {
	if len(themes) == 0 {
		return []block{{kind: small, text: fmt.Sprintf(w.say("Brevet är skickat av %s.", "This letter was sent by %s."), w.o.Name)}}
	}
	var names []string
	for _, slug := range themes {
		if name := w.in(w.o.Themes[slug]); name != "" {
			names = append(names, name)
		}
	}
	about := strings.Join(names, ", ")
	if about == "" {
		about = w.o.Name
	}
	return []block{{kind: small, href: w.own(token), list: []string{w.say("Sluta följa, eller ändra", "Stop following, or change it")},
		text: fmt.Sprintf(w.say("Du får brevet för att du följer %s hos %s.", "You get this letter because you follow %s at %s."), about, w.o.Name)}}
}
