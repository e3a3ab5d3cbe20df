package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ringain/meetings"
	"ringain/meetings/store"
)

// shownToEditor is how many of each kind wait on the page of an editor at a time.
const shownToEditor = 100

// editorView is what waits for an editor of the support list.
type editorView struct {
	supportView
	Reports  []store.Reported
	Reported int // so many in all
	Links    []store.Sighted
	Linked   int
	Files    []meetings.File // that could not be looked at for harm
}

// supportQueue is what waits for an editor: proposals, reports and links.
func (w *Web) supportQueue(p *page, r *http.Request) (body, error) {
	return w.queueWith(p, r, form{})
}

func (w *Web) queueWith(p *page, r *http.Request, f form) (body, error) {
	var v editorView
	var err error
	if v.Entries, v.All, err = w.store.SupportList(r.Context(), store.WhichSupport{State: meetings.SupportProposed, Convener: &p.Who.Convener, Limit: shownToEditor}); err != nil {
		return nil, err
	}
	if v.Reports, v.Reported, err = w.store.ReportList(r.Context(), p.Who.Convener, shownToEditor); err != nil {
		return nil, err
	}
	if v.Links, v.Linked, err = w.store.LinksOfConcern(r.Context(), p.Who.Convener, shownToEditor); err != nil {
		return nil, err
	}
	if meetings.MaySection(p.Person) && w.fileState(meetings.FileFailed) == meetings.FileFailed {
		if v.Files, err = w.store.UncheckableFiles(r.Context(), shownToEditor); err != nil {
			return nil, err
		}
	}
	if err := w.originsOf(r, &v.supportView); err != nil {
		return nil, err
	}
	if err := w.howShared(r, &v.supportView); err != nil {
		return nil, err
	}
	p.Title, p.Path, p.Private = p.Say("Stödlistan: väntar på dig", "The support list: waiting for you"), "/planera/stodlista", true
	return supportQueuePage(p, v, f), nil
}

// settleSupport is one tap of an editor: a report is settled, a link is right, or the
// link follows where it leads.
func (w *Web) settleSupport(p *page, rw http.ResponseWriter, r *http.Request) error {
	id := meetings.ID(r.PostForm.Get("id"))
	var err error
	switch r.PostForm.Get("do") {
	case "report.settle":
		err = w.change.SettleReport(p.Person, id)
	case "link.right":
		err = w.change.LinkIsRight(r.Context(), p.Person, id)
	case "link.follow":
		err = w.change.FollowLink(r.Context(), p.Person, id, r.PostForm.Get("to"))
	case "file.release":
		err = w.change.SettleFile(p.Person, r.PostForm.Get("id"), meetings.FileReleased)
	case "file.stop":
		err = w.change.SettleFile(p.Person, r.PostForm.Get("id"), meetings.FileStopped)
	default:
		err = meetings.Refuse(meetings.Invalid, "Det finns inget sådant att göra. Välj en av knapparna.", "There is no such thing to do. Choose one of the buttons.")
	}
	if err != nil {
		return w.again(p, rw, r, err, w.queueWith)
	}
	if back := r.PostForm.Get("back"); strings.HasPrefix(back, "/stodlista/") && back == "/stodlista/"+meetings.Slug(strings.TrimPrefix(back, "/stodlista/")) {
		return see(rw, r, p, back)
	}
	return see(rw, r, p, "/planera/stodlista#"+strings.TrimSuffix(strings.SplitN(r.PostForm.Get("do"), ".", 2)[0], "s"))
}

// sections is where an editor orders and names the sections of the list.
func (w *Web) sections(p *page, r *http.Request) (body, error) {
	return w.sectionsWith(p, r, form{Values: map[string][]string{}})
}

func (w *Web) sectionsWith(p *page, r *http.Request, f form) (body, error) {
	all, err := w.store.Sections(r.Context())
	if err != nil {
		return nil, err
	}
	p.Title, p.Path, p.Private = p.Say("Avsnitt i stödlistan", "Sections of the support list"), "/planera/stodlista/avsnitt", true
	return sectionsPage(p, all, f), nil
}

// saveSections adds, names, moves and removes sections.
func (w *Web) saveSections(p *page, rw http.ResponseWriter, r *http.Request) error {
	f := form{Values: r.PostForm}
	slug := f.Value("slug")
	what, by, _ := strings.Cut(f.Value("do"), " ")
	var err error
	switch what {
	case "section.add":
		err = w.change.AddSection(p.Person, f.Text("name"))
	case "section.name":
		err = w.nameSection(p, r, slug, meetings.Text{SV: f.Value("called"), EN: f.Value("called_en")})
	case "section.move":
		err = w.change.MoveSection(p.Person, slug, map[string]int{"up": -1, "down": 1}[by])
	case "section.remove":
		err = w.change.RemoveSection(p.Person, slug)
	default:
		err = meetings.Refuse(meetings.Invalid, "Det finns inget sådant att göra. Välj en av knapparna.", "There is no such thing to do. Choose one of the buttons.")
	}
	if err != nil {
		return w.again(p, rw, r, err, w.sectionsWith)
	}
	return see(rw, r, p, "/planera/stodlista/avsnitt")
}

func (w *Web) nameSection(p *page, r *http.Request, slug string, name meetings.Text) error {
	all, err := w.store.Sections(r.Context())
	if err != nil {
		return err
	}
	place := slices.IndexFunc(all, func(s meetings.Section) bool { return s.Slug == slug })
	if place < 0 {
		return meetings.Refuse(meetings.Late, "Avsnittet finns inte längre.", "The section is no longer there.")
	}
	return w.change.SaveSection(p.Person, meetings.Section{Slug: slug, Name: name}, place)
}

// sayCount says a heading with how much there is: "Förslag (3)".
func sayCount(words string, n int) string { return words + " (" + strconv.Itoa(n) + ")" }

// saySeen says how the link of an entry was found.
func (p *page) saySeen(v meetings.Sight) string {
	switch v.State {
	case meetings.LinkGone:
		return p.Say("Webbplatsen säger att sidan inte finns.", "The site says that the page is not there.")
	case meetings.LinkFailed:
		return p.Say("Webbplatsen svarar inte som den ska.", "The site does not answer as it should.")
	case meetings.LinkLooping:
		return p.Say("Länken leder runt i en ring.", "The link leads round in a ring.")
	case meetings.LinkDoubtful:
		return p.Say("Sidan öppnas, men ser ut att säga att innehållet saknas.", "The page opens, but seems to say that the content is missing.")
	case meetings.LinkPrivate:
		return p.Say("Länken leder till ett nät som inte är öppet för alla.", "The link leads to a network that is not open to all.")
	case meetings.LinkRefused:
		return p.Say("Webbplatsen svarar inte på frågor från vår kontroll. Öppna länken själv.", "The site does not answer our check. Open the link yourself.")
	}
	if v.Final != "" {
		return p.Say("Länken leder vidare till en ny adress.", "The link leads on to a new address.")
	}
	return p.Say("Länken fungerar.", "The link works.")
}

// archived is where a copy of a page may be kept, as it was before.
func archived(href string) string { return "https://web.archive.org/web/*/" + href }

// sectionForm is the form that names a section, with its fields named after it.
func sectionForm(s meetings.Section) form {
	return form{ID: s.Slug + "-", Values: map[string][]string{"called": {s.Name.SV}, "called_en": {s.Name.EN}}}
}
