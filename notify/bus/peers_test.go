package bus

import (
	"testing"
	"time"
)

func TestLostIsHandedOutWhileANodeIsSilent(t *testing.T) {
	start := time.Now()
	after := func(d time.Duration) time.Time { return start.Add(d) }
	p := newPeers()
	p.here("calm", start)
	p.here("silent", start)
	p.here("leaving", start)
	p.gone("leaving")
	steps := []struct {
		at   time.Duration
		want bool
		why  string
	}{
		{1400 * time.Millisecond, false, "a sign of life may be late"},
		{1500 * time.Millisecond, true, "one node is silent"},
		{2000 * time.Millisecond, false, "Lost was handed out half a second ago"},
		{2500 * time.Millisecond, true, "it is still silent"},
		{forgetAfter - time.Second, true, "it may still be at work"},
		{forgetAfter, false, "it is forgotten"},
	}
	for _, s := range steps {
		p.here("calm", after(s.at))
		if got := p.lost(after(s.at)); got != s.want {
			t.Errorf("after %v: lost is %v, although %s", s.at, got, s.why)
		}
	}
	if len(p.heard) != 1 || p.silent != 0 {
		t.Errorf("remembers %v, %d of them silent", p.heard, p.silent)
	}
}
