package outbox_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/meetings/store/postgrestest"
	"ringain/notify/mail/mailtest"
)

func TestAnAddressWhoseLettersComeBackIsPaused(t *testing.T) {
	w := newWorld(t)
	w.follows("gone@granvik.example", 0, "rivers")
	w.follows("asa@granvik.example", 0, "rivers")
	w.mail.OnReceiver(func(to string) error {
		if strings.HasPrefix(to, "gone") {
			return mailtest.Reply(550, "<"+to+"> is unknown here")
		}
		return nil
	})
	var said bytes.Buffer
	o := w.node(w.store, slog.New(slog.NewTextHandler(&locked{to: &said}, &slog.HandlerOptions{Level: slog.LevelDebug})))
	w.run(o)
	for i := range 5 {
		if i%2 == 0 {
			w.do(meetings.CancelMeeting{Reason: ill})
		} else {
			w.do(meetings.RestoreMeeting{})
		}
		w.after(11 * time.Minute)
		w.mail.Await(i + 1)
		w.settled()
	}
	f, err := w.store.LetterFigures(t.Context())
	w.must(err)
	if f != (store.LetterFigures{GivenUp: 3, Followers: 2, Paused: 1}) || o.Stats().GaveUp != 3 || o.Stats().Sent != 5 {
		t.Errorf("%+v, %+v", f, o.Stats())
	}
	if n, err := w.store.Followers(t.Context(), []string{"rivers"}); err != nil || n != 1 {
		t.Errorf("%d are told, %v", n, err)
	}
	if strings.Contains(said.String(), "@granvik.example") {
		t.Errorf("an address is in the log:\n%s", said.String())
	}
}

// locked makes a writer safe for many.
type locked struct {
	mu sync.Mutex
	to *bytes.Buffer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(b)
}

func TestALetterThatIsNotTakenForNowIsTriedAgain(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "rivers")
	w.mail.OnLetter(func(mailtest.Letter) error { return mailtest.Reply(452, "full") })
	o := w.runs()
	w.do(meetings.CancelMeeting{Reason: ill})
	w.after(20 * time.Second)
	w.until("it was tried", func() bool { return o.Stats().Failed == 1 })
	w.after(50 * time.Second)
	w.mail.OnLetter(func(mailtest.Letter) error { return mailtest.ErrDrop }) // and then the line breaks
	w.after(11 * time.Second)
	w.until("it was tried again", func() bool { return o.Stats().Failed == 2 })
	w.mail.OnLetter(nil)
	w.after(3 * time.Minute)
	w.mail.Await(1)
	w.settled()
	if n := len(w.mail.Taken()); n != 1 {
		t.Errorf("%d letters", n)
	}
}

func TestLettersWaitForAMailServerThatIsAway(t *testing.T) {
	w := newWorld(t)
	for i := range 25 {
		w.follows(fmt.Sprintf("f%d@granvik.example", i), 0, "rivers")
	}
	away := w.mail.URL
	listener, err := net.Listen("tcp", "127.0.0.1:0") // takes connections, and ends them
	w.must(err)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
		}
	}()
	w.mail.URL = "smtp://" + listener.Addr().String()
	bad := w.node(w.store, logTo(t))
	w.run(bad)
	w.do(meetings.CancelMeeting{Reason: ill})
	w.after(20 * time.Second)
	w.until("they wait", func() bool {
		f, err := w.store.LetterFigures(t.Context())
		w.must(err)
		return f.Waiting == 25
	})
	w.mail.URL = away
	w.runs() // another node reaches it
	w.until("all were sent", func() bool {
		w.after(time.Second) // what the first node has in hand is given back, or taken from it
		return len(w.mail.Taken()) == 25
	})
	_ = listener.Close()
	<-gone
	w.settled()
	if n := len(w.mail.Taken()); n != 25 {
		t.Errorf("%d letters", n)
	}
}

// TestSeveralNodesSendEachLetterOnce on PostgreSQL, where they work at the same time.
func TestSeveralNodesSendEachLetterOnce(t *testing.T) {
	address := postgrestest.Database(t)
	w := worldOn(t, address)
	const followers = 80
	for i := range followers {
		w.follows(fmt.Sprintf("f%d@granvik.example", i), 24, "rivers")
	}
	for range 3 {
		w.run(w.node(openStore(t, address), logTo(t)))
	}
	w.do(meetings.MoveMeeting{Start: w.Next.Start.Add(time.Hour), Reason: ill})
	w.after(11 * time.Minute)
	w.mail.Await(followers)
	w.after(6*24*time.Hour + time.Hour) // and they are reminded
	w.mail.Await(2 * followers)
	w.settled()
	for to, n := range count(w.mail.Taken()) {
		if n != 2 {
			t.Errorf("%s has %d letters", to, n)
		}
	}
}

func TestWhatHasWaitedForADayIsNoNews(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "rivers")
	w.do(meetings.CancelMeeting{Reason: ill})
	w.after(25 * time.Hour)
	w.runs()
	w.settled()
	if all := w.mail.Taken(); len(all) != 0 {
		t.Errorf("%v", subjects(all))
	}
}
