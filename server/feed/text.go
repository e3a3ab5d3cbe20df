package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"time"

	"ringain/meetings"
	"ringain/meetings/ical"
)

// jsonTop and jsonMeeting are JSON Feed 1.1. What begins with _ is an extension: when
// the meeting is, and whether it stands.
type jsonTop struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	Home        string     `json:"home_page_url"`
	Feed        string     `json:"feed_url"`
	Description string     `json:"description,omitempty"`
	Language    string     `json:"language"`
	Items       []struct{} `json:"items"`
}

type jsonMeeting struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published,omitempty"`
	Modified  string   `json:"date_modified"`
	Tags      []string `json:"tags,omitempty"`
	Meeting   struct {
		Start  string          `json:"start"`
		End    string          `json:"end"`
		Zone   string          `json:"zone"`
		Status meetings.Status `json:"status"`
		Moved  string          `json:"moved_from,omitempty"`
	} `json:"_meeting"`
}

// stamp writes a moment as RFC 3339, by a clock.
func stamp(i meetings.Instant, loc *time.Location) string {
	if i == 0 {
		return ""
	}
	return i.In(loc).Truncate(time.Second).Format(time.RFC3339)
}

func jsonFrame(a address, o ical.Options, name, about string) (head, tail []byte, err error) {
	tail = []byte("\n]}\n")
	top, err := json.Marshal(jsonTop{"https://jsonfeed.org/version/1.1", meetings.Line(name), o.Origin + a.shown(), o.Origin + a.path(), meetings.Lines(about), string(a.lang), []struct{}{}})
	return bytes.TrimSuffix(top, []byte("]}")), tail, err
}

// jsonItem writes a meeting on a line of its own, with a comma after it.
func jsonItem(r meetings.Room, o ical.Options) ([]byte, error) {
	m := r.Meeting
	item := jsonMeeting{ID: ical.UID(m, o.Host), URL: ical.Page(m, o), Title: ical.Summary(m, o.Lang), Text: ical.Description(r, o),
		Published: stamp(m.Created, time.UTC), Modified: stamp(max(m.Changed, m.Created), time.UTC), Tags: ical.Themes(m, o)}
	loc := m.Location()
	item.Meeting.Start, item.Meeting.End, item.Meeting.Moved = stamp(m.Start, loc), stamp(m.End(), loc), stamp(m.MovedFrom, loc)
	item.Meeting.Zone, item.Meeting.Status = m.Zone, m.Status
	text, err := json.Marshal(item)
	return append(append([]byte("\n"), text...), ','), err
}

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
	for _, name := range ical.Themes(m, o) {
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
