package meetings

import (
	"net/mail"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// Convener is an organisation that calls people to meetings here: each has its own themes,
// series and meetings, and an installation has one or several. The first has no identity:
// what was kept before there were several, and so does not say whose it is, is its.
type Convener struct {
	ID   ID     `json:"id,omitempty"`
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// OrganisersCalendar begins the name under which the calendar with the drafts of an
// organisation is kept; its identity is the rest.
const OrganisersCalendar = "organisers"

// Account is somebody who signs in. Their address is known to be theirs: they have opened
// a link that was mailed to it. It is empty while they have none.
type Account struct {
	ID    ID      `json:"id"`
	Name  string  `json:"name"`
	Email string  `json:"email,omitempty"`
	Made  Instant `json:"made"`

	Lang  Lang `json:"lang,omitempty"`  // of letters to them; Swedish when empty
	Quiet bool `json:"quiet,omitempty"` // they are not reminded of meetings that they look after
}

// Member is what an account is trusted with in an organisation.
type Member struct {
	Account  Account
	Convener Convener
	Role     Role
	Since    Instant
}

// Person returns the account as somebody who is here, acting for the organisation.
func (m Member) Person() Person {
	return Person{ID: m.Account.ID, Name: m.Account.Name, Role: m.Role, Account: m.Account.ID, Convener: m.Convener.ID}
}

// Session is one browser in which somebody has signed in.
type Session struct {
	ID       string // a digest of what the browser holds
	Convener ID
	Device   string // the browser, in a few words
	Began    Instant
	Seen     Instant // to some minutes
}

// Same reports whether two are one person who says the same of themselves.
func (p Person) Same(q Person) bool {
	p.Apart, q.Apart, p.Proved, q.Proved = nil, nil, 0, 0
	return reflect.DeepEqual(p, q)
}

// MemberRoles are what somebody can be in an organisation, by name.
func MemberRoles() []Named {
	return []Named{
		{string(Organiser), Text{"organisatör", "organiser"}},
		{string(Editor), Text{"redaktör", "editor"}},
		{string(Administrator), Text{"administratör", "administrator"}},
	}
}

// CheckRole refuses what nobody can be in an organisation.
func CheckRole(r Role) error {
	if slices.ContainsFunc(MemberRoles(), func(n Named) bool { return n.Code == string(r) }) {
		return nil
	}
	return Refuse(Invalid, "Välj en roll i listan.", "Choose a role in the list.").About("role")
}

// CheckConvener cleans the name of an organisation, and gives it an address.
func CheckConvener(c Convener) (Convener, error) {
	if err := fits(&c.Name, true, MaxOrganisation, "name"); err != nil {
		return c, err
	}
	if c.Slug == "" {
		c.Slug = Slug(c.Name)
	}
	return c, CheckSlug(c.Slug)
}

// maxEmail is how long an address may be: RFC 5321, 4.5.3.1.3, without its angle brackets.
const maxEmail = 254

// CheckEmail cleans an e-mail address that somebody has typed, and refuses one that mail
// cannot be sent to. Upper and lower case are one: no mail server in use keeps them apart.
func CheckEmail(typed string) (string, error) {
	address := strings.ToLower(strings.TrimSpace(typed))
	parsed, err := mail.ParseAddress(address) // RFC 5322, 3.4.1
	_, domain, _ := strings.Cut(address, "@")
	if err != nil || parsed.Address != address || len(address) > maxEmail || !utf8.ValidString(address) ||
		strings.ContainsAny(address, "\"\\ ,;:<>()[]") || strings.Contains(domain, "@") {
		return "", Refuse(Invalid, "Skriv e-postadressen som namn@exempel.se.", "Write the e-mail address as name@example.org.").About("email")
	}
	return address, nil
}
