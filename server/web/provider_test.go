package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/oauth2-proxy/mockoidc"

	"ringain/meetings"
	"ringain/server/auth"
	"ringain/server/reach"
)

// provides has people sign in at a provider too.
func (w *world) provides(issuer, client, secret string) {
	w.t.Helper()
	may, err := reach.Named(issuer, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	w.web.provider, err = auth.NewProvider(auth.ProviderConfig{Auth: w.auth, Issuer: issuer, Client: client, Secret: secret, Name: "Granviks inloggning", Origin: origin,
		Reach: reach.New(reach.Options{Timeout: 20 * time.Second, May: may, Most: 1 << 20}), Log: w.web.log, Now: func() time.Time { return w.now }})
	if err != nil {
		w.t.Fatal(err)
	}
}

// realProvider is an installation whose people sign in at a real provider.
func realProvider(t *testing.T) (*world, *mockoidc.MockOIDC) {
	t.Helper()
	w := empty(t)
	w.now = time.Now()
	m, err := mockoidc.Run()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Shutdown(); err != nil {
			t.Error(err)
		}
	})
	w.provides(m.Issuer(), m.ClientID, m.ClientSecret)
	return w, m
}

// sentTo is the address at the provider that a page sends the browser on to.
func (w *world) sentTo(a answer) string {
	w.t.Helper()
	w.whole(a, meetings.SV)
	_, rest, _ := strings.Cut(a.text, `content="0; url=`)
	address, _, _ := strings.Cut(rest, `"`)
	if a.StatusCode != http.StatusOK || address == "" {
		w.t.Fatalf("sent nowhere: %d\n%s", a.StatusCode, a.text)
	}
	return strings.ReplaceAll(address, "&amp;", "&")
}

// signsInThere has somebody sign in at the provider, and returns the path to which they are sent back.
func (w *world) signsInThere(m *mockoidc.MockOIDC, subject, address string) (back string) {
	w.t.Helper()
	m.QueueUser(&mockoidc.MockUser{Subject: subject, Email: "ada@granvik.example", EmailVerified: true, PreferredUsername: "Ada Lind"})
	return w.follows(address)
}

// follows asks for an address elsewhere, and returns the path of ours that it leads back to.
func (w *world) follows(address string) (back string) {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, address, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	a, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer a.Body.Close()
	back, ours := strings.CutPrefix(a.Header.Get("Location"), origin)
	if !ours {
		w.t.Fatalf("%s leads to %q", address, a.Header.Get("Location"))
	}
	return back
}

func TestSomebodyConnectsTheirProviderAndSignsInWithIt(t *testing.T) {
	w, m := realProvider(t)
	w.administrator("Ada Lind")
	w.whole(w.get("/konto"), meetings.SV)
	back := w.signsInThere(m, "ada-7", w.sentTo(w.post("/konto", url.Values{"do": {"koppla"}})))
	if a := w.get(back); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/konto?gjort=koppla" {
		t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
	konto := w.get("/konto")
	w.whole(konto, meetings.SV)
	if !strings.Contains(konto.text, "Ta bort kopplingen") {
		t.Error("the page does not say that they are connected")
	}
	if a := w.post("/konto", url.Values{"do": {"losgor"}}); a.StatusCode != http.StatusConflict {
		t.Errorf("the only way in is taken away: %d", a.StatusCode)
	}
	before := w.as(map[string]*http.Cookie{})
	w.signIn(meetings.Person{ID: "cy", Name: "Cy", Role: meetings.Guest}) // a participant in this browser
	guest := w.cookies["__Host-ringain"].Value
	a := w.post("/en/logga-in/vidare", nil)
	address := strings.ReplaceAll(between(a.text, `content="0; url=`, `"`), "&amp;", "&")
	for _, part := range []string{"code_challenge_method=S256", "scope=openid&", "nonce=", "state="} {
		if !strings.Contains(address, part) {
			t.Errorf("%s has no %s", address, part)
		}
	}
	if a := w.get(w.signsInThere(m, "ada-7", address)); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/en/planera" {
		t.Fatalf("not signed in: %d %s", a.StatusCode, a.text)
	}
	if now := w.cookies["__Host-ringain"].Value; now == guest || now == before["__Host-ringain"].Value {
		t.Error("whoever signs in keeps a session that was there before")
	}
	if !strings.Contains(w.get("/konto").text, "Ada Lind") {
		t.Error("signed in as somebody else")
	}
}

func TestOneWhoIsUnknownComesInByAnInvitationOnly(t *testing.T) {
	w, m := realProvider(t)
	w.administrator("Ada Lind")
	link := shownLink(w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"organiser"}}))
	w.as(map[string]*http.Cookie{})
	a := w.get(w.signsInThere(m, "bo-1", w.sentTo(w.post("/logga-in/vidare", nil))))
	w.whole(a, meetings.SV)
	if a.StatusCode != http.StatusUnauthorized || !strings.Contains(a.text, "Be en administratör om en inbjudan") {
		t.Errorf("an unknown one: %d", a.StatusCode)
	}
	if got := w.statuses("/konto"); !equal(got, 401) {
		t.Errorf("and reads %v", got)
	}
	w.whole(w.get(link), meetings.SV)
	nameless := w.post(link, url.Values{"do": {"vidare"}, "name": {" "}})
	w.whole(nameless, meetings.SV)
	if nameless.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("without a name: %d", nameless.StatusCode)
	}
	back := w.signsInThere(m, "bo-1", w.sentTo(w.post(link, url.Values{"do": {"vidare"}, "name": {"Bo Ek"}})))
	if a := w.get(back); a.StatusCode != http.StatusSeeOther || !strings.Contains(w.get("/konto").text, "Bo Ek") {
		t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
	w.as(map[string]*http.Cookie{})
	if a := w.post(link, url.Values{"name": {"Eve"}}); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("the invitation is good again: %d", a.StatusCode)
	}
	if a := w.get(w.signsInThere(m, "bo-1", w.sentTo(w.post("/logga-in/vidare", nil)))); a.StatusCode != http.StatusSeeOther {
		t.Errorf("and signs in: %d", a.StatusCode)
	}
	// Another at the provider with the same address of e-mail is another person.
	w.as(map[string]*http.Cookie{})
	if a := w.get(w.signsInThere(m, "eve-1", w.sentTo(w.post("/logga-in/vidare", nil)))); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("by an address: %d", a.StatusCode)
	}
}

func TestWhatTheProviderAnswersIsGoodOnceAndInOneBrowser(t *testing.T) {
	w, m := realProvider(t)
	w.administrator("Ada Lind")
	w.get(w.signsInThere(m, "ada-7", w.sentTo(w.post("/konto", url.Values{"do": {"koppla"}}))))
	ada := w.as(map[string]*http.Cookie{})
	back := w.signsInThere(m, "ada-7", w.sentTo(w.post("/logga-in/vidare", nil)))
	code := between(back, "code=", "&")

	began := w.as(map[string]*http.Cookie{})
	stranger := w.get(back) // the link was sent to somebody else, who has begun nothing
	w.post("/logga-in/vidare", nil)
	other := w.get(back) // or something else
	for name, a := range map[string]answer{"in another browser": stranger, "with the state of another browser": other} {
		w.whole(a, meetings.SV)
		if a.StatusCode != http.StatusUnauthorized || !strings.Contains(a.text, "började i en annan webbläsare") {
			t.Errorf("%s: %d", name, a.StatusCode)
		}
	}
	w.as(began)
	if a := w.get(strings.Replace(back, "state=", "state=x", 1)); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("another state: %d", a.StatusCode)
	}
	if a := w.get(back); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("in its own browser: %d", a.StatusCode)
	}
	w.get("/ut")
	w.post("/ut", nil)
	if a := w.get(back); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("the same answer again: %d", a.StatusCode)
	}
	next := w.signsInThere(m, "ada-7", w.sentTo(w.post("/logga-in/vidare", nil)))
	if a := w.get(strings.Replace(next, between(next, "code=", "&"), code, 1)); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("a code that was used, with a fresh state: %d", a.StatusCode)
	}
	late := w.signsInThere(m, "ada-7", w.sentTo(w.post("/logga-in/vidare", nil)))
	w.now = w.now.Add(auth.AttemptLasts)
	if a := w.get(late); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("too late: %d", a.StatusCode)
	}
	// Whoever has signed out while they were there connects nothing.
	w.now = w.now.Add(-auth.AttemptLasts)
	w.as(ada)
	connecting := w.signsInThere(m, "ada-8", w.sentTo(w.post("/konto", url.Values{"do": {"koppla"}})))
	w.post("/ut", nil)
	if a := w.get(connecting); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("connected without being signed in: %d", a.StatusCode)
	}
}

func TestWhatIsAnothersIsNotConnected(t *testing.T) {
	w, m := realProvider(t)
	w.administrator("Ada Lind")
	w.get(w.signsInThere(m, "ada-7", w.sentTo(w.post("/konto", url.Values{"do": {"koppla"}}))))
	w.invites(meetings.Organiser, "Bo Ek")
	a := w.get(w.signsInThere(m, "ada-7", w.sentTo(w.post("/konto", url.Values{"do": {"koppla"}}))))
	w.whole(a, meetings.SV)
	if a.StatusCode != http.StatusConflict || !strings.Contains(a.text, "Någon annan här loggar redan in så") {
		t.Errorf("%d", a.StatusCode)
	}
	if a := w.post("/personer", nil); a.StatusCode != http.StatusForbidden {
		t.Errorf("Bo has become Ada: %d", a.StatusCode)
	}
}

func TestAProviderThatIsAwayIsToldOfAndTheOtherWaysStay(t *testing.T) {
	w := empty(t)
	gone := httptest.NewServer(nil)
	gone.Close()
	w.provides(gone.URL, "ringain", "secret")
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		w.whole(w.get(lang.Path("/logga-in")), lang)
		a := w.post(lang.Path("/logga-in/vidare"), nil)
		w.whole(a, lang)
		if a.StatusCode != http.StatusServiceUnavailable || !strings.Contains(a.text, "Granviks inloggning") {
			t.Errorf("%s: %d", lang, a.StatusCode)
		}
	}
}

// between is what stands between two texts, the first time.
func between(text, before, after string) string {
	_, rest, _ := strings.Cut(text, before)
	is, _, _ := strings.Cut(rest, after)
	return is
}
