package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/change"
)

// followsNow has somebody follow a theme and say yes.
func (w *world) followsNow(theme string) {
	w.t.Helper()
	w.asGuest(func() {
		w.post("/tema/"+theme+"/folj", url.Values{"epost": {asa}})
		w.post("/folj/"+w.token(asa)+"/ja", nil)
	})
}

// tells looks whether a page is whole and says something, and returns it.
func (w *world) tells(path string, all ...string) answer {
	w.t.Helper()
	a := w.get(path)
	lang := meetings.SV
	if strings.HasPrefix(path, "/en/") {
		lang = meetings.EN
	}
	w.whole(a, lang)
	for _, says := range all {
		if main := parse(w.t, a.text).main(); !strings.Contains(main, says) {
			w.t.Errorf("%s does not say %q:\n%s", path, says, main)
		}
	}
	return a
}

// TestTheLetterAboutMinutesIsReadBeforeItIsSentAndCanBeStopped: an organiser sees who gets
// it and what it says, before and after publishing, and has ten seconds less than five
// minutes later still none sent. Nobody else sees any of it.
func TestTheLetterAboutMinutesIsReadBeforeItIsSentAndCanBeStopped(t *testing.T) {
	w := over(t).sendsLetters()
	w.followsNow("barn-och-unga")
	organiser(w)
	review := w.tells(reviewOf, "1 följare får ett tack med anteckningarna och materialet, en gång, fem minuter efter att du publicerat.")
	preview := w.post(reviewOf, w.reviewed(review, "brev", nil))
	w.whole(preview, meetings.SV)
	if main := parse(t, preview.text).main(); !strings.Contains(main, "1 följare får det här brevetMinnesanteckningar: Barn och unga") || !strings.Contains(main, "Samtalsmallen") || w.telling() != 0 {
		t.Errorf("%d wait\n%s", w.telling(), main)
	}
	w.post(reviewOf, w.reviewed(preview, "publish", nil))
	letter := minutesOf + "/brev"
	w.tells(minutesOf, "1 följare får ett brev om 5 minuter.", "Skicka inget brev")
	w.tells("/en"+minutesOf, "1 follower will get a letter in 5 minutes.")
	w.tells(letter, "1 följare får det här brevet om 5 minuter", "Tack till alla som var med!")
	w.tells("/en" + letter)
	w.asGuest(func() {
		if a := w.get(minutesOf); strings.Contains(a.text, "följare") {
			t.Error("everybody sees who gets a letter")
		}
		if w.get(letter).StatusCode == http.StatusOK || w.post(letter, url.Values{"do": {"inget"}}).StatusCode == http.StatusSeeOther || w.telling() != 1 {
			t.Error("anybody reads or stops the letter")
		}
	})
	w.now = w.now.Add(5*time.Minute - 10*time.Second)
	if a := w.post(letter, url.Values{"do": {"inget"}}); a.Header.Get("Location") != minutesOf+"?gjort=inget-brev" || w.telling() != 0 {
		t.Errorf("%d to %s, and %d wait", a.StatusCode, a.Header.Get("Location"), w.telling())
	}
	w.tells(letter, "Inget brev väntar på att skickas.")
	w.tells(reviewOf, "De som följer temat har fått sitt brev. De får inget till.")
	w.post(reviewOf, w.reviewed(w.get(reviewOf), "publish", url.Values{"note": {"Ett ord var fel"}}))
	if w.telling() != 0 {
		t.Error("a correction is told of")
	}
}

// TestTheLetterAboutASeriesIsReadBeforeItIsSentAndCanBeStopped: its dates with what was
// chosen about each; and of a date that nobody has heard of yet no letter says that it is
// cancelled.
func TestTheLetterAboutASeriesIsReadBeforeItIsSentAndCanBeStopped(t *testing.T) {
	w := season(t).sendsLetters()
	form := typed(w)
	w.followsNow("ak-sakert-pa-isen")
	reviewed := w.post(seriesPath, form)
	chosen := w.filled(reviewed, seriesPath, url.Values{"choice-2027-05-06": {"move"}, "to-2027-05-06": {"7 maj"}, "choice-2027-03-25": {"skip"}, "do": {"brev"}})
	preview := w.post(seriesPath, chosen)
	w.whole(preview, meetings.SV)
	const dates = "torsdag 22 april kl. 15.00, v. 16\n- fredag 7 maj kl. 15.00, v. 18\n- torsdag 20 maj kl. 15.00, v. 20"
	if text := preview.text; !strings.Contains(text, "1 följare får det här brevet") || !strings.Contains(text, "Nya datum: Isen") || !strings.Contains(text, dates) {
		t.Errorf("%s", parse(t, text).main())
	}
	chosen.Set("do", "save")
	w.post(seriesPath, chosen)
	w.tells("/tema/ak-sakert-pa-isen", "1 följare får ett brev om 10 minuter.")
	all, err := w.store.AllSeries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := all[slices.IndexFunc(all, func(s meetings.Series) bool { return s.Themes[0] == "ak-sakert-pa-isen" })]
	letter := "/planera/serie/" + s.Slug + "/brev"
	if a := w.tells(letter, "1 följare får det här brevet om 10 minuter"); !strings.Contains(a.text, dates) {
		t.Errorf("%s", parse(t, a.text).main())
	}
	w.tells("/en" + letter)
	w.tells("/moten/ak-sakert-pa-isen-2027-04-22/stall-in", "Ingen har fått något brev om mötet än, så inget brev säger att det är inställt.")
	w.post("/moten/ak-sakert-pa-isen-2027-04-22/stall-in", w.filled(w.get("/moten/ak-sakert-pa-isen-2027-04-22/stall-in"), "/moten/ak-sakert-pa-isen-2027-04-22/stall-in", url.Values{"reason": {"Isen har gått"}}))
	if a := w.get(letter); strings.Contains(a.text, "22 april") || !strings.Contains(a.text, "20 maj") {
		t.Errorf("%s", parse(t, a.text).main())
	}
	w.asGuest(func() {
		if w.get(letter).StatusCode == http.StatusOK || strings.Contains(w.get("/tema/ak-sakert-pa-isen").text, "1 följare") {
			t.Error("anybody reads the letter")
		}
	})
	w.post(letter, url.Values{"do": {"inget"}})
	if all, err := w.store.WaitingAbout(t.Context(), change.TopicOfSeries(s.ID)); err != nil || len(all) != 0 {
		t.Errorf("%d wait, %v", len(all), err)
	}
}

func TestTheLetterAboutAnExtraMeetingIsReadBeforeItIsAnnounced(t *testing.T) {
	w := season(t).sendsLetters()
	w.followsNow("barn-och-unga")
	organiser(w)
	const plan = "/planera/mote"
	form := w.filled(w.get(plan+"?tema=barn-och-unga"), plan, url.Values{"title": {"Stöd efter stormen"}, "day": {"2027-02-16"}, "do": {"look"}})
	looked := w.post(plan, form)
	w.whole(looked, meetings.SV)
	if main := parse(t, looked.text).main(); !strings.Contains(main, "1 följare får det här brevet") || !strings.Contains(main, "/moten/extra-2027-02-16") || w.telling() != 0 {
		t.Errorf("%d wait\n%s", w.telling(), main)
	}
}
