package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"ringain/meetings"
)

// onPage fails unless a page has every text.
func onPage(t *testing.T, page string, want ...string) {
	t.Helper()
	for _, text := range want {
		if !strings.Contains(page, text) {
			t.Errorf("the page has no %s", text)
		}
	}
}

func TestMaterialWithoutScripts(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	joined(w)
	post := func(once string, more url.Values) answer {
		more.Set("id", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"+once)
		return w.post(january+"/rum/gor", more)
	}
	broken := "Se här:\nhttps://granvik.example.org/kris-\n\nplan/\noch https://bergso.example.org/annat"
	post("1", url.Values{"do": {"material.share"}, "address": {broken}, "called": {"Krisplan <för> skolan"}})
	page := w.get(january + "/rum").text
	onPage(t, page, "Krisplan &lt;för&gt; skolan", "https://granvik.example.org/kris-plan/", "Länken var bruten och är lagad", "https://bergso.example.org/annat", "Föreslaget till stödlistan")
	onPage(t, w.get(january).text, "Krisplan &lt;för&gt; skolan")
	onPage(t, w.get("/en"+january).text, "Proposed for the support list")

	bad := post("2", url.Values{"do": {"material.share"}, "address": {"ingen länk"}, "called": {"Min rubrik"}})
	onPage(t, bad.text, "ingen länk</textarea>", `value="Min rubrik"`, "adressfält")
	if bad.StatusCode != 422 {
		t.Errorf("a bad address is answered with %d", bad.StatusCode)
	}
	again := post("3", url.Values{"do": {"material.share"}, "address": {"http://www.granvik.example.org/kris-plan"}})
	onPage(t, again.text, "redan delat i mötet: Krisplan")

	// on the support list already: it is offered before anything is saved
	ada := meetings.Person{ID: "ada", Name: "Ada Lind", Role: meetings.Organiser}
	if _, err := w.change.ProposeSupport(ada, "", "0123456789abcdef-form", meetings.Support{Title: "Sömn för tonåringar", Kind: "stod", Href: "https://granvik.example.org/somn"}); err != nil {
		t.Fatal(err)
	}
	found := post("4", url.Values{"do": {"material.share"}, "address": {"https://granvik.example.org/likadan"}, "called": {"Sömn för tonåringar"}})
	onPage(t, found.text, "Finns det redan?", "Bekräfta den här", "Dela min ändå", `name="entry"`)
	if strings.Contains(w.get(january+"/rum").text, "likadan") {
		t.Error("it is saved before it has been seen that it is there already")
	}
	id := regexp.MustCompile(`name="entry" value="([^"]+)"`).FindStringSubmatch(found.text)
	post("5", url.Values{"do": {"material.share"}, "entry": {id[1]}})
	onPage(t, w.get(january+"/rum").text, "Sömn för tonåringar", "I stödlistan")

	// an editor fills in what is lacking, and publishes it; it says where it comes from
	organiser(w)
	onPage(t, w.get("/planera/stodlista").text, "Krisplan &lt;för&gt; skolan", "av Åsa Öberg, Granviks kommun", "Publicera")
	filled := url.Values{"title": {"Krisplan för skolan"}, "kind": {"metod"}, "audience": {"kommun"}, "href": {"https://granvik.example.org/kris-plan/"}}
	slug := "/stodlista/krisplan-for-skolan"
	onPage(t, w.get(slug+"/andra").text, "Krisplan &lt;för&gt; skolan", "Avsnitt")
	w.post(slug+"/andra", filled)
	w.post(slug+"/granska", url.Values{"do": {"published"}})
	w.cookies = map[string]*http.Cookie{}
	entry := w.get(slug).text
	onPage(t, entry, "Krisplan för skolan", "metod", "Delad på", "Granviks kommun")
	if strings.Contains(entry, "Åsa Öberg") {
		t.Error("the public page names who shared it")
	}
}

func TestAPresenterHasAPageOfTheirOwnUntilTheLinkIsRevoked(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 09.00")
	organiser(w)
	page := w.post(january+"/inledare", url.Values{"name": {""}}).text
	onPage(t, page, "Fältet är tomt")
	w.post(january+"/inledare", url.Values{"name": {"Åsa Öberg"}, "organisation": {"Region Mellanlandet"}})
	page = w.get(january + "/inledare").text
	onPage(t, page, "Åsa Öberg", "Återkalla")
	link := regexp.MustCompile(`/inledare/[A-Z2-7]+`).FindString(page)

	ada := w.cookies
	w.cookies = map[string]*http.Cookie{} // somebody else
	onPage(t, w.get(link).text, "Åsa Öberg", "Lägg in en länk")
	onPage(t, w.get("/en"+link).text, "Add a link", "Nothing yet.")
	w.post(link, url.Values{"id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, "do": {"material.share"}, "address": {"https://mellanlandet.example.org/bilder"}, "called": {"Bilder"}})
	onPage(t, w.get(link).text, "Bilder", "https://mellanlandet.example.org/bilder")
	onPage(t, w.get(january+"/rum").text, "Bilder", "Åsa Öberg")
	w.cookies = ada
	w.post(january+"/inledare", url.Values{"revoke": {link[len("/inledare/"):]}})
	if a := w.get(link); a.StatusCode != 404 {
		t.Errorf("a revoked link is answered with %d", a.StatusCode)
	}
}
