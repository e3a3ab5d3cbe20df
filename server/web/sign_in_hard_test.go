package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/oauth2-proxy/mockoidc"

	"ringain/meetings"
	"ringain/server/auth"
)

// wayIn signs somebody in, in the browser that asks.
type wayIn struct {
	name  string
	enter func() answer
}

// allWays is an installation where Ada can sign in in every way there is.
func allWays(t *testing.T) (w *world, m *mockoidc.MockOIDC, ada meetings.ID, ways []wayIn) {
	w, m = realProvider(t)
	var err error
	if w.web.keys, err = auth.NewKeys(auth.KeysConfig{Auth: w.auth, Origin: origin, Name: "Ringa-in-möten", Log: w.web.log, Now: func() time.Time { return w.now }}); err != nil {
		t.Fatal(err)
	}
	post := w.mails()
	w.administrator("Ada Lind")
	ada = who(w, w.cookies).Account
	w.post("/konto", url.Values{"do": {"epost"}, "email": {adas}})
	w.post(post.link(adas), nil)
	w.get(w.signsInThere(m, "ada-7", w.sentTo(w.post("/konto", url.Values{"do": {"koppla"}}))))
	key := w.adds("Min telefon")
	return w, m, ada, []wayIn{
		{"a link by mail", func() answer {
			w.now = w.now.Add(2 * time.Minute) // one letter a minute goes to an address
			w.post("/logga-in", url.Values{"email": {adas}})
			return w.post(post.link(adas), nil)
		}},
		{"the provider", func() answer { return w.get(w.signsInThere(m, "ada-7", w.sentTo(w.post("/logga-in/vidare", nil)))) }},
		{"a passkey", func() answer {
			return w.post("/logga-in/passnyckel", url.Values{keyAnswer: {w.uses(key, party(), w.post("/logga-in/passnyckel", asks))}})
		}},
	}
}

// Whoever plants a session in somebody's browser before they sign in has nothing of it.
func TestEveryWayInBeginsASessionOfItsOwn(t *testing.T) {
	w, _, ada, ways := allWays(t)
	for _, way := range ways {
		w.as(map[string]*http.Cookie{})
		w.signIn(meetings.Person{ID: "eve", Name: "Eve", Role: meetings.Guest})
		planted := maps.Clone(w.cookies)
		if a := way.enter(); a.StatusCode != http.StatusSeeOther || who(w, w.cookies).Account != ada {
			t.Fatalf("%s: %d", way.name, a.StatusCode)
		}
		if w.cookies["__Host-ringain"].Value == planted["__Host-ringain"].Value || who(w, planted).ID != "" {
			t.Errorf("%s: the session that was planted is good: %v", way.name, who(w, planted))
		}
	}
}

func TestASessionEndsWhateverWayItBegan(t *testing.T) {
	w, m, ada, ways := allWays(t)
	var in []map[string]*http.Cookie
	enterAll := func() {
		in = nil
		for _, way := range ways {
			w.as(map[string]*http.Cookie{})
			if a := way.enter(); a.StatusCode != http.StatusSeeOther {
				t.Fatalf("%s: %d", way.name, a.StatusCode)
			}
			in = append(in, w.cookies)
		}
	}
	out := func(why string) {
		t.Helper()
		for n, cookies := range in {
			w.as(cookies)
			if got := w.statuses("/konto", "/planera"); !equal(got, 401, 401) {
				t.Errorf("%s: by %s, Ada reads %v", why, ways[n].name, got)
			}
		}
	}
	enterAll()
	if a := w.post("/konto", url.Values{"do": {"overallt"}}); a.StatusCode != http.StatusSeeOther {
		t.Fatal(a.StatusCode)
	}
	out("after she has signed out everywhere")

	enterAll()
	w.now = w.now.Add(auth.SignedInIdle)
	m.FastForward(auth.SignedInIdle)
	out("after eight idle hours")

	w.administrator("Bo Ek")
	bo := w.cookies
	enterAll()
	w.as(bo)
	if a := w.post("/personer", url.Values{"do": {"roll"}, "role": {"organiser"}, "who": {string(ada)}}); a.StatusCode != http.StatusSeeOther {
		t.Fatal(a.StatusCode)
	}
	out("after her role has changed")

	enterAll()
	w.as(bo)
	if a := w.post("/personer", url.Values{"do": {"ta-bort"}, "who": {string(ada)}}); a.StatusCode != http.StatusSeeOther {
		t.Fatal(a.StatusCode)
	}
	out("after she was removed")
	for _, way := range ways[1:] { // by mail nothing is sent to her any longer
		w.as(map[string]*http.Cookie{})
		if a := way.enter(); a.StatusCode != http.StatusUnauthorized || !equal(w.statuses("/konto"), 401) {
			t.Errorf("by %s, who was removed comes in: %d", way.name, a.StatusCode)
		}
	}
}

// What begins a sign-in is answered alike, whether or not anybody has an account.
func TestNoWayInSaysWhoHasAnAccount(t *testing.T) {
	w, _, _, _ := allWays(t)
	shape := func() (all []any) {
		w.as(map[string]*http.Cookie{})
		for _, ask := range []struct {
			path string
			form url.Values
		}{{"/logga-in", url.Values{"email": {adas}}}, {"/logga-in", url.Values{"email": {"nobody@granvik.example"}}}} {
			a := w.post(ask.path, ask.form)
			all = append(all, told(a))
		}
		return all
	}
	answers := shape()
	if fmt.Sprint(answers[0]) != fmt.Sprint(answers[1]) {
		t.Errorf("%v, and for nobody %v", answers[0], answers[1])
	}
	asked := w.post("/logga-in/passnyckel", asks).text
	if between(asked, `"allowCredentials":`, "]") != "" {
		t.Errorf("whoever asks to sign in with a key is told which there are: %s", asked)
	}
}
