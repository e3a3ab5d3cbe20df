package web

import (
	"fmt"
	"net/url"
	"slices"

	"ringain/meetings"
)

// sayFound says how many entries there are: "19 stöd".
func (p *page) sayFound(v supportView) string {
	switch {
	case v.All == 0:
		return p.Say("Inget att visa", "Nothing to show")
	case v.filtered():
		return fmt.Sprintf(p.Say("%d av stöden stämmer", "%d entries fit"), v.All)
	}
	return fmt.Sprintf(p.Say("%d stöd", "%d entries"), v.All)
}

func (p *page) sayConfirmed(n int) string {
	if n == 1 {
		return p.Say("bekräftad av en organisation", "confirmed by one organisation")
	}
	return fmt.Sprintf(p.Say("bekräftad av %d organisationer", "confirmed by %d organisations"), n)
}

// sayState says where an entry is that is not on the list.
func (p *page) sayState(e meetings.Support) string {
	switch e.State {
	case meetings.SupportReturned:
		return p.Say("Tillbakaskickad: ", "Returned: ") + p.In(e.Returned)
	case meetings.SupportWithdrawn:
		return p.Say("Borttagen ur listan: ", "Taken off the list: ") + p.In(e.Returned)
	}
	return p.Say("Väntar på att en redaktör publicerar det.", "Waits for an editor to publish it.")
}

// sayNotTheSame is what somebody says who proposes a thing like another.
func (p *page) sayNotTheSame(v proposeView) string {
	if len(v.Hits) == 0 {
		return p.Say("Ja, länken stämmer", "Yes, the link is right")
	}
	return p.Say("Nej, mitt förslag är något annat", "No, my proposal is something else")
}

// supportHref is where an entry leads.
func (p *page) supportHref(e meetings.Support) string {
	if e.File != nil {
		return p.Href("/filer/" + e.File.Hash + "/" + url.PathEscape(e.File.Name))
	}
	return e.Href
}

// where is the site that an entry leads to, or the type of its file.
func (p *page) where(e meetings.Support) string {
	if e.File != nil {
		return p.fileType(e.File.Name)
	}
	u, err := url.Parse(e.Href)
	if err != nil {
		return ""
	}
	return u.Host
}

// nameIn is the name of a code; empty when it has none.
func (p *page) nameIn(list []meetings.Named, code string) string {
	at := slices.IndexFunc(list, func(n meetings.Named) bool { return n.Code == code })
	if at < 0 {
		return ""
	}
	return p.In(list[at].Name)
}

// options are the codes of a list to choose among, after one for none.
func (p *page) options(list []meetings.Named, none string) []option {
	all := []option{{"", none}}
	for _, n := range list {
		all = append(all, option{n.Code, capital(p.In(n.Name))})
	}
	return all
}

// themesOf are the themes of an entry.
func (v supportView) themesOf(e meetings.Support) []meetings.Theme {
	return slices.DeleteFunc(slices.Clone(v.Themes), func(t meetings.Theme) bool { return !slices.Contains(e.Themes, t.Slug) })
}

// sectionsOf are the sections of an entry, in their order.
func (v supportView) sectionsOf(e meetings.Support) []meetings.Section {
	return slices.DeleteFunc(slices.Clone(v.Sections), func(s meetings.Section) bool { return !slices.Contains(e.Sections, s.Slug) })
}

// sayCaptions says of a recording in which language it has captions; empty for what is none.
func (p *page) sayCaptions(e meetings.Support) string {
	switch e.Captions {
	case "":
		return ""
	case "no":
		return p.Say("Nej, den saknar text", "No, it has none")
	}
	return p.Say("Ja, på ", "Yes, in ") + p.nameIn(meetings.SupportLanguages(), e.Captions)
}

// frameItHref is where somebody gets the list for a site of their own, as it is chosen.
func (p *page) frameItHref(v supportView) string {
	q := url.Values{}
	for name, values := range v.Chosen {
		if name != "sida" && len(values) > 0 && values[0] != "" {
			q.Set(name, values[0])
		}
	}
	if len(q) == 0 {
		return p.Href("/stodlista/badda-in")
	}
	return p.Href("/stodlista/badda-in") + "?" + q.Encode()
}

// framedHref is where an entry leads, in full.
func (p *page) framedHref(e meetings.Support) string {
	if e.File != nil {
		return p.URL("/filer/" + e.File.Hash + "/" + url.PathEscape(e.File.Name))
	}
	return e.Href
}
