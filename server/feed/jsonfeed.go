package feed

import (
	"bytes"
	"encoding/json"
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
		Published: stamp(m.Created, time.UTC), Modified: stamp(max(m.Changed, m.Created), time.UTC), Tags: ical.Categories(m, o)}
	loc := m.Location()
	item.Meeting.Start, item.Meeting.End, item.Meeting.Moved = stamp(m.Start, loc), stamp(m.End(), loc), stamp(m.MovedFrom, loc)
	item.Meeting.Zone, item.Meeting.Status = m.Zone, m.Status
	text, err := json.Marshal(item)
	return append(append([]byte("\n"), text...), ','), err
}
