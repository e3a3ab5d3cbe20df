package outbox_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/letter"
	"ringain/notify/mail"
	"ringain/notify/mail/mailtest"
	"ringain/notify/outbox"
	"ringain/server/change"
)

// senders is how many letters a child has on their way at the same time.
const senders = 3

// TestMain runs the tests or, when it is asked to, is a node that sends letters.
func TestMain(m *testing.M) {
	address := os.Getenv("OUTBOX_TEST_CHILD")
	if address == "" {
		os.Exit(m.Run())
	}
	if err := child(address, os.Getenv("OUTBOX_TEST_MAIL")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child sends letters until it is killed, and says of each when it is kept that it was sent.
func child(address, url string) error {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s, err := store.Open(context.Background(), store.Options{Address: address, Log: log, Epoch: "one", Secret: secret, Host: "moten.example"})
	if err != nil {
		return err
	}
	server, err := mail.New(mail.Options{Server: url, From: "moten@granvik.example"})
	if err != nil {
		return err
	}
	return outbox.New(outbox.Config{Store: s, Mail: server, Secret: secret, Log: log, Now: time.Now, NewID: func() meetings.ID { return meetings.ID(rand.Text()) },
		Tick: 10 * time.Millisecond, Hold: 500 * time.Millisecond, Senders: senders, Letter: letter.Options{Origin: origin, Host: "moten.example", From: "moten@granvik.example"}}).Run(context.Background())
}

var keptSent = regexp.MustCompile(`that is kept" message=\S+ follower=(\S+)`)

// TestKilledAtAnyMomentNothingIsLostAndNothingThatIsKeptIsSentAgain kills the node that
// sends again and again, at any moment between the change and the last letter: first before
// any letter, then while the mail server is about to take one on, or just has.
func TestKilledAtAnyMomentNothingIsLostAndNothingThatIsKeptIsSentAgain(t *testing.T) {
	const followers, kills = 150, 8
	address := filepath.Join(t.TempDir(), "ringain.db")
	w := worldOn(t, address)
	w.clock.Store(time.Now().UnixMilli()) // the child's clock is the machine's
	names := map[string]string{}          // receivers, by who they are
	for i := range followers {
		to := fmt.Sprintf("f%03d@granvik.example", i)
		names[string(w.follows(to, 0, "rivers"))] = to
	}
	soon := w.Next
	soon.ID, soon.Slug, soon.Start = "soon", "soon", meetings.At(time.Now()).Add(48*time.Hour)
	w.must(w.store.Change("world", func(tx *store.Tx) error { return tx.AddMeeting(meetings.Room{Meeting: soon}) }))
	_, err := w.change.Do(t.Context(), w.Ada, "soon", w.newID(), meetings.CancelMeeting{Reason: ill})
	w.must(err)
	w.must(w.change.TellNow(t.Context(), w.Ada, change.TopicOfMeeting("soon")))

	var node atomic.Pointer[os.Process]
	var left atomic.Int64 // letters until the kill; it comes before or after the server has taken one
	kill := func() {
		if p := node.Load(); p != nil && left.Add(-1) == 0 {
			_ = p.Kill() // it may be gone
		}
	}
	w.mail.OnReceiver(func(string) error { kill(); return nil })
	w.mail.OnLetter(func(mailtest.Letter) error { kill(); return nil })
	kept := map[string]int{} // how many letters each had had when it was known that their letter was kept as sent
	for round := 0; round <= kills; round++ {
		left.Store(1 + int64(mathrand.IntN(2*followers/kills)))
		if round == 0 {
			left.Store(1) // between the commit and the first letter
		}
		if round == kills {
			left.Store(1 << 40) // to the end
		}
		waiting, err := w.store.LetterFigures(t.Context()) // a node may die after a letter was kept as sent and before it said so
		w.must(err)
		if round == kills && waiting.Waiting == 0 {
			break
		}
		for _, who := range runChild(t, address, w.mail.URL, &node, round == kills, waiting.Waiting) {
			kept[names[who]] = count(w.mail.Taken())[names[who]]
		}
		for to, n := range kept {
			if again := count(w.mail.Taken())[to]; again != n {
				t.Errorf("%s had %d letters when theirs was kept as sent, and now %d", to, n, again)
			}
		}
	}
	inDoubt := 0
	for _, to := range names {
		n := count(w.mail.Taken())[to]
		if n == 0 {
			t.Errorf("%s has no letter", to)
		}
		inDoubt += n - 1
	}
	if inDoubt > kills*senders {
		t.Errorf("%d letters were sent again, after %d kills of %d senders", inDoubt, kills, senders)
	}
	ids := map[string]string{}
	for _, l := range w.mail.Taken() {
		id := l.Header.Get("Message-Id")
		if before, again := ids[l.To]; again && before != id {
			t.Errorf("%s has letters with the identities %s and %s", l.To, before, id)
		}
		ids[l.To] = id
	}
	t.Logf("%d letters to %d receivers, %d kills", len(w.mail.Taken()), followers, kills)
}

func count(all []mailtest.Letter) map[string]int {
	n := map[string]int{}
	for _, l := range all {
		n[l.To]++
	}
	return n
}

// runChild runs a node until it is killed, or to the end, and returns of whom it said that
// their letter was sent and kept.
func runChild(t *testing.T, address, url string, node *atomic.Pointer[os.Process], toTheEnd bool, missing int) (kept []string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), "OUTBOX_TEST_CHILD="+address, "OUTBOX_TEST_MAIL="+url)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	node.Store(cmd.Process)
	for lines := bufio.NewScanner(out); lines.Scan(); { // to the end: what was said before the kill counts
		if strings.Contains(lines.Text(), "@granvik.example") {
			t.Errorf("an address is in the log: %s", lines.Text())
		}
		if m := keptSent.FindStringSubmatch(lines.Text()); m != nil {
			kept = append(kept, m[1])
		}
		if toTheEnd && len(kept) == missing {
			_ = cmd.Process.Kill()
		}
	}
	_ = cmd.Wait() // it was killed
	if ctx.Err() != nil {
		t.Fatalf("the node was not done in a minute: %d letters of %d", len(kept), missing)
	}
	return kept
}
