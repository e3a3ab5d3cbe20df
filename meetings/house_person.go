package meetings

import "slices"

// SetPerson mutes a guest or lets them speak and write again, hides their name or shows
// it again, and leaves as it is what is not given.
//
//   - Whoever is muted neither asks for the floor nor writes, and reads on.
//   - A hidden name, with its organisation, leaves every page and the log: the list of
//     people, the speaker list, the signals, questions and material. It comes back when it is shown again.
//   - Organisers are neither muted nor hidden.
type SetPerson struct {
	Who    ID    `json:"who"`
	Muted  *bool `json:"muted,omitempty"`
	Hidden *bool `json:"hidden,omitempty"`
}

// PersonSet tells how a guest is kept. When a name is hidden or shown again, Signals,
// Questions and Material are those that have it; when it is shown again, Name and Organisation are what they said.
type PersonSet struct {
	Who          ID           `json:"who"`
	Muted        bool         `json:"muted"`
	Hidden       bool         `json:"hidden"`
	Name         string       `json:"name,omitempty"`
	Organisation string       `json:"organisation,omitempty"`
	Signals      []SignalID   `json:"signals,omitempty"`
	Questions    []QuestionID `json:"questions,omitempty"`
	Material     []MaterialID `json:"material,omitempty"`
}

func (SetPerson) Do() string   { return "person.set" }
func (PersonSet) Kind() string { return "person.set" }

// Mutes reports whether somebody may neither ask nor write.
func (h House) Mutes(who ID) bool { return who != "" && slices.Contains(h.Muted, who) }

// Hides reports whether the name of somebody is not shown.
func (h House) Hides(who ID) bool { return who != "" && slices.Contains(h.Hidden, who) }

// Shows returns somebody as the others may see them.
func (h House) Shows(p Person) Person {
	if h.Hides(p.ID) {
		p.Name, p.Organisation = "", ""
	}
	return p
}

// AdmitsWriter is [House.Admits] for one who writes: who is muted is refused too.
func (h House) AdmitsWriter(p Person, wasIn bool) error {
	if err := h.Admits(p, wasIn); err != nil {
		return err
	}
	if h.Mutes(p.ID) && !MayRun(p) {
		return muted()
	}
	return nil
}

// setPerson decides how a guest is kept.
func (r Room) setPerson(c SetPerson, d Doing) (Event, error) {
	h := r.House
	e := PersonSet{Who: c.Who, Muted: h.Mutes(c.Who), Hidden: h.Hides(c.Who)}
	muted, hidden := e.Muted, e.Hidden
	if c.Muted != nil {
		e.Muted = *c.Muted
	}
	if c.Hidden != nil {
		e.Hidden = *c.Hidden
	}
	switch {
	case d.About == nil:
		return nil, notHere()
	case d.About.Role != Guest:
		return nil, Refuse(NotAllowed, "Det går bara att göra med deltagare.", "This can be done with participants only.")
	case e.Muted == muted && e.Hidden == hidden:
		return nil, Refuse(Late, "Det är redan så.", "It is already so.")
	case len(h.Muted) >= MaxBarred || len(h.Hidden) >= MaxBarred:
		return nil, Refuse(TooMuch, "Det går inte med fler. Lås rummet i stället.", "This cannot be done with more people. Lock the room instead.")
	}
	if e.Hidden != hidden {
		e.Signals, e.Questions, e.Material = r.signed(c.Who)
	}
	if hidden && !e.Hidden {
		e.Name, e.Organisation = d.About.Name, d.About.Organisation
	}
	return e, nil
}

// signed returns what a person shared and asked that is seen and has their name.
func (r Room) signed(who ID) (signals []SignalID, questions []QuestionID, material []MaterialID) {
	for _, s := range r.Signals {
		if behind, _ := r.Backstage.find(s.ID); behind.By == who && !s.Nameless {
			signals = append(signals, s.ID)
		}
	}
	for _, q := range r.Questions {
		if asker, _ := askerOf(r.Askers, q.ID); asker.By == who && !q.Nameless {
			questions = append(questions, q.ID)
		}
	}
	for _, m := range r.Material {
		if r.hasShared(m.ID, Person{ID: who}) && !m.Nameless {
			material = append(material, m.ID)
		}
	}
	return signals, questions, material
}

// personAfter returns the room after it was told how a guest is kept.
func (r Room) personAfter(e PersonSet) Room {
	if r.House.Hides(e.Who) == e.Hidden {
		return r
	}
	r.Queue.named(e)
	for _, c := range r.Callers {
		if c.Who == e.Who {
			r.Callers = callersWith(r.Callers, c.ID, func(c *Caller) { c.Name, c.Organisation = e.Name, e.Organisation })
		}
	}
	signals := slices.Clone(r.Signals)
	for i, s := range signals {
		if slices.Contains(e.Signals, s.ID) {
			signals[i].Name, signals[i].Organisation = e.Name, e.Organisation
		}
	}
	r.Signals = signals
	questions := slices.Clone(r.Questions)
	for i, q := range questions {
		if slices.Contains(e.Questions, q.ID) {
			questions[i].Name, questions[i].Organisation = e.Name, e.Organisation
		}
	}
	r.Questions = questions
	material := slices.Clone(r.Material)
	for i, m := range material {
		if slices.Contains(e.Material, m.ID) {
			material[i].Name, material[i].Organisation = e.Name, e.Organisation
		}
	}
	r.Material = material
	return r
}

// named hides the name of somebody in the speaker list, or shows it again.
func (q *Queue) named(e PersonSet) {
	q.each(func(t *Turn) {
		if t.Who == e.Who {
			t.Name, t.Organisation = e.Name, e.Organisation
		}
	})
}

func muted() *Refusal {
	return Refuse(NotAllowed, "Mötesledaren har pausat ditt ord och dina inlägg. Du kan läsa vidare och ringa in.",
		"The chair has paused your speaking and writing. You can read on, and ring in.")
}
