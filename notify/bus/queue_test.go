package bus

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func bodiesOf(batch []outgoing) (all []string) {
	for _, o := range batch {
		all = append(all, o.topic+" "+string(o.body))
	}
	return all
}

func TestAQueueRemembersThatItDropped(t *testing.T) {
	q := newQueue()
	if q.add("t", nil) {
		t.Error("a queue takes messages in before there is a link")
	}
	q.start()
	if _, missed := q.take(nil); !missed {
		t.Error("a new queue says that nothing was missed")
	}
	q.add("t", []byte("1"))
	q.add("u", []byte("2"))
	batch, missed := q.take(nil)
	if diff := cmp.Diff([]string{"t 1", "u 2"}, bodiesOf(batch)); diff != "" || missed {
		t.Errorf("took (missed %v) %s", missed, diff)
	}
	q.add("t", []byte("3"))
	next, _ := q.take(batch)
	q.add("t", []byte("4"))
	if diff := cmp.Diff([]string{"t 3"}, bodiesOf(next)); diff != "" {
		t.Errorf("a batch changed after it was taken: %s", diff)
	}
	if n := q.stop(); n != 1 {
		t.Errorf("%d messages were waiting, not 1", n)
	}
	q.start()
	if batch, missed := q.take(next); !missed || len(batch) != 0 {
		t.Errorf("after a broken link: %d messages, missed %v", len(batch), missed)
	}
}

func TestAQueueIsBounded(t *testing.T) {
	for name, body := range map[string][]byte{"many": nil, "large": make([]byte, 1<<20)} {
		q := newQueue()
		q.start()
		q.take(nil)
		n := 0
		for q.add("t", body) {
			n++
		}
		if want := min(maxWaiting, maxWaitingBytes/max(1, len(body))); n != want {
			t.Errorf("%s: took in %d, not %d", name, n, want)
		}
		if batch, missed := q.take(nil); len(batch) != n || !missed {
			t.Errorf("%s: gave %d, missed %v", name, len(batch), missed)
		}
		if !q.add("t", body) {
			t.Errorf("%s: an emptied queue takes nothing in", name)
		}
	}
}
