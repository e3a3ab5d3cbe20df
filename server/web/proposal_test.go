package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
)

func TestAProposalIsSentWithoutAccountAndTakenOrDeclined(t *testing.T) {
	w := season(t)
	send := planned + "/forslag"
	bad := w.post(send, w.filled(w.get(send), send, url.Values{"title": {"Väntetider"}, "name": {""}, "do": {doPropose}}))
	w.whole(bad, meetings.SV)
	if bad.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(bad.text, `id="name-error"`) {
		t.Fatalf("status %d", bad.StatusCode)
	}
	form := w.filled(bad, send, url.Values{"why": {"Kön till BUP växer"}, "leads": {"1"}, "name": {"Cy Lind"}, "organisation": {"Föreningen Efteråt"}, "remember": {"1"}, "do": {doPropose}})
	for range 2 { // pressed twice
		if a := w.post(send, form); a.Header.Get("Location") != send {
			t.Fatalf("status %d, to %s\n%s", a.StatusCode, a.Header.Get("Location"), parse(t, a.text).main())
		}
	}
	w.now = w.now.Add(time.Minute)
	w.post(send, w.filled(w.get(send), send, url.Values{"title": {"Köp av kaffe"}, "do": {doPropose}}))
	mine := w.get("/en" + planned)
	w.whole(mine, meetings.EN)
	if main := parse(t, mine.text).main(); strings.Count(main, "Waits for an answer") != 2 || strings.Contains(main, "Kön till BUP") {
		t.Errorf("who proposed does not see what becomes of it:\n%s", main)
	}
	cy := w.as(map[string]*http.Cookie{})
	if a := w.get(planned); strings.Contains(a.text, "Väntetider") || strings.Contains(a.text, "kaffe") {
		t.Error("others see what is proposed")
	}
	if a := w.post(planned+"/forslag/svar", url.Values{"do": {"take"}}); a.StatusCode == http.StatusSeeOther && strings.HasPrefix(a.Header.Get("Location"), planned) {
		t.Errorf("anybody answers: %d", a.StatusCode)
	}

	organiser(w)
	if plan := parse(t, w.get("/planera?visa=behov").text).main(); !strings.Contains(plan, "2 förslag till dagordningen") {
		t.Errorf("the plan does not tell of them:\n%s", plan)
	}
	a := w.get(planned)
	w.whole(a, meetings.SV)
	if main := parse(t, a.text).main(); !strings.Contains(main, "VäntetiderKön till BUP växerCy Lind, Föreningen Efteråt · kan inleda") {
		t.Errorf("the organiser does not see it:\n%s", main)
	}
	before, _ := w.room(plannedAt)
	answer := planned + "/forslag/svar"
	take := w.filled(a, answer, url.Values{"minutes": {"15"}, "do": {"take"}})
	for range 2 {
		if a := w.post(answer, take); a.Header.Get("Location") != planned+"#forslag" {
			t.Fatalf("status %d\n%s", a.StatusCode, parse(t, a.text).main())
		}
	}
	room, _ := w.room(plannedAt)
	n := len(room.Agenda.Items)
	if item := room.Agenda.Items[n-3]; n != len(before.Agenda.Items)+1 || item.Title != "Väntetider" || item.Minutes != 15 || item.Presenter != "Cy Lind, Föreningen Efteråt" {
		t.Errorf("%+v", room.Agenda.Items)
	}
	w.post(answer, w.filled(w.get(planned), answer, url.Values{"do": {"decline"}}))
	if main := parse(t, w.get(planned).text).main(); !strings.Contains(main, "Besvarade förslag") || strings.Contains(main, "Tacka nej") {
		t.Errorf("what is answered waits:\n%s", main)
	}

	w.as(cy)
	main := parse(t, w.get(planned).text).main()
	for _, says := range []string{"VäntetiderStår på dagordningen", "Köp av kaffeTas inte upp den här gången"} {
		if !strings.Contains(main, says) {
			t.Errorf("does not say %q:\n%s", says, main)
		}
	}
	// Whoever sent it takes it back: the item stays, and does not say who leads it.
	taken, err := w.store.Proposals(t.Context(), room.Meeting.ID)
	if err != nil || len(taken) != 2 {
		t.Fatal(taken, err)
	}
	for i, one := range taken {
		w.as(map[string]*http.Cookie{}) // a stranger does nothing by it
		w.post(send, url.Values{"do": {doWithdraw}, "proposal": {string(one.ID)}})
		if left, err := w.store.Proposals(t.Context(), room.Meeting.ID); err != nil || len(left) != len(taken)-i {
			t.Fatal(left, err)
		}
		w.as(cy)
		w.post(send, url.Values{"do": {doWithdraw}, "proposal": {string(one.ID)}})
	}
	if room, _ = w.room(plannedAt); room.Agenda.Items[n-3].Title != "Väntetider" || room.Agenda.Items[n-3].Presenter != "" {
		t.Errorf("%+v", room.Agenda.Items)
	}
	w.sees(send, "Föreslå något", "Väntetider", "Köp av kaffe")
	w.run(meetings.StartAgenda{})
	w.run(meetings.EndAgenda{})
	if left, err := w.store.Proposals(t.Context(), room.Meeting.ID); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
}

func TestProposalsLeaveAfterTheirMeetingAndAreFewFromEach(t *testing.T) {
	w := season(t)
	send := planned + "/forslag"
	form := w.filled(w.get(send), send, url.Values{"name": {"Cy Lind"}, "do": {doPropose}})
	for i, title := range []string{"Ett", "Två", "Tre", "Fyra"} {
		form.Set("title", title)
		if a := w.post(send, form); (a.StatusCode == http.StatusSeeOther) != (i < meetings.MaxProposalsEach) {
			t.Errorf("%s: status %d", title, a.StatusCode)
		}
	}
	room, _ := w.room(plannedAt)
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{time.Hour, meetings.MaxProposalsEach}, {meetings.TracesKept + time.Hour, 0}} {
		if _, err := w.store.ForgetSome(room.Meeting.End().Add(c.after), meetings.UsualTerms()); err != nil {
			t.Fatal(err)
		}
		if left, err := w.store.Proposals(t.Context(), room.Meeting.ID); err != nil || len(left) != c.want {
			t.Errorf("%d left after %s, %v", len(left), c.after, err)
		}
	}
}

func TestAFormThatIsSentToTwoMeetingsLeavesTheFirstProposalAsItIs(t *testing.T) {
	w := season(t)
	send := planned + "/forslag"
	form := w.filled(w.get(send), send, url.Values{"title": {"Väntetider"}, "name": {"Cy Lind"}, "do": {doPropose}})
	w.post(send, form)
	room, _ := w.room(plannedAt)
	all, err := w.store.Proposals(t.Context(), room.Meeting.ID)
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	if err := w.change.DeclineProposal(t.Context(), meetings.Person{ID: "platform", Role: meetings.Service}, room.Meeting.ID, all[0].ID); err != nil {
		t.Fatal(err)
	}
	other := w.of("barn-och-unga")
	for _, m := range other {
		if m.ID == room.Meeting.ID || m.Status != meetings.Planned || m.Start <= meetings.At(w.now) {
			continue
		}
		if a := w.post(meetingPath(m)+"/forslag", form); a.StatusCode != http.StatusSeeOther {
			t.Fatalf("status %d", a.StatusCode)
		}
		there, err := w.store.Proposals(t.Context(), m.ID)
		if err != nil || len(there) != 1 {
			t.Errorf("%+v, %v", there, err)
		}
		break
	}
	if all, err = w.store.Proposals(t.Context(), room.Meeting.ID); err != nil || len(all) != 1 || all[0].State != meetings.ProposalDeclined {
		t.Errorf("%+v, %v", all, err)
	}
}
