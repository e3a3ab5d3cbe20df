package node

import (
	"bytes"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/letter"
)

// TestALetterThatComesBackPausesItsAddressAndAForgedOneDoesNot through ringain bounce, as a
// mail server runs it.
func TestALetterThatComesBackPausesItsAddressAndAForgedOneDoesNot(t *testing.T) {
	dir := t.TempDir()
	c := Config{Data: dir}
	secret := bytes.Repeat([]byte("s"), 32)
	var said bytes.Buffer
	log := slog.New(slog.NewTextHandler(&said, nil))
	s, err := store.Open(t.Context(), store.Options{Address: filepath.Join(dir, "ringain.db"), Log: log, Epoch: "one", Secret: secret, Host: "moten.example"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.Change("world", func(tx *store.Tx) error {
		must(tx.SaveTheme(meetings.Theme{Slug: "rivers", Name: meetings.Text{SV: "Floder"}}, 0))
		must(tx.SaveFollower(store.Follower{ID: "asa", Address: "asa@granvik.example", Lang: meetings.SV}))
		must(tx.AskToFollow("asa", "rivers", 1))
		return tx.ConfirmFollows("asa", 0, 2)
	}))
	send := func(n int) (token string) {
		id := meetings.ID(fmt.Sprintf("m%d", n))
		must(s.Change("outbox", func(tx *store.Tx) error {
			_, err := tx.AddMessage(store.Message{ID: id, Kind: meetings.NewsMoved, Themes: []string{"rivers"}, Body: []byte("{}"), At: meetings.Instant(n)}, 0, 0)
			return err
		}))
		token = letter.ReturnToken(secret, id, "asa")
		must(s.Settle(id, "asa", store.Outcome{Sent: true, At: meetings.Instant(n), Returns: token}))
		return token
	}
	const says = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; asa@granvik.example\nAction: failed\nStatus: 5.1.1\n\n--b--\n"
	back := func(token, text string) {
		t.Helper()
		must(Bounce(t.Context(), c, "studs+"+token+"@moten.example", strings.NewReader(text), log))
	}
	figures := func(returned, paused int) {
		t.Helper()
		f, err := s.LetterFigures(t.Context())
		if must(err); f.Returned != returned || f.Paused != paused {
			t.Errorf("%+v, want %d returned and %d paused", f, returned, paused)
		}
	}
	first := send(1)
	for _, forged := range []string{letter.ReturnToken([]byte("another secret"), "m1", "asa"), letter.ReturnToken(secret, "m2", "asa"), strings.Repeat("a", 26), "", "' OR 1=1 --"} {
		back(forged, says)
	}
	back(first, "Subject: On holiday\n\nBack on Monday")
	back(first, strings.Replace(says, "failed", "delayed", 1))
	figures(0, 0)
	back(first, says)
	back(first, says) // once
	figures(1, 0)
	send(2) // arrives
	for n := 3; n <= 4; n++ {
		back(send(n), says)
	}
	figures(3, 0)
	back(send(5), says)
	figures(4, 1)
	if n, err := s.Followers(t.Context(), []string{"rivers"}); err != nil || n != 0 {
		t.Errorf("%d are told, %v", n, err)
	}
	must(s.Change("follow", func(tx *store.Tx) error { return tx.ConfirmFollows("asa", 0, 9) })) // they say: send again
	back(send(6), says)
	figures(1, 0)
	if strings.Contains(said.String(), "asa@") || strings.Contains(said.String(), first) {
		t.Errorf("the log says who:\n%s", said.String())
	}
	if err := Bounce(t.Context(), Config{Data: filepath.Join(dir, "none")}, "studs+"+first+"@moten.example", strings.NewReader(says), log); err == nil {
		t.Error("without an installation it is not tried again")
	}
}
