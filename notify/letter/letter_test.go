package letter_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/sample"
	"ringain/notify/letter"
	"ringain/notify/mail"
	"ringain/notify/mail/mailtest"
)

const origin = "https://moten.example"

var options = letter.Options{Name: "Ringa-in-möten", Origin: origin, Host: "moten.example", From: "moten@granvik.example",
	Themes: map[string]meetings.Text{"rivers": {SV: "Floder", EN: "Rivers"}}}

// all is one letter of every kind in a language, about a meeting with a name.
func all(t *testing.T, lang meetings.Lang, name string) map[string]mail.Letter {
	t.Helper()
	w := sample.World()
	m := w.Next
	m.Zone, m.Start = "Europe/Stockholm", meetings.At(time.Date(2027, time.January, 14, 12, 0, 0, 0, ical.Stockholm()))
	m.Title = meetings.Text{SV: name, EN: name}
	m.Note = meetings.Text{SV: "Ring gärna in fem minuter före, så hinner vi hälsa.", EN: "Do ring in five minutes before, so that we can say hello."}
	before, moved, cancelled, longer := m, m, m, m
	why := meetings.Text{SV: "Mötesledaren är sjuk", EN: "The chair is ill"}
	moved.Start, moved.MovedBecause = m.Start.Add(7*24*time.Hour), why
	cancelled.Status, cancelled.CancelledBecause = meetings.Cancelled, why
	longer.Minutes, longer.Ways.Code = 60, "303030"
	agenda := w.Room.Agenda
	one := func(kind meetings.NewsKind, was *meetings.Meeting, is meetings.Meeting) meetings.Telling {
		return meetings.Telling{Kind: kind, Meetings: []meetings.Told{{News: kind, Before: was, Now: is, Agenda: agenda}}}
	}
	notes := one(meetings.NewsNotes, nil, m)
	notes.Meetings[0].Material = []meetings.Material{{Title: "Mall för samtal", Href: "https://exempel.se/mall"}, {Title: "Blad", Href: "/filer/abc/blad.pdf"}}
	today := one(meetings.NewsToday, nil, m)
	today.Leads, today.Lacks = []string{"Ada Lind"}, []meetings.Lack{meetings.NoPresenter}
	season := meetings.Telling{Kind: meetings.NewsAnnounced, Series: m.Title}
	for i := range 6 {
		is := m
		is.Start = m.Start.Add(time.Duration(i) * 14 * 24 * time.Hour)
		season.Meetings = append(season.Meetings, meetings.Told{News: meetings.NewsAnnounced, Now: is})
	}
	season.Meetings[5].News, season.Meetings[5].Before = meetings.NewsMoved, &m
	letters := map[string]mail.Letter{}
	for kind, telling := range map[string]meetings.Telling{
		"announced": one(meetings.NewsAnnounced, nil, m), "moved": one(meetings.NewsMoved, &before, moved), "edited": one(meetings.NewsEdited, &before, longer),
		"cancelled": one(meetings.NewsCancelled, &before, cancelled), "restored": one(meetings.NewsRestored, &cancelled, m), "reminder": one(meetings.NewsReminder, nil, m),
		"notes": notes, "series": season, "today": today, "forgotten": one(meetings.NewsForgotten, nil, m),
		"confirm": {Kind: meetings.NewsConfirm, Theme: meetings.Text{SV: name, EN: name}}, "follows": {Kind: meetings.NewsConfirm, Theme: meetings.Text{SV: name, EN: name}, Follows: true},
	} {
		d, err := letter.Write(telling, lang, options)
		if err != nil {
			t.Fatal(err)
		}
		var themes []string
		if !telling.Kind.ToOrganisers() && telling.Kind != meetings.NewsConfirm {
			themes = []string{"rivers"}
		}
		letters[kind] = d.To("asa@granvik.example", kind+".asa@granvik.example", "follower.abcdefghijklmnopqrstuvwxyz", themes)
	}
	for _, kind := range []meetings.EntryKind{meetings.InviteLink, meetings.EmailLink, meetings.SignInLink} {
		letters[string(kind)] = letter.Entry(meetings.EntryLetter{Link: meetings.EntryLink{Kind: kind, Email: "asa@granvik.example", By: meetings.Author{Name: name}}, Lang: lang, Secret: strings.Repeat("0123456789abcdef", 4)}, options)
	}
	return letters
}

var (
	buttons = regexp.MustCompile(`class="press"`)
	fetched = regexp.MustCompile(`(?i)<(img|link|script|iframe|object|video|audio)\b|url\(|@import`)
	tags    = regexp.MustCompile(`<[^>]*>`)
	hrefs   = regexp.MustCompile(`href="([^"]*)"`)
)

// TestEveryLetterIsWholeWhateverItIsAbout: one heading, one thing to do, nothing that is
// fetched, the same addresses in the text and in the HTML, and lines that can be read and
// carried; and a name can neither end a header nor begin an element.
func TestEveryLetterIsWholeWhateverItIsAbout(t *testing.T) {
	t.Parallel()
	server := mailtest.Start(t)
	post, err := mail.New(mail.Options{Server: server.URL, From: "moten@granvik.example", Name: "Möten i Granvik"})
	if err != nil {
		t.Fatal(err)
	}
	line, err := post.Line(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	n := 0
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		for _, name := range []string{"Barn och unga – öppet samordningsmöte", "Floder 🌊 " + strings.Repeat("och åar med långa namn ", 9),
			"\r\nBcc: x@granvik.example\r\n\r\n<img src=x onerror=alert(1)>\"'&\u2028.\n.\n", strings.Repeat("å", 400)} {
			letters := all(t, lang, name)
			for _, kind := range slices.Sorted(maps.Keys(letters)) {
				if err := line.Send(t.Context(), letters[kind]); err != nil {
					t.Fatalf("%s: %v", kind, err)
				}
				n++
				got := server.Await(n)[n-1]
				where := fmt.Sprintf("%s in %s of %.30q", kind, lang, name)
				if got.Subject != letters[kind].Subject || got.To != "asa@granvik.example" || got.Header.Get("Bcc") != "" || len(got.Header["Subject"]) != 1 {
					t.Errorf("%s: %q to %s", where, got.Subject, got.To)
				}
				for _, l := range strings.Split(got.Raw, "\r\n") {
					if len(l) > 998 || strings.ContainsAny(l, "\n\r") { // RFC 5322, 2.1.1
						t.Fatalf("%s: a line of %d: %.80q", where, len(l), l)
					}
				}
				for _, l := range strings.Split(got.Lines, "\n") {
					if utf8.RuneCountInString(l) > 73 && strings.Contains(strings.TrimSpace(l), " ") {
						t.Errorf("%s: a wide line: %q", where, l)
					}
				}
				if got.Text != strings.TrimSuffix(letters[kind].Text, "\n") {
					t.Errorf("%s: the text is put together otherwise:\n%q\n%q", where, got.Text, letters[kind].Text)
				}
				if strings.Count(got.HTML, "<h1") != 1 || len(buttons.FindAllString(got.HTML, -1)) != 1 || fetched.MatchString(got.HTML) || strings.Contains(got.HTML, "<img") {
					t.Errorf("%s: %s", where, got.HTML)
				}
				for _, m := range hrefs.FindAllStringSubmatch(got.HTML, -1) {
					if at := strings.ReplaceAll(m[1], "&amp;", "&"); !strings.HasPrefix(at, "tel:") && !strings.Contains(got.Text, at) {
						t.Errorf("%s: only the HTML leads to %s", where, at)
					}
				}
				if h := got.Header; h.Get("Auto-Submitted") != "auto-generated" || h.Get("Date") == "" || h.Get("MIME-Version") != "1.0" {
					t.Errorf("%s: %v", where, h)
				}
			}
		}
	}
}

func TestWhenAndHowToTakePartIsSaidInFull(t *testing.T) {
	t.Parallel()
	l := all(t, meetings.SV, "Floder")["reminder"]
	for _, says := range []string{"torsdag 14 januari 2027 kl. 12.00–12.45, v. 2", "+46 8 465 004 10, möteskod 202712"} {
		if seen := tags.ReplaceAllString(l.HTML, ""); !strings.Contains(l.Text, says) || !strings.Contains(seen, says) {
			t.Errorf("not said: %s\n%s", says, l.Text)
		}
	}
	if !strings.Contains(l.HTML, `href="tel:+46846500410,,202712%23"`) || !strings.HasPrefix(l.Unsubscribe, origin+"/folj/") {
		t.Errorf("%s\n%s", l.Unsubscribe, l.HTML)
	}
}
