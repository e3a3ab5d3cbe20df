package meetings

import "unicode/utf8"

// maxAbout bounds the text about a theme, in characters.
const maxAbout = 1000

// Checked cleans what somebody wrote about a theme and refuses one that cannot be kept:
//
//   - it has a name in one language, of which an address can be made;
//   - the text about it has at most 1,000 characters in each language;
//   - it is not part of itself, and one that gathers others is part of none.
func (t Theme) Checked() (Theme, error) {
	if err := fitsText(&t.Name, true, MaxTitle, "name"); err != nil {
		return t, err
	}
	if len(t.Slug) > maxSlug || !slug.MatchString(t.Slug) {
		return t, Refuse(Invalid, "Namnet behöver bokstäver eller siffror, så att temat får en adress.",
			"The name needs letters or digits, so that the theme gets an address.").About("name")
	}
	t.About = Text{Lines(t.About.SV), Lines(t.About.EN)}
	if max(utf8.RuneCountInString(t.About.SV), utf8.RuneCountInString(t.About.EN)) > maxAbout {
		return t, Refuse(Invalid, "Texten är för lång. Korta den till högst 1 000 tecken.",
			"The text is too long. Shorten it to at most 1,000 characters.").About("about")
	}
	if t.Umbrella != "" && (t.Gathers || t.Umbrella == t.Slug) {
		return t, Refuse(Invalid, "Ett tema som samlar andra kan inte självt ingå i ett.",
			"A theme that gathers others cannot be part of one itself.").About("umbrella")
	}
	return t, nil
}

// Checked cleans what somebody wrote about a meeting announced on its own, and
// refuses one that cannot be kept at a moment:
//
//   - it has a title in one language, and at least one theme;
//   - it begins at a time to come and lasts 5 to 480 minutes;
//   - its ways in can be used.
func (m Meeting) Checked(now Instant) (Meeting, error) {
	if err := fitsText(&m.Title, true, MaxTitle, "title"); err != nil {
		return m, err
	}
	if err := fitsText(&m.Note, false, MaxTitle, "note"); err != nil {
		return m, err
	}
	if len(m.Themes) == 0 {
		return m, Refuse(Invalid, "Välj minst ett tema.", "Choose at least one theme.").About("themes")
	}
	if err := CheckAhead(m.Start, now); err != nil {
		return m, err
	}
	if err := checkMinutes(m.Minutes); err != nil {
		return m, err
	}
	var err error
	m.Ways, err = m.Ways.checked()
	return m, err
}

// CheckAhead refuses a start that has already been.
func CheckAhead(start, now Instant) error {
	if start > now {
		return nil
	}
	return Refuse(Invalid, "Den tiden har redan varit. Välj en senare dag.", "That time has already been. Choose a later day.").About("day")
}

// LongFrom is the length in minutes above which an organiser is told that a meeting is long.
const LongFrom = 60
