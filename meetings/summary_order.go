package meetings

import "slices"

// NewsOrdered is a letter with the minutes to somebody who rang in, to one address.
const NewsOrdered NewsKind = "ordered"

// SummaryWay is how somebody who rang in gets what came of the meeting.
type SummaryWay string

// The ways.
const (
	SummaryByEmail SummaryWay = "epost"
	SummaryByPost  SummaryWay = "papper"
	SummaryBySMS   SummaryWay = "sms"
)

// SummaryWays are the ways by name, in the order they are shown.
func SummaryWays() []Named {
	return []Named{
		{string(SummaryByEmail), Text{"e-post", "e-mail"}},
		{string(SummaryByPost), Text{"papper", "paper"}},
		{string(SummaryBySMS), Text{"sms", "text message"}},
	}
}

// SummaryOrder is where somebody who rang in wants what came of a meeting. Only organisers
// see it, and it is in no event: what is there is told to everybody.
type SummaryOrder struct {
	ID      ID
	Meeting ID
	Who     string // as an organiser calls them: "Telefon 3"
	How     SummaryWay
	Address string // of e-mail or of a house, or a telephone number
	Lang    Lang
	At      Instant
}

// The bounds of what is ordered.
const (
	MaxSummaryAddress = 200 // characters
	MaxSummaryOrders  = 200 // of one meeting
)

// Checked cleans an order and refuses one that cannot be followed: it says who, how and where to.
func (o SummaryOrder) Checked() (SummaryOrder, error) {
	if err := fits(&o.Who, true, MaxName, "who"); err != nil {
		return o, err
	}
	if !slices.ContainsFunc(SummaryWays(), func(n Named) bool { return n.Code == string(o.How) }) {
		return o, Refuse(Invalid, "Välj e-post, papper eller sms.", "Choose e-mail, paper or text message.").About("how")
	}
	return o, fits(&o.Address, true, MaxSummaryAddress, "address")
}

// OrderedSummary is a letter with the minutes to whoever ordered them, as it waits to be sent.
// What the minutes say is read when it is.
type OrderedSummary struct {
	Meeting ID     `json:"meeting"`
	Address string `json:"address"`
	Lang    Lang   `json:"lang"`
}
