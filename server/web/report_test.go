package web

import (
	"net/http"
	"strings"
	"testing"

	"ringain/meetings"
)

func TestTheTextsOfAMonthAndAHalfYearAreMadeOfWhatIsPublished(t *testing.T) {
	w := over(t)
	const letter, report = "/planera/nyhetsbrev?manad=2027-01", "/planera/rapport?halvar=2027-1"
	w.asGuest(func() {
		for _, path := range []string{letter, report, "/planera/nyhetsbrev.md", "/planera/rapport.md"} {
			if a := w.get(path); a.StatusCode != http.StatusUnauthorized {
				t.Errorf("%s is shown to anybody: %d", path, a.StatusCode)
			}
		}
	})
	organiser(w)
	before := w.get(letter).text + w.get(report).text
	for _, gone := range []string{"kvällen", "Varje tisdag", "Dee"} {
		if strings.Contains(before, gone) {
			t.Errorf("what is not published is told: %q", gone)
		}
	}
	w.post(reviewOf, w.reviewed(w.get(reviewOf), "publish", nil))
	for _, path := range []string{letter, report, "/planera/nyhetsbrev?manad=2019-02", "/planera/rapport?halvar=2019-1"} {
		w.whole(w.get(path), meetings.SV)
		w.whole(w.get("/en"+path), meetings.EN)
	}
	for path, says := range map[string][]string{
		"/planera/nyhetsbrev.md?manad=2027-01": {"# Nyhetsbrev januari 2027\n", "## Möten som kommer", "## Frågor och svar", "När ses vi?", "Varje tisdag", "Föreningen Efteråt märker att fler kommer"},
		"/planera/rapport.md?halvar=2027-1":    {"# Halvårsrapport: Våren 2027\n", "- Hållna möten: [", "## Behov", "Någon att ringa på kvällen (Granviks kommun)", "## Det här händer nu", "kommun: färre än 5"},
	} {
		text := w.get(path).text
		for _, s := range says {
			if !strings.Contains(text, s) {
				t.Errorf("%s does not say %q:\n%s", path, s, text)
			}
		}
		for _, gone := range []string{"Åsa", "Öberg", "Dee", "inte ha sagts"} {
			if strings.Contains(text, gone) {
				t.Errorf("%s says %q", path, gone)
			}
		}
	}
}

// TestMinutesWithNamesAreToldWithoutThem publishes with names.
func TestMinutesWithNamesAreToldWithoutThem(t *testing.T) {
	w := over(t)
	organiser(w)
	form := w.reviewed(w.get(reviewOf+"?om=namn"), "publish", nil)
	form.Set("named", "1")
	form.Set("text-0", "Åsa Öberg säger")
	form.Set("title-0", "Behov")
	if a := w.post(reviewOf, form); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", a.StatusCode, parse(t, a.text).main())
	}
	if minutes := w.get(minutesOf).text; !strings.Contains(minutes, "Åsa Öberg säger") {
		t.Fatal("the minutes have no names")
	}
	if text := w.get("/planera/rapport.md?halvar=2027-1").text; strings.Contains(text, "Åsa") || !strings.Contains(text, "Granviks kommun säger") {
		t.Errorf("the report:\n%s", text)
	}
	if page := w.get(figuresOf).text; !strings.Contains(page, "Personnamn går ut ur minnesanteckningarna 19 januari 2028.") {
		t.Errorf("it is not said when names go:\n%s", parse(t, page).main())
	}
}
