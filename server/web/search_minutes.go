package web

import (
	"context"
	"slices"
	"strings"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
	"ringain/meetings/swedish"
)

// foundMinutes is published minutes that are found, and some of their lines that have
// what is looked for.
type foundMinutes struct {
	Meeting meetings.Meeting
	Lines   []string
}

// maxFoundLine is how much is shown of a line that is found, in characters.
const maxFoundLine = 240

// findMinutes finds published minutes, and how many there are in all.
func (w *Web) findMinutes(ctx context.Context, v searchView, which store.WhichFound) (found []foundMinutes, all int, err error) {
	rooms, all, err := w.store.FoundMeetings(ctx, meetings.PartMinutes, which)
	if err != nil {
		return nil, 0, err
	}
	for _, room := range rooms {
		m, err := w.store.Minutes(ctx, room.Meeting.ID)
		if err != nil {
			return nil, 0, err
		}
		if m.Shown() {
			found = append(found, foundMinutes{room.Meeting, v.lines(m)})
		}
	}
	return found, all, nil
}

// lines are the lines of minutes that have some of what is looked for, at most two.
func (v searchView) lines(m meetings.Minutes) (lines []string) {
	for _, part := range m.Parts {
		for line := range strings.SplitSeq(notes.Text(notes.FromTyped(part.Text), m.Lang), "\n") {
			if len(lines) < 2 && slices.ContainsFunc(swedish.Pieces(line), v.hit) {
				lines = append(lines, meetings.Cut(strings.TrimSpace(line), maxFoundLine))
			}
		}
	}
	return lines
}
