package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/net/html/atom"

	"ringain/meetings"
	"ringain/server/change"
)

const (
	minutesOf = january + "/minnesanteckningar"
	reviewOf  = minutesOf + "/granska"
)

// over is a meeting that has been held and is over: with notes, signals of which one was
// hidden, an answered question and material.
func over(t *testing.T) *world {
	t.Helper()
	w := season(t)
	w.now = at(t, "2027-01-19 12.05")
	w.post(january+"/delta", url.Values{"name": {"Åsa Öberg"}, "organisation": {"Granviks kommun"}, "sector": {"kommun"}})
	started(w)
	room, _ := w.room("barn-och-unga-2027-01-19")
	w.note(string(room.Agenda.Items[0].ID), "Åsa Öbergs grupp har provat samtal i skolan.\nBeslut: Vi prövar i mars\nÅtgärd: Åsa skickar mallen till https://exempel.se/mall")
	asa := meetings.Person{ID: "asa", Name: "Åsa Öberg", Organisation: "Granviks kommun", Sector: "kommun", Role: meetings.Guest}
	dee := meetings.Person{ID: "dee", Name: "Dee Ros", Organisation: "Föreningen Efteråt", Role: meetings.Guest}
	ada := meetings.Person{ID: "ada", Name: "Ada Lind", Role: meetings.Organiser}
	w.command(asa, meetings.AddSignal{Kind: meetings.Need, Text: "Någon att ringa på kvällen"})
	w.command(dee, meetings.AddSignal{Kind: meetings.BrightSpot, Text: "Dee Ros märker att fler kommer"})
	w.command(dee, meetings.AddSignal{Kind: meetings.Need, Text: "Det här skulle inte ha sagts"})
	room, _ = w.room("barn-och-unga-2027-01-19")
	w.command(ada, meetings.HideSignal{Signal: room.Signals[2].ID})
	w.command(dee, meetings.AskQuestion{Text: "När ses vi?"})
	room, _ = w.room("barn-och-unga-2027-01-19")
	w.command(ada, meetings.AnswerQuestion{Question: room.Questions[0].ID, Text: "Varje tisdag"})
	w.command(dee, meetings.ShareMaterial{Title: "Samtalsmallen", Address: "https://exempel.se/samtal"})
	w.now = at(t, "2027-01-19 12.45")
	w.run(meetings.EndAgenda{})
	w.now = at(t, "2027-01-19 13.00")
	return w
}

// command carries out a command in the meeting of 19 January.
func (w *world) command(by meetings.Person, c meetings.Command) {
	w.t.Helper()
	if _, err := w.change.Do(w.t.Context(), by, w.id(), meetings.ID(uuid.NewString()), c); err != nil {
		w.t.Fatal(err)
	}
}

// reviewed is the review form of a page as a browser would send it.
func (w *world) reviewed(a answer, do string, change url.Values) url.Values {
	w.t.Helper()
	for _, f := range parse(w.t, a.text).all(atom.Form) {
		values := url.Values{}
		for n := range f.Descendants() {
			collect(values, n)
		}
		if values.Has("rev") {
			values.Set("do", do)
			maps.Copy(values, change)
			return values
		}
	}
	w.t.Fatalf("there is no review on the page:\n%s", parse(w.t, a.text).main())
	return nil
}

// telling is how many notices wait that the minutes are published.
func (w *world) telling() int {
	w.t.Helper()
	all, err := w.store.WaitingAbout(w.t.Context(), change.TopicOfNotes(w.id()))
	if err != nil {
		w.t.Fatal(err)
	}
	return len(all)
}

// asGuest has somebody without a name look.
func (w *world) asGuest(look func()) {
	w.t.Helper()
	kept := w.cookies
	w.cookies = map[string]*http.Cookie{}
	look()
	w.cookies = kept
}

func TestWhatWasWrittenInAMeetingIsReviewedAndPublished(t *testing.T) {
	w := over(t)
	organiser(w)
	if main := parse(t, w.get(january).text).main(); !strings.Contains(main, "Granska och publicera minnesanteckningar") {
		t.Errorf("the page of the meeting does not lead to the review:\n%s", main)
	}
	review := w.get(reviewOf)
	w.whole(review, meetings.SV)
	w.whole(w.get("/en"+reviewOf), meetings.EN)
	form := w.reviewed(review, "publish", nil)
	if got := form.Get("text-0"); got != "Granviks kommuns grupp har provat samtal i skolan.\nBeslut: Vi prövar i mars\nÅtgärd: Granviks kommun skickar mallen till https://exempel.se/mall" {
		t.Errorf("the draft begins with %q", got)
	}
	version := w.version("barn-och-unga")
	for range 2 { // pressed twice
		if a := w.post(reviewOf, form); a.Header.Get("Location") != minutesOf+"?gjort=publicerade" {
			t.Fatalf("status %d, to %s\n%s", a.StatusCode, a.Header.Get("Location"), parse(t, a.text).main())
		}
	}
	if got := w.version("barn-och-unga"); got != version+1 {
		t.Errorf("the feed went from version %d to %d", version, got)
	}
	if n := w.telling(); n != 1 {
		t.Errorf("%d messages wait", n)
	}
	w.whole(w.get(minutesOf+"?gjort=publicerade"), meetings.SV)
	w.asGuest(func() {
		for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
			w.whole(w.get(lang.Path(minutesOf)), lang)
		}
		main := parse(t, w.get(minutesOf).text).main()
		for _, says := range []string{"Publicerade 19 januari 2027 kl. 13.00.", "Beslut och åtgärder", "Beslut: Vi prövar i mars", "Någon att ringa på kvällen (Granviks kommun)",
			"Föreningen Efteråt märker att fler kommer", "När ses vi?", "Svar: Varje tisdag", "Samtalsmallen", "1 deltagare: kommun 1", "Tisdag 26 januari", "eget mandat"} {
			if !strings.Contains(main, says) {
				t.Errorf("the minutes do not say %q", says)
			}
		}
		for path, kind := range map[string]string{"": "text/html", ".html": "text/html", ".md": "text/markdown", ".txt": "text/plain"} {
			a := w.get(minutesOf + path)
			if a.StatusCode != http.StatusOK || !strings.HasPrefix(a.Header.Get("Content-Type"), kind) || !strings.Contains(a.text, "Vi prövar i mars") {
				t.Errorf("%s: status %d, %s", path, a.StatusCode, a.Header.Get("Content-Type"))
			}
			for _, gone := range []string{"Åsa", "Öberg", "Dee", "inte ha sagts"} {
				if strings.Contains(a.text, gone) {
					t.Errorf("%s says %q", path, gone)
				}
			}
		}
		for _, path := range []string{january, "/tema/barn-och-unga", "/moten", "/sok?ord=mallen"} {
			if a := w.get(path); !strings.Contains(a.text, `href="`+minutesOf+`"`) {
				t.Errorf("%s does not lead to the minutes", path)
			}
		}
	})
}

func TestADraftIsNeverPublicByAccident(t *testing.T) {
	w := over(t)
	organiser(w)
	secret := "hemligtutkast"
	drafts := func(do string, more url.Values) {
		t.Helper()
		more.Set("text-0", secret+" står i utkastet")
		if a := w.post(reviewOf, w.reviewed(w.get(reviewOf), do, more)); a.StatusCode != http.StatusSeeOther {
			t.Fatalf("status %d\n%s", a.StatusCode, parse(t, a.text).main())
		}
	}
	hidden := func(when string) {
		t.Helper()
		w.asGuest(func() {
			for _, path := range []string{minutesOf, minutesOf + ".md", minutesOf + ".txt", minutesOf + ".html", reviewOf, minutesOf + "/utgava/1", january, january + "/rum",
				"/tema/barn-och-unga", "/moten", "/sok?ord=" + secret} {
				if a := w.get(path); strings.Contains(strings.ReplaceAll(a.text, "ord="+secret, ""), secret+" står") {
					t.Errorf("%s: a guest reads the draft at %s", when, path)
				} else if strings.HasPrefix(path, minutesOf) && a.StatusCode < 400 {
					t.Errorf("%s: %s answers %d", when, path, a.StatusCode)
				}
			}
			form := url.Values{"id": {"ABCDEFGHIJKLMNOPQRST"}, "rev": {"1"}, "do": {"publish"}, "text-0": {"x"}}
			if a := w.post(reviewOf, form); a.StatusCode != http.StatusUnauthorized {
				t.Errorf("%s: a guest publishes: %d", when, a.StatusCode)
			}
		})
		if n := w.telling(); n != 0 {
			t.Errorf("%s: %d messages wait", when, n)
		}
	}
	hidden("before there is one")
	drafts("save", url.Values{})
	hidden("saved")
	drafts("later", url.Values{"day": {"2027-01-20"}, "start": {"08.00"}})
	if err := w.change.PublishDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	hidden("before its time")
	w.post(reviewOf, url.Values{"id": {"ABCDEFGHIJKLMNOPQRST"}, "do": {"wait"}})
	w.now = at(t, "2027-01-20 08.01")
	organiser(w)
	if err := w.change.PublishDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	hidden("when its time was taken back")
	drafts("later", url.Values{"day": {"2027-01-20"}, "start": {"09.00"}})
	w.now = at(t, "2027-01-20 09.00")
	for range 2 { // two nodes
		if err := w.change.PublishDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.asGuest(func() {
		if a := w.get(minutesOf); a.StatusCode != http.StatusOK || !strings.Contains(a.text, secret+" står") {
			t.Errorf("at its time: status %d", a.StatusCode)
		}
	})
	if n := w.telling(); n != 1 {
		t.Errorf("%d messages wait", n)
	}
}

func TestNamesStandInMinutesOnlyWhenThatIsChosen(t *testing.T) {
	w := over(t)
	organiser(w)
	form := w.reviewed(w.get(reviewOf), "publish", url.Values{"text-0": {"Åsas grupp har provat.\nÅsapet och Rosa möter vi inte."}})
	a := w.post(reviewOf, form)
	w.whole(a, meetings.SV)
	if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `id="named-error"`) || !strings.Contains(a.text, "Åsa Öberg") {
		t.Fatalf("status %d\n%s", a.StatusCode, parse(t, a.text).main())
	}
	form.Set("do", "names")
	a = w.post(reviewOf, form)
	w.whole(a, meetings.SV)
	if got := w.reviewed(a, "publish", nil).Get("text-0"); got != "Granviks kommuns grupp har provat.\nÅsapet och Rosa möter vi inte." {
		t.Errorf("without names it says %q", got)
	}
	named := w.reviewed(w.get(reviewOf+"?om=namn"), "publish", nil)
	if named.Get("named") != "1" || !strings.Contains(named.Get("text-0"), "Åsa Öbergs grupp") || !slices.ContainsFunc(values(named), func(s string) bool { return strings.Contains(s, "(Åsa Öberg, Granviks kommun)") }) {
		t.Errorf("with names it says %v", named)
	}
	if a := w.post(reviewOf, named); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", a.StatusCode, parse(t, a.text).main())
	}
	if a := w.get(minutesOf); !strings.Contains(a.text, "Åsa Öbergs grupp") {
		t.Error("the names that were chosen are gone")
	}
}

func values(v url.Values) (all []string) {
	for _, list := range v {
		all = append(all, list...)
	}
	return all
}

func TestMinutesAreCorrectedAndWithdrawn(t *testing.T) {
	w := over(t)
	organiser(w)
	w.post(reviewOf, w.reviewed(w.get(reviewOf), "publish", url.Values{"text-0": {"Vi ses den 25:e"}}))
	w.now = at(t, "2027-03-12 13.05")
	organiser(w)
	fix := w.reviewed(w.get(reviewOf), "publish", url.Values{"text-0": {"Vi ses den 26:e"}})
	a := w.post(reviewOf, fix)
	w.whole(a, meetings.SV)
	if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `id="note-error"`) {
		t.Errorf("a correction without a word about it: %d", a.StatusCode)
	}
	fix.Set("note", "Fel dag för nästa möte")
	if a := w.post(reviewOf, fix); a.Header.Get("Location") != minutesOf+"?gjort=rattade" {
		t.Fatalf("status %d\n%s", a.StatusCode, parse(t, a.text).main())
	}
	if main := parse(t, w.get(minutesOf).text).main(); !strings.Contains(main, "Rättad 12 mars 2027 kl. 13.05: Fel dag för nästa möte") || !strings.Contains(main, "den 26:e") || strings.Contains(main, "den 25:e") {
		t.Errorf("the correction is not shown:\n%s", main)
	}
	former := w.get(minutesOf + "/utgava/1")
	w.whole(former, meetings.SV)
	if !strings.Contains(former.text, "den 25:e") {
		t.Error("the first edition is not kept")
	}
	fix.Set("id", "ABCDEFGHIJKLMNOPQRST")
	if a := w.post(reviewOf, fix); a.StatusCode != http.StatusConflict || !strings.Contains(a.text, "Någon annan har sparat") {
		t.Errorf("two who write at the same time: %d", a.StatusCode)
	}
	if n := w.telling(); n != 1 {
		t.Errorf("%d messages wait: a correction tells nobody again", n)
	}
	w.post(reviewOf, url.Values{"id": {"ABCDEFGHIJKLMNOPQRSU"}, "do": {"withdraw"}})
	w.asGuest(func() {
		a := w.get(minutesOf)
		for _, fault := range parse(t, a.text).faults("sv") {
			t.Error(fault)
		}
		if a.StatusCode != http.StatusGone || strings.Contains(a.text, "den 26:e") {
			t.Errorf("withdrawn: %d", a.StatusCode)
		}
		for path, says := range map[string]string{minutesOf + ".md": "den 26:e", "/sok?ord=fel+dag": "Minnesanteckningar (", "/tema/barn-och-unga": `href="` + minutesOf, january: `href="` + minutesOf} {
			if a := w.get(path); strings.Contains(a.text, says) {
				t.Errorf("%s still has them", path)
			}
		}
	})
	if n := w.telling(); n != 0 {
		t.Errorf("%d messages wait after they were withdrawn", n)
	}
	again := w.reviewed(w.get(reviewOf), "publish", url.Values{"note": {"Publicerade igen"}})
	if a := w.post(reviewOf, again); a.StatusCode != http.StatusSeeOther || !strings.Contains(w.get(minutesOf).text, "den 26:e") {
		t.Errorf("published again: %d\n%s", a.StatusCode, parse(t, a.text).main())
	}
}

func TestMinutesWaitForTheEndOfTheMeeting(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.10")
	started(w)
	organiser(w)
	if a := w.get(reviewOf); a.StatusCode != http.StatusConflict {
		t.Errorf("status %d", a.StatusCode)
	}
	form := url.Values{"id": {"ABCDEFGHIJKLMNOPQRST"}, "rev": {"0"}, "do": {"publish"}, "text-0": {"För tidigt"}}
	if a := w.post(reviewOf, form); a.StatusCode != http.StatusConflict {
		t.Errorf("status %d", a.StatusCode)
	}
}

func TestMinutesThatCannotBeUsedAreRefusedAndKept(t *testing.T) {
	w := over(t)
	organiser(w)
	for name, c := range map[string]struct {
		do     string
		change url.Values
		says   string
	}{
		"nothing":     {"publish", url.Values{"title-0": {"Rubrik"}, "text-0": {" \n"}, "text-1": {""}, "text-2": {""}, "text-3": {""}, "text-4": {""}, "text-5": {""}}, "Det finns inget att publicera än."},
		"a past time": {"later", url.Values{"day": {"2027-01-18"}, "start": {"12.00"}}, "Den tiden har redan varit."},
		"no day":      {"later", url.Values{"day": {""}, "start": {"12.00"}}, `id="day-error"`},
		"far away":    {"later", url.Values{"day": {"2027-12-24"}, "start": {"12.00"}}, "inom två månader"},
	} {
		a := w.post(reviewOf, w.reviewed(w.get(reviewOf), c.do, c.change))
		w.whole(a, meetings.SV)
		if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, c.says) {
			t.Errorf("%s: status %d does not say %q", name, a.StatusCode, c.says)
		}
	}
	looked := w.post(reviewOf, w.reviewed(w.get(reviewOf), "look", url.Values{"text-0": {"## Så här\n- ett\n- <script>alert(1)</script>"}}))
	w.whole(looked, meetings.SV)
	if !strings.Contains(looked.text, "<li>&lt;script&gt;alert(1)&lt;/script&gt;</li>") {
		t.Error("it is not shown how it will be")
	}
	if m, err := w.store.Minutes(t.Context(), w.id()); err != nil || m.Rev != 0 {
		t.Errorf("something was kept: %+v, %v", m, err)
	}
}

func TestAnOrganiserIsRemindedUntilMinutesArePublished(t *testing.T) {
	w := over(t)
	organiser(w)
	reminded := func() bool {
		a := w.get("/planera")
		w.whole(a, meetings.SV)
		return strings.Contains(a.text, `href="`+reviewOf+`"`)
	}
	if !reminded() || !strings.Contains(w.get(january+"/rum").text, `href="`+reviewOf+`"`) {
		t.Error("nobody is reminded when the meeting is over")
	}
	w.post(reviewOf, w.reviewed(w.get(reviewOf), "publish", nil))
	if reminded() || !strings.Contains(w.get(january+"/rum").text, `href="`+minutesOf+`"`) {
		t.Error("the reminder stays when they are published")
	}
}

func TestAnOrganiserSeesWhatAMeetingLacksBeforeIt(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-12 09.00")
	if a := w.get(january); strings.Contains(a.text, "Innan mötet") {
		t.Error("everybody sees what the meeting lacks")
	}
	organiser(w)
	for path, says := range map[string]string{january: "Innan mötet", "/planera": "Ingen som inleder"} {
		a := w.get(path)
		w.whole(a, meetings.SV)
		if !strings.Contains(a.text, says) || !strings.Contains(a.text, "Ingen som inleder") {
			t.Errorf("%s does not say %q", path, says)
		}
	}
}

func TestNamesLeaveMinutesAfterASetTime(t *testing.T) {
	w := over(t)
	organiser(w)
	if a := w.post(reviewOf, w.reviewed(w.get(reviewOf+"?om=namn"), "publish", nil)); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d", a.StatusCode)
	}
	const year = 365 * 24 * time.Hour
	stand := func() bool {
		editions, err := w.store.MinutesEditions(t.Context(), w.id())
		if err != nil || len(editions) != 1 {
			t.Fatal(editions, err)
		}
		in := strings.Contains(fmt.Sprint(editions), "Åsa") || strings.Contains(w.get("/sok?ord=öberg").text, minutesOf)
		if page := strings.Contains(w.get(minutesOf).text, "Åsa Öberg"); page != in {
			t.Errorf("the page has names: %t, its edition: %t", page, in)
		}
		return in
	}
	w.now = w.now.Add(year - time.Hour)
	if err := w.change.ForgetNames(t.Context(), year); err != nil || !stand() {
		t.Errorf("names are gone before their time: %v", err)
	}
	w.now = w.now.Add(2 * time.Hour)
	if err := w.change.ForgetNames(t.Context(), year); err != nil || stand() {
		t.Errorf("names stay: %v", err)
	}
	if a := w.get(minutesOf); !strings.Contains(a.text, "Granviks kommun") {
		t.Error("the organisation is gone too")
	}
}
