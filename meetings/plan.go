package meetings

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"time"
	_ "time/tzdata" // so that every machine knows every zone
)

// A slug leaves room for a date after it.
const maxSlug = 60

var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Occurrence is one date of a series that is to be a meeting.
type Occurrence struct {
	Date  Date
	Start Instant
}

// Checked cleans what somebody wrote about a series and refuses one that cannot be kept:
//
//   - it has a title in one language, at least one theme, and a slug for life of
//     lower-case letters, digits and single hyphens;
//   - its ways in can be used, and its template is an agenda;
//   - its break, if it has one, ends after it begins;
//   - its meetings are of a kind there is for them;
//   - its rule gives dates that become meetings.
func (s Series) Checked() (Series, error) {
	if err := fitsText(&s.Title, true, MaxTitle, "title"); err != nil {
		return s, err
	}
	if len(s.Slug) > maxSlug || !slug.MatchString(s.Slug) {
		return s, Refuse(Invalid, "Skriv adressen med små bokstäver a–z, siffror och bindestreck, till exempel barn-och-unga.",
			"Write the address in lower-case letters a–z, digits and hyphens, such as barn-och-unga.").About("slug")
	}
	if len(s.Themes) == 0 {
		return s, Refuse(Invalid, "Välj minst ett tema.", "Choose at least one theme.").About("themes")
	}
	if s.Kind != "" && !s.Kind.Listens() {
		return s, Refuse(Invalid, "Det finns inget sådant slags möte.", "There is no such kind of meeting.").About("kind")
	}
	var err error
	if s.Ways, err = s.Ways.checked(); err != nil {
		return s, err
	}
	if s.Rule, err = ParseRule(string(s.Rule)); err != nil {
		return s, err
	}
	if len(s.Template) > MaxItems {
		return s, tooManyItems()
	}
	s.Template = slices.Clone(s.Template)
	for i := range s.Template {
		if err := s.Template[i].check(); err != nil {
			return s, err
		}
	}
	_, err = s.Expand()
	return s, err
}

// Dates returns every date that the rule gives from First to Until, also those
// that are skipped, but none in the break. It refuses a rule that gives none, and a
// series that is longer than [MaxYears] or has more than [MaxDates].
func (s Series) Dates() ([]Date, error) {
	pattern, err := s.Rule.Pattern()
	if err != nil {
		return nil, err
	}
	if err := s.checkPeriod(); err != nil {
		return nil, err
	}
	dates, err := pattern.between(s.First, s.Until)
	dates = slices.DeleteFunc(dates, s.Break.Has)
	if err == nil && len(dates) == 0 {
		err = Refuse(Invalid, "Regeln ger inget tillfälle mellan första och sista dagen. Välj en senare sista dag.",
			"The rule gives no date between the first and the last day. Choose a later last day.").About("until")
	}
	return dates, err
}

func (s Series) checkPeriod() error {
	switch {
	case s.First.Year < 2000 || s.First.Year > 2200 || s.First != DateOf(s.First.UTC()):
		return Refuse(Invalid, "Välj seriens första dag.", "Choose the first day of the series.").About("first")
	case s.Until.Before(s.First) || s.Until != DateOf(s.Until.UTC()):
		return Refuse(Invalid, "Sista dagen är före den första. Välj en senare.", "The last day is before the first. Choose a later one.").About("until")
	case DateOf(s.First.UTC().AddDate(MaxYears, 0, 0)).Before(s.Until):
		return Refuse(TooMuch, "En serie är högst fem år. Välj en tidigare sista dag.", "A series is at most five years. Choose an earlier last day.").About("until")
	}
	return s.Break.check()
}

func (b Break) check() error {
	switch {
	case b == Break{}:
		return nil
	case b.From.IsZero() || b.From != DateOf(b.From.UTC()):
		return Refuse(Invalid, "Skriv uppehållets första dag, eller ta bort den dag ni är tillbaka.",
			"Write the first day of the break, or remove the day you are back.").About("break")
	case b.Back.IsZero() || b.Back != DateOf(b.Back.UTC()) || !b.From.Before(b.Back):
		return Refuse(Invalid, "Skriv den dag ni är tillbaka, efter uppehållets första dag.",
			"Write the day you are back, after the first day of the break.").About("back")
	}
	return nil
}

// Expand returns the dates that become meetings, without those skipped, each with
// its start by the clock of the series' zone, whatever clocks have changed between.
func (s Series) Expand() ([]Occurrence, error) {
	dates, err := s.Dates()
	if err != nil {
		return nil, err
	}
	loc, err := s.location()
	if err != nil {
		return nil, err
	}
	if err := s.checkTimes(); err != nil {
		return nil, err
	}
	var plan []Occurrence
	for _, d := range dates {
		if s.skipped(d) < 0 {
			plan = append(plan, Occurrence{Date: d, Start: d.At(s.Start, loc)})
		}
	}
	if len(plan) == 0 {
		return nil, Refuse(Invalid, "Alla tillfällen är överhoppade. Behåll minst ett.", "Every date is skipped. Keep at least one.").About("skips")
	}
	return plan, nil
}

func (s Series) skipped(d Date) int {
	return slices.IndexFunc(s.Skips, func(k Skip) bool { return k.Date == d })
}

func (s Series) checkTimes() error {
	if s.Start < 0 || s.Start >= 24*60 {
		return Refuse(Invalid, "Skriv klockslaget som 12.00.", "Write the time as 12:00.").About("start")
	}
	return checkMinutes(s.Minutes)
}

func checkMinutes(n int) error {
	if n < 5 || n > 480 {
		return Refuse(Invalid, "Ett möte är 5 till 480 minuter.", "A meeting is 5 to 480 minutes.").About("minutes")
	}
	return nil
}

// location returns the zone of the series, which must be one by name.
func (s Series) location() (*time.Location, error) {
	loc, err := time.LoadLocation(s.Zone)
	if err != nil || s.Zone == "" || s.Zone == "Local" {
		return nil, Refuse(Invalid, "Tidszonen är okänd. Skriv till exempel Europe/Stockholm.",
			"The time zone is unknown. Write Europe/Stockholm, for example.").About("zone")
	}
	return loc, nil
}

// Meeting makes the meeting of one date of the series, with an identity given by
// the caller, made at a moment. Its slug is that of the series and the date, for life.
func (s Series) Meeting(id ID, o Occurrence, at Instant) Meeting {
	status := Planned
	if s.Draft {
		status = Draft
	}
	return Meeting{
		ID: id, Slug: s.Slug + "-" + o.Date.String(), Series: s.ID, Convener: s.Convener, Date: o.Date,
		Kind: cmp.Or(s.Kind, Ordinary), Status: status, Themes: append([]string{}, s.Themes...), Title: s.Title,
		Start: o.Start, Minutes: s.Minutes, Zone: s.Zone, Ways: s.Ways,
		Created: at, Changed: at,
	}
}

// Agenda makes the agenda that a meeting of the series begins with. Its items are
// named after the meeting and their place: m.1, m.2 and so on.
func (s Series) Agenda(meeting ID) Agenda {
	a := Agenda{Items: append([]Item{}, s.Template...)}
	for i := range a.Items {
		a.Items[i].ID = ItemID(fmt.Sprintf("%s.%d", meeting, i+1))
	}
	return a
}
