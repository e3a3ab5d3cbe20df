package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringain/meetings"
)

func TestAParticipantSeesWhatIsKeptOfThemTakesItAndHasItErased(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	w.sees("/mina-uppgifter", "I den här webbläsaren är du ingen just nu")
	joined(w)
	w.post(january+"/rum/gor", url.Values{"id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ1"}, "do": {"signal.add"}, "kind": {"risk"}, "text": {"Ont om händer"}})
	w.sees("/mina-uppgifter", "Signal Ont om händer")
	w.sees("/en/mina-uppgifter", "Signal Ont om händer")
	var mine struct {
		Name     string
		Meetings []meetings.Held
	}
	file := w.get("/mina-uppgifter.json")
	if err := json.Unmarshal([]byte(file.text), &mine); err != nil || mine.Name == "" || len(mine.Meetings) != 1 || mine.Meetings[0].Signals[0].Text != "Ont om händer" {
		t.Errorf("the file says %+v: %v", mine, err)
	}
	if !strings.Contains(file.Header.Get("Content-Disposition"), "attachment") || file.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the file is answered with %v", file.Header)
	}
	name := mine.Name
	w.post("/mina-uppgifter", url.Values{"do": {"radera"}})
	w.sees("/mina-uppgifter?borta", "Det som var ditt är borttaget", name)
	if a := w.get("/mina-uppgifter.json"); a.StatusCode != 404 {
		t.Errorf("there is still a file: %d", a.StatusCode)
	}
	joined(w)
	if page := w.get(january + "/rum").text; strings.Contains(page, "Ont om händer") {
		t.Error("what was erased is in the room")
	}
}

func TestWhoHasAnAccountTakesWhatIsKeptAndLeavesUnlessTheyAreTheLastAdministrator(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	w.sees("/konto", "Dina uppgifter Hämta allt som är sparat om dig")
	w.sees("/konto/radera", "Det går inte att ångra")
	w.sees("/en/konto/radera", "It cannot be undone")
	if file := w.get("/konto/uppgifter.json"); !strings.Contains(file.text, `"role": "administrator"`) {
		t.Errorf("the file says %s", file.text)
	}
	if a := w.post("/konto/radera", url.Values{"do": {"radera"}}); a.StatusCode == 303 || !strings.Contains(a.text, "utan administratör") {
		t.Errorf("the last administrator left: %d", a.StatusCode)
	}
	w.sees("/personer/glom", "Någon vill bli glömd")
	a := w.post("/personer/glom", url.Values{"do": {"sok"}, "name": {"Ingen Alls"}})
	if !strings.Contains(a.text, "Inget i din organisation") {
		t.Errorf("%d: nobody is found otherwise", a.StatusCode)
	}
	if a := w.post("/personer/glom", url.Values{"do": {"sok"}}); a.StatusCode != 422 {
		t.Errorf("%d: nobody in particular is looked for", a.StatusCode)
	}
}

// An administrator sees what each of several namesakes has, and chooses.
func TestOnlyWhatIsTickedIsRemovedOfSomebody(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	for _, organisation := range []string{"Granviks kommun", "Sjövik"} {
		w.as(map[string]*http.Cookie{})
		w.post(january+"/delta", url.Values{"name": {"Eli Ek"}, "organisation": {organisation}, "sector": {"kommun"}})
		w.get(january + "/rum")
		w.post(january+"/rum/gor", url.Values{"id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ" + organisation}, "do": {"signal.add"}, "kind": {"risk"}, "text": {"Från " + organisation}})
	}
	w.administrator("Ada Lind")
	form := url.Values{"do": {"sok"}, "name": {"eli ek"}}
	a := w.post("/personer/glom", form)
	w.whole(a, meetings.SV)
	w.whole(w.post("/en/personer/glom", form), meetings.EN)
	if strings.Count(a.text, `name="chosen"`) != 2 || strings.Contains(a.text, `" checked`) || !strings.Contains(a.text, "Sjövik") || !strings.Contains(a.text, "1 signal") {
		t.Errorf("what is found is not told apart: %s", parse(t, a.text).main())
	}
	form.Set("do", "radera")
	none := w.post("/personer/glom", form)
	w.whole(none, meetings.SV)
	if none.StatusCode != http.StatusUnprocessableEntity || strings.Count(none.text, `name="chosen"`) != 2 {
		t.Errorf("nothing is chosen: %d", none.StatusCode)
	}
	one, _, _ := strings.Cut(a.text, "Granviks kommun")
	form.Set("chosen", between(one[strings.LastIndex(one, `name="chosen"`):], `value="`, `"`))
	if a := w.post("/personer/glom", form); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
	room := w.get(january + "/rum").text
	if strings.Contains(room, "Från Granvik") || !strings.Contains(room, "Från Sjövik") {
		t.Error("the wrong one was removed")
	}
}
