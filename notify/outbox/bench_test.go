package outbox_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// BenchmarkACancelledMeeting tells how long it takes until the mail server has a letter to
// each of 3,000 followers, from the moment when it is sent; with at most four at a time.
func BenchmarkACancelledMeeting(b *testing.B) {
	const followers = 3000
	for b.Loop() {
		b.StopTimer()
		w := worldOn(b, filepath.Join(b.TempDir(), "ringain.db"))
		w.must(w.store.Change("follow", func(tx *store.Tx) error {
			for i := range followers {
				id := meetings.ID(fmt.Sprintf("f%d", i))
				w.must(tx.SaveFollower(store.Follower{ID: id, Address: fmt.Sprintf("f%d@granvik.example", i), Lang: meetings.SV}))
				w.must(tx.AskToFollow(id, "rivers", 1))
				w.must(tx.ConfirmFollows(id, 0, 2))
			}
			return nil
		}))
		w.do(meetings.CancelMeeting{Reason: ill})
		w.after(20 * time.Second)
		ctx, stop := context.WithCancel(b.Context())
		o := w.node(w.store, logTo(b))
		ended := make(chan error, 1)
		b.StartTimer()
		began := time.Now()
		go func() { ended <- o.Run(ctx) }()
		w.mail.Await(followers)
		took := time.Since(began)
		b.StopTimer()
		stop()
		w.must(<-ended)
		if took > 40*time.Second { // and fifteen seconds before, for whoever pressed the wrong button
			b.Errorf("%s", took)
		}
		b.ReportMetric(followers/took.Seconds(), "letters/s")
		b.StartTimer()
	}
}
