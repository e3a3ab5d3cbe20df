package change_test

import (
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/change"
)

func TestMeetingsFollowTheThemeThatTakesTheirs(t *testing.T) {
	w := newWorld(t)
	before := w.room(w.Room.Meeting.ID).Meeting
	w.must(w.nodes[0].MergeTheme(t.Context(), w.Ada, "rivers", "lakes"))
	after := w.room(w.Room.Meeting.ID).Meeting
	w.same([]string{"lakes"}, after.Themes)
	w.same(before.Sequence+1, after.Sequence)
	w.same([4]int64{2, 0, 1, 1}, w.versions())
}

func TestANewNameOfAThemeRevisesItsMeetings(t *testing.T) {
	w := newWorld(t)
	before := w.room(w.Room.Meeting.ID).Meeting
	theme := w.Theme
	theme.About.SV = "Om floder"
	w.must(w.nodes[0].SaveTheme(t.Context(), w.Ada, theme, 1))
	w.same(before, w.room(w.Room.Meeting.ID).Meeting)
	theme.Name.SV, theme.Umbrella = "Floderna", ""
	w.must(w.nodes[0].SaveTheme(t.Context(), w.Ada, theme, 1))
	w.same(before.Sequence+1, w.room(w.Room.Meeting.ID).Meeting.Sequence)
	w.same([4]int64{3, 2, 2, 0}, w.versions()) // what gathered it has lost it
}

func TestOnlyOrganisersChangeThemesAndPrivateCalendars(t *testing.T) {
	w := newWorld(t)
	w.refused(meetings.NotAllowed, w.nodes[0].RenameTheme(t.Context(), w.Cy, "rivers", "streams"))
	w.refused(meetings.NotAllowed, w.nodes[0].MergeTheme(t.Context(), w.Cy, "rivers", "lakes"))
	w.refused(meetings.NotAllowed, w.nodes[0].RemoveDraft(t.Context(), w.Cy, w.Room.Meeting.ID))
	_, err := w.nodes[0].RenewPrivate(t.Context(), w.Cy)
	w.refused(meetings.NotAllowed, err)
	w.refused(meetings.Late, w.nodes[0].RemoveDraft(t.Context(), w.Ada, w.Room.Meeting.ID))
	w.refused(meetings.Invalid, w.nodes[0].RenameTheme(t.Context(), w.Ada, "rivers", "Å"))
	w.refused(meetings.Unknown, w.nodes[0].RenameTheme(t.Context(), w.Ada, "nothing", "streams"))
	w.refused(meetings.Invalid, w.nodes[0].MergeTheme(t.Context(), w.Ada, "rivers", "water"))
}

// A draft that is cancelled or started would be told of to everybody.
func TestADraftIsNeitherCancelledNorStarted(t *testing.T) {
	w := newWorld(t)
	m := w.Room.Meeting
	m.Slug, m.Status, m.Series, m.Themes = "utkast", meetings.Draft, "", []string{"rivers"}
	m, err := w.nodes[0].Announce(t.Context(), w.Ada, m, meetings.Agenda{Items: []meetings.Item{{ID: "one", Title: "Ett", Minutes: 5}}})
	w.must(err)
	_, err = w.nodes[0].Do(t.Context(), w.Ada, m.ID, w.newID(), meetings.CancelMeeting{Reason: meetings.Text{SV: "Ingen kan"}})
	w.refused(meetings.Invalid, err)
	_, err = w.nodes[0].Do(t.Context(), w.Ada, m.ID, w.newID(), meetings.StartAgenda{})
	w.refused(meetings.Late, err)
	all, err := w.store.Meetings(t.Context(), store.Which{})
	w.must(err)
	for _, one := range all {
		if one.ID == m.ID {
			t.Errorf("everybody sees %+v", one)
		}
	}
}

func TestNobodyIsToldOfTheMinutesOfADraft(t *testing.T) {
	w := newWorld(t)
	for _, status := range []meetings.Status{meetings.Draft, meetings.Planned} {
		m := w.Room.Meeting
		m.Slug, m.Status, m.Series, m.Start = string(status)+"-1", status, "", m.Start.Add(-48*time.Hour)
		m, err := w.nodes[0].Announce(t.Context(), w.Ada, m, meetings.Agenda{Items: []meetings.Item{}})
		w.must(err)
		_, err = w.nodes[0].WriteMinutes(t.Context(), w.Ada, m.ID, w.newID(), meetings.Writing{Parts: []meetings.MinutesPart{{Title: "Läget", Text: "Gott"}}, Lang: meetings.SV}, change.Publication{Now: true})
		w.must(err)
		told, err := w.store.WaitingAbout(t.Context(), change.TopicOfNotes(m.ID))
		w.must(err)
		if (len(told) > 0) != (status == meetings.Planned) {
			t.Errorf("of a meeting that is %s people are told %+v", status, told)
		}
	}
}
