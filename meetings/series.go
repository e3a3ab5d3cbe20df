package meetings

// Season is a stretch of the year in which series run: a term.
type Season struct {
	Slug  string `json:"slug"`
	Name  Text   `json:"name"`
	First Date   `json:"first"`
	Last  Date   `json:"last"`
}

// Ways are the ways in to a meeting's sound: a number to ring with its code, and a link.
type Ways struct {
	Phone string `json:"phone,omitempty" yaml:"phone"`
	Code  string `json:"code,omitempty" yaml:"code"`
	Link  string `json:"link,omitempty" yaml:"link"`
}

// Series is a rule that gives the dates of a season. Saving a series expands its
// rule once; each date becomes a [Meeting] of its own.
type Series struct {
	ID       ID       `json:"id"`
	Slug     string   `json:"slug"`
	Convener ID       `json:"convener,omitempty"` // the organisation whose it is
	Season   string   `json:"season"`             // slug of the season
	Themes   []string `json:"themes"`             // slugs
	Title    Text     `json:"title"`
	Rule     Rule     `json:"rule"`
	First    Date     `json:"first"`
	Until    Date     `json:"until"` // the last day a meeting may fall on
	Zone     string   `json:"zone"`  // IANA name, such as Europe/Stockholm
	Start    Clock    `json:"start"`
	Minutes  int      `json:"minutes"`
	Ways     Ways     `json:"ways"`
	Template []Item   `json:"template,omitempty"` // the agenda that each meeting begins with
	Skips    []Skip   `json:"skips,omitempty"`
	Trusts   bool     `json:"trusts,omitempty"` // what is shared at its meetings is on the support list at once
}

// Skip is a date that the rule gives but that never becomes a meeting, such as a holiday.
type Skip struct {
	Date    Date `json:"date"`
	Because Text `json:"because"`
}
