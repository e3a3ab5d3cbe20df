package meetings

import "time"

// ProofLasts is how long it is known who somebody is who has just signed in.
const ProofLasts = 10 * time.Minute

// Proves refuses, unless p has just shown who they are, what would outlast a session that
// somebody else has got hold of: to make or take away a way into an account, to let somebody
// into an organisation or make them its administrator, and to erase an account:
//
//   - whoever has signed in within [ProofLasts] may, by whichever clock of two nodes;
//   - the platform itself may;
//   - everybody else signs in anew first. What they were about to do is not lost meanwhile.
func (p Person) Proves(now Instant) error {
	apart := now - p.Proved
	if apart < 0 {
		apart = -apart
	}
	if p.Role == Service || p.Proved != 0 && apart < Instant(ProofLasts.Milliseconds()) {
		return nil
	}
	return Refuse(Anew, "Logga in på nytt först, så att det säkert är du. Sedan fortsätter du där du var.",
		"Sign in anew first, so that it surely is you. Then you go on where you were.")
}

// Proves reports whether opening a link shows who somebody is: it signs in to an account
// or makes one. Whoever was signed in to it before and brings an invitation, or confirms an
// address, has shown nothing of themselves.
func (l EntryLink) Proves(before Person, opened ID) bool {
	switch l.Kind {
	case SignInLink, RecoverLink:
		return true
	}
	return before.Account != opened
}

// WayChange says what has become of a way into an account.
type WayChange string

// What the owner of an account is told of.
const (
	KeyAdded       WayChange = "key added"
	KeyRemoved     WayChange = "key removed"
	SiteConnected  WayChange = "site connected" // they sign in elsewhere too
	SiteLeft       WayChange = "site left"
	AddressChanged WayChange = "address changed"
	LinkGiven      WayChange = "link given" // an administrator has made a link by which they sign in
)

// WayNews is what the owner of an account is told when a way into it is made or taken away,
// lest somebody else did it.
type WayNews struct {
	What WayChange `json:"what"`
	Name string    `json:"name,omitempty"` // of the key, of where they sign in, or of who made the link
	To   string    `json:"to,omitempty"`   // the address of before; empty for that of the account
	At   Instant   `json:"at"`
}
