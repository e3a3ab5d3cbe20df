package bus

import "time"

const (
	silentAfter = 1500 * time.Millisecond
	forgetAfter = 10 * time.Minute
)

// peers are the other nodes that have been heard, and when. A node that was
// silenced by a fault may still be at work and out of reach, so whoever listens
// must ask the store instead.
type peers struct {
	heard  map[string]time.Time
	silent int       // how many were too quiet when last looked at
	told   time.Time // when Lost was last handed out because of them
}

func newPeers() *peers {
	return &peers{heard: make(map[string]time.Time)}
}

// here notes that a node is there.
func (p *peers) here(node string, now time.Time) { p.heard[node] = now }

// gone notes that a node said goodbye.
func (p *peers) gone(node string) { delete(p.heard, node) }

// lost reports whether Lost is to be handed out now:
//
//   - when some node has been silent for a second and a half,
//   - but not more than once a second,
//   - and not for a node that has been silent for ten minutes.
func (p *peers) lost(now time.Time) bool {
	p.silent = 0
	for node, at := range p.heard {
		switch quiet := now.Sub(at); {
		case quiet >= forgetAfter:
			delete(p.heard, node)
		case quiet >= silentAfter:
			p.silent++
		}
	}
	if p.silent == 0 || now.Sub(p.told) < lostEvery {
		return false
	}
	p.told = now
	return true
}
