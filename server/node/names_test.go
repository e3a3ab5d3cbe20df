package node

import (
	_ "embed"
	"fmt"
	"html"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/notify/letter"
	"ringain/server/change"
)

// honestNames are names that careless code breaks, each with an organisation.
//
//go:embed testdata/names.txt
var honestNames string

// trickyNames are names and what becomes of them.
var trickyNames = map[string]string{
	"\u202eEva\u202c \u2066Lind\u2069":            "Eva Lind",
	"D\u200be\u2060e\ufeff R\u200do\u00ads":       "Dee Ros",
	"<b onclick=x>Bo</b> & \"Co\" 'x'":            "<b onclick=x>Bo</b> & \"Co\" 'x'",
	"Gun\r\nBCC: a@example.org\u2028Ek":           "Gun BCC: a@example.org Ek",
	"=HYPERLINK(1);END:VEVENT,\\n{{.}}":           "=HYPERLINK(1);END:VEVENT,\\n{{.}}",
	"Zoe" + strings.Repeat("\u0336", 70):          "Zoe" + strings.Repeat("\u0336", 4),
	"  Ulf \u00a0 \t Ek  ":                        "Ulf Ek",
	"👩\u200d👧 Ek":                                 "👩\u200d👧 Ek",
	strings.Repeat("å", meetings.MaxName):         strings.Repeat("å", meetings.MaxName),
	"</script><script>alert(1)</script>":          "</script><script>alert(1)</script>",
	"می\u200cخواهم":                               "می\u200cخواهم",
	"E\u0301va A\u030angstro\u0308m":              "Éva Ångström",
	"Ole\u061c\u200f\u200e Ek\U000e0041\u3164 Li": "Ole Ek Li",
}

// unseen are signs that nobody sees and that do something to what is around them.
const unseen = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad\u3164\x00\x07\u2028\u0085"

// TestEveryNameComesOutAsItShould has people with all such names, of organisations that are
// called so too, say something in every way there is, and reads it wherever it is shown.
func TestEveryNameComesOutAsItShould(t *testing.T) {
	k := keepBirds(t)
	names := map[string]string{}
	for line := range strings.Lines(honestNames) {
		name, organisation, _ := strings.Cut(strings.TrimSpace(line), "; ")
		names[name], names[organisation] = name, organisation
	}
	for typed, comes := range trickyNames {
		names[typed] = comes
	}
	m := k.announce("Namn", "namn")
	path, boss := "/moten/namn", k.as("ada")
	boss.send(path+"/rum/gor", "do", "agenda.start")
	for typed := range names {
		g := k.as("")
		g.send(path+"/delta", "name", typed, "organisation", typed, "sector", "kommun")
		g.send(path+"/rum/gor", "do", "queue.ask", "note", typed)
		g.send(path+"/rum/gor", "do", "signal.add", "kind", "behov", "text", typed, "named", "1")
		g.send(path+"/rum/gor", "do", "question.ask", "text", typed)
		g.send(path+"/rum/anteckna", "item", "one", "text", typed)
		boss.send(path+"/rum/gor", "do", "caller.add", "name", "Gun Ek", "organisation", typed, "sector", "region")
	}
	room, _, err := k.n.store.Room(t.Context(), string(m.ID))
	k.must(err)
	if len(room.Queue.Waiting) != len(names) || len(room.Callers) != len(names) {
		t.Fatalf("%d wait and %d ring, not %d", len(room.Queue.Waiting), len(room.Callers), len(names))
	}
	_, events := boss.tries(path + "/rum/handelser?epoch=" + k.n.store.About().Epoch + "&after=0")
	for _, shown := range []string{boss.send(path + "/rum"), boss.send("/en" + path + "/rum"), boss.send(path + "/anteckningar")} {
		k.shows(shown, names, true)
	}
	for _, shown := range []string{events, boss.send(path + "/anteckningar.md"), boss.send(path + "/anteckningar.txt")} {
		k.shows(shown, nil, false)
	}
	k.published(boss, m, names)
}

// announce announces a meeting that is on.
func (k *kept) announce(title, slug string) meetings.Meeting {
	now := time.Now()
	m, err := k.n.change.Announce(k.t.Context(), k.people["ada"], meetings.Meeting{Kind: meetings.Extra, Status: meetings.Planned, Themes: []string{"vatten"},
		Title: meetings.Text{SV: title}, Slug: slug, Start: meetings.At(now.Add(-5 * time.Minute)), Minutes: 45, Zone: "Europe/Stockholm", Date: meetings.DateOf(now)},
		meetings.Agenda{Items: []meetings.Item{{ID: "one", Title: "Läget"}}})
	k.must(err)
	return m
}

// published has minutes that name all, and meetings that are called so, come out as pages,
// files, calendars, feeds and letters.
func (k *kept) published(boss *browser, m meetings.Meeting, names map[string]string) {
	var typed, all []string
	for one, comes := range names {
		typed, all = append(typed, one), append(all, comes)
	}
	boss.send("/moten/namn/rum/gor", "do", "agenda.end")
	draft := boss.send("/moten/namn/minnesanteckningar/granska")
	k.shows(draft, nil, true)
	if came := fmt.Sprintf("region %d, kommun %d", len(names), len(names)); !strings.Contains(draft, came) {
		k.t.Errorf("those on the telephone are not counted by sector as others are: %q", came)
	}
	parts := []meetings.MinutesPart{{Title: "Läget", Text: strings.Join(typed, "\n\n")}}
	_, err := k.n.change.WriteMinutes(k.t.Context(), k.people["ada"], m.ID, "0123456789abcdef-names", meetings.Writing{Parts: parts, Named: true, Lang: meetings.SV}, change.Publication{Now: true})
	k.must(err)
	for _, ending := range []string{"", ".html", ".txt", ".md"} {
		k.shows(boss.send("/moten/namn/minnesanteckningar"+ending), nil, ending == "" || ending == ".html")
	}
	for i, title := range typed {
		later := m
		later.ID, later.Slug, later.Title = "", fmt.Sprintf("namn-%d", i), meetings.Text{SV: title}
		later.Start, later.Date = m.Start.Add(time.Duration(i+1)*24*time.Hour), meetings.DateOf(time.Now().AddDate(0, 0, i+1))
		later, err := later.Checked(meetings.At(time.Now())) // as the form does
		k.must(err)
		later, err = k.n.change.Announce(k.t.Context(), k.people["ada"], later, meetings.Agenda{})
		k.must(err)
		if later.Title.SV != all[i] {
			k.t.Errorf("a meeting is called %+q, want %+q", later.Title.SV, all[i])
		}
		d, err := letter.Write(meetings.Telling{Kind: meetings.NewsAnnounced, Meetings: []meetings.Told{{News: meetings.NewsAnnounced, Now: later}}}, meetings.SV,
			letter.Options{Name: "Ringa-in", Origin: "https://moten.example", Host: "moten.example", From: "a@example.org"})
		k.must(err)
		to := d.To("a@example.org", "x@example.org", "token", nil)
		k.shows(to.HTML, map[string]string{"": all[i]}, true)
		k.shows(to.Subject+to.Text, nil, false)
		if strings.ContainsAny(to.Subject, "\r\n") || !strings.Contains(to.Subject, all[i]) {
			k.t.Errorf("the subject of a letter is %+q", to.Subject)
		}
	}
	k.shows(boss.send("/tema/vatten"), names, true)
	k.shows(boss.send("/tema/vatten.atom"), nil, true)
	k.shows(boss.send("/tema/vatten.json"), nil, false)
	calendar := boss.send("/tema/vatten.ics")
	k.shows(calendar, nil, false)
	if n := strings.Count(calendar, "\r\nEND:VEVENT"); n != len(names)+1 || ical.Stockholm() == nil {
		k.t.Errorf("%d meetings are in the calendar, not %d", n, len(names)+1)
	}
}

// shows looks whether a page, or a file, says names as they are to be, and does nothing else.
func (k *kept) shows(text string, names map[string]string, marked bool) {
	k.t.Helper()
	if !utf8.ValidString(text) || strings.ContainsAny(text, unseen) {
		at := max(strings.IndexAny(text, unseen), 0)
		k.t.Errorf("signs that nobody sees are left: %+q", text[max(at-40, 0):min(at+40, len(text))])
	}
	if strings.Contains(text, "\u0336\u0336\u0336\u0336\u0336") {
		k.t.Error("a heap of marks is left")
	}
	if !marked {
		return
	}
	for _, harm := range []string{"<b onclick", "</script><script>alert"} {
		if strings.Contains(text, harm) {
			k.t.Errorf("%q is not text any longer", harm)
		}
	}
	plain := strings.Join(strings.Fields(readable(k.t, text)), " ")
	for _, name := range names {
		if !strings.Contains(plain, name) {
			k.t.Errorf("%+q is not read as it should", name)
		}
	}
}

// readable is what is read of a page.
func readable(t testing.TB, page string) string {
	root, err := xhtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == xhtml.TextNode && n.Parent.Data != "script" && n.Parent.Data != "style" {
			b.WriteString(n.Data)
			b.WriteByte(' ')
		}
		for _, a := range n.Attr {
			if a.Key == "value" {
				b.WriteString(html.UnescapeString(a.Val) + " ")
			}
		}
	}
	return b.String()
}

// TestNobodyPassesForWhoeverLeads tries to come in, as somebody new and as somebody who is there
// and takes another name, under names that look like those of an organiser and of a chair.
func TestNobodyPassesForWhoeverLeads(t *testing.T) {
	k := keepBirds(t)
	m := k.announce("Namn", "namn")
	path := "/moten/namn"
	k.must(k.n.change.Enter(t.Context(), change.Visitor{Person: k.people["ada"]}, m.ID))
	boss, chair := k.as("ada"), k.as("")
	chair.send(path+"/delta", "name", "Siv Pärsson", "organisation", "Granviks kommun")
	room, _, err := k.n.store.Room(t.Context(), string(m.ID))
	k.must(err)
	came, err := k.n.store.Came(t.Context(), room.Meeting.ID)
	k.must(err)
	for _, p := range came {
		if p.Name == "Siv Pärsson" {
			boss.send(path+"/rum/gor", "do", "duty.give", "who", string(p.ID), "duty", string(meetings.Chair))
		}
	}
	boss.send(path+"/rum/gor", "do", "duty.give", "who", "ada", "duty", string(meetings.Chair)) // an organiser takes the role too
	if room, _, err = k.n.store.Room(t.Context(), string(m.ID)); err != nil || len(room.House.Duties) != 2 {
		t.Fatalf("%v chair: %v", room.House.Duties, err)
	}
	inside := k.as("")
	inside.send(path+"/delta", "name", "Eva Lind")
	for _, name := range []string{
		"Siv Pärsson", "siv  pärsson", "SIV PÄRSSON", "S\u200biv Pär\u200dsson", "Siv\u00adPärsson", "Ѕіv Pärsson", "Siv Ρärsson", "Siv Pa\u0308rsson",
		"Siv Pärsson.", "Siv-Pärsson ✅", "\u202eSiv Pärsson", "𝐒𝐢𝐯 Pärsson", "5iv (mötesledare)",
		k.people["ada"].Name, strings.ToUpper(k.people["ada"].Name), strings.ReplaceAll(k.people["ada"].Name, "o", "о"),
		"Ordförande", "ORDFÖRANDE", "Ordf\u00f6\u200drande", "Mötesledaren", "Eva Lind (mötesledare)", "Eva Lind (organisatör)", "Mоtesledare", "Chair", "Admin",
	} {
		for who, b := range map[string]*browser{"somebody new": k.as(""), "somebody who is there": inside} {
			if code, _ := b.tries(path+"/delta", "name", name, "organisation", ""); code != http.StatusUnprocessableEntity {
				t.Errorf("%s comes in as %+q: %d", who, name, code)
			}
			if code, _ := b.tries(path+"/delta", "name", "Eva Lind", "organisation", name); code < 400 && strings.Contains(strings.ToLower(name), "led") {
				t.Errorf("%s comes in from %+q: %d", who, name, code)
			}
		}
	}
	for _, name := range []string{"Siv Persson", "Sven Pärsson", "Åsa Öberg", "Анна Ковальчук", "Eva Ek, ordförande"} {
		k.as("").send(path+"/delta", "name", name)
	}
}
