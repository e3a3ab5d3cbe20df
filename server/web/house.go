package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ringain/meetings"
	"ringain/server/wire"
)

// houseCommand reads a command about the people in a room, or about what they may do,
// from a form, and reports whether the field do names one.
func houseCommand(posted url.Values) (meetings.Command, bool) {
	who := meetings.ID(posted.Get("who"))
	name, more, _ := strings.Cut(posted.Get("do"), " ")
	on := more != "off"
	switch name {
	case "person.remove":
		return meetings.RemovePerson{Who: who, Network: more == "network"}, true
	case "person.return":
		return meetings.ReturnPerson{Who: who}, true
	case "person.mute":
		return meetings.SetPerson{Who: who, Muted: &on}, true
	case "person.hide":
		return meetings.SetPerson{Who: who, Hidden: &on}, true
	case "lobby.admit":
		return admitted(posted, more == "all"), true
	case "room.set":
		locked, lobby, readOnly := posted.Has("locked"), posted.Has("lobby"), posted.Has("readOnly")
		set := meetings.SetHouse{Locked: &locked, Lobby: &lobby, ReadOnly: &readOnly}
		if slow, err := strconv.Atoi(posted.Get("slow")); err == nil {
			set.Slow = &slow
		}
		return set, true
	}
	return nil, false
}

// paces are the times, in seconds, that slow mode offers.
func paces() []int { return []int{15, 30, 60, 120} }

// orders says what everybody should know of how the room is kept just now.
func (v roomView) orders() (said []string) {
	h := v.House
	if h.Locked {
		said = append(said, v.Say("roomLocked"))
	}
	if h.Lobby {
		said = append(said, v.Say("roomLobby"))
	}
	if h.ReadOnly {
		said = append(said, v.Say("roomReadOnly"))
	}
	if h.Slow > 0 {
		said = append(said, v.Say("roomSlow", "n", strconv.Itoa(h.Slow)))
	}
	return said
}

// slows are the paces to choose among, with the one that is set.
func (v roomView) slows() []option {
	all := []option{{"0", v.Say("slowOff")}}
	for _, n := range paces() {
		all = append(all, option{strconv.Itoa(n), v.Say("slowEvery", "n", strconv.Itoa(n))})
	}
	return all
}

// order is the form that says how the room is kept, as it is filled in.
func (v roomView) order() form {
	f := form{ID: "ordning-", Values: url.Values{"slow": {strconv.Itoa(v.House.Slow)}}}
	if v.House.Locked {
		f.Values.Set("locked", "1")
	}
	if v.House.Lobby {
		f.Values.Set("lobby", "1")
	}
	if v.House.ReadOnly {
		f.Values.Set("readOnly", "1")
	}
	return f
}

// called is what somebody in the room is called: their name, or that it is hidden.
func (v roomView) called(x wire.Participant) string {
	if v.House.Hides(x.ID) {
		return v.Say("hiddenName")
	}
	return x.Name
}

// guests are those in the room who can be removed.
// mayHaveDuty are those who can be given a role: guests, and oneself.
func (v roomView) mayHaveDuty(p *page) []option {
	return append([]option{{string(p.Person.ID), p.Person.Name + " (" + v.Say("you") + ")"}}, v.guests()...)
}

func (v roomView) guests() (all []option) {
	for _, x := range v.Data.Presence.People {
		if x.Role == meetings.Guest && x.ID != "" && !v.House.Bars(x.ID) {
			said := v.called(x) + comma(x.Organisation)
			if v.House.Mutes(x.ID) {
				said += " · " + v.Say("isMuted")
			}
			all = append(all, option{string(x.ID), said})
		}
	}
	return all
}

// removed are those who have been removed, for those who run the meeting.
func (w *Web) removed(r *http.Request, room meetings.Room) (all []option) {
	for _, id := range room.House.Barred {
		e, _, err := w.store.Entrant(r.Context(), room.Meeting.ID, id)
		if err != nil {
			w.log.Warn("it cannot be read who was removed", "err", err)
		}
		all = append(all, option{string(id), e.Person.Name})
	}
	return all
}

// returning are the removed to choose among.
func (v roomView) returning() []option {
	all := make([]option, len(v.Removed))
	for i, o := range v.Removed {
		if all[i] = o; o.Label == "" {
			all[i].Label = v.Say("removedUnknown") + " " + strconv.Itoa(i+1)
		}
		if slices.Contains(v.House.Networks, meetings.ID(o.Value)) {
			all[i].Label += " · " + v.Say("networkBarred")
		}
	}
	return all
}
