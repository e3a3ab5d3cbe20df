package store_test

import (
	"errors"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// waysInComeBack tells of sign-ins under way, of identities elsewhere, of keys, and of what was done.
func waysInComeBack(t *testing.T, s *store.Store) {
	begun := meetings.Attempt{ID: "a", Browser: "b", Body: []byte(`{"kind":"x"}`), Expires: 100}
	must(t, s.KeepAttempt(begun))
	for _, wrong := range []struct {
		id, browser string
		now         meetings.Instant
	}{{"other", "b", 50}, {"a", "other", 50}, {"a", "b", 100}} {
		if _, ok, err := s.TakeAttempt(wrong.id, wrong.browser, wrong.now); ok || err != nil {
			t.Errorf("%v is taken: %v", wrong, err)
		}
	}
	got, ok, err := s.TakeAttempt("a", "b", 99)
	must(t, err)
	same(t, true, ok)
	same(t, begun, got)
	if _, ok, err := s.TakeAttempt("a", "b", 99); ok || err != nil {
		t.Errorf("it is taken twice: %v", err)
	}

	for _, a := range []meetings.Account{{ID: "wa", Name: "Wa", Email: "wa@granvik.example"}, {ID: "wb", Name: "Wb"}} {
		must(t, s.Change("accounts", func(tx *store.Tx) error { return tx.SaveAccount(a) }))
	}
	wa := meetings.Identity{Issuer: "https://one.example", Subject: "7"}
	must(t, s.LinkIdentity(wa, "wa", 10))
	must(t, s.LinkIdentity(wa, "wa", 11)) // it is already
	if r, ok := errors.AsType[*meetings.Refusal](s.LinkIdentity(wa, "wb", 12)); !ok || r.Kind != meetings.Late {
		t.Error("one identity is that of two")
	}
	account, known, err := s.UseIdentity(wa, 20)
	must(t, err)
	same(t, []any{meetings.ID("wa"), true}, []any{account, known})
	for _, stranger := range []meetings.Identity{{Issuer: wa.Issuer, Subject: "8"}, {Issuer: "https://two.example", Subject: "7"}} {
		if account, known, err := s.UseIdentity(stranger, 20); known || err != nil || account != "" {
			t.Errorf("%v is %s: %v", stranger, account, err)
		}
	}
	linked, err := s.Identities(t.Context(), "wa", wa.Issuer)
	must(t, err)
	same(t, []meetings.Linked{{Identity: wa, Made: 10, Used: 20}}, linked)

	key := meetings.Passkey{ID: "k1", Account: "wa", Name: "Telefon", Made: 5, Credential: []byte(`{"n":1}`)}
	must(t, s.AddPasskey(key))
	if _, ok := errors.AsType[*meetings.Refusal](s.AddPasskey(meetings.Passkey{ID: "k1", Account: "wb"})); !ok {
		t.Error("one key is that of two")
	}
	known, err = s.UsePasskey("k1", func(k meetings.Passkey) (meetings.Passkey, error) {
		same(t, key, k)
		k.Used, k.Copied, k.Credential = 9, true, []byte(`{"n":2}`)
		return k, nil
	})
	must(t, err)
	same(t, true, known)
	key.Used, key.Copied, key.Credential = 9, true, []byte(`{"n":2}`)
	keys, err := s.Passkeys(t.Context(), "wa")
	must(t, err)
	same(t, []meetings.Passkey{key}, keys)
	must(t, s.AddPasskey(meetings.Passkey{ID: "k2", Account: "wa", Credential: []byte(`{}`)}))

	offered := meetings.Offered{Mail: true, Issuer: wa.Issuer, Passkeys: true}
	must(t, s.Change("accounts", func(tx *store.Tx) error {
		for o, want := range map[meetings.Offered]meetings.WaysIn{offered: {Mail: true, Identities: 1, Passkeys: 1}, {}: {}} {
			got, err := tx.WaysIn("wa", o)
			must(t, err)
			same(t, want, got)
		}
		_, others, err := tx.RemovePasskey("wb", "k2")
		name, own, err2 := tx.RemovePasskey("wa", "k1")
		gone, err3 := tx.RemoveIdentities("wa")
		if others || !own || name == "" || len(gone) != 1 {
			t.Errorf("removed: %t %t %q %v", others, own, name, gone)
		}
		return errors.Join(err, err2, err3)
	}))
	must(t, s.Change("accounts", func(tx *store.Tx) error {
		got, err := tx.WaysIn("wa", offered)
		same(t, meetings.WaysIn{Mail: true, Passkeys: 1}, got)
		return err
	}))
	act := meetings.Act{ID: "one", Convener: "acts", At: 5, By: meetings.Author{ID: "wa", Name: "Wa"}, Kind: meetings.RoleChanged, About: "wb", Role: meetings.Editor}
	later := act
	later.ID, later.At = "two", 6
	must(t, s.Change("acts", func(tx *store.Tx) error { return errors.Join(tx.AddAct(act), tx.AddAct(later)) }))
	for skip, want := range [][]meetings.Act{{later, act}, {act}, nil} {
		got, err := s.Acts(t.Context(), "acts", skip, 2)
		must(t, err)
		same(t, want, got)
	}
	for n := range meetings.MaxPasskeys {
		err = s.AddPasskey(meetings.Passkey{ID: string(rune('a' + n)), Account: "wa", Credential: []byte(`{}`)})
	}
	if r, ok := errors.AsType[*meetings.Refusal](err); !ok || r.Kind != meetings.TooMuch {
		t.Errorf("one more key than fit: %v", err)
	}
}
