package web

import (
	"net/http"
	"net/url"
	"strings"

	"ringain/meetings"
	"ringain/server/wire"
)

// dutyCommand reads a command about roles from a form, and reports whether the field do
// names one. The role that is taken back is a duty and, after a space, whose it is.
func dutyCommand(posted url.Values) (meetings.Command, bool) {
	switch posted.Get("do") {
	case "duty.give":
		return meetings.GiveDuty{Who: meetings.ID(posted.Get("who")), Duty: meetings.Duty(posted.Get("duty"))}, true
	case "duty.end":
		duty, who, _ := strings.Cut(posted.Get("held"), " ")
		return meetings.EndDuty{Who: meetings.ID(who), Duty: meetings.Duty(duty)}, true
	}
	return nil, false
}

// duties are the roles to choose among.
func (v roomView) duties() (all []option) {
	for _, n := range meetings.Duties() {
		all = append(all, option{n.Code, v.Say(n.Code)})
	}
	return all
}

// ownDuties are the roles of whoever asks.
func (v roomView) ownDuties() (own []meetings.Duty) {
	for _, o := range v.House.Duties {
		if o.Who == v.Data.Here.You.ID && o.Who != "" {
			own = append(own, o.Duty)
		}
	}
	return own
}

// onDuty are the roles that people have, for those who take them back.
func (w *Web) onDuty(r *http.Request, v roomView) (all []option) {
	for _, o := range v.House.Duties {
		e, _, err := w.store.Entrant(r.Context(), v.Meeting.ID, o.Who)
		if err != nil {
			w.log.Warn("it cannot be read who has a role", "err", err)
		}
		name := e.Person.Name
		if name == "" {
			name = v.Say("removedUnknown")
		}
		all = append(all, option{string(o.Duty) + " " + string(o.Who), name + ", " + v.Say(string(o.Duty))})
	}
	return all
}

// sayDuties says the roles of a participant.
func (v roomView) sayDuties(x wire.Participant) (said []string) {
	for _, o := range v.House.Duties {
		if o.Who == x.ID && x.ID != "" {
			said = append(said, v.Say(string(o.Duty)))
		}
	}
	return said
}
