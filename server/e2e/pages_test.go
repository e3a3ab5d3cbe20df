package e2e_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ringain/server/guest"
)

func (s *story) pageVerbs() map[string]verb {
	return map[string]verb{
		"visit": {3, func(args []string) {
			p := s.who(args[0], args[1])
			s.must(p.browser.open(s.ctx, s.node(args[1]).base+args[2]))
		}},
		"printed": {2, func(args []string) {
			p := s.who(args[0], args[1])
			s.must(p.browser.open(s.ctx, s.node(args[1]).printedLink()))
		}},
		"printed-again": {2, func(args []string) {
			p := s.who(args[0], args[1])
			s.must(p.browser.open(s.ctx, s.node(args[1]).lastLink))
		}},
		"here": {2, func(args []string) {
			at := s.onPage(args[1]).browser.at.Path
			s.names[args[0]] = at[strings.LastIndex(at, "/")+1:]
		}},
		"click": {2, func(args []string) { s.must(s.onPage(args[0]).browser.click(s.ctx, args[1])) }},
		"press": {2, func(args []string) {
			s.must(s.onPage(args[0]).browser.press(s.ctx, args[1], s.given(args[2:])))
		}},
		"sees":   {2, func(args []string) { s.sees(args[0], args[1:], true) }},
		"misses": {2, func(args []string) { s.sees(args[0], args[1:], false) }},
		"get": {3, func(args []string) {
			s.until(func() string { return s.ask(http.MethodGet, args[0], args[1], args[2], args[3:]) })
		}},
		"post": {3, func(args []string) {
			if amiss := s.ask(http.MethodPost, args[0], args[1], args[2], args[3:]); amiss != "" {
				s.fail("%s", brief(amiss))
			}
		}},
		"feed": {4, func(args []string) {
			s.until(func() string { return s.feed(args[0], args[1], args[2:]) })
		}},
	}
}

func (s *story) onPage(name string) *person {
	p := s.known(name)
	if p.browser.page == nil {
		s.fail("%s has no page open", name)
	}
	return p
}

// given reads words such as name=Cy.
func (s *story) given(words []string) map[string]string {
	given := map[string]string{}
	for _, w := range words {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			s.fail("not name=value: %s", w)
		}
		given[name] = s.file(value)
	}
	return given
}

// sees wants the page to have words, now or after loading it again; or not.
func (s *story) sees(name string, wanted []string, there bool) {
	s.t.Helper()
	b := s.onPage(name).browser
	for _, words := range wanted {
		first := true
		s.until(func() string {
			if !first {
				if err := b.reload(s.ctx); err != nil {
					return err.Error()
				}
			}
			first = false
			if strings.Contains(text(b.page), words) != there {
				return fmt.Sprintf("%s, page %s (%d), %q is there: %v\n%s", name, b.at, b.code, words, !there, text(b.page))
			}
			return ""
		})
	}
}

// ask asks once, as a person or as a stranger at a node, and says what is amiss
// with the answer.
func (s *story) ask(method, who, path, status string, rest []string) string {
	g := &guest.Guest{}
	if p := s.people[who]; p != nil {
		g = p.guest
	} else {
		g = guest.New(s.node(who).base)
	}
	header, form, wanted := http.Header{}, url.Values{}, []string{}
	for _, w := range rest {
		if name, value, ok := strings.Cut(w, ":"); ok && name != "" && !strings.ContainsAny(name, " =\"{") && name[0] >= 'A' && name[0] <= 'Z' {
			header.Set(name, value)
		} else if name, value, ok := strings.Cut(w, "="); ok && method == http.MethodPost && !strings.Contains(name, " ") {
			form.Set(name, s.file(value))
		} else {
			wanted = append(wanted, w)
		}
	}
	r, err := http.NewRequestWithContext(s.ctx, method, g.Base+path, strings.NewReader(form.Encode()))
	s.must(err)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name := range header {
		r.Header.Set(name, header.Get(name))
	}
	answer, err := g.HTTP.Do(r)
	if err != nil {
		return err.Error()
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err.Error()
	}
	for _, w := range wanted {
		if !strings.Contains(string(body), w) {
			return fmt.Sprintf("%s %s: %d, without %q: %s", method, path, answer.StatusCode, w, body)
		}
	}
	if strconv.Itoa(answer.StatusCode) != status {
		return fmt.Sprintf("%s %s: %d, not %s: %s", method, path, answer.StatusCode, status, body)
	}
	return ""
}

// feed asks for a calendar and says what is amiss with it: with how many events it
// holds, or with one of them.
func (s *story) feed(node, path string, wanted []string) string {
	status, body, err := s.node(node).body(s.ctx, path, nil)
	if err != nil || status != http.StatusOK {
		return fmt.Sprintf("GET %s: %d: %v: %s", path, status, err, body)
	}
	events, err := readCalendar(body)
	if err != nil {
		return err.Error()
	}
	if wanted[0] == "holds" {
		if strconv.Itoa(len(events)) != wanted[1] {
			return fmt.Sprintf("%s holds %d events", path, len(events))
		}
		return ""
	}
	event, there := events[wanted[0]]
	if !there {
		return fmt.Sprintf("%s has no event %s", path, wanted[0])
	}
	for _, w := range wanted[1:] {
		name, want, _ := strings.Cut(w, "=")
		if strings.HasPrefix(name, "DT") { // 2027-01-12T12.00 is 20270112T120000
			want = strings.NewReplacer("-", "", ".", "").Replace(want) + "00"
		}
		if part, ok := strings.CutSuffix(name, "~"); ok { // holds
			if !strings.Contains(event[part], want) {
				return fmt.Sprintf("%s of %s is %q", part, wanted[0], event[part])
			}
		} else if event[name] != want {
			return fmt.Sprintf("%s of %s is %q", name, wanted[0], event[name])
		}
	}
	return ""
}

// grace is how long nodes in tests take at the most to stop, as they are told.
const grace = 5 * time.Second
