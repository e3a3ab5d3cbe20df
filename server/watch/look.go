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
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"ringain/meetings"
	"ringain/meetings/material"
	"ringain/server/reach"
)

const (
	maxHops = 8
	maxRead = 128 << 10 // bytes of a page, for its title
)

// Look asks for a link once, as a browser would, and follows where it leads.
func Look(ctx context.Context, c *http.Client, agent, href string) (s meetings.Seen) {
	at, forGood := href, true
	seen := map[string]bool{}
	for range maxHops {
		a, err := material.ParseAddress(at)
		if err != nil {
			s.State, s.Final = meetings.LinkPrivate, "" // an address that nobody would be led to
			return s
		}
		if seen[a.Href] {
			s.State = meetings.LinkLooping
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
			judge(&s, href, at, page)
			s.After = patience(res)
			return s
		}
		forGood = forGood && (res.StatusCode == http.StatusMovedPermanently || res.StatusCode == http.StatusPermanentRedirect)
		if forGood {
			s.Final = next
		}
		at = next
	}
	s.State = meetings.LinkLooping
	return s
}

// ask asks for an address. Of what is a file by its name only the head is asked for,
// unless the site does not answer such questions. Of a page so much is read as may hold
// its title.
func ask(ctx context.Context, c *http.Client, agent, href string) (*http.Response, []byte, error) {
	if isFile(href) {
		res, _, err := send(ctx, c, http.MethodHead, agent, href)
		if err == nil && res.StatusCode < 400 {
			return res, nil, nil
		}
	}
	return send(ctx, c, http.MethodGet, agent, href)
}

// isFile reports whether an address is that of a file, by its name.
func isFile(href string) bool {
	u, err := url.Parse(href)
	return err == nil && slices.Contains([]string{".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".zip", ".mp3", ".mp4"}, strings.ToLower(path.Ext(u.Path)))
}

func send(ctx context.Context, c *http.Client, method, agent, href string) (*http.Response, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, href, nil)
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

// patience is for how long a site asks to be left alone (RFC 9110, 10.2.3): an hour, when
// it is in trouble and does not say; at most a day.
func patience(res *http.Response) time.Duration {
	if res.StatusCode != http.StatusTooManyRequests && res.StatusCode != http.StatusServiceUnavailable {
		return 0
	}
	seconds, err := strconv.Atoi(res.Header.Get("Retry-After"))
	if err != nil {
		return time.Hour
	}
	return min(max(time.Duration(seconds)*time.Second, time.Minute), 24*time.Hour)
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
func because(err error) meetings.LinkState {
	if errors.Is(err, reach.ErrPrivate) {
		return meetings.LinkPrivate
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return meetings.LinkGone
	}
	return meetings.LinkFailed
}

// judge says of the last answer what it means: a site may say 200 of a page that is not
// there, by its title or by sending everybody who is lost to its start page.
func judge(s *meetings.Seen, from, at string, page []byte) {
	s.Title = title(page)
	switch {
	case s.Status == http.StatusNotFound || s.Status == http.StatusGone:
		s.State = meetings.LinkGone
	case s.Status >= 500 || s.Status < 200 || s.Status >= 300 && s.Status < 400 || s.Status == http.StatusRequestTimeout:
		s.State = meetings.LinkFailed
	case s.Status >= 400:
		s.State = meetings.LinkRefused
	case lost.MatchString(s.Title) || deep(from) && !deep(at):
		s.State = meetings.LinkDoubtful
	default:
		s.State = meetings.LinkReached
	}
}

var lost = regexp.MustCompile(`(?i)\b404\b|(?:hittades|finns|hittar) (?:tyvärr )?(?:inte|ej)|not found|can(?:no|')t (?:be )?f[io]u?nd|no longer (?:exists|available)|har (?:flyttats|tagits bort)`)

// deep reports whether an address is of more than the start page of a site.
func deep(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (len(path.Clean("/"+u.Path)) > len("/en") || u.RawQuery != "")
}

// title is what a page calls itself, in its own character set and without what nobody sees;
// empty for what is no page.
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
				return meetings.Line(string(z.Text()))
			}
		}
	}
}
