package meetings

import "slices"

// Sharer is what the server alone knows of one piece of material: whose it is, and the
// material itself while it is hidden. No page, no event and no snapshot has it. There is
// one for everything that was shared and not taken back.
type Sharer struct {
	ID     MaterialID   `json:"id"`
	By     ID           `json:"by"` // the participant whose it is
	At     Instant      `json:"at"`
	Hidden *Material    `json:"hidden,omitempty"`
	Held   SupportState `json:"held,omitempty"` // what its entry was before it left the support list with it
}

// SharedBy returns the material that a person has shared.
func (r Room) SharedBy(who ID) (own []MaterialID) {
	for _, s := range r.Sharers {
		if who != "" && s.By == who {
			own = append(own, s.ID)
		}
	}
	return own
}

// HiddenMaterial returns the material that is hidden, in the order it was shared.
func (r Room) HiddenMaterial() (all []Material) {
	for _, s := range r.Sharers {
		if s.Hidden != nil {
			all = append(all, *s.Hidden)
		}
	}
	return all
}

// HeldMaterial returns material that is hidden, and what its entry on the support list
// was before it left with it; empty when it did not.
func (r Room) HeldMaterial(id MaterialID) (m Material, held SupportState, ok bool) {
	s, ok := sharerOf(r.Sharers, id)
	if !ok || s.Hidden == nil {
		return m, "", false
	}
	return *s.Hidden, s.Held, true
}

func sharerOf(sharers []Sharer, id MaterialID) (Sharer, bool) {
	at := slices.IndexFunc(sharers, func(s Sharer) bool { return s.ID == id })
	if at < 0 {
		return Sharer{}, false
	}
	return sharers[at], true
}

// sharedBy returns how much somebody has shared.
func sharedBy(sharers []Sharer, who ID) (n int) {
	for _, s := range sharers {
		if s.By == who {
			n++
		}
	}
	return n
}

// sharersAfter returns what the server alone knows of the material after an event. r is
// the room as it was before.
func (r Room) sharersAfter(e Event, d Doing) []Sharer {
	switch e := e.(type) {
	case MaterialShared:
		return append(slices.Clip(r.Sharers), Sharer{ID: e.Material.ID, By: d.By.ID, At: d.At})
	case MaterialWithdrawn:
		return without(r.Sharers, func(s Sharer) bool { return s.ID == e.Material })
	case MaterialHidden:
		m, _ := r.OneMaterial(e.Material)
		return r.withSharer(e.Material, func(s *Sharer) {
			s.Hidden, s.Held = &m, ""
			if d.Entry != nil {
				s.Held = d.Entry.State
			}
		})
	case MaterialRestored:
		return r.withSharer(e.Material.ID, func(s *Sharer) { s.Hidden, s.Held = nil, "" })
	}
	return r.Sharers
}

func (r Room) withSharer(id MaterialID, change func(*Sharer)) []Sharer {
	list := slices.Clone(r.Sharers)
	for i := range list {
		if list[i].ID == id {
			change(&list[i])
		}
	}
	return list
}
