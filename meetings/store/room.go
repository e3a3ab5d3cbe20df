package store

import (
	"encoding/json"

	"ringain/meetings"
)

// written is a room as its row holds it: each value as JSON.
type written struct{ body, agenda, queue, callers, signals, backstage, house string }

func writeRoom(r meetings.Room) (w written, err error) {
	if r.Callers == nil {
		r.Callers = []meetings.Caller{}
	}
	if r.Signals == nil {
		r.Signals = []meetings.Signal{}
	}
	if r.Backstage == nil {
		r.Backstage = meetings.Backstage{}
	}
	for _, v := range []struct {
		value any
		into  *string
	}{{r.Meeting, &w.body}, {r.Agenda, &w.agenda}, {r.Queue, &w.queue}, {r.Callers, &w.callers}, {r.Signals, &w.signals}, {r.Backstage, &w.backstage}, {r.House, &w.house}} {
		text, err := json.Marshal(v.value)
		if err != nil {
			return w, err
		}
		*v.into = string(text)
	}
	return w, nil
}

// room reads what was written. name is for the error.
func (w written) room(name string) (r meetings.Room, err error) {
	if err := decode("meeting "+name, w.body, &r.Meeting); err != nil {
		return r, err
	}
	if err := decode("agenda of "+name, w.agenda, &r.Agenda); err != nil {
		return r, err
	}
	if err := decode("speaker list of "+name, w.queue, &r.Queue); err != nil {
		return r, err
	}
	if err := decode("callers of "+name, w.callers, &r.Callers); err != nil {
		return r, err
	}
	if err := decode("signals of "+name, w.signals, &r.Signals); err != nil {
		return r, err
	}
	if err := decode("backstage of "+name, w.backstage, &r.Backstage); err != nil {
		return r, err
	}
	if err := decode("house of "+name, w.house, &r.House); err != nil {
		return r, err
	}
	if len(r.Callers) == 0 {
		r.Callers = nil
	}
	if len(r.Signals) == 0 {
		r.Signals = nil
	}
	if len(r.Backstage) == 0 {
		r.Backstage = nil
	}
	return r, nil
}

// scanRoom reads a row of an identity and what was written.
func scanRoom(scan scanner) (room meetings.Room, err error) {
	var id string
	var w written
	if err := scan(&id, &w.body, &w.agenda, &w.queue, &w.callers, &w.signals, &w.backstage, &w.house); err != nil {
		return room, err
	}
	return w.room(id)
}
