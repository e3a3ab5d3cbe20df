package web

import (
	"net/http"
	"slices"
	"strings"

	"ringain/meetings"
)

// sharedAt is how an entry of the support list was shared: the material in the meeting
// where it was shared first, and the other meetings that spoke of it.
type sharedAt struct {
	Material meetings.Material // empty when it is not seen there any more
	Item     string            // title of the item
	Also     []meetings.Meeting
}

// howShared reads how the entries of a page were shared. Who shared them, and on which
// item, is kept in the meeting alone, so that it is hidden and erased there for good.
func (w *Web) howShared(r *http.Request, v *supportView) error {
	v.Shared = map[meetings.ID]sharedAt{}
	rooms := map[meetings.ID]meetings.Room{}
	for _, e := range v.Entries {
		var s sharedAt
		for _, id := range append([]meetings.ID{e.Meeting}, e.Discussed...) {
			room, known := rooms[id]
			if !known && id != "" {
				var err error
				if room, _, err = w.store.Room(r.Context(), string(id)); err != nil {
					if _, gone := refused(err); err != nil && !gone {
						continue // the entry is worth more than where it comes from
					}
				}
				rooms[id] = room
			}
			switch {
			case room.Meeting.ID == "" || room.Meeting.Status == meetings.Draft:
			case id == e.Meeting:
				if at := slices.IndexFunc(room.Material, func(m meetings.Material) bool { return m.Entry == e.ID }); at >= 0 {
					s.Material, s.Item = room.Material[at], itemOf(room, room.Material[at])
				}
			default:
				s.Also = append(s.Also, room.Meeting)
			}
		}
		v.Shared[e.ID] = s
	}
	return nil
}

// saySharer says who shared an entry, for editors: a name, an organisation, or neither.
func (p *page) saySharer(s sharedAt) string {
	m := s.Material
	switch {
	case m.ID == "":
		return ""
	case m.Name == "":
		return p.Say("utan namn", "without a name")
	}
	return strings.TrimSuffix(m.Name+", "+m.Organisation, ", ")
}
