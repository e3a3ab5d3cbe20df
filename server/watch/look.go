// Package watch sees whether the links of the support list still lead somewhere. It says
// what it saw; nothing is ever removed by it.
package watch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"ringain/meetings/material"
	"ringain/server/reach"
)

// State says how a link was found.
type State string

// The states of a link.
const (
	Reached  State = "reached"  // it leads to a page or a file
	Doubtful State = "doubtful" // it is answered, with what looks like a page that says it is not there
	Gone     State = "gone"     // the site says it is not there: 404 or 410
	Failed   State = "failed"   // no answer, or that of a site in trouble
	Looping  State = "looping"  // it leads round and round
	Refused  State = "refused"  // the site answers others than us: 401, 403, 429 and the like
	Private  State = "private"  // it leads to where only some can go, and was not asked
)

// Sight is what was seen of a link.
type Sight struct {
	State  State
	Status int    // of the last answer; 0 for none
	Final  string // where it leads for good, by redirects that say so; empty when that is where it stands
	Title  string // of the page it leads to, for whoever judges
}

const (
	maxHops = 8
	maxRead = 128 << 10 // bytes of a page, for its title
)

// Look asks for a link once, as a browser would, and follows where it leads.
func Look(ctx context.Context, c *http.Client, agent, href string) (s Sight) {
	at, forGood := href, true
	seen := map[string]bool{}
	for range maxHops {
		a, err := material.ParseAddress(at)
		if err != nil {
			s.State = Private
			return s
		}
		if seen[a.Href] {
			s.State = Looping
			return s
		}
		seen[a.Href] = true
		res, page, err := ask(ctx, c, agent, a.Href)
		if err != nil {
			s.State, s.Status = because(err), 0
			return s
		}
		s.Status = res.StatusCode
		next, moved := leadsTo(res)
		if !moved {
			s.judge(href, at, page)
			return s
		}
		forGood = forGood && (res.StatusCode == http.StatusMovedPermanently || res.StatusCode == http.StatusPermanentRedirect)
		if forGood {
			s.Final = next
		}
		at = next
	}
	s.State = Looping
	return s
}

func ask(ctx context.Context, c *http.Client, agent, href string) (*http.Response, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, href, nil)
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	req.Header.Set("Accept-Language", "sv,en;q=0.8")
	res, err := c.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	page, err := io.ReadAll(io.LimitReader(res.Body, maxRead))
	if err != nil && len(page) == 0 && res.StatusCode < 300 {
		return nil, nil, err
	}
	return res, page, nil
}

// leadsTo returns where an answer leads on to, if it does.
func leadsTo(res *http.Response) (next string, moved bool) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to, err := res.Location()
		if err != nil {
			return "", false
		}
		return to.String(), true
	}
	return "", false
}

// because says of which state a link is that gave no answer.
func because(err error) State {
	if errors.Is(err, reach.ErrPrivate) {
		return Private
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return Gone
	}
	return Failed
}

// judge says of the last answer what it means: a site may say 200 of a page that is not
// there, by its title or by sending everybody who is lost to its start page.
func (s *Sight) judge(from, at string, page []byte) {
	s.Title = title(page)
	switch {
	case s.Status == http.StatusNotFound || s.Status == http.StatusGone:
		s.State = Gone
	case s.Status >= 500 || s.Status < 200 || s.Status >= 300 && s.Status < 400 || s.Status == http.StatusRequestTimeout:
		s.State = Failed
	case s.Status >= 400:
		s.State = Refused
	case lost.MatchString(s.Title) || deep(from) && !deep(at):
		s.State = Doubtful
	default:
		s.State = Reached
	}
}

var lost = regexp.MustCompile(`(?i)\b404\b|(?:hittades|finns|hittar) (?:tyvärr )?(?:inte|ej)|not found|can(?:no|')t (?:be )?f[io]u?nd|no longer (?:exists|available)|har (?:flyttats|tagits bort)`)

// deep reports whether an address is of more than the start page of a site.
func deep(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (len(path.Clean("/"+u.Path)) > len("/en") || u.RawQuery != "")
}

// title is what a page calls itself, in its own character set; empty for what is no page.
func title(page []byte) string {
	text, err := charset.NewReader(bytes.NewReader(page), "")
	if err != nil {
		return ""
	}
	z := html.NewTokenizer(text)
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == atom.Title && z.Next() == html.TextToken {
				return strings.Join(strings.Fields(string(z.Text())), " ")
			}
		}
	}
}
