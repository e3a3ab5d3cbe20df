package letter

import (
	"encoding/json"
	"errors"
	"strings"

	"ringain/meetings"
	"ringain/meetings/store"
)

// Look returns a meeting, and whether there is one.
type Look func(meetings.ID) (room meetings.Room, found bool, err error)

// Telling says what there is to tell of a topic: how its meetings were at the first notice
// of each, beside how they are now. What an organiser reads beforehand and what is sent are
// both made here. Notices that cannot be read are told to nobody; unread joins them.
func Telling(topic string, notices []store.Notice, look Look, now meetings.Instant) (t meetings.Telling, unread, err error) {
	before := map[meetings.ID]*meetings.Meeting{}
	var rooms []meetings.Room
	for _, n := range notices {
		if n.Topic == "" || n.At < now.Add(-meetings.StaleNews) {
			continue
		}
		if _, known := before[n.Meeting]; known {
			continue
		}
		var u meetings.Untold
		if err := json.Unmarshal(n.Body, &u); err != nil {
			unread = errors.Join(unread, err)
			continue
		}
		room, found, err := look(n.Meeting)
		if err != nil {
			return t, unread, err
		}
		if found { // a draft may have been removed since
			before[n.Meeting] = u.Before
			rooms = append(rooms, room)
		}
	}
	if strings.HasPrefix(topic, "notes/") {
		return OfMinutes(rooms), unread, nil
	}
	t, _ = meetings.News(rooms, before, now)
	if len(t.Meetings) > 1 {
		t.Series = t.Meetings[0].Now.Title
	}
	return t, unread, nil
}

// OfMinutes says that the minutes of meetings are published, and what was shared in them.
func OfMinutes(rooms []meetings.Room) (t meetings.Telling) {
	t.Kind = meetings.NewsNotes
	for _, r := range rooms {
		told := meetings.Told{News: meetings.NewsNotes, Now: r.Meeting}
		for _, m := range r.Material {
			told.Material = append(told.Material, meetings.Material{Title: m.Title, Href: m.Href})
		}
		t.Meetings = append(t.Meetings, told)
	}
	return t
}
