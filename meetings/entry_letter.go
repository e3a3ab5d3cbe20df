package meetings

// NewsEntry is a letter with a link by which somebody signs in, to one address.
const NewsEntry NewsKind = "entry"

// EntryLetter is a letter with a link by which somebody signs in, as it waits to be sent.
// It is kept until the mail server has it, and not a moment longer: whoever reads it can
// open the link.
type EntryLetter struct {
	Link   EntryLink `json:"link"`
	Lang   Lang      `json:"lang"`
	Secret string    `json:"secret"` // of the link
	// Made says that the link is kept, and good until it is used. One to sign in is made
	// when the letter is sent, if its address is anybody's.
	Made bool `json:"made,omitempty"`
}
