package meetings

import "slices"

// Role says what a person is trusted with.
type Role string

// The roles.
const (
	Guest         Role = "guest"         // anybody who has given a name
	Organiser     Role = "organiser"     // plans series and runs agendas
	Editor        Role = "editor"        // looks after the support list
	Administrator Role = "administrator" // an organiser who also says who is what in their organisation
	Service       Role = "service"       // the platform itself: loading, carrying over
)

// Person is somebody who is here: who they say they are, and what they are trusted with.
// A participant has no account; ID is that of their session. Whoever signs in has one, and
// acts for one organisation at a time.
type Person struct {
	ID           ID     `json:"id"`
	Name         string `json:"name"`
	Organisation string `json:"organisation,omitempty"`
	Sector       string `json:"sector,omitempty"`
	Role         Role   `json:"role"`
	Account      ID     `json:"-"` // by which they have signed in; ID is the same
	Convener     ID     `json:"-"` // the organisation they act for, when they have signed in

	// Proved is when they last signed in, rather than only had the session of somebody who
	// has; 0: never in this session.
	Proved Instant `json:"-"`

	// Apart are the series of their organisation that others look after, as it is at this moment.
	Apart []ID `json:"-"`
}

// The bounds of what somebody says of themselves, in characters.
const (
	MaxName         = 80
	MaxOrganisation = 120
)

// NewGuest makes a participant of what somebody said of themselves: a name of 1 to
// 80 characters, an organisation of at most 120, which may be left out, and the
// code of a sector, which may be left out too.
func NewGuest(id ID, name, organisation, sector string) (Person, error) {
	p := Person{ID: id, Name: name, Organisation: organisation, Sector: sector, Role: Guest}
	if err := fits(&p.Name, true, MaxName, "name"); err != nil {
		return p, err
	}
	if err := fits(&p.Organisation, false, MaxOrganisation, "organisation"); err != nil {
		return p, err
	}
	return p, checkSector(sector)
}

// checkSector refuses what is no code of a sector. It may be left out.
func checkSector(code string) error {
	if code == "" || slices.ContainsFunc(Sectors(), func(n Named) bool { return n.Code == code }) {
		return nil
	}
	return Refuse(Invalid, "Välj en sektor i listan.", "Choose a sector in the list.").About("sector")
}

// Author is a person as an event names them.
type Author struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
}

// Author returns the person as an event names them.
func (p Person) Author() Author { return Author{ID: p.ID, Name: p.Name} }

// Named is a code with its name in both languages.
type Named struct {
	Code string
	Name Text
}

// Sectors are the sectors a person or an organisation may belong to, in the order they are shown.
func Sectors() []Named {
	return []Named{
		{"civilsamhalle", Text{"civilsamhälle", "civil society"}},
		{"myndighet", Text{"myndighet", "authority"}},
		{"region", Text{"region", "region"}},
		{"kommun", Text{"kommun", "municipality"}},
		{"foretag", Text{"företag", "company"}},
		{"annat", Text{"annat", "other"}},
	}
}
