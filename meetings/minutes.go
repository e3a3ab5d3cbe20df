package meetings

import (
	"slices"
	"time"
	"unicode/utf8"
)

// Minutes are what is published of a meeting after it, its minnesanteckningar: what was
// noted, decided and promised, signals by kind, questions with their answers, and material.
//
//   - They begin as a draft, made of what was written in the meeting. Nobody but organisers
//     ever sees a draft, and nothing publishes one but an organiser who says so: at once, or
//     at a time they set.
//   - Personal names are left out unless an organiser chooses otherwise; organisations and
//     sectors stay.
//   - What is published has an address for life. Each edition is kept for organisers; all
//     others see the newest, and what was put right when.
//   - They can be withdrawn, and published again.
//
// It is a value, like Agenda.
type Minutes struct {
	Meeting ID            `json:"meeting"`
	State   MinutesState  `json:"state,omitempty"`
	Rev     int           `json:"rev"`             // raised by every change, so that two who write do not undo each other
	Draft   []MinutesPart `json:"draft,omitempty"` // what is not published yet; nil when there is none
	Due     Instant       `json:"due,omitempty"`   // when the draft is published by itself; 0: when somebody does it
	Note    string        `json:"note,omitempty"`  // what the draft puts right

	Parts     []MinutesPart `json:"parts,omitempty"` // what is published, or was before it was withdrawn
	Lang      Lang          `json:"lang,omitempty"`  // what they are written in
	Published Instant       `json:"published,omitempty"`
	Edition   int           `json:"edition,omitempty"` // how many times they were published
	Fixes     []MinutesFix  `json:"fixes,omitempty"`   // oldest first

	Named  bool    `json:"named,omitempty"`  // personal names stay
	People []Known `json:"people,omitempty"` // whose names they may have, where they are not kept as marks: see [NameMark]
	Told   bool    `json:"told,omitempty"`   // followers have been told
	Last   ID      `json:"last,omitempty"`   // the command that changed them last

	Without bool `json:"without,omitempty"` // an organiser has said that there are to be none
}

// MinutesPart is a part of minutes under a heading of its own. Its text is as people type it.
type MinutesPart struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// MinutesFix says what was put right in minutes that had been published, and when.
type MinutesFix struct {
	At   Instant `json:"at"`
	Note string  `json:"note"`
}

// MinutesState says who can read minutes.
type MinutesState string

// The states of minutes.
const (
	MinutesDraft     MinutesState = "" // organisers only
	MinutesPublished MinutesState = "published"
	MinutesWithdrawn MinutesState = "withdrawn"
)

// The bounds of minutes.
const (
	MaxMinutesParts = 120
	MaxMinutesText  = 100_000 // characters of a part
	MaxMinutesFixes = 100
	MaxMinutesAhead = 60 * 24 * time.Hour // until they are published by themselves
)

// MayPublish reports whether p may write, publish, put right and withdraw the minutes of a meeting:
//
//   - whoever may change the meeting may;
//   - the platform itself may, at the time that an organiser has set;
//   - a guest may not, whatever duty they had in the meeting.
func MayPublish(p Person, m Meeting) bool { return MayPlanMeeting(p, m) }

// Shown reports whether anybody can read the minutes.
func (m Minutes) Shown() bool { return m.State == MinutesPublished }

// Corrects reports whether publishing the draft puts right what people may have read.
func (m Minutes) Corrects() bool { return m.Edition > 0 }

// Writing is what an organiser writes in minutes.
type Writing struct {
	Rev   int // of what they had before them
	Parts []MinutesPart
	Note  string // what is put right; needed where something was published before
	Named bool
	Lang  Lang
}

// Written returns minutes with a draft:
//
//   - it has something in it, and fits;
//   - it is refused when somebody else has written since.
//
// A time that was set is no longer: it was set for another text.
func (m Minutes) Written(w Writing) (Minutes, error) {
	if w.Rev != m.Rev {
		return m, Refuse(Late, "Någon annan har sparat minnesanteckningarna under tiden. Det du skrev står kvar här: öppna sidan i en ny flik, jämför, och spara sedan det som ska gälla.",
			"Somebody else has saved the minutes meanwhile. What you wrote is still here: open the page in a new tab, compare, and then save what shall stand.")
	}
	parts, err := checkParts(w.Parts)
	if err != nil {
		return m, err
	}
	note := Line(w.Note)
	if utf8.RuneCountInString(note) > MaxTitle {
		return m, Refuse(Invalid, "Skriv kortare vad som är rättat, högst 200 tecken.", "Say more briefly what was put right, in at most 200 characters.").About("note")
	}
	m.Rev++
	m.Draft, m.Note, m.Named, m.Lang, m.Due, m.Without = parts, note, w.Named, w.Lang, 0, false
	return m, nil
}

func checkParts(parts []MinutesPart) ([]MinutesPart, error) {
	var kept []MinutesPart
	for _, p := range parts {
		p.Title, p.Text = Line(p.Title), Lines(p.Text)
		if p.Text == "" {
			continue // a heading with nothing below it is none
		}
		if utf8.RuneCountInString(p.Title) > MaxTitle || utf8.RuneCountInString(p.Text) > MaxMinutesText {
			return nil, Refuse(TooMuch, "Ett avsnitt är för långt. Korta det, eller dela det i två.", "A section is too long. Shorten it, or divide it in two.")
		}
		kept = append(kept, p)
	}
	switch {
	case len(kept) == 0:
		return nil, Refuse(Invalid, "Det finns inget att publicera än. Skriv något i minst ett avsnitt.", "There is nothing to publish yet. Write something in at least one section.").About("text-0")
	case len(kept) > MaxMinutesParts:
		return nil, Refuse(TooMuch, "Det är för många avsnitt. Slå ihop några.", "There are too many sections. Merge some.")
	}
	return kept, nil
}

// Scheduled returns minutes whose draft is published by itself at a moment.
func (m Minutes) Scheduled(due, now Instant) (Minutes, error) {
	switch {
	case due <= now:
		return m, Refuse(Invalid, "Den tiden har redan varit. Välj en senare, eller publicera nu.", "That time has already been. Choose a later one, or publish now.").About("day")
	case due > now.Add(MaxMinutesAhead):
		return m, Refuse(Invalid, "Välj en tid inom två månader.", "Choose a time within two months.").About("day")
	}
	if err := m.readyToPublish(); err != nil {
		return m, err
	}
	m.Due = due
	return m, nil
}

func (m Minutes) readyToPublish() error {
	switch {
	case len(m.Draft) == 0:
		return Refuse(Late, "Det finns inget utkast att publicera.", "There is no draft to publish.")
	case m.Corrects() && m.Note == "":
		return Refuse(Invalid, "Skriv vad som är rättat, så att den som har läst förut vet det.", "Say what was put right, so that those who have read it before know.").About("note")
	case len(m.Fixes) >= MaxMinutesFixes:
		return Refuse(TooMuch, "Minnesanteckningarna är rättade så många gånger att det inte ryms fler.", "The minutes have been put right so many times that no more fit.")
	}
	return nil
}

// Publish returns minutes whose draft everybody can read from a moment on.
func (m Minutes) Publish(at Instant) (Minutes, error) {
	if err := m.readyToPublish(); err != nil {
		return m, err
	}
	if m.Corrects() {
		m.Fixes = append(slices.Clone(m.Fixes), MinutesFix{at, m.Note})
	} else {
		m.Published = at
	}
	m.Rev++
	m.Edition++
	m.State, m.Parts, m.Draft, m.Note, m.Due = MinutesPublished, m.Draft, nil, "", 0
	return m, nil
}

// Withdraw returns minutes that nobody but organisers can read any longer. What was
// published becomes the draft, unless there is a newer one.
func (m Minutes) Withdraw() (Minutes, error) {
	if !m.Shown() {
		return m, Refuse(Late, "Minnesanteckningarna är inte publicerade.", "The minutes are not published.")
	}
	m.Rev++
	m.State, m.Due = MinutesWithdrawn, 0
	if m.Draft == nil {
		m.Draft = m.Parts
	}
	return m, nil
}

// Forgo returns minutes of a meeting that is to have none: nobody is reminded of them. To
// write something after all takes it back.
func (m Minutes) Forgo() (Minutes, error) {
	if m.Corrects() {
		return m, Refuse(Late, "Minnesanteckningarna har redan publicerats. Dra tillbaka dem i stället.", "The minutes have been published already. Withdraw them instead.")
	}
	m.Rev++
	m.Without, m.Due = true, 0
	return m, nil
}

// Unscheduled returns minutes that wait for somebody to publish them.
func (m Minutes) Unscheduled() Minutes {
	m.Due = 0
	return m
}

// Nameless returns minutes in which none of the names stands any longer, neither in what
// is published nor in the draft.
func (m Minutes) Nameless(names Names) Minutes {
	m.Draft, m.Parts = names.OutOf(m.Draft), names.OutOf(m.Parts)
	m.Fixes, m.Note = slices.Clone(m.Fixes), names.Out(m.Note)
	for i := range m.Fixes {
		m.Fixes[i].Note = names.Out(m.Fixes[i].Note)
	}
	m.People, m.Named = nil, false
	return m
}

// Findable returns by what minutes are found that anybody can read.
func (m Minutes) Findable() (f Findable, shown bool) {
	f = Findable{Part: PartMinutes, Ref: string(m.Meeting)}
	if !m.Shown() {
		return f, false
	}
	for _, p := range m.Parts {
		f.Texts = append(f.Texts, Weighed{p.Title, 2}, Weighed{p.Text, 3})
	}
	return f, true
}
