package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/letter"
)

// sendsLetters has an installation send letters.
func (w *world) sendsLetters() *world {
	err := w.store.Change("season", func(tx *store.Tx) error { return tx.TellNobody(meetings.At(w.now)) }) // that was told long since
	if err != nil {
		w.t.Fatal(err)
	}
	w.web.letters = &letter.Options{Name: "Ringa-in-möten", Origin: origin, Host: "moten.example.org", From: "moten@granvik.example"}
	return w
}

// follower is whoever has an address.
func (w *world) follower(address string) (f store.Follower, ok bool) {
	w.t.Helper()
	err := w.store.Change("look", func(tx *store.Tx) (err error) {
		f, ok, err = tx.FollowerAt(address)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return f, ok
}

// token is that of whoever has an address.
func (w *world) token(address string) string {
	f, _ := w.follower(address)
	return letter.Token(w.store.About().Secret, f.ID)
}

func (w *world) followed(address string) (confirmed []string) {
	w.t.Helper()
	f, _ := w.follower(address)
	_, follows, _, err := w.store.Follower(w.t.Context(), f.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, x := range follows {
		if x.Confirmed != 0 {
			confirmed = append(confirmed, x.Theme)
		}
	}
	return confirmed
}

const (
	theme = "/tema/barn-och-unga"
	asa   = "asa.oberg@granvik.example"
)

func TestAThemeIsFollowedOnceWhoeverReadsTheLettersHasSaidYes(t *testing.T) {
	w := season(t).sendsLetters()
	form := w.filled(w.get(theme), theme+"/folj", url.Values{"epost": {" " + strings.ToUpper(asa)}})
	first := w.post(theme+"/folj", form)
	if first.StatusCode != http.StatusSeeOther || first.Header.Get("Location") != "/folj/tack" {
		t.Fatalf("%d to %s\n%s", first.StatusCode, first.Header.Get("Location"), first.text)
	}
	w.whole(w.get("/folj/tack"), meetings.SV)
	own := "/folj/" + w.token(asa)
	page := w.get(own) // as a program that looks through letters does
	w.whole(page, meetings.SV)
	if main := parse(t, page.text).main(); !strings.Contains(main, "Vill du ha brev om Barn och unga?") || strings.Contains(page.text, "granvik.example") && strings.Contains(page.text, "asa.oberg") {
		t.Errorf("%s", main)
	}
	if got := w.followed(asa); len(got) != 0 {
		t.Fatalf("looking confirmed %v", got)
	}
	for range 2 { // pressed twice
		if a := w.post(own+"/ja", w.filled(page, own+"/ja", nil)); a.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d", a.StatusCode)
		}
	}
	page = w.get("/en" + own)
	w.whole(page, meetings.EN)
	if main := parse(t, page.text).main(); !strings.Contains(main, "You follow") || strings.Join(w.followed(asa), " ") != "barn-och-unga" {
		t.Errorf("%v\n%s", w.followed(asa), main)
	}
	again := w.post(theme+"/folj", form) // whoever asks learns nothing
	if again.StatusCode != first.StatusCode || again.Header.Get("Location") != first.Header.Get("Location") || again.text != first.text {
		t.Error("an address that follows is answered otherwise")
	}
	remind := w.filled(page, "/en"+own+"/paminn", url.Values{"paminn": {"24"}})
	w.post("/en"+own+"/paminn", remind)
	if f, _ := w.follower(asa); f.Hours != 24 {
		t.Errorf("reminded %d hours before", f.Hours)
	}
}

func TestOneTapStopsLettersAndLookingDoesNot(t *testing.T) {
	w := season(t).sendsLetters()
	for _, slug := range []string{"barn-och-unga", "suicidprevention"} {
		w.post("/tema/"+slug+"/folj", url.Values{"epost": {asa}})
	}
	own := "/folj/" + w.token(asa)
	w.post(own+"/ja", nil)
	stop := strings.TrimPrefix(letter.StopAddress("", meetings.SV, w.token(asa), []string{"barn-och-unga"}), "")
	if a := w.get(stop); a.StatusCode != http.StatusOK || len(w.followed(asa)) != 2 {
		t.Fatalf("%d, and %v is followed", a.StatusCode, w.followed(asa))
	}
	// RFC 8058, 3.1: what a program for mail posts, without cookies.
	a := w.post(stop, url.Values{"List-Unsubscribe": {"One-Click"}})
	w.whole(a, meetings.SV)
	if got := w.followed(asa); a.StatusCode != http.StatusOK || strings.Join(got, " ") != "suicidprevention" {
		t.Errorf("%d, and %v is followed", a.StatusCode, got)
	}
	if a := w.post(own+"/sluta", nil); a.StatusCode != http.StatusOK {
		t.Errorf("%d", a.StatusCode)
	}
	if _, ok := w.follower(asa); ok {
		t.Error("the address is still kept")
	}
	if a := w.post(own+"/sluta", nil); a.StatusCode != http.StatusOK { // again, from another letter
		t.Errorf("%d", a.StatusCode)
	}
	if a := w.get(own); a.StatusCode != http.StatusNotFound {
		t.Errorf("%d", a.StatusCode)
	}
}

func TestATokenOfSomebodyElseOpensNothing(t *testing.T) {
	w := season(t).sendsLetters()
	w.post(theme+"/folj", url.Values{"epost": {asa}})
	f, _ := w.follower(asa)
	good := w.token(asa)
	for _, token := range []string{string(f.ID), string(f.ID) + ".", good + "a", strings.Replace(good, ".", ".a", 1), letter.Token([]byte("another"), f.ID), "x.y"} {
		for _, a := range []answer{w.get("/folj/" + token), w.post("/folj/"+token+"/ja", nil), w.post("/folj/"+token+"/sluta", nil)} {
			if a.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %d", token, a.StatusCode)
			}
		}
	}
	if _, ok := w.follower(asa); !ok || len(w.followed(asa)) != 0 {
		t.Error("something was done")
	}
}

func TestAnAddressThatIsNoneIsRefusedByItsField(t *testing.T) {
	w := season(t).sendsLetters()
	for _, typed := range []string{"", "asa", "asa@granvik", "asa@granvik.example\r\nBcc: x@y.example"} {
		a := w.post(theme+"/folj", url.Values{"epost": {typed}})
		w.whole(a, meetings.SV)
		if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `id="epost-error"`) {
			t.Errorf("%q: %d", typed, a.StatusCode)
		}
	}
}

func TestWithoutAMailServerNobodyIsOfferedLetters(t *testing.T) {
	w := season(t)
	if a := w.get(theme); strings.Contains(a.text, "Följ temat med e-post") {
		t.Error("it is offered")
	}
	if a := w.post(theme+"/folj", url.Values{"epost": {asa}}); a.StatusCode != http.StatusNotFound {
		t.Errorf("%d", a.StatusCode)
	}
	organiser(w)
	if a := w.get(planned + "/stall-in"); !strings.Contains(a.text, "Ingen får e-post eller sms.") {
		t.Error("the form does not say that nobody is told")
	}
}

func TestAnOrganiserReadsTheLetterBeforeItIsSentAndCanHaveNoneSent(t *testing.T) {
	w := season(t).sendsLetters()
	w.post(theme+"/folj", url.Values{"epost": {asa}})
	w.post("/folj/"+w.token(asa)+"/ja", nil)
	organiser(w)
	path := planned + "/flytta"
	form := w.get(path)
	if !strings.Contains(form.text, "1 följare får ett brev om tio minuter") {
		t.Errorf("%s", parse(t, form.text).main())
	}
	typed := w.filled(form, path, url.Values{"day": {"2027-01-20"}, "reason": {"Lokalen är upptagen"}, "do": {"brev"}})
	looked := w.post(path, typed)
	w.whole(looked, meetings.SV)
	for _, says := range []string{"1 följare får det här brevet", "Flyttat till onsdag 20 januari kl. 12.00: Barn och unga", "Skäl: Lokalen är upptagen."} {
		if !strings.Contains(parse(t, looked.text).main(), says) {
			t.Errorf("does not say %q:\n%s", says, parse(t, looked.text).main())
		}
	}
	if _, seq := w.room(plannedAt); seq != 0 {
		t.Fatal("looking moved it")
	}
	typed.Del("do")
	w.post(path, typed)
	page := w.get(planned)
	w.whole(page, meetings.SV)
	if !strings.Contains(parse(t, page.text).main(), "1 följare får ett brev om 10 minuter.") {
		t.Errorf("%s", parse(t, page.text).main())
	}
	read := w.get(planned + "/brev")
	w.whole(read, meetings.SV)
	if !strings.Contains(read.text, "Flyttat till onsdag 20 januari") {
		t.Error("the letter cannot be read")
	}
	if a := w.post(planned+"/brev", url.Values{"do": {"inget"}}); a.Header.Get("Location") != planned+"?gjort=inget-brev" {
		t.Errorf("%d to %s", a.StatusCode, a.Header.Get("Location"))
	}
	if page = w.get(planned); strings.Contains(page.text, "1 följare får ett brev om") {
		t.Error("it still waits")
	}
	if a := w.post(planned+"/brev", url.Values{"do": {"inget"}}); a.StatusCode != http.StatusConflict {
		t.Errorf("%d when none waits", a.StatusCode)
	}
	w.now = w.now.Add(time.Hour)
	if topics, err := w.store.DueTopics(t.Context(), meetings.At(w.now), 100); err != nil || strings.Contains(strings.Join(topics, " "), string(w.meetingID())) {
		t.Errorf("%v, %v", topics, err)
	}
}

func (w *world) meetingID() meetings.ID {
	room, _ := w.room(plannedAt)
	return room.Meeting.ID
}

func TestOnlyOrganisersSeeTheLettersThatWait(t *testing.T) {
	w := season(t).sendsLetters()
	w.post(theme+"/folj", url.Values{"epost": {asa}})
	w.post("/folj/"+w.token(asa)+"/ja", nil)
	organiser(w)
	path := planned + "/stall-in"
	w.post(path, w.filled(w.get(path), path, url.Values{"reason": {"Mötesledaren är sjuk"}}))
	if a := w.get(planned); !strings.Contains(a.text, "1 följare får ett brev") {
		t.Error("the organiser does not see it")
	}
	w.cookies = map[string]*http.Cookie{}
	if a := w.get(planned); strings.Contains(a.text, "följare") {
		t.Error("everybody sees it")
	}
	for _, a := range []answer{w.get(planned + "/brev"), w.post(planned+"/brev", url.Values{"do": {"nu"}})} {
		if a.StatusCode != http.StatusUnauthorized {
			t.Errorf("%d", a.StatusCode)
		}
	}
}
