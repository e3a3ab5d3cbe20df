package feed

import (
	"bytes"
	"encoding/xml"
	"time"

	"ringain/meetings"
	"ringain/meetings/ical"
)

// atomTop and atomMeeting are Atom. RFC 4287, 4.1.
type atomTop struct {
	XMLName  xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string     `xml:"xml:lang,attr"`
	ID       string     `xml:"id"`
	Title    string     `xml:"title"`
	Subtitle string     `xml:"subtitle,omitempty"`
	Updated  string     `xml:"updated"`
	Author   string     `xml:"author>name"`
	Links    []atomLink `xml:"link"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomMeeting struct {
	XMLName    xml.Name       `xml:"entry"`
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Published  string         `xml:"published,omitempty"`
	Updated    string         `xml:"updated"`
	Link       atomLink       `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Content    string         `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

func atomFrame(a address, o ical.Options, name, about string, changed meetings.Instant) (head, tail []byte, err error) {
	tail = []byte("\n</feed>\n")
	top, err := xml.Marshal(atomTop{
		Lang: string(a.lang), ID: o.Origin + a.path(), Title: meetings.Line(name), Subtitle: meetings.Lines(about), Updated: stamp(max(changed, 1), time.UTC),
		Author: meetings.Text{SV: "Arrangörerna", EN: "The organisers"}.In(a.lang),
		Links:  []atomLink{{"self", "application/atom+xml", o.Origin + a.path()}, {"alternate", "text/html", o.Origin + a.shown()}},
	})
	return append([]byte(xml.Header), bytes.TrimSuffix(top, []byte("</feed>"))...), tail, err
}

// atomEntry writes a meeting on lines of its own. Its identity is a tag (RFC 4151).
func atomEntry(r meetings.Room, o ical.Options) ([]byte, error) {
	m := r.Meeting
	e := atomMeeting{ID: "tag:" + o.Host + ",2026:" + string(m.ID), Title: ical.Summary(m, o.Lang), Published: stamp(m.Created, time.UTC),
		Updated: stamp(max(m.Changed, m.Created, 1), time.UTC), Link: atomLink{"alternate", "text/html", ical.Page(m, o)},
		Content: sayWhen(m, o.Lang) + "\n\n" + ical.Description(r, o)}
	for _, name := range ical.Categories(m, o) {
		e.Categories = append(e.Categories, atomCategory{meetings.Line(name)})
	}
	text, err := xml.Marshal(e)
	return append([]byte("\n"), text...), err
}

// sayWhen says when a meeting is: Atom has no place for it.
func sayWhen(m meetings.Meeting, lang meetings.Lang) string {
	start, end := m.Start.In(m.Location()), m.End().In(m.Location())
	return meetings.SayDate(lang, meetings.DateOf(start)) + " " + meetings.SayTimes(lang, start, end) + " " + meetings.SayZone(lang, m.Zone)
}
