package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"rsc.io/qr"

	"ringain/meetings"
)

// otherForm is a feed of the same meetings for other programs than calendars.
type otherForm struct{ Type, Path string }

// otherForms are those of the calendar of the page, if it has any.
func (p *page) otherForms() []otherForm {
	base, isFeed := strings.CutSuffix(p.Feed, ".ics")
	if !isFeed || strings.HasPrefix(base, "/kalender/") || strings.HasPrefix(base, "/moten/") {
		return nil
	}
	return []otherForm{{"application/feed+json", base + ".json"}, {"application/atom+xml", base + ".atom"}}
}

// feedPath is how the address of a feed that may be drawn looks.
var feedPath = regexp.MustCompile(`^/(alla|webbinarier|tema/[a-z0-9-]{1,60}|kalender/[2-9A-Z]{8})\.ics$`)

// feedCode is the address of a feed as a picture to hold a phone up to: a phone that
// reads it asks whether to subscribe.
func (w *Web) feedCode(p *page, rw http.ResponseWriter, r *http.Request) error {
	path := r.URL.Query().Get("till")
	if !feedPath.MatchString(path) {
		return meetings.Refuse(meetings.Unknown, "Det finns ingen sådan kalender.", "There is no such calendar.")
	}
	code, err := qr.Encode(p.webcalURL(path), qr.M)
	if err != nil {
		return fmt.Errorf("draw the code of %s: %w", path, err)
	}
	h := rw.Header()
	w.protect(h, "")
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Cache-Control", "public, max-age=86400")
	if _, err = rw.Write([]byte(drawing(code))); err != nil {
		w.log.Debug("a picture was not taken", "path", r.URL.Path, "err", err)
	}
	return nil
}

// app is how to subscribe in one calendar app, and how often it reads.
type app struct{ Name, How, Reads string }

// apps are the apps that people have, the most common first.
func (p *page) apps() []app {
	return []app{
		{"iPhone, iPad", p.Say("Tryck på Prenumerera här ovanför, eller håll kameran mot koden. Välj Prenumerera och sedan Lägg till.",
			"Tap Subscribe above, or hold the camera to the code. Choose Subscribe and then Add."),
			p.Say("Hur ofta den läses om väljer du i Inställningar, Appar, Kalender, Kalenderkonton, Hämta nya data. På en Mac är det en gång i veckan tills du väljer annat.",
				"How often it is read again you choose in Settings, Apps, Calendar, Calendar Accounts, Fetch New Data. On a Mac it is once a week until you choose otherwise.")},
		{p.Say("Google Kalender", "Google Calendar"), p.Say("Gör det i en dator, på calendar.google.com. Tryck på plustecknet vid Andra kalendrar, välj Via webbadress och klistra in adressen.",
			"Do it on a computer, at calendar.google.com. Press the plus sign at Other calendars, choose From URL and paste the address."),
			p.Say("Google läser om den när Google vill, oftast efter 4 till 24 timmar. Det går inte att ställa in.",
				"Google reads it again when Google wants to, mostly after 4 to 24 hours. It cannot be set.")},
		{p.Say("Nya Outlook och Outlook på webben", "New Outlook and Outlook on the web"), p.Say("Öppna kalendern, välj Lägg till kalender och Prenumerera från webben. Klistra in adressen och ge kalendern ett namn.",
			"Open the calendar, choose Add calendar and Subscribe from web. Paste the address and give the calendar a name."),
			p.Say("Outlook läser om den ungefär var tredje timme, men det kan dröja ett dygn.",
				"Outlook reads it again about every three hours, but it can take a day.")},
		{p.Say("Klassiska Outlook i Windows", "Classic Outlook in Windows"), p.Say("Välj Arkiv, Kontoinställningar och fliken Internetkalendrar. Tryck på Ny och klistra in adressen.",
			"Choose File, Account Settings and the tab Internet Calendars. Press New and paste the address."),
			p.Say("Outlook läser om den varje timme medan programmet är i gång.",
				"Outlook reads it again every hour while it is running.")},
		{"Thunderbird", p.Say("Välj Ny kalender, På nätverket, och klistra in adressen.",
			"Choose New Calendar, On the Network, and paste the address."),
			p.Say("Thunderbird läser om den varje halvtimme medan programmet är i gång.",
				"Thunderbird reads it again every half hour while it is running.")},
		{"Android", p.Say("Lägg till adressen i Google Kalender i en dator, så syns den i telefonen. Utan Google går det med appen ICSx⁵.",
			"Add the address to Google Calendar on a computer, and the phone shows it. Without Google the app ICSx⁵ does it."),
			p.Say("Med Google dröjer det som där. I ICSx⁵ väljer du själv hur ofta.",
				"With Google it takes as long as there. In ICSx⁵ you choose yourself how often.")},
	}
}
