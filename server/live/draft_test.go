package live

import (
	"context"
	"io"
	"net/http"
	"testing"

	"ringain/meetings"
	"ringain/server/guest"
)

func TestADraftIsThereForOrganisersOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	draft := w.meeting
	draft.Slug, draft.Status, draft.Title = "extra-2026-12-10", meetings.Draft, meetings.Text{SV: "Hemligt"}
	draft, err := w.change.Announce(t.Context(), platform, draft, meetings.Agenda{Items: []meetings.Item{}})
	if err != nil {
		t.Fatal(err)
	}
	events := func(g *guest.Guest, name string) (int, string) {
		response, err := g.HTTP.Get(a.url + "/moten/" + name + "/rum/handelser")
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, string(body)
	}
	ada := w.organiser(a, "Ada") // first, so that others would find what she has found
	for _, name := range []string{draft.Slug, string(draft.ID)} {
		if status, _ := events(ada, name); status != http.StatusOK {
			t.Errorf("an organiser reads the draft: %d", status)
		}
		if _, err := ada.Ticket(context.Background(), "/moten/"+name+"/rum"); err != nil {
			t.Error(err)
		}
		for who, g := range map[string]*guest.Guest{"a stranger": a.stranger(), "a guest": w.participant(a, "Cy")} {
			if status, body := events(g, name); status != http.StatusNotFound {
				t.Errorf("%s reads the draft: %d %s", who, status, body)
			}
			if _, err := g.Ticket(context.Background(), "/moten/"+name+"/rum"); err == nil {
				t.Errorf("%s has a ticket to the draft", who)
			}
			if _, err := g.Do(context.Background(), name, newID(), meetings.StartAgenda{}); err == nil {
				t.Errorf("%s is answered about the draft", who)
			}
		}
	}
}
