package meetings

// EntryKind says what a link does for whoever opens it.
type EntryKind string

// The kinds of link. Each is good once, and for a while.
const (
	SetupLink   EntryKind = "setup"   // makes an administrator of the first organisation: from whoever runs the server
	InviteLink  EntryKind = "invite"  // makes somebody a member of an organisation: from an administrator
	RecoverLink EntryKind = "recover" // signs a member in who has lost their ways in: from an administrator
	SignInLink  EntryKind = "sign-in" // signs in whoever asked for it: by mail alone
	EmailLink   EntryKind = "email"   // says that an address is an account's: by mail alone
)

// EntryLink is a link by which somebody signs in. Its secret is in the link alone.
type EntryLink struct {
	ID       string    `json:"-"` // a digest of its secret
	Kind     EntryKind `json:"kind"`
	Convener ID        `json:"convener,omitempty"`
	Role     Role      `json:"role,omitempty"`    // that it gives
	Account  ID        `json:"account,omitempty"` // whom it is for; empty for whoever opens it
	Email    string    `json:"email,omitempty"`   // whom it was meant for
	Mailed   bool      `json:"mailed,omitempty"`  // it was mailed there, and told to nobody else
	By       Author    `json:"by,omitzero"`       // who made it
	Made     Instant   `json:"made,omitempty"`
	Refused  Instant   `json:"refused,omitempty"` // when whom it was for said no
	Expires  Instant   `json:"-"`
}

// Asks reports whether whoever opens the link says their name: those who have no account
// yet do.
func (l EntryLink) Asks(by Person) bool {
	return l.Kind == SetupLink || l.Kind == InviteLink && l.Account == "" && by.Account == ""
}

// Opens reports what a link does, opened by somebody who is known by as yet:
//
//   - one for an account signs in to it, whoever was signed in before;
//   - one that makes an administrator of the first organisation makes a new account, but
//     for whoever has signed in under the same name already;
//   - an invitation is for the account of whoever has signed in; of anybody else it makes
//     a new one. It never signs in to an account that is there: whoever made it knows it.
//
// With false there is no account yet.
func (l EntryLink) Opens(by Person, name string) (account ID, there bool) {
	switch {
	case l.Account != "":
		return l.Account, true
	case l.Kind == SetupLink && by.Name != name:
		return "", false
	}
	return by.Account, by.Account != ""
}

// UsedLink says that a link is good for nothing.
func UsedLink() *Refusal {
	return Refuse(SignIn, "Länken är redan använd eller för gammal. Be om en ny.", "The link has been used or is too old. Ask for a new one.")
}
