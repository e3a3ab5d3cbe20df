package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"ringain/meetings"
)

// written is a room as its row holds it: each value as JSON.
type written struct {
	body, agenda, queue, callers, signals, backstage, house string
	questions, askers, polls, ballots, material, sharers    string
}

// columns are those of a row that hold a room, in the order of [written.fields].
const columns = `body, agenda, queue, callers, signals, backstage, house, questions, askers, polls, ballots, material, sharers`

// part is a value of a room, and the column that holds it.
type part struct {
	value any
	of    string // what it is, for an error
	text  *string
}

// parts are the values of a room and their columns.
func (w *written) parts(r *meetings.Room) []part {
	return []part{
		{&r.Meeting, "meeting", &w.body},
		{&r.Agenda, "agenda", &w.agenda},
		{&r.Queue, "speaker list", &w.queue},
		{&r.Callers, "callers", &w.callers},
		{&r.Signals, "signals", &w.signals},
		{&r.Backstage, "backstage", &w.backstage},
		{&r.House, "house", &w.house},
		{&r.Questions, "questions", &w.questions},
		{&r.Askers, "askers", &w.askers},
		{&r.Polls, "polls", &w.polls},
		{&r.Ballots, "ballots", &w.ballots},
		{&r.Material, "material", &w.material},
		{&r.Sharers, "sharers", &w.sharers},
	}
}

// fields are where the columns of a row are read into.
func (w *written) fields() (into []any) {
	for _, p := range w.parts(&meetings.Room{}) {
		into = append(into, p.text)
	}
	return into
}

// values are what the columns of a row hold.
func (w *written) values() (all []any) {
	for _, p := range w.parts(&meetings.Room{}) {
		all = append(all, *p.text)
	}
	return all
}

func writeRoom(r meetings.Room) (w written, err error) {
	for _, p := range w.parts(&r) {
		text, err := json.Marshal(p.value)
		if err != nil {
			return w, err
		}
		if *p.text = string(text); *p.text == "null" { // a list that is empty
			*p.text = "[]"
		}
	}
	return w, nil
}

// room reads what was written. name is for the error.
func (w written) room(name string) (r meetings.Room, err error) {
	for _, p := range w.parts(&r) {
		if *p.text == "[]" {
			continue // a list that is empty is nil
		}
		if err := decode(p.of+" of "+name, *p.text, p.value); err != nil {
			return r, err
		}
	}
	return r, nil
}

// assigned are the columns of a row with a placeholder each, from $first.
func assigned(first int) string {
	names := strings.Split(columns, ", ")
	for i, name := range names {
		names[i] = fmt.Sprintf("%s = $%d", name, first+i)
	}
	return strings.Join(names, ", ")
}

// scanRoom reads a row of an identity and what was written.
func scanRoom(scan scanner) (room meetings.Room, err error) {
	var id string
	var w written
	if err := scan(append([]any{&id}, w.fields()...)...); err != nil {
		return room, err
	}
	return w.room(id)
}
