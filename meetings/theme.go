package meetings

// Theme gathers the meetings that concern the same people. It has a page, a
// calendar feed and an address for life.
type Theme struct {
	Slug      string  `json:"slug"`               // the theme in addresses, for life
	Convener  ID      `json:"convener,omitempty"` // the organisation whose it is
	Umbrella  string  `json:"umbrella,omitempty"` // slug of the theme that gathers this one, if any
	Gathers   bool    `json:"gathers,omitempty"`  // this theme gathers others, and has no meetings of its own
	Name      Text    `json:"name"`
	About     Text    `json:"about"`
	Sensitive bool    `json:"sensitive,omitempty"` // a hard subject: support contacts and a hint to writers are shown
	Version   int64   `json:"version"`             // raised by every change that its page or feed shows
	Changed   Instant `json:"changed"`             // when Version was raised last
}

// Organisation is one that takes part. Sector and county are codes of [Sectors] and [Counties].
type Organisation struct {
	Name      string `json:"name" yaml:"name"`
	Sector    string `json:"sector" yaml:"sector"`
	County    string `json:"county,omitempty" yaml:"county"`
	UserGroup bool   `json:"userGroup,omitempty" yaml:"brukarorganisation"` // brukarorganisation
}
