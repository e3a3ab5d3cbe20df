package node

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/letter"
	"ringain/server/change"
)

// What each of two organisations has that nobody but whoever has a secret of it sees.
const (
	ours   = canary // of the first
	theirs = "koltrasten"
)

// secrets are what opens something of an organisation without an account: by the route that
// it is for.
type secrets struct {
	meeting, follower, invitation, presenter, role, calendar string
}

// made are secrets of an organisation, all of which lead to something with a word in it.
func (i *installation) made(who, word string) (s secrets) {
	ctx, by := i.t.Context(), i.people[who]
	side := map[bool]string{true: "ett", false: "tva"}[by.Convener == ""]
	if by.Convener != "" {
		i.must(i.n.change.SaveTheme(ctx, by, meetings.Theme{Slug: "grannens", Convener: by.Convener, Name: meetings.Text{SV: "Grannens"}}, 90))
	}
	theme := map[bool]string{true: "barn-och-unga", false: "grannens"}[by.Convener == ""]
	start := time.Now().Add(40 * 24 * time.Hour)
	m, err := i.n.change.Announce(ctx, by, meetings.Meeting{Slug: "hemligt-" + side, Kind: meetings.Extra, Status: meetings.Draft, Themes: []string{theme}, Title: meetings.Text{SV: "Om " + word},
		Date: meetings.DateOf(start), Start: meetings.At(start), Minutes: 45, Zone: "Europe/Stockholm"}, meetings.Agenda{Items: []meetings.Item{{ID: "one", Title: "Punkt " + word}}})
	i.must(err)
	p, err := i.n.change.AddPresenter(by, m.ID, "one", "Cy "+word, "")
	i.must(err)
	s.presenter = p.Secret
	// A draft is there for those who plan it, so roles are for one that is announced.
	m, err = i.n.change.Announce(ctx, by, meetings.Meeting{Slug: "roll-" + side, Kind: meetings.Extra, Status: meetings.Planned, Themes: []string{theme}, Title: meetings.Text{SV: "Rollerna"},
		Date: meetings.DateOf(start), Start: meetings.At(start), Minutes: 45, Zone: "Europe/Stockholm"}, meetings.Agenda{})
	i.must(err)
	s.meeting = m.Slug
	s.role, err = i.n.change.AddDutyLink(by, m.ID, meetings.Chair)
	i.must(err)
	s.invitation, err = i.n.change.Invite(ctx, by, meetings.Editor, "")
	i.must(err)
	s.calendar, err = i.n.change.RenewPrivate(ctx, by)
	i.must(err)
	address := "foljer@" + word + ".example"
	i.must(i.n.change.AskToFollow(ctx, change.Asked{Theme: theme, Address: address, Lang: meetings.SV}))
	i.must(i.n.store.Change("look", func(tx *store.Tx) error {
		f, _, err := tx.FollowerAt(address)
		s.follower = letter.Token(i.n.store.About().Secret, f.ID)
		return err
	}))
	return s
}

// of puts the secrets of an organisation in a route, at a meeting.
func (s secrets) of(route, meeting string) (path string, cookie *http.Cookie) {
	route = strings.ReplaceAll(route, "{meeting}", meeting)
	secret := s.presenter
	switch {
	case strings.HasPrefix(route, "/in/"):
		secret = s.invitation
	case strings.HasPrefix(route, "/moten/"):
		secret = s.role
		cookie = &http.Cookie{Name: "ringain-roll", Value: s.role}
	}
	return strings.NewReplacer("{secret}", secret, "{token}", s.follower, "{name}", s.calendar).Replace(route), cookie
}

// bySecret says which routes are opened by a secret.
func bySecret(route string) bool {
	return strings.Contains(route, "{secret}") || strings.HasPrefix(route, "/folj/{token}") || route == "/planera/kalender/{name}.ics" || route == "/moten/{meeting}/roll"
}

// TestASecretOpensWhatItIsForAndNothingElse tries every route that a secret opens, as
// nobody: with the one it is for, with that of another organisation, with one that differs
// in a letter and with none. Where the route says at which meeting, another's opens nothing; where
// it does not, it opens what is its own.
func TestASecretOpensWhatItIsForAndNothingElse(t *testing.T) {
	i := twoOrganisations(t)
	first, other := i.made("administrator", ours), i.made("other administrator", theirs)
	none := secrets{first.meeting, "x.y", strings.Repeat("a", 64), "NONE", "NONE", "none"}
	near := func(s string) string {
		return s[:len(s)-1] + map[bool]string{true: "A", false: "B"}[s[len(s)-1] == 'B']
	}
	nearly := secrets{first.meeting, near(first.follower), near(first.invitation), near(first.presenter), near(first.role), near(first.calendar)}
	forms := map[string]url.Values{
		"POST /in/{secret}": {"name": {"Cy"}}, "POST /moten/{meeting}/roll": {"name": {"Cy"}}, "POST /folj/{token}/paminn": {"paminn": {"24"}},
		"POST /inledare/{secret}": {"do": {"material.share"}, "id": {"0123456789abcdef-presents"}, "address": {"https://sida.example/"}, "called": {"En sida"}},
	}
	names := i.everyRoute()
	last := func(name string) bool { // these use up what others need
		return strings.HasSuffix(name, "/sluta") || strings.HasPrefix(name, "POST /in/")
	}
	slices.SortStableFunc(names, func(a, b string) int { return map[bool]int{true: 1}[last(a)] - map[bool]int{true: 1}[last(b)] })
	tried := 0
	for _, name := range names {
		method, route, _ := strings.Cut(name, " ")
		if !bySecret(route) {
			continue
		}
		tried++
		ask := func(s secrets) (bool, string) {
			path, cookie := s.of(route, first.meeting)
			r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(forms[name].Encode()))
			r.RemoteAddr = fmt.Sprintf("10.1.0.%d:1", tried)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if cookie != nil {
				r.AddCookie(cookie)
			}
			w := httptest.NewRecorder()
			i.h.ServeHTTP(w, r)
			return w.Code < 400, strings.ToLower(w.Body.String() + fmt.Sprint(w.Result().Header))
		}
		// By opening the link the browser only remembers it: its secret is read on the next page.
		opens := route == "/moten/{meeting}/roll/{secret}"
		for what, s := range map[string]secrets{"nearly the one": nearly, "none": none} {
			if let, text := ask(s); let != opens || strings.Contains(text, ours) && !opens {
				t.Errorf("%s with %s: %t", name, what, let)
			}
		}
		let, text := ask(other)
		if strings.Contains(text, ours) && !opens {
			t.Errorf("%s tells whoever has another organisation's secret what is the first's: %s", name, text)
		}
		if at := strings.Contains(route, "{meeting}"); let == at && !opens {
			t.Errorf("%s with another organisation's secret: %t", name, let)
		}
		let, text = ask(first)
		if !let {
			t.Errorf("%s is refused to whoever has its secret: %s", name, text)
		}
		if strings.Contains(text, theirs) {
			t.Errorf("%s tells what is the other organisation's", name)
		}
	}
	if tried < 14 {
		t.Errorf("only %d routes were tried", tried)
	}
}

// hides makes, beside what [installation.unpublished] does, a meeting that was held and that
// has minutes which are not published, what was hidden in it, and an account that has done nothing.
func (i *installation) hides() (held string) {
	ctx, ada, now := i.t.Context(), i.people["administrator"], time.Now()
	i.must(i.n.store.Change("x", func(tx *store.Tx) error {
		a := meetings.Account{ID: "silent", Name: ours + " Tyst", Email: "tyst@" + ours + ".example"}
		if err := tx.SaveAccount(a); err != nil {
			return err
		}
		return tx.SaveMember("", a.ID, meetings.Administrator, 2)
	}))
	m, err := i.n.change.Announce(ctx, ada, meetings.Meeting{Kind: meetings.Extra, Status: meetings.Planned, Themes: []string{"barn-och-unga"}, Title: meetings.Text{SV: "Rådslag"}, Slug: "radslag",
		Start: meetings.At(now.Add(-5 * time.Minute)), Minutes: 45, Zone: "Europe/Stockholm", Date: meetings.DateOf(now)}, meetings.Agenda{Items: []meetings.Item{{ID: "one", Title: "Läget"}}})
	i.must(err)
	guest := meetings.Person{ID: "eve", Name: "Eve", Role: meetings.Guest}
	i.must(i.n.change.Enter(ctx, change.Visitor{Person: guest}, m.ID))
	for n, c := range []struct {
		by   meetings.Person
		what meetings.Command
	}{{ada, meetings.StartAgenda{}}, {guest, meetings.AddSignal{Kind: "risk", Text: ours + " signal"}}, {guest, meetings.AskQuestion{Text: ours + " question"}}} {
		_, err := i.n.change.Do(ctx, c.by, m.ID, meetings.ID(fmt.Sprintf("0123456789abcdef-hides-%d", n)), c.what)
		i.must(err)
	}
	room, _, err := i.n.store.Room(ctx, string(m.ID))
	i.must(err)
	for n, c := range []meetings.Command{meetings.HideSignal{Signal: room.Signals[0].ID}, meetings.HideQuestion{Question: room.Questions[0].ID}, meetings.EndAgenda{}} {
		_, err := i.n.change.Do(ctx, ada, m.ID, meetings.ID(fmt.Sprintf("0123456789abcdef-hidden-%d", n)), c)
		i.must(err)
	}
	_, err = i.n.change.WriteMinutes(ctx, ada, m.ID, "0123456789abcdef-minutes", meetings.Writing{Parts: []meetings.MinutesPart{{Title: "Läget", Text: ours + " minutes"}}, Lang: meetings.SV}, change.Publication{})
	i.must(err)
	return m.Slug
}

// TestNothingUnpublishedIsInAnyAnswerToOthers reads every page, file, feed and list, in both
// languages, about what is planned, held and a draft, as everybody outside the organisation.
func TestNothingUnpublishedIsInAnyAnswerToOthers(t *testing.T) {
	i := twoOrganisations(t)
	held := i.hides()
	i.made("administrator", ours)
	paths := []string{"/sok?ord=" + ours, "/en/sok?ord=" + ours, "/stodlista?sok=" + ours, "/stodlista.json?sok=" + ours, "/moten?tema=barn-och-unga", "/logga-in?ord=" + ours}
	for _, name := range i.everyRoute() {
		method, route, _ := strings.Cut(name, " ")
		if method != http.MethodGet || bySecret(route) {
			continue
		}
		for _, meeting := range []string{january, held, "utkast-1", "hemligt-ett", "roll-ett"} {
			if path := i.fill(route, meeting); !slices.Contains(paths, path) {
				paths = append(paths, path, meetings.EN.Path(path))
			}
		}
	}
	seen := 0
	for _, who := range []string{"nobody", "guest", "other administrator"} {
		for _, path := range paths {
			let, text := i.ask(who, http.MethodGet, path, "", "")
			if let {
				seen++
			}
			text = strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(text), "ord="+ours, ""), "sok="+ours, "")
			text = strings.ReplaceAll(text, `value="`+ours+`"`, "") // what was looked for is said again
			if at := strings.Index(text, ours); at >= 0 && (!strings.Contains(path, "=") || strings.Count(text, ours) > 3) {
				t.Errorf("%s tells %s what is not published: %s", path, who, text[max(at-200, 0):min(at+100, len(text))])
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d answers were read", seen)
	}
	if let, text := i.ask("administrator", http.MethodGet, "/moten/"+held+"/minnesanteckningar/granska", "", ""); !let || !strings.Contains(text, ours) {
		t.Error("there is nothing to tell")
	}
}
