package live

import (
	"sync"

	"golang.org/x/time/rate"

	"ringain/meetings"
)

// paces bound how fast commands come on this node: those of the people who run a meeting
// together, those of all others in it together, and within that those of each guest, so
// that none of them uses up what the others need. Sockets, requests without a socket and
// forms share them.
type paces struct {
	mu sync.Mutex
	of map[paced]*rate.Limiter
}

// paced is whose commands share a pace: one guest's, or those of all who run a meeting,
// or of all who do not, when who is empty.
type paced struct {
	meeting meetings.ID
	runs    bool
	who     meetings.ID
}

// guestShare is the part of a meeting's pace that one guest may use up.
const guestShare = 10

// Allows reports whether a person may do one more thing in a meeting just now.
func (h *Hub) Allows(id meetings.ID, by meetings.Person) bool {
	whole := h.Limits.MeetingCommands
	if meetings.MayRun(by) {
		return h.paces.allow(paced{meeting: id, runs: true}, whole)
	}
	own := max(1, whole/guestShare)
	return h.paces.allow(paced{meeting: id, who: by.ID}, own) && h.paces.allow(paced{meeting: id}, whole)
}

// allow takes one from a pace of so many each second, of which twice as many may come at once.
func (p *paces) allow(key paced, each int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	limiter, ok := p.of[key]
	if !ok {
		limiter = rate.NewLimiter(rate.Limit(each), 2*each)
		p.of[key] = limiter
	}
	return limiter.Allow()
}

// cheap is how many bytes of a command count as one command.
const cheap = 4 << 10

// cost is how many commands a frame of so many bytes counts as: a long text takes as
// much to read and to send on to everybody as several short ones.
func cost(size int) int { return 1 + size/cheap }

// forget lets go of the paces that nobody has used for a while: a new one is as full.
func (p *paces) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for key, limiter := range p.of {
		if limiter.Tokens() >= float64(limiter.Burst()) {
			delete(p.of, key)
		}
	}
}
