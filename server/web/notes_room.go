package web

import "ringain/meetings/notes"

// topic is what there may be notes on.
type topic struct {
	notes.Part
	number  int // of an item on the agenda, from 1
	current bool
	open    bool // its text is seen
}

// topics are all that there may be notes on, in the order of the page.
func (v roomView) topics(p *page) []topic {
	written := map[string]notes.Part{}
	for _, part := range v.Notes.Parts {
		written[part.Fragment] = part
	}
	take := func(fragment, title string) notes.Part {
		part := written[fragment]
		delete(written, fragment)
		return notes.Part{Fragment: fragment, Title: title, Blocks: part.Blocks}
	}
	all := []topic{{Part: take(notes.Meeting, p.fragmentTitle(v.Agenda, notes.Meeting)), open: v.Agenda.Current == ""}}
	for i, item := range v.Agenda.Items {
		current := item.ID == v.Agenda.Current
		all = append(all, topic{take(notes.Item(item.ID), item.Title), i + 1, current, current})
	}
	for _, part := range v.Notes.Parts {
		if _, left := written[part.Fragment]; left {
			all = append(all, topic{Part: part})
		}
	}
	for i, t := range all {
		all[i].open = t.open || len(t.Blocks) > 0
	}
	return all
}
