package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/notify/mail"
	"ringain/notify/mail/mailtest"
	"ringain/notify/outbox"
	"ringain/server/auth"
)

// letters are what is mailed.
type letters struct {
	w      *world
	post   *mailtest.Server
	outbox *outbox.Outbox
	read   int
}

// mails has the installation mail links to sign in by.
func (w *world) mails() *letters {
	l := &letters{w: w, post: mailtest.Start(w.t)}
	w.web.post = auth.NewPost(auth.PostConfig{Auth: w.auth, Log: w.web.log})
	server, err := mail.New(mail.Options{Server: l.post.URL, From: "moten@granvik.example"})
	if err != nil {
		w.t.Fatal(err)
	}
	w.sendsLetters()
	l.outbox = outbox.New(outbox.Config{Store: w.store, Mail: server, Post: w.web.post, Letter: *w.web.letters, Secret: w.store.About().Secret,
		Log: w.web.log, Now: func() time.Time { return w.now }, Tick: 10 * time.Millisecond})
	return l
}

// sent has all that waits be sent, and returns what has come since it was last asked.
func (l *letters) sent() []mailtest.Letter {
	l.w.t.Helper()
	ctx, stop := context.WithCancel(l.w.t.Context())
	ended := make(chan error)
	go func() { ended <- l.outbox.Run(ctx) }()
	for late := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		f, err := l.w.store.LetterFigures(ctx)
		if err != nil || time.Now().After(late) {
			l.w.t.Fatalf("%d letters wait still, %v", f.Waiting, err)
		}
		if f.Waiting == 0 {
			break
		}
	}
	stop()
	if err := <-ended; err != nil {
		l.w.t.Fatal(err)
	}
	all := l.post.Taken()[l.read:]
	l.read += len(all)
	return all
}

// link has what waits be sent, which is one letter with a link to sign in by, to somebody,
// and returns the link.
func (l *letters) link(to string) string {
	l.w.t.Helper()
	all := slices.DeleteFunc(l.sent(), func(one mailtest.Letter) bool { return !strings.Contains(one.Text, "/in/") })
	if len(all) != 1 || all[0].To != to {
		l.w.t.Fatalf("%d letters, want one to %s", len(all), to)
	}
	_, rest, _ := strings.Cut(all[0].Text, origin)
	link, _, _ := strings.Cut(rest, "\n")
	if !strings.Contains(all[0].HTML, `href="`+origin+link+`"`) {
		l.w.t.Errorf("the page leads elsewhere:\n%s", all[0].HTML)
	}
	return link
}

// told is all that whoever asks learns from an answer.
func told(a answer) []any {
	return []any{a.StatusCode, a.Header, a.text}
}

const adas = "ada@granvik.example"

func TestALinkByMailSignsInWhoeverHasTheAddress(t *testing.T) {
	w := season(t)
	post := w.mails()
	w.administrator("Ada Lind")
	if a := w.post("/konto", url.Values{"do": {"epost"}, "email": {" Ada@Granvik.Example"}}); a.StatusCode != http.StatusSeeOther {
		t.Fatal(a.StatusCode)
	}
	w.whole(w.get("/konto?gjort=epost"), meetings.SV)
	confirm := post.link(adas)
	ada := w.as(map[string]*http.Cookie{})
	if a := w.post(confirm, nil); a.StatusCode != http.StatusUnauthorized || len(w.cookies) > 0 {
		t.Errorf("somebody else confirms the address: %d", a.StatusCode)
	}
	w.as(ada)
	w.whole(w.get(confirm), meetings.SV)
	if a := w.post(confirm, nil); a.StatusCode != http.StatusSeeOther || !strings.Contains(w.get("/konto").text, adas) {
		t.Errorf("the address is not the account's: %d", a.StatusCode)
	}
	w.now = w.now.Add(2 * time.Minute)
	w.as(map[string]*http.Cookie{})
	w.whole(w.get("/logga-in"), meetings.SV)
	nobody := w.post("/logga-in", url.Values{"email": {"nobody@granvik.example"}})
	known := w.post("/logga-in", url.Values{"email": {adas}})
	if diff := cmp.Diff(told(nobody), told(known)); diff != "" || known.Header.Get("Location") != "/logga-in?skickat" {
		t.Errorf("who has an account is told: %s", diff)
	}
	w.whole(w.get("/logga-in?skickat"), meetings.SV)
	link := post.link(adas) // and none to whoever has no account, who asked before
	for range 2 {           // a mail scanner, then the browser
		if a := w.get(link); a.StatusCode != http.StatusOK || strings.Contains(a.text, `name="name"`) {
			t.Fatalf("status %d", a.StatusCode)
		}
	}
	if a := w.post(link, nil); a.StatusCode != http.StatusSeeOther || !strings.Contains(w.get("/").text, "Inloggad som </span><b>Ada Lind</b>") {
		t.Errorf("not signed in: %d", a.StatusCode)
	}
	w.as(map[string]*http.Cookie{})
	if a := w.post(link, nil); a.StatusCode != http.StatusUnauthorized || len(w.cookies) > 0 {
		t.Errorf("the link signs in again: %d", a.StatusCode)
	}
}

func TestALinkByMailGrowsOldAndGoesToAnAddressNowAndThen(t *testing.T) {
	w := season(t)
	post := w.mails()
	w.administrator("Ada Lind")
	w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"organiser"}, "email": {"bo@granvik.example"}})
	invitation := post.link("bo@granvik.example")
	if a := w.opens(invitation, "Bo Ek"); a.StatusCode != http.StatusSeeOther || !strings.Contains(w.get("/konto").text, "Bo Ek") {
		t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
	w.now = w.now.Add(2 * time.Minute)
	w.as(map[string]*http.Cookie{})
	for range 3 { // the address that was invited by mail is Bo's
		w.post("/logga-in", url.Values{"email": {"bo@granvik.example"}})
	}
	link := post.link("bo@granvik.example")
	w.now = w.now.Add(auth.MailLinkLasts)
	if a := w.post(link, nil); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("an old link: %d", a.StatusCode)
	}
	w.post("/logga-in", url.Values{"email": {"bo@granvik.example"}})
	if next := post.link("bo@granvik.example"); next == link {
		t.Error("who asks three times at once gets more than one letter")
	}
}

func TestWithoutMailThePageSaysSo(t *testing.T) {
	w := season(t)
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		w.whole(w.get(lang.Path("/logga-in")), lang)
	}
	a := w.post("/logga-in", url.Values{"email": {adas}})
	w.whole(a, meetings.SV)
	if a.StatusCode != http.StatusConflict || !strings.Contains(a.text, "E-post är inte inställd") {
		t.Errorf("%d", a.StatusCode)
	}
}

// Whoever administers another organisation invites somebody by an address, and opens the
// link himself: he gets an account of his own, not theirs.
func TestAnInvitationThatIsShownOpensNobodysAccount(t *testing.T) {
	w := season(t)
	post := w.mails()
	w.administrator("Ada Lind")
	w.post("/konto", url.Values{"do": {"epost"}, "email": {adas}})
	w.post(post.link(adas), nil)
	ada := w.cookies
	a := w.post("/personer", url.Values{"do": {"ny-organisation"}, "named": {"Grannkommunen"}})
	w.opens(shownLink(a), "Eve")
	w.web.post = nil // so that he sees the link
	a = w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"organiser"}, "email": {adas}})
	w.opens(shownLink(a), "Ada Lind")
	if a := w.get("/konto"); strings.Contains(a.text, "Organisationen") || !strings.Contains(a.text, "Grannkommunen") {
		t.Error("he has come in as Ada")
	}
	members, err := w.store.MemberOf(t.Context(), who(w, ada).Account)
	if err != nil || len(members) != 1 {
		t.Errorf("Ada is %v, %v", members, err)
	}
}

// who is whom a browser stands for.
func who(w *world, cookies map[string]*http.Cookie) (p meetings.Person) {
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, origin, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w.auth.Know(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { p, _ = auth.Person(r) })).ServeHTTP(nil, r)
	return p
}

// TestAnInvitationByMailIsKeptBeforeItIsSaidToBeOnItsWay: nobody mails anything here, and
// two that go to one address are two.
func TestAnInvitationByMailIsKeptBeforeItIsSaidToBeOnItsWay(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	w.web.post = auth.NewPost(auth.PostConfig{Auth: w.auth, Log: w.web.log})
	for range 2 {
		if a := w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"organiser"}, "email": {"bo@granvik.example"}}); a.StatusCode != http.StatusSeeOther {
			t.Fatalf("status %d: %s", a.StatusCode, a.text)
		}
	}
	waiting, err := w.store.Invitations(t.Context(), "", meetings.At(w.now))
	if err != nil || len(waiting) != 2 {
		t.Errorf("%d invitations are kept, want 2 (%v)", len(waiting), err)
	}
}
