package change

import (
	"context"
	"slices"
	"strings"

	"ringain/meetings"
	"ringain/meetings/store"
)

// In returns a person as they are in a meeting ([meetings.Person.At]). Guests are that everywhere.
func (c *Changes) In(ctx context.Context, p meetings.Person, meeting meetings.ID) (meetings.Person, error) {
	if p.Role == meetings.Guest || p.Role == meetings.Service || p.Role == "" {
		return p, nil
	}
	m, err := c.store.Meeting(ctx, string(meeting))
	return p.At(m), err
}

// leads refuses whoever is no organiser in a meeting.
func (c *Changes) leads(ctx context.Context, by meetings.Person, meeting meetings.ID) error {
	by, err := c.In(ctx, by, meeting)
	if err != nil {
		return err
	}
	return allow(meetings.MayRun(by))
}

// allow refuses what only some may do.
func allow(may bool) error {
	if may {
		return nil
	}
	return meetings.Refuse(meetings.NotAllowed, "Det här kan bara organisatören göra. Logga in först om det är du.",
		"Only the organiser can do this. Sign in first if that is you.")
}

// ownThemes refuses themes that are not of an organisation. What is not there is left to others to refuse.
func ownThemes(tx *store.Tx, convener meetings.ID, themes ...string) error {
	for _, slug := range themes {
		theme, found, err := tx.Theme(slug)
		if err != nil {
			return err
		}
		if found && theme.Convener != convener {
			return meetings.Refuse(meetings.NotAllowed, "Temat är en annan organisations. Välj ett av era egna.", "The theme is another organisation’s. Choose one of your own.").About("themes")
		}
	}
	return nil
}

// withThemes are the themes of meetings and of what else is given, sorted and once each.
func withThemes(list []meetings.Room, themes ...string) []string {
	for _, r := range list {
		themes = append(themes, r.Meeting.Themes...)
	}
	return slices.Compact(slices.Sorted(slices.Values(themes)))
}

// edits refuses whoever may not change an entry of the support list.
func (c *Changes) edits(ctx context.Context, by meetings.Person, entry meetings.ID) error {
	e, err := c.store.Support(ctx, string(entry))
	if err != nil {
		return err
	}
	return allow(meetings.MayEditEntry(by, e))
}

// tells refuses whoever may not say when people are told of a topic: those who may plan
// what it is about may.
func (c *Changes) tells(ctx context.Context, by meetings.Person, topic string) error {
	kind, id, _ := strings.Cut(topic, "/")
	if kind != "series" {
		return c.leads(ctx, by, meetings.ID(id))
	}
	s, err := c.store.Series(ctx, id)
	if err != nil {
		return err
	}
	return allow(meetings.MayPlanSeries(by, s))
}
