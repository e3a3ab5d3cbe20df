package web

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"ringain/meetings"
)

// input is the room of 19 January as the store has it.
func (w *world) input() meetings.Room {
	w.t.Helper()
	room, _, err := w.store.Room(w.t.Context(), "barn-och-unga-2027-01-19")
	if err != nil {
		w.t.Fatal(err)
	}
	return room
}

// does presses a button of the room, and wants to be led to an address.
func (w *world) does(to string, fields ...string) {
	w.t.Helper()
	if a := w.press(fields...); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != to {
		w.t.Fatalf("%v: %d %s\n%s", fields, a.StatusCode, a.Header.Get("Location"), parse(w.t, a.text).main())
	}
}

// sees wants the page at an address to say something, and not others, and to be sound.
func (w *world) sees(path, says string, not ...string) {
	w.t.Helper()
	d := parse(w.t, w.get(path).text)
	if faults := d.faults(map[bool]string{true: "en", false: "sv"}[strings.HasPrefix(path, "/en")]); len(faults) > 0 {
		w.t.Errorf("%s: %s", path, faults)
	}
	main, _, _ := strings.Cut(d.main(), `{"base"`) // what the script reads
	squeezed := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if !strings.Contains(squeezed(main), squeezed(says)) {
		w.t.Errorf("%s does not say %q:\n%s", path, says, main)
	}
	for _, no := range not {
		if strings.Contains(main, no) {
			w.t.Errorf("%s says %q:\n%s", path, no, main)
		}
	}
}

func TestQuestionsAreAskedMadeOnesOwnAndAnsweredWithFormsAlone(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-18 00.00")
	w.sees(january, "Gå med i mötet, så kan du ställa en fråga.")
	joined(w)
	w.does(january+"/rum", "do", "question.ask", "text", "Hur når vi <jouren>?")
	id := string(w.input().Questions[0].ID)
	w.sees(january+"/rum", "Hur når vi <jouren>? Åsa Öberg · Granviks kommun", "Också min", "vill veta")
	w.sees("/en"+january+"/rum", "Take the question back")
	w.does(january+"#fragor", "do", "question.ask", "text", "Får jag vara ledig?", "nameless", "1", "back", "sida")
	w.sees(january, "Får jag vara ledig? utan namn")
	organiser(w)
	w.does(january+"/rum", "do", "question.join", "question", id)
	w.sees(january+"/rum", "2 vill veta")
	w.does(january+"/rum", "do", "question.leave", "question", id)
	w.does(january+"/rum", "do", "question.answer", "question", id, "answer", "Ring <numret>")
	w.sees(january+"/rum", "Svar: Ring <numret>")
	w.does(january+"/rum", "do", "question.settle", "question", id)
	w.sees(january, "Besvarad i mötet")
	w.does(january+"/rum", "do", "question.reopen", "question", id)
	w.does(january+"/rum", "do", "question.hide", "question", id)
	w.sees(january+"/rum", "Dolda frågor Hur når vi <jouren>?")
	w.signIn(meetings.Person{ID: "bo", Name: "Bo", Role: meetings.Guest})
	w.sees(january+"/rum", "Får jag vara ledig?", "jouren", "Dolda")
	organiser(w)
	w.does(january+"/rum", "do", "question.restore", "question", id)
	w.sees(january, "Hur når vi <jouren>?")
}

func TestAQuestionThatIsRefusedOnThePageOfTheMeetingKeepsWhatWasTyped(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-18 12.00")
	joined(w)
	long := strings.Repeat("å", meetings.MaxQuestion+1)
	a := w.press("do", "question.ask", "text", long, "back", "sida")
	d := parse(t, a.text)
	if typed := words(d.all(atom.Textarea)[0]); a.StatusCode != http.StatusUnprocessableEntity || typed != long || !strings.Contains(d.main(), "Texten är för lång") || !strings.Contains(d.main(), "Bjud in fler") {
		t.Errorf("%d %q\n%s", a.StatusCode, typed, d.main())
	}
	if faults := d.faults("sv"); len(faults) > 0 {
		t.Error(faults)
	}
	w.now = at(t, "2027-01-17 23.59")
	if a := w.press("do", "question.ask", "text", "För tidigt"); a.StatusCode != http.StatusConflict {
		t.Errorf("too early: %d", a.StatusCode)
	}
	w.sees(january+"/rum", "Frågor kan ställas från dagen före mötet.")
}

func TestAPollIsPutAnsweredAndClosedWithFormsAlone(t *testing.T) {
	w := runner(t)
	w.sees(january+"/rum", "Ny snabbfråga")
	w.does(january+"/rum", "do", "poll.add", "question", "Fler <möten>?", "choices", "Ja\r\nNej\r\n\r\nVet inte")
	poll := string(w.input().Polls[0].ID)
	w.sees(january+"/rum", "Förberedda snabbfrågor Fler <möten>?")
	w.does(january+"/rum", "do", "poll.open", "poll", poll)
	for i := range 3 {
		w.signIn(meetings.Person{ID: meetings.ID("voter-" + string(rune('a'+i))), Name: "Väljare", Role: meetings.Guest})
		w.sees(january+"/rum", "Snabbfråga: Fler <möten>?", "Ny snabbfråga", "Stäng och visa")
		w.sees(january+"/rum", "Ingen ser vem som svarat vad")
		w.does(january+"/rum", "do", "poll.answer", "poll", poll, "answer", []string{"1", "1", "2"}[i])
		w.sees(january+"/rum", "Ditt svar är med. Tack!", "Ingen ser vem", "67 %")
		if a := w.press("do", "poll.answer", "poll", poll, "answer", "2"); a.StatusCode != http.StatusConflict {
			t.Errorf("answered twice: %d", a.StatusCode)
		}
	}
	if a := w.press("do", "poll.close", "poll", poll); a.StatusCode != http.StatusForbidden {
		t.Errorf("closed by a guest: %d", a.StatusCode)
	}
	organiser(w)
	w.does(january+"/rum", "do", "poll.close", "poll", poll)
	for _, path := range []string{january, january + "/rum"} {
		w.sees(path, "Svar Antal Ja 2 (67 %) Nej 1 (33 %) Vet inte 0 (0 %) 3 har svarat.")
	}
	w.sees("/en"+january, "Answer Number Ja 2 (67%)")
	w.does(january+"/rum", "do", "poll.remove", "poll", poll)
	w.sees(january, "", "möten>")
}

func TestAPollThatIsRefusedKeepsWhatWasTyped(t *testing.T) {
	w := runner(t)
	a := w.press("do", "poll.add open", "question", "Nu?", "choices", "Ja")
	d := parse(t, a.text)
	if a.StatusCode != http.StatusUnprocessableEntity || d.value("question") != "Nu?" || !strings.Contains(d.main(), "två till sex") {
		t.Errorf("%d %q", a.StatusCode, d.value("question"))
	}
}

func TestAPollWithFewAnswersSaysThatItIsNotShownHow(t *testing.T) {
	w := runner(t)
	w.does(january+"/rum", "do", "poll.add open", "question", "Nu?", "choices", "Ja\nNej", "shown", "1")
	poll := string(w.input().Polls[0].ID)
	w.does(january+"/rum", "do", "poll.answer", "poll", poll, "answer", "1")
	w.sees(january+"/rum", "1 har svarat. Resultatet visas tre svar i taget")
	w.does(january+"/rum", "do", "poll.close", "poll", poll)
	w.sees(january+"/rum", "1 har svarat. Färre än tre har svarat. Då visas inte hur, så att ingen pekas ut.", "100 %")
}
