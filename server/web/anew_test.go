package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/auth"
)

// confirms gives whoever has signed in an address, by the link that is mailed there.
func (w *world) confirms(post *letters, address string) {
	w.t.Helper()
	w.post("/konto", url.Values{"do": {"epost"}, "email": {address}})
	if a := w.post(post.link(address), nil); a.StatusCode != http.StatusSeeOther {
		w.t.Fatalf("%d: %s", a.StatusCode, a.text)
	}
}

// heldIn is the form that a page keeps for whoever signs in anew.
func heldIn(w *world, a answer) url.Values {
	w.t.Helper()
	form := url.Values{}
	for _, piece := range strings.Split(a.text, `<input type="hidden"`)[1:] {
		form.Add(between(piece, `name="`, `"`), between(piece, `value="`, `"`))
	}
	return form
}

// waysIn is all that could give somebody a way in, or take one away.
func waysIn(w *world, account meetings.ID) string {
	w.t.Helper()
	ctx := w.t.Context()
	a, found, err := w.store.Account(ctx, account)
	keys, err2 := w.store.Passkeys(ctx, account)
	linked, err3 := w.store.Identities(ctx, account, "https://login.granvik.example")
	members, err4 := w.store.Members(ctx, "")
	invited, err5 := w.store.Invitations(ctx, "", meetings.At(w.now))
	all, err6 := w.store.Conveners(ctx)
	for _, err := range []error{err, err2, err3, err4, err5, err6} {
		if err != nil {
			w.t.Fatal(err)
		}
	}
	return fmt.Sprint(a, found, keys, linked, members, invited, all)
}

// A stolen session alone gives nobody a way in that outlasts it, and takes none away: what
// would is refused until they sign in anew, and is then done as it was asked for.
func TestASessionAloneOpensNoWayIn(t *testing.T) {
	w := withKeys(t)
	w.provides("https://login.granvik.example", "ringain", "")
	w.administrator("Ada Lind")
	ada := w.invites(meetings.Organiser, "Bo Ek")
	bo := string(who(w, w.cookies).Account)
	w.as(ada)
	post := w.mails()
	w.confirms(post, adas)
	w.adds("Min telefon")
	keys, err := w.store.Passkeys(t.Context(), who(w, w.cookies).Account)
	if err != nil || len(keys) != 1 {
		t.Fatal(keys, err)
	}
	ada = maps.Clone(w.cookies)
	account := who(w, ada).Account
	if err := w.store.LinkIdentity(meetings.Identity{Issuer: "https://login.granvik.example", Subject: "ada-7"}, account, 1); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(meetings.ProofLasts)
	before := waysIn(w, account)
	for _, c := range []struct {
		path, says string
		form       url.Values
		undone     bool // by itself it changes nothing that is seen here
	}{
		{"/konto/passnyckel", "", url.Values{"do": {keyAsks}}, true},
		{"/konto/passnyckel", "Lägg till en passnyckel", url.Values{"key-name": {"Tjuvens"}, keyAnswer: {"{}"}}, true},
		{"/konto", "Ta bort passnyckeln", url.Values{"do": {"ta-bort-nyckel"}, "key": {keys[0].ID}}, false},
		{"/konto", "Koppla din inloggning", url.Values{"do": {"koppla"}}, true},
		{"/konto", "Skicka en länk till tjuv@ond.example", url.Values{"do": {"epost"}, "email": {"tjuv@ond.example"}}, true},
		{"/personer", "Bjud in tjuv@ond.example", url.Values{"do": {"bjud-in"}, "role": {"administrator"}, "email": {"tjuv@ond.example"}}, false},
		{"/personer", "Spara rollen", url.Values{"do": {"roll"}, "who": {bo}, "role": {"administrator"}}, false},
		{"/personer", "Gör en ny länk", url.Values{"do": {"ny-lank"}, "who": {bo}}, true},
		{"/personer", "Lägg till Tjuvarna", url.Values{"do": {"ny-organisation"}, "named": {"Tjuvarna"}}, false},
		{"/konto", "Ta bort kopplingen", url.Values{"do": {"losgor"}}, false},
		{"/konto/radera", "Ta bort mitt konto", url.Values{"do": {"radera"}}, true},
	} {
		w.as(maps.Clone(ada))
		a := w.post(c.path, c.form)
		if a.StatusCode != http.StatusUnauthorized || waysIn(w, account) != before || strings.Contains(a.text, "/in/") {
			t.Errorf("%s %v is done: %d", c.path, c.form, a.StatusCode)
		}
		if c.says == "" {
			continue // a script asked, and sends the form next
		}
		w.whole(a, meetings.SV)
		w.whole(w.post("/en"+c.path, c.form), meetings.EN)
		if w.post(c.path, c.form); !strings.Contains(a.text, c.says) || strings.Contains(a.text, "{}") {
			t.Errorf("%s %v: it is not said what is kept", c.path, c.form)
		}
		stolen := maps.Clone(w.cookies)
		if a := w.get(heldPath); strings.Contains(a.text, `name="`+heldField+`"`) {
			t.Errorf("%s %v can be gone on with", c.path, c.form)
		}
		// The owner signs in anew, by the link that goes to their own address.
		w.as(stolen)
		if a := w.post(heldPath, url.Values{"email": {"tjuv@ond.example"}}); a.Header.Get("Location") != heldPath+"?skickat" {
			t.Fatalf("%d: %s", a.StatusCode, a.text)
		}
		w.whole(w.get(heldPath+"?skickat"), meetings.SV)
		if a := w.post(post.link(adas), nil); a.Header.Get("Location") != heldPath {
			t.Fatalf("%d: %s", a.StatusCode, a.Header.Get("Location"))
		}
		w.now = w.now.Add(time.Minute) // a letter a minute goes to an address
		back := w.get(heldPath)
		w.whole(back, meetings.SV)
		w.whole(w.get("/en"+heldPath), meetings.EN)
		form := heldIn(w, back)
		for name, values := range c.form {
			if name != keyAnswer && name != "key-name" && form.Get(name) != values[0] {
				t.Errorf("%s %v: %s is lost: %v", c.path, c.form, name, form)
			}
		}
		ada = maps.Clone(w.cookies)
		if c.says == "Lägg till en passnyckel" && !strings.Contains(back.text, `value="Tjuvens"`) {
			t.Error("the name of the key is lost")
		}
		if c.undone {
			w.now = w.now.Add(meetings.ProofLasts)
			continue
		}
		if a := w.post(c.path, form); a.StatusCode != http.StatusSeeOther && a.StatusCode != http.StatusOK || waysIn(w, account) == before {
			t.Errorf("%s %v is not done by its owner: %d", c.path, c.form, a.StatusCode)
		}
		if strings.HasPrefix(c.says, "Bjud in") {
			post.link(c.form.Get("email"))
		}
		if _, held := w.cookies["__Host-ringain-sen"]; held {
			t.Errorf("%s %v is still kept", c.path, c.form)
		}
		ada = maps.Clone(w.cookies)
		w.now = w.now.Add(meetings.ProofLasts)
		before = waysIn(w, account)
	}
}

// What is kept for somebody is theirs, as they left it, and for a while.
func TestWhatIsKeptForSomebodyIsNobodyElses(t *testing.T) {
	w := empty(t)
	w.administrator("Ada Lind")
	w.invites(meetings.Administrator, "Bo Ek")
	bo := w.cookies
	w.administrator("Ada Lind")
	w.now = w.now.Add(meetings.ProofLasts)
	w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"administrator"}, "email": {strings.Repeat("x", 5000)}})
	if a := w.get(heldPath); strings.Contains(a.text, "xxxxx") || a.StatusCode != http.StatusOK {
		t.Errorf("too long: %d", a.StatusCode)
	}
	w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"administrator"}, "email": {"tjuv@ond.example"}})
	mine := w.cookies["__Host-ringain-sen"]
	w.now = w.now.Add(-meetings.ProofLasts) // as if they had signed in anew
	offered := func(cookie *http.Cookie) bool {
		w.cookies["__Host-ringain-sen"] = cookie
		return strings.Contains(w.get(heldPath).text, "tjuv@ond.example")
	}
	if !offered(mine) {
		t.Fatal("it is not kept")
	}
	body, mark, _ := strings.Cut(mine.Value, ".")
	for name, value := range map[string]string{"another path": strings.Replace(body, body[60:64], "AAAA", 1) + "." + mark, "unsigned": body, "another mark": body + ".AAAA", "empty": "", "no text": "%.%"} {
		if offered(&http.Cookie{Name: mine.Name, Value: value}) {
			t.Error(name)
		}
	}
	w.as(bo)
	if offered(mine) {
		t.Error("it is kept for somebody else")
	}
	w.administrator("Ada Lind")
	w.now = w.now.Add(auth.HeldLasts)
	if offered(mine) {
		t.Error("it is kept for ever")
	}
}

// Who has a session and opens an invitation, changes their name or acts for another
// organisation has not shown who they are, and gets no older.
func TestOnlySigningInShowsWhoSomebodyIs(t *testing.T) {
	w := empty(t)
	w.administrator("Ada Lind")
	link := shownLink(w.post("/personer", url.Values{"do": {"ny-organisation"}, "named": {"Grannen"}}))
	ada := w.cookies
	w.opens(link, "Ond Granne")
	planted := shownLink(w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"editor"}}))
	neighbour := string(who(w, w.cookies).Convener)
	w.as(ada)
	began := w.now
	w.now = w.now.Add(meetings.ProofLasts)
	for _, step := range []func() answer{
		func() answer { return w.post("/konto", url.Values{"do": {"namn"}, "name": {"Ada Ek"}}) },
		func() answer { return w.post(planted, nil) },
		func() answer { return w.post("/konto", url.Values{"do": {"byt"}, "convener": {""}}) },
		func() answer { return w.post("/konto", url.Values{"do": {"byt"}, "convener": {neighbour}}) },
		func() answer { return w.post("/konto", url.Values{"do": {"byt"}, "convener": {""}}) },
	} {
		if a := step(); a.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d: %s", a.StatusCode, a.text)
		}
		p := who(w, w.cookies)
		if p.Account != who(w, w.cookies).Account || p.Proves(meetings.At(w.now)) == nil {
			t.Error("they have shown who they are")
		}
	}
	if a := w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"editor"}}); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("invited with a session alone: %d", a.StatusCode)
	}
	for w.now.Before(began.Add(auth.SignedInLasts - time.Hour)) {
		w.now = w.now.Add(7 * time.Hour)
		w.post("/konto", url.Values{"do": {"byt"}, "convener": {""}})
	}
	w.now = began.Add(auth.SignedInLasts)
	if a := w.get("/konto"); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("the session lasts longer than a week: %d", a.StatusCode)
	}
}

// told are the letters that owners of accounts get: to whom, and what they say.
func (l *letters) told() (all []string) {
	l.w.t.Helper()
	for _, one := range l.sent() {
		if !strings.Contains(one.Text, "/in/") {
			all = append(all, one.To+": "+one.Subject+"\n"+one.Text)
		}
	}
	return all
}

// Whoever owns an account is told when a way into it is made or taken away, in their
// language; of another address at the one before too.
func TestTheOwnerIsToldOfWaysIntoTheirAccount(t *testing.T) {
	w := withKeys(t)
	w.provides("https://login.granvik.example", "ringain", "")
	post := w.mails()
	w.administrator("Ada Lind")
	w.adds("Utan adress")
	if all := post.told(); len(all) != 0 {
		t.Errorf("somebody without an address is told: %v", all)
	}
	expect := func(after string, want ...[2]string) {
		t.Helper()
		all := post.told()
		if len(all) != len(want) {
			t.Errorf("%s: %d letters, want %d: %v", after, len(all), len(want), all)
		}
		for _, one := range want {
			found := false
			for _, text := range all {
				found = found || strings.HasPrefix(text, one[0]+": ") && strings.Contains(text, one[1])
			}
			if !found {
				t.Errorf("%s: %s is not told %q: %v", after, one[0], one[1], all)
			}
		}
	}
	w.now = w.now.Add(time.Minute)
	w.confirms(post, adas)
	expect("the first address", [2]string{adas, "Den här adressen hör nu till ditt konto"})
	w.adds("Min telefon")
	expect("a key", [2]string{adas, "Passnyckeln Min telefon loggar nu in"})
	w.post("/konto", url.Values{"do": {"brev"}, "letters": {"en"}}) // and no reminders
	account := who(w, w.cookies).Account
	keys, err := w.store.Passkeys(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	w.post("/konto", url.Values{"do": {"ta-bort-nyckel"}, "key": {keys[0].ID}})
	expect("a key is removed", [2]string{adas, "The passkey Utan adress no longer signs in"})
	w.post("/konto", url.Values{"do": {"ta-bort-nyckel"}, "key": {"none"}})
	expect("no key is removed")
	i := meetings.Identity{Issuer: "https://login.granvik.example", Subject: "ada-7"}
	for range 2 {
		if err := w.store.LinkIdentity(i, account, meetings.At(w.now)); err != nil {
			t.Fatal(err)
		}
	}
	expect("a provider", [2]string{adas, "with login.granvik.example."})
	w.post("/konto", url.Values{"do": {"losgor"}})
	expect("no provider", [2]string{adas, "no longer sign in"})
	w.now = w.now.Add(time.Minute)
	w.confirms(post, "lind@granvik.example")
	expect("another address", [2]string{adas, "this one no longer signs in"}, [2]string{"lind@granvik.example", "now belongs to your account"})
	mailed := w.web.post
	w.web.post = nil
	w.invites(meetings.Administrator, "Bo Ek")
	w.post("/personer", url.Values{"do": {"ny-lank"}, "who": {string(account)}})
	w.web.post = mailed
	expect("a link by an administrator", [2]string{"lind@granvik.example", "Bo Ek has made a link"})
}
