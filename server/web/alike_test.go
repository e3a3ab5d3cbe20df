package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringain/meetings"
)

func TestALineLikeOneThatIsWrittenIsFoundInThisMeetingAndWithoutWhoSaidIt(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	joined(w)
	do := func(command string, more url.Values) {
		more.Set("id", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"+more.Get("text"))
		more.Set("do", command)
		w.post(january+"/rum/gor", more)
	}
	do("signal.add", url.Values{"kind": {"behov"}, "text": {"Föräldrar behöver texter om barns sömnproblem"}})
	do("signal.add", url.Values{"kind": {"risk"}, "text": {"Vi orkar inte längre"}})
	like := func(text string) string {
		return w.get(january + "/rum/liknar?" + url.Values{"text": {text}}.Encode()).text
	}
	if got := like("Text till föräldrarna om sömn"); !strings.Contains(got, "sömnproblem") || strings.Contains(got, "orkar") || strings.Contains(got, "name") {
		t.Errorf("found %s", got)
	}
	for _, text := range []string{"", "och det", "Något helt annat", strings.Repeat("å ", 5000)} {
		if got := strings.TrimSpace(like(text)); got != "[]" {
			t.Errorf("%.20q is like %s", text, got)
		}
	}
	organiser(w)
	w.post(january+"/rum/gor", url.Values{"id": {"LOCKLOCKLOCKLOCKLOCKLOCK12"}, "do": {"room.set"}, "locked": {"1"}})
	w.signIn(meetings.Person{ID: "dee", Name: "Dee Ros", Role: meetings.Guest})
	if a := w.get(january + "/rum/liknar?text=barns+s%C3%B6mnproblem"); a.StatusCode != http.StatusForbidden {
		t.Errorf("whoever may not come in is told %d %s", a.StatusCode, a.text)
	}
}
