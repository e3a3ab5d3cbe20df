package live

import (
	"errors"
	"net/http"
	"testing"

	"ringain/meetings"
	"ringain/notify/bus"
	"ringain/server/guest"
)

func TestARoleThatIsTakenBackOnOneNodeEndsItsPowersOnTheOther(t *testing.T) {
	t.Parallel()
	for name, apart := range map[string]bool{"the nodes hear each other": false, "the bus is lost between them": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			a := w.node("a")
			b := w.node("b", func(c *Config) {
				if apart {
					c.Bus = bus.NewMemory()
				}
			})
			ada := w.follow(w.organiser(a, "Ada"))
			g := w.participant(b, "Cy")
			cy := w.follow(g)
			seen := w.sees(cy, "Cy")
			you := meetings.Person{ID: seen.ID, Name: seen.Name, Role: seen.Role}
			captions := func() error {
				_, err := b.Change.WriteCaption(you, w.meeting.ID, "one", "Hej")
				return err
			}
			reads := func(what string) int {
				answer, err := g.HTTP.Get(b.url + "/moten/" + w.meeting.Slug + "/rum/" + what)
				if err != nil {
					t.Fatal(err)
				}
				answer.Body.Close()
				return answer.StatusCode
			}
			duties := []meetings.Duty{meetings.Chair, meetings.Interpreter}
			for _, duty := range duties {
				if refused := w.reply(ada, meetings.GiveDuty{Who: you.ID, Duty: duty}); refused != "" {
					t.Fatal(refused)
				}
			}
			if refused := w.reply(cy, meetings.StartAgenda{}); refused != "" {
				t.Fatal(refused)
			}
			if err := captions(); err != nil || reads("dolda") != http.StatusOK || reads("vantande") != http.StatusOK {
				t.Fatalf("%v, %d, %d", err, reads("dolda"), reads("vantande"))
			}
			for _, duty := range duties {
				if refused := w.reply(ada, meetings.EndDuty{Who: you.ID, Duty: duty}); refused != "" {
					t.Fatal(refused)
				}
			}
			// It is over from the first thing that Cy tries, though the node may not have heard.
			if refused := w.reply(cy, meetings.NextItem{From: "one"}); refused != meetings.NotAllowed {
				t.Errorf("Cy goes on: %q", refused)
			}
			if _, refused := errors.AsType[*meetings.Refusal](captions()); !refused || reads("dolda") != http.StatusForbidden || reads("vantande") != http.StatusForbidden {
				t.Error("Cy still writes captions, or reads what is not for them")
			}
			w.until(cy, "Cy sees that no role is left", func(s guest.Seen) bool { return len(s.Room.House.Duties) == 0 })
		})
	}
}
