package e2e_test

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"ringain/meetings"
)

// A backup that is taken while people change an agenda and files come in holds all that
// was kept before it was begun; put back, it is whole, and the meeting goes on from it in a
// new epoch: whoever comes with what they had takes what there is instead.
func TestABackupTakenUnderLoadIsWholeAndAMeetingGoesOnFromIt(t *testing.T) {
	t.Parallel()
	in := sample(t, one, false)
	a := in.nodes["a"]
	c := gather(t, in, "barn-och-unga-2027-03-09", "a")
	stop := c.ask(t)
	c.goesOn(someKept)
	before := c.newest()
	dir := filepath.Join(t.TempDir(), "backup")
	says(t, a, "the database", "backup", dir, "--data", in.data)
	c.goesOn(someKept)
	stop()
	c.verify(t)
	epoch := c.followers[0].Position().Epoch

	back := newInstallation(t, one, false)
	says(t, a, "the database of", "restore", dir, "--data", back.data)
	says(t, a, "everything is whole", "verify", "--data", back.data)
	goesOnFrom(t, back.start("a"), c, before, epoch)
}

// goesOnFrom has somebody who was in a meeting come back to where it was put back, and do
// something there that comes right after all that is there.
func goesOnFrom(t *testing.T, n *node, was *crowd, before int64, epoch string) {
	t.Helper()
	kept, err := fresh(t.Context(), n, was.meeting)
	if err != nil {
		t.Fatal(err)
	}
	if kept.Seq < before || kept.Epoch == epoch {
		t.Fatalf("put back at %d of the epoch %s: %d were kept before, in %s", kept.Seq, kept.Epoch, before, epoch)
	}
	ada := was.organisers[0]
	ada.Base = n.base // her session was put back too
	line, err := ada.Open(t.Context(), was.meeting, was.followers[0].Position())
	if err != nil {
		t.Fatal(err)
	}
	defer line.Cut()
	if h, err := line.Hear(time.Now().Add(patience)); err != nil || h.Snapshot == nil || h.Snapshot.Seq != kept.Seq {
		t.Fatalf("whoever comes from another epoch hears %+v, %v", h, err)
	}
	reply, err := ada.Do(t.Context(), was.meeting, newID(), meetings.AddItem{Title: "Vi går vidare"})
	if err != nil || reply.Seq != kept.Seq+1 {
		t.Errorf("after %d comes %+v, %v", kept.Seq, reply, err)
	}
}

// says has the program do something, and wants it to end well and to say some words.
func says(t *testing.T, n *node, words string, args ...string) {
	t.Helper()
	cmd := n.command(args[0], args[1:]...)
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte(words)) {
		t.Fatalf("ringain %v: %v\n%s", args, err, out)
	}
}
