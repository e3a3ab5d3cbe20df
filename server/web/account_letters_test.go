package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

func TestRemindersAreChosenOnOnesOwnPage(t *testing.T) {
	w := season(t).sendsLetters()
	w.administrator("Ada Lind")
	a := w.get("/konto")
	if main := parse(t, a.text).main(); !strings.Contains(main, "Du har ingen e-postadress än") {
		t.Errorf("%s", main)
	}
	list, err := w.store.Members(t.Context(), "")
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	ada := list[0].Account
	ada.Email = "ada@granvik.example"
	if err := w.store.Change("accounts", func(tx *store.Tx) error { return tx.SaveAccount(ada) }); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		choose string
		status int
		lang   meetings.Lang
		quiet  bool
	}{{"en", http.StatusSeeOther, meetings.EN, false}, {"inga", http.StatusSeeOther, meetings.EN, true}, {"xx", http.StatusUnprocessableEntity, meetings.EN, true}, {"sv", http.StatusSeeOther, meetings.SV, false}} {
		a := w.post("/konto", url.Values{"do": {"brev"}, "letters": {step.choose}})
		got, _, err := w.store.Account(t.Context(), ada.ID)
		if err != nil || a.StatusCode != step.status || got.Lang != step.lang || got.Quiet != step.quiet {
			t.Errorf("%s: %d, %+v, %v", step.choose, a.StatusCode, got, err)
		}
		for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
			w.whole(w.get(lang.Path("/konto")), lang)
		}
	}
}

// TestWhoeverSaysThatThereAreNoMinutesIsNotRemindedOfThem on the overview either, until
// they write some after all.
func TestWhoeverSaysThatThereAreNoMinutesIsNotRemindedOfThem(t *testing.T) {
	w := over(t)
	organiser(w)
	reminded := func() bool {
		return strings.Contains(parse(t, w.get("/planera").text).main(), "Minnesanteckningar att publicera")
	}
	if !reminded() {
		t.Fatal("not reminded")
	}
	a := w.post(reviewOf, w.reviewed(w.get(reviewOf), "none", nil))
	page := w.get(a.Header.Get("Location"))
	w.whole(page, meetings.SV)
	if reminded() || !strings.Contains(page.text, "Mötet får inga minnesanteckningar.") {
		t.Errorf("%d, %s", a.StatusCode, parse(t, page.text).main())
	}
	page = w.get("/en" + reviewOf)
	w.whole(page, meetings.EN)
	if !strings.Contains(page.text, "The meeting is to have no minutes.") {
		t.Error("the review does not say it")
	}
	w.post(reviewOf, w.reviewed(w.get(reviewOf), "save", nil))
	if !reminded() {
		t.Error("not reminded after all")
	}
}
