package web

import (
	"testing"

	"github.com/google/uuid"

	"ringain/meetings"
	"ringain/server/change"
)

func TestOrganisersReadWhatWasDoneToTheNotesAndWithLinks(t *testing.T) {
	w, guest := twoWrote(t)
	ada := meetings.Person{ID: "ada", Name: "Ada", Role: meetings.Organiser}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	before, err := w.change.RemoveNotes(ada, w.id(), guest)
	must(err)
	_, err = w.change.RestoreNotes(ada, w.id(), meetings.ID(uuid.NewString()), before)
	must(err)
	must(w.change.EraseNotes(ada, w.id(), guest))
	_, err = w.change.AddDutyLink(ada, w.id(), meetings.Moderator)
	must(err)
	secret, err := w.change.AddDutyLink(ada, w.id(), meetings.Chair)
	must(err)
	must(w.change.TakeDuty(change.Visitor{Person: meetings.Person{ID: "dee", Name: "Dee Ros", Role: meetings.Guest}}, w.id(), secret))
	links, err := w.store.DutyLinks(t.Context(), w.id())
	must(err)
	for _, l := range links {
		must(w.change.RevokeDutyLink(ada, w.id(), l.ID)) // the one that was taken is not there to be revoked
	}
	for _, want := range []string{
		"Ada tog bort ur anteckningarna det som ", "Ada återställde anteckningarna till hur de var förut.",
		"Ada raderade för gott det som någon hade skrivit i anteckningarna.",
		"Ada gjorde en länk till rollen moderator.", "Ada gav Dee Ros rollen mötesledare.", "Ada drog tillbaka länken till rollen moderator.",
	} {
		w.sees(january+"/rum/logg", want, "länken till rollen mötesledare")
	}
	w.sees("/en"+january+"/rum/logg", "Ada restored the notes to how they were before.")
	clear(w.cookies)
	w.signIn(meetings.Person{ID: "cy", Name: "Cy Lind", Role: meetings.Guest})
	if a := w.get(january + "/rum/logg"); a.StatusCode == 200 {
		t.Error("everybody reads it")
	}
}
