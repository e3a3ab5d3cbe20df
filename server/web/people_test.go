package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/server/auth"
)

// opens has another browser open a link as somebody, and keeps it as the one that asks.
func (w *world) opens(link, name string) answer {
	w.t.Helper()
	w.cookies = map[string]*http.Cookie{}
	return w.post(link, url.Values{"name": {name}})
}

// administrator signs somebody in by the link that a start prints.
func (w *world) administrator(name string) {
	w.t.Helper()
	secret, err := w.auth.NewLink()
	if err != nil {
		w.t.Fatal(err)
	}
	if a := w.opens("/in/"+secret, name); a.StatusCode != http.StatusSeeOther {
		w.t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
}

// shownLink is the link that a page shows.
func shownLink(a answer) string {
	_, rest, _ := strings.Cut(a.text, `value="`+origin)
	link, _, _ := strings.Cut(rest, `"`)
	return link
}

// browser is what a browser keeps; as puts it in use and returns what was.
func (w *world) as(cookies map[string]*http.Cookie) (before map[string]*http.Cookie) {
	before, w.cookies = w.cookies, cookies
	return before
}

// invites has the administrator who asks invite somebody, who opens the link. It returns
// both browsers; the new one is in use.
func (w *world) invites(role meetings.Role, name string) (administrator map[string]*http.Cookie) {
	w.t.Helper()
	a := w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {string(role)}, "email": {"Bo@Granvik.example "}})
	w.whole(a, meetings.SV)
	administrator = w.cookies
	if a := w.opens(shownLink(a), name); a.StatusCode != http.StatusSeeOther {
		w.t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
	return administrator
}

// statuses are what some pages answer.
func (w *world) statuses(paths ...string) (all []int) {
	for _, p := range paths {
		all = append(all, w.get(p).StatusCode)
	}
	return all
}

func TestThePagesOfPeopleAreWhole(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	w.invites(meetings.Editor, "Bo Ek")
	w.administrator("Ada Lind")
	w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"organiser"}, "email": {"cy@granvik.example"}})
	for path, says := range map[string]string{"/konto": "Logga ut överallt", "/personer": "cy@granvik.example",
		"/planera/serie/suicidprevention/organisatorer": "Vilka sköter serien?"} {
		for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
			a := w.get(lang.Path(path))
			w.whole(a, lang)
			if a.StatusCode != http.StatusOK || a.Header.Get("Cache-Control") != "private, no-store" {
				t.Errorf("%s: %d, %s", path, a.StatusCode, a.Header.Get("Cache-Control"))
			}
			if lang == meetings.SV && !strings.Contains(a.text, says) {
				t.Errorf("%s does not say %q:\n%s", path, says, parse(t, a.text).main())
			}
		}
	}
	for form, field := range map[string]url.Values{
		"email": {"do": {"bjud-in"}, "role": {"organiser"}, "email": {"no address"}}, "role": {"do": {"bjud-in"}, "role": {"king"}},
		"name": {"do": {"organisation"}, "name": {" "}},
	} {
		a := w.post("/personer", field)
		w.whole(a, meetings.SV)
		if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, `href="#`+form+`"`) {
			t.Errorf("%s: %d", form, a.StatusCode)
		}
	}
}

func TestAnAdministratorInvitesAndTakesAwayAgain(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	ada := w.invites(meetings.Organiser, "Bo Ek")
	if got := w.statuses("/planera", "/konto", "/personer"); !equal(got, 200, 200, 403) {
		t.Errorf("an organiser reads %v", got)
	}
	bo := w.as(ada)
	members, err := w.store.Members(t.Context(), "")
	if err != nil || len(members) != 2 {
		t.Fatal(members, err)
	}
	who := url.Values{"do": {"ta-bort"}, "who": {string(members[1].Account.ID)}}
	if a := w.post("/personer", who); a.StatusCode != http.StatusSeeOther {
		t.Fatal(a.StatusCode)
	}
	if a := w.post("/personer", url.Values{"do": {"ta-bort"}, "who": {string(members[0].Account.ID)}}); a.StatusCode != http.StatusConflict {
		t.Errorf("the last administrator goes: %d", a.StatusCode)
	}
	w.as(bo)
	if got := w.statuses("/planera", "/konto", "/"); !equal(got, 401, 401, 200) {
		t.Errorf("who was removed reads %v", got)
	}
}

func TestAnEditorLooksAfterTheSupportListAndNothingElse(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	w.invites(meetings.Editor, "Bo Ek")
	got := w.statuses("/planera/stodlista", "/planera", "/planera/tema", "/moten/suicidprevention-2027-03-25/flytta", "/personer", january+"/rum/logg")
	if !equal(got, 200, 403, 403, 403, 403, 403) {
		t.Errorf("an editor reads %v", got)
	}
	if a := w.get(january + "/rum"); a.StatusCode != http.StatusOK || strings.Contains(a.text, `value="agenda.start"`) {
		t.Errorf("an editor runs a meeting: %d", a.StatusCode)
	}
}

func TestASeriesIsLookedAfterByThoseWhoAreNamed(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	ada := w.invites(meetings.Organiser, "Bo Ek")
	bo := w.as(ada)
	w.invites(meetings.Organiser, "Cy Ask")
	const series, meeting = "/planera/serie/suicidprevention", "/moten/suicidprevention-2027-03-25"
	members, err := w.store.Members(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if a := w.post(series+"/organisatorer", url.Values{"organiser": {string(members[2].Account.ID)}}); a.StatusCode != http.StatusSeeOther {
		t.Fatal(a.StatusCode)
	}
	paths := []string{series, meeting + "/aterstall", "/planera/serie/migration-och-psykisk-halsa"}
	if got := w.statuses(paths...); !equal(got, 200, 200, 200) {
		t.Errorf("who looks after it reads %v", got)
	}
	w.as(bo)
	if got := w.statuses(paths...); !equal(got, 403, 403, 200) {
		t.Errorf("who does not look after it reads %v", got)
	}
	if a := w.post(meeting+"/aterstall", url.Values{"id": {"0123456789abcdef"}}); a.StatusCode != http.StatusForbidden {
		t.Errorf("and restores: %d", a.StatusCode)
	}
	w.as(ada)
	if got := w.statuses(paths...); !equal(got, 200, 200, 200) {
		t.Errorf("an administrator reads %v", got)
	}
}

func TestSigningOutEverywhereEndsEverySession(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	members, err := w.store.Members(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	first := w.cookies
	a := w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"administrator"}})
	w.opens(shownLink(a), "Bo Ek")
	a = w.post("/personer", url.Values{"do": {"ny-lank"}, "who": {string(members[0].Account.ID)}})
	w.as(first)
	if got := w.statuses("/konto"); !equal(got, 401) {
		t.Errorf("a lost browser reads %v", got)
	}
	if a := w.opens(shownLink(a), ""); a.StatusCode != http.StatusSeeOther || !strings.Contains(w.get("/konto").text, "Ada Lind") {
		t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
	if a := w.post("/konto", url.Values{"do": {"namn"}, "name": {"Ada Lind Ek"}}); a.StatusCode != http.StatusSeeOther || !strings.Contains(w.get("/").text, "Ada Lind Ek") {
		t.Errorf("the name stays: %d", a.StatusCode)
	}
	copied := map[string]*http.Cookie{}
	for name, c := range w.cookies {
		copied[name] = c
	}
	if a := w.post("/konto", url.Values{"do": {"overallt"}}); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/" {
		t.Errorf("signed out: %d", a.StatusCode)
	}
	w.as(copied)
	if got := w.statuses("/konto", "/planera"); !equal(got, 401, 401) {
		t.Errorf("signed out everywhere reads %v", got)
	}
}

func TestAnInvitationThatIsRevokedIsGoodForNothing(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	link := shownLink(w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"organiser"}}))
	waiting, err := w.store.Invitations(t.Context(), "", meetings.At(w.now))
	if err != nil || len(waiting) != 1 {
		t.Fatal(waiting, err)
	}
	if a := w.get(link); !strings.Contains(a.text, "Du är redan inloggad som <b>Ada Lind</b>") {
		t.Error("whoever has signed in is asked for a name")
	}
	w.post("/personer", url.Values{"do": {"dra-tillbaka"}, "link": {waiting[0].ID}})
	a := w.opens(link, "Bo Ek")
	w.whole(a, meetings.SV)
	if a.StatusCode != http.StatusUnauthorized {
		t.Errorf("status %d", a.StatusCode)
	}
}

func equal(got []int, want ...int) bool {
	for i := range got {
		if len(got) != len(want) || got[i] != want[i] {
			return false
		}
	}
	return true
}

// Whoever administers one organisation lets its members in who have lost their ways in, and
// would come into every other organisation as them with a link that was saved for later.
func TestALinkForAMemberIsGoodForNothingOnceTheyAreInAnotherOrganisationToo(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	founded := w.post("/personer", url.Values{"do": {"ny-organisation"}, "named": {"Grannkommunen"}})
	ada := w.cookies
	if a := w.opens(shownLink(founded), "Bo Ek"); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
	bo := w.invites(meetings.Organiser, "Cy Ask")
	cy := w.as(bo)
	conveners, err := w.store.Conveners(t.Context())
	if err != nil || len(conveners) != 2 {
		t.Fatal(conveners, err)
	}
	members, err := w.store.Members(t.Context(), conveners[1].ID)
	if err != nil || len(members) != 2 {
		t.Fatal(members, err)
	}
	var links []string
	for range 3 {
		links = append(links, shownLink(w.post("/personer", url.Values{"do": {"ny-lank"}, "who": {string(members[1].Account.ID)}})))
	}
	for _, link := range links[:2] {
		if a := w.opens(link, ""); a.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d: the link is good for nothing from the first", a.StatusCode)
		}
		bo, cy = cy, w.cookies // signed in as the member, who signs in too
	}
	w.as(ada)
	invited := shownLink(w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {string(meetings.Administrator)}}))
	w.as(cy)
	if a := w.post(invited, url.Values{}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
	if in, err := w.store.MemberOf(t.Context(), members[1].Account.ID); err != nil || len(in) != 2 {
		t.Fatalf("%v, %v", in, err)
	}
	if got := w.statuses("/konto"); !equal(got, 200) {
		t.Errorf("whoever accepts an invitation reads %v", got)
	}
	w.as(bo)
	if got := w.statuses("/konto"); !equal(got, 401) {
		t.Errorf("a session from before it reads %v", got)
	}
	if a := w.opens(links[2], ""); a.StatusCode == http.StatusSeeOther {
		t.Error("an administrator of one organisation comes into another as somebody else")
	}
}

// An invitation that nobody accepts is told of to those who made it, and can be sent anew.
func TestAnInvitationWithoutAnAnswerIsShownAndSentAgain(t *testing.T) {
	w := empty(t)
	w.administrator("Ada Lind")
	invite := func(email string) (link string) {
		return shownLink(w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"editor"}, "email": {email}}))
	}
	one := func(says string) (id string) {
		t.Helper()
		a := w.get("/personer")
		w.whole(a, meetings.SV)
		w.whole(w.get("/en/personer"), meetings.EN)
		if text := parse(t, a.text).main(); !strings.Contains(text, says) || strings.Count(a.text, `name="link"`) != 1 {
			t.Errorf("%q is not told: %s", says, text)
		}
		return between(a.text, `name="link" value="`, `"`)
	}
	declined := invite("bo@granvik.example")
	one("gäller till 29 november")
	ada := w.as(map[string]*http.Cookie{})
	w.whole(w.get(declined), meetings.SV)
	a := w.post(declined, url.Values{"do": {"nej"}})
	w.whole(a, meetings.SV)
	if !strings.Contains(a.text, "Du har tackat nej") {
		t.Errorf("%d: %s", a.StatusCode, a.text)
	}
	if a := w.opens(declined, "Bo Ek"); a.StatusCode == http.StatusSeeOther {
		t.Error("what was declined lets in")
	}
	w.as(ada)
	w.post("/personer", url.Values{"do": {"dra-tillbaka"}, "link": {one("tackade nej 22 november")}})
	expired := invite("bo@granvik.example")
	w.now = w.now.Add(auth.InviteLasts)
	w.administrator("Ada Lind")
	again := w.post("/personer", url.Values{"do": {"bjud-in-igen"}, "link": {one("gick ut 29 november")}})
	w.whole(again, meetings.SV)
	if !strings.Contains(again.text, "bo@granvik.example") || !strings.Contains(again.text, "gäller till 6 december") {
		t.Errorf("it is not made anew: %s", parse(t, again.text).main())
	}
	if a := w.opens(expired, "Bo Ek"); a.StatusCode == http.StatusSeeOther {
		t.Error("the expired one lets in")
	}
	if a := w.opens(shownLink(again), "Bo Ek"); a.StatusCode != http.StatusSeeOther {
		t.Errorf("the new one does not let in: %d", a.StatusCode)
	}
}

// What an organiser did stays when their account is erased; who it was does not.
func TestTheLogSaysAFormerOrganiserOfWhoHasErasedTheirAccount(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	ada := w.invites(meetings.Administrator, "Bo Ek")
	bo := who(w, w.cookies)
	m, err := w.store.Meeting(t.Context(), strings.TrimPrefix(january, "/moten/"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.change.AddDutyLink(bo, m.ID, meetings.Chair); err != nil {
		t.Fatal(err)
	}
	if _, err := w.change.Do(t.Context(), bo, m.ID, "0123456789abcdef-cancel", meetings.CancelMeeting{Reason: meetings.Text{SV: "Sjukdom"}}); err != nil {
		t.Fatal(err)
	}
	bos := w.as(ada)
	w.post("/personer", url.Values{"do": {"roll"}, "who": {string(bo.Account)}, "role": {"organiser"}})
	w.sees("/personer/logg", "Bo Ek ställde in mötet")
	w.sees("/personer/logg", "gjorde Bo Ek till organisatör")
	w.post("/personer", url.Values{"do": {"roll"}, "who": {string(bo.Account)}, "role": {"administrator"}})
	w.as(bos)
	w.signIn(bo)
	if a := w.post("/konto/radera", url.Values{"do": {"radera"}}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
	w.as(ada)
	w.sees("/personer/logg", "En tidigare organisatör ställde in mötet", "Bo Ek")
	w.sees("/personer/logg", "gjorde en tidigare organisatör till organisatör", "Bo Ek")
	w.sees("/en/personer/logg", "A former organiser cancelled the meeting")
	w.sees(january+"/rum/logg", "En tidigare organisatör", "Bo Ek")
	w.sees("/vad-vi-sparar", "en tidigare organisatör")
	w.sees("/en/vad-vi-sparar", "a former organiser")
}
