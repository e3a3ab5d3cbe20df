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
	Kind     Kind     `json:"kind,omitempty"`  // of its meetings; the ordinary one when empty
	Draft    bool     `json:"draft,omitempty"` // it is not announced, and nor are its meetings
	Rule     Rule     `json:"rule"`
	First    Date     `json:"first"`
	Until    Date     `json:"until"` // the last day a meeting may fall on
	Zone     string   `json:"zone"`  // IANA name, such as Europe/Stockholm
	Start    Clock    `json:"start"`
	Minutes  int      `json:"minutes"`
	Ways     Ways     `json:"ways"`
	Template []Item   `json:"template,omitempty"` // the agenda that each meeting begins with
	Skips    []Skip   `json:"skips,omitempty"`
	Break    Break    `json:"break,omitzero"`
	Trusts   bool     `json:"trusts,omitempty"` // what is shared at its meetings is on the support list at once

	Was   *Series `json:"was,omitempty"`   // as it was before the last change, so that it can be undone
	Saved Instant `json:"saved,omitempty"` // when it was changed last
}

// Break is a stretch of days without meetings within a series, such as the summer. The
// zero Break is none.
type Break struct {
	From Date `json:"from"` // the first day of it
	Back Date `json:"back"` // the first day after it
}

// Has reports whether a day falls in the break.
func (b Break) Has(d Date) bool { return !b.Back.IsZero() && !d.Before(b.From) && d.Before(b.Back) }

// Skip is a date that the rule gives but that never becomes a meeting, such as a holiday.
type Skip struct {
	Date    Date `json:"date"`
	Because Text `json:"because"`
}

// WithdrawnBecause is why one of its meetings that the series no longer has is cancelled.
func (s Series) WithdrawnBecause(m Meeting) Text {
	if s.Break.Has(m.Date) {
		return s.Break.Say()
	}
	return Text{SV: "Serien har fått nya dagar", EN: "The series has new dates"}
}

// Say says a break as calendars do: "Uppehåll till 7 september".
func (b Break) Say() Text {
	return Text{"Uppehåll till " + dayMonth(SV, b.Back), "A break until " + dayMonth(EN, b.Back)}
}

// Period says from when to when the break is, both included: "18 juni–6 september".
func (b Break) Period(lang Lang) string { return SayPeriod(lang, b.From, b.Back.AddDays(-1)) }
