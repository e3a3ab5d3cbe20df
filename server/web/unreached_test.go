package web

import (
	"net/url"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// TestAnAdministratorSeesWhichAddressesLettersDoNotGetTo has letters to a colleague and to one
// who was invited come back: the administrator is told what to do, until one gets there again.
func TestAnAdministratorSeesWhichAddressesLettersDoNotGetTo(t *testing.T) {
	w := season(t)
	w.administrator("Ada Lind")
	w.as(w.invites(meetings.Editor, "Bo Ek"))
	w.post("/personer", url.Values{"do": {"bjud-in"}, "role": {"organiser"}, "email": {"cy@granvik.example"}})
	members, err := w.store.Members(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	bo := members[len(members)-1].Account
	bo.Email = "bo@granvik.example" // which he has shown to be his
	if err := w.store.Change("x", func(tx *store.Tx) error { return tx.SaveAccount(bo) }); err != nil {
		t.Fatal(err)
	}
	sent := 0
	letter := func(o store.Outcome) {
		t.Helper()
		sent++
		id, at := meetings.ID(strings.Repeat("m", sent)), meetings.Instant(sent)
		if err := w.store.Change("x", func(tx *store.Tx) error {
			_, err := tx.AddLettersTo(store.Message{ID: id, Kind: meetings.NewsToday, Body: []byte("{}"), At: at}, []meetings.Account{bo})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if o.At = at; o.Sent {
			o.Returns = "token" + string(id)
		}
		if err := w.store.Settle(id, bo.ID, o); err != nil {
			t.Fatal(err)
		}
	}
	shown := func(want bool) {
		t.Helper()
		for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
			a := w.get(lang.Path("/personer"))
			w.whole(a, lang)
			if says := strings.Contains(a.text, meetings.Text{SV: "Brev kommer inte fram.", EN: "Letters do not get there."}.In(lang)); says != want {
				t.Errorf("after %d letters, in %s: %t", sent, lang, says)
			}
		}
	}
	shown(false)
	letter(store.Outcome{Sent: true})
	shown(false)
	if known, err := w.store.Return("tokenm", 9); err != nil || !known {
		t.Fatal(known, err)
	}
	shown(true)
	letter(store.Outcome{Sent: true})
	shown(false)
	letter(store.Outcome{GivenUp: true, Bounced: true}) // the mail server would not have it
	shown(true)
}
