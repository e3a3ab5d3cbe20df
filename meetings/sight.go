package meetings

import (
	"net/url"
	"slices"
	"strings"
	"time"
)

// Seen is what was seen of a link at one look.
type Seen struct {
	State  LinkState
	Status int    // of the last answer; 0 for none
	Final  string // where it leads for good, by redirects that say so; empty when that is where it stands
	Title  string // of the page it leads to, for whoever judges

	After time.Duration // the site asks to be left alone for so long
}

// LinkState says how a link was found.
type LinkState string

// The states of a link.
const (
	LinkReached  LinkState = "reached"  // it leads to a page or a file
	LinkDoubtful LinkState = "doubtful" // it is answered, with what looks like a page that says it is not there
	LinkGone     LinkState = "gone"     // the site says it is not there: 404 or 410
	LinkFailed   LinkState = "failed"   // no answer, or that of a site in trouble
	LinkLooping  LinkState = "looping"  // it leads round and round
	LinkRefused  LinkState = "refused"  // the site answers others than us: 401, 403, 429 and the like
	LinkPrivate  LinkState = "private"  // it leads to where only some can go, and was not asked
)

// Sight is what has been seen of the link of an entry so far. An entry is never changed
// or removed by it: it is for an editor to judge.
type Sight struct {
	Href    string    `json:"href,omitempty"` // the address that was looked at
	State   LinkState `json:"state,omitempty"`
	Status  int       `json:"status,omitempty"`
	Final   string    `json:"final,omitempty"` // where it leads for good
	Title   string    `json:"title,omitempty"`
	Looked  Instant   `json:"looked,omitempty"` // when it was looked at last
	Since   Instant   `json:"since,omitempty"`  // of the first look in a row that did not reach it
	Misses  int       `json:"misses,omitempty"` // looks in a row that did not reach it
	Next    Instant   `json:"next,omitempty"`   // when to look again
	Right   LinkState `json:"right,omitempty"`  // an editor has said that the link is right though it is found like this
	RightTo string    `json:"rightTo,omitempty"`
}

// How long it is to the next look at a link.
const (
	LookAgain = 7 * 24 * time.Hour // at one that is reached
	lookSoon  = 6 * time.Hour      // at one that was not, for the first time; then twice as long each time
	minApart  = 24 * time.Hour     // between the first and the last of the looks that make it count as not reached
)

const maxLinkTitle = 200 // characters that are kept of what a page calls itself

// See returns what has been seen of a link after one more look at a moment:
//
//   - a link that is reached, or that others reach, begins anew;
//   - one that is not is looked at again sooner, and then less and less often.
//
// late, from 0 to 1, is chance: it spreads the looks over time.
func (s Sight) See(href string, seen Seen, at Instant, late float64) Sight {
	if s.Href != href {
		s = Sight{Href: href}
	}
	s.State, s.Status, s.Final, s.Title, s.Looked = seen.State, seen.Status, seen.Final, Cut(seen.Title, maxLinkTitle), at
	if s.Right != s.State || s.RightTo != s.Final {
		s.Right, s.RightTo = "", ""
	}
	wait := LookAgain
	switch s.State {
	case LinkGone, LinkFailed, LinkLooping:
		if s.Misses++; s.Misses == 1 {
			s.Since = at
		}
		wait = min(lookSoon<<min(s.Misses-1, 8), LookAgain)
	default:
		s.Misses, s.Since = 0, 0
	}
	wait = max(wait, min(seen.After, LookAgain))
	s.Next = at.Add(wait + time.Duration(late*float64(wait)/4))
	return s
}

// Unreached is since when the link is not reached, when that is sure enough to be told:
// it was not at two looks a day apart. 0 while it is reached.
func (s Sight) Unreached() Instant {
	if s.Misses < 2 || s.Looked < s.Since.Add(minApart) || s.settled() {
		return 0
	}
	return s.Since
}

// Concerns reports whether there is something for an editor to look at: a link that is not
// reached, that leads for good to another address, or to what looks like no page.
func (s Sight) Concerns() bool {
	return !s.settled() && (s.Unreached() != 0 || s.State == LinkDoubtful || s.State == LinkPrivate || s.Final != "" && s.State == LinkReached)
}

// settled reports whether an editor has said that the link is right as it is found.
func (s Sight) settled() bool { return s.Right != "" && s.Right == s.State && s.RightTo == s.Final }

// SaidRight returns the sight after an editor has said that the link is right.
func (s Sight) SaidRight() Sight {
	s.Right, s.RightTo = s.State, s.Final
	return s
}

// WatchedHost returns the host of an address that is looked at, or "" for one that is
// not: names that nobody has, since they are for examples (RFC 2606, RFC 6761).
func WatchedHost(href string) string {
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	labels := strings.Split(host, ".")
	last := labels[len(labels)-1]
	if slices.Contains([]string{"example", "test", "invalid", "localhost"}, last) {
		return ""
	}
	if n := len(labels); n >= 2 && labels[n-2] == "example" && slices.Contains([]string{"com", "net", "org"}, last) {
		return ""
	}
	return host
}
