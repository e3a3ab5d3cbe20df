package node

import (
	"bufio"
	"cmp"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/meetings/store/postgrestest"
	"ringain/server/change"
)

var update = flag.Bool("update", false, "write the tables of who may do what again")

// The files that say who may do what: a line for every route and for every command, a sign
// for each of actors: + when they are let, - when they are refused or told that there is no
// such thing. What stands in a file is what was meant: read a change of it as a rule.
const (
	routesFile   = "testdata/routes.txt"
	commandsFile = "testdata/commands.txt"
)

// actors ask, in this order, for what is the first organisation's: nobody, a participant,
// an editor, an organiser and an administrator of it, and the same three of another
// organisation; at last an organiser of the first, and one of the other, for a draft of the first.
var actors = []string{"nobody", "guest", "editor", "organiser", "administrator", "other editor", "other organiser", "other administrator", "own, draft", "other, draft"}

// canary is in all that the first organisation has not published.
const canary = "kanarief"

// installation is a node with two organisations.
type installation struct {
	t      testing.TB
	n      *Node
	h      http.Handler
	people map[string]meetings.Person
	count  int
}

func twoOrganisations(t testing.TB, settings ...string) *installation {
	t.Helper()
	return loggingOrganisations(t, slog.New(slog.DiscardHandler), settings...)
}

// loggingOrganisations is twoOrganisations with a log.
func loggingOrganisations(t testing.TB, log *slog.Logger, settings ...string) *installation {
	t.Helper()
	c, err := ReadConfig("serve", append(settings, "--addr", "127.0.0.1:0", "--data", t.TempDir(), "--sample", "--meeting-commands", "100000", "--commands", "100000", "--no-link-watch"),
		func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	n, err := open(t.Context(), c, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		n.listener.Close()
		n.store.Close()
	})
	i := &installation{t: t, n: n, h: n.handler(), people: map[string]meetings.Person{"guest": {ID: "guest", Name: "Cy", Role: meetings.Guest}}}
	i.must(n.loadSample(t.Context()))
	neighbour := meetings.Convener{ID: "neighbour", Slug: "grannen", Name: "Grannen"}
	i.must(n.store.Change("x", func(tx *store.Tx) error {
		if err := tx.SaveConvener(neighbour); err != nil {
			return err
		}
		for _, role := range []meetings.Role{meetings.Editor, meetings.Organiser, meetings.Administrator} {
			for prefix, convener := range map[string]meetings.ID{"": "", "other ": neighbour.ID} {
				name := prefix + string(role)
				a := meetings.Account{ID: meetings.ID(name), Name: fmt.Sprintf("Person %c", 'A'+len(i.people)), Email: fmt.Sprintf("%c@%s.example", 'a'+len(i.people), cmp.Or(string(convener), canary))}
				if err := tx.SaveAccount(a); err != nil {
					return err
				}
				if err := tx.SaveMember(convener, a.ID, role, 1); err != nil {
					return err
				}
				p := meetings.Member{Account: a, Convener: meetings.Convener{ID: convener}, Role: role}.Person()
				p.Proved = meetings.At(time.Now())
				i.people[name] = p
			}
		}
		return nil
	}))
	i.people["own, draft"], i.people["other, draft"] = i.people["organiser"], i.people["other organiser"]
	i.unpublished()
	return i
}

// unpublished makes a draft, and what else nobody outside the first organisation may see.
func (i *installation) unpublished() {
	ctx, ada := i.t.Context(), i.people["administrator"]
	text := meetings.Text{SV: canary + "ågel"}
	start := time.Now().Add(30 * 24 * time.Hour)
	_, err := i.n.change.Announce(ctx, ada, meetings.Meeting{Slug: "utkast-1", Kind: meetings.Extra, Status: meetings.Draft, Themes: []string{"barn-och-unga"}, Title: text, Note: text,
		Date: meetings.DateOf(start), Start: meetings.At(start), Minutes: 45, Zone: "Europe/Stockholm"},
		meetings.Agenda{Items: []meetings.Item{{ID: "one", Title: text.SV, Presenter: text.SV}}})
	i.must(err)
	_, err = i.n.change.ProposeSupport(meetings.Person{}, "", "0123456789abcdef-support", meetings.Support{Title: text.SV, About: text.SV, Href: "https://" + canary + ".example/", Kind: "stod"})
	i.must(err)
	_, err = i.n.change.Invite(ctx, ada, meetings.Organiser, canary+"@example.org")
	i.must(err)
	m, err := i.n.store.Meeting(ctx, january)
	i.must(err)
	i.must(i.n.change.Enter(ctx, change.Visitor{Person: i.people["guest"]}, m.ID))
}

func (i *installation) must(err error) {
	i.t.Helper()
	if err != nil {
		i.t.Fatal(err)
	}
}

// ask asks as somebody, with a session of its own, and reports whether they were let.
func (i *installation) ask(who, method, path, kind, body string) (let bool, text string) {
	i.t.Helper()
	ctx, stop := context.WithTimeout(i.t.Context(), time.Minute)
	defer stop()
	r := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(body))
	r.RemoteAddr = fmt.Sprintf("10.0.%d.%d:1", i.count/250, i.count%250)
	i.count++
	r.Header.Set("Content-Type", kind)
	i.signIn(r, who)
	w := httptest.NewRecorder()
	i.h.ServeHTTP(w, r)
	a := w.Result()
	refused := a.StatusCode == http.StatusUnauthorized || a.StatusCode == http.StatusForbidden || a.StatusCode == http.StatusNotFound
	return !refused, w.Body.String() + fmt.Sprint(a.Header)
}

// signIn gives a request a session of somebody.
func (i *installation) signIn(r *http.Request, who string) {
	i.t.Helper()
	if p, signed := i.people[who]; signed {
		rec := httptest.NewRecorder()
		i.must(i.n.auth.Begin(rec, r, p))
		for _, c := range rec.Result().Cookies() {
			r.AddCookie(c)
		}
	}
}

// row asks as everybody and returns the signs; what nobody outside may see is in no answer.
func (i *installation) row(name string, ask func(who string, draft bool) (let bool, text string)) string {
	signs := make([]byte, len(actors))
	for k, who := range actors {
		let, text := ask(who, strings.HasSuffix(who, ", draft"))
		if signs[k] = '-'; let {
			signs[k] = '+'
		}
		if inside := k >= 2 && k <= 4 || who == "own, draft"; !inside && strings.Contains(strings.ToLower(text), canary) {
			i.t.Errorf("%s tells %s what is not published", name, who)
		}
	}
	return string(signs)
}

// routes are all routes of the node, with their methods.
func (i *installation) routes() map[string][]string {
	all := map[string][]string{}
	routes, ok := i.h.(chi.Routes)
	if !ok {
		i.t.Fatal("the handler is no router")
	}
	i.must(chi.Walk(routes, func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		all[route] = append(all[route], method)
		return nil
	}))
	return all
}

// fill puts things of the first organisation in the place of the names in a route.
func (i *installation) fill(route, meeting string) string {
	if strings.HasPrefix(route, "/moten/") {
		route = strings.Replace(route, "{name}", meeting, 1)
	}
	if strings.HasPrefix(route, "/tema/") {
		route = strings.Replace(route, "{name}", "barn-och-unga", 1)
	}
	return strings.NewReplacer("{meeting}", meeting, "{theme}", "barn-och-unga", "{series}", "barn-och-unga", "{stod}", i.support(), "{n}", "1", "{secret}", "none",
		"{writer}", "guest", "{token}", "none", "{upload}", "none", "{hash}", "none", "{name}", "none", "*", "none").Replace(route)
}

func (i *installation) support() string {
	e, err := i.n.store.Support(i.t.Context(), "0123456789abcdef-support")
	i.must(err)
	return string(e.ID)
}

const january = "barn-och-unga-2027-01-19"

// onBoth tells a story of two organisations on either database.
func onBoth(t *testing.T, tell func(*installation)) {
	t.Run("SQLite", func(t *testing.T) { tell(twoOrganisations(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { tell(twoOrganisations(t, "--database", postgrestest.Start(t).URL())) })
}

func TestEveryRouteIsForThoseWhoMay(t *testing.T) { onBoth(t, everyRoute) }

func everyRoute(i *installation) {
	got := map[string]string{}
	for _, name := range i.everyRoute() {
		method, route, _ := strings.Cut(name, " ")
		got[name] = i.row(name, func(who string, draft bool) (bool, string) {
			meeting := january
			if draft {
				meeting = "utkast-1"
			}
			path := i.fill(route, meeting)
			return i.ask(who, method, path, "application/x-www-form-urlencoded", i.body(name))
		})
	}
	compare(i.t, routesFile, got)
}

// body is a form that would be carried out, if whoever sends it may: what is refused is so
// for want of a right. Things and people in it are the first organisation's. Where there is
// none, what is sent is refused for what it says by those who may.
func (i *installation) body(route string) string {
	form := url.Values{"id": {fmt.Sprintf("0123456789abcdef-%d", i.count)}}
	for field, value := range map[string]map[string]string{
		"POST /personer":                                   {"do": "roll", "who": "editor", "role": "editor"},
		"POST /konto":                                      {"do": "ut", "session": "0123456789abcdef"},
		"POST /moten/{meeting}/rum/roller":                 {"do": "lank", "role": "chair"},
		"POST /moten/{meeting}/inledare":                   {"do": "lank", "name": "Cy"},
		"POST /planera/serie/{series}/organisatorer":       {"organiser": "administrator"},
		"POST /planera/tema/{theme}/adress":                {"slug": "barn-och-unga"},
		"POST /moten/{meeting}/delta":                      {"name": "Cy"},
		"POST /moten/{meeting}/rum/gor":                    {"do": "signal.add", "kind": "need", "text": "Vi behöver hjälp"},
		"POST /moten/{meeting}/flytta":                     {"day": "2027-01-20", "start": "12.00"},
		"POST /stodlista/{stod}/granska":                   {"do": "fråga", "note": "Vad är det?"},
		"POST /stodlista/foresla":                          {"title": "En sida", "href": "https://sida.example/", "about": "Om något", "kind": "stod"},
		"POST /moten/{meeting}/minnesanteckningar/granska": {"do": "utkast", "title": "Vi sade", "text": "Något"},
	}[route] {
		form.Set(field, value)
	}
	return form.Encode()
}

// everyRoute are the Swedish routes as "GET /moten" in order, those that change nothing
// first: what is changed is not there as it was.
func (i *installation) everyRoute() (names []string) {
	for route, methods := range i.routes() {
		swedish := strings.TrimPrefix(route, "/en")
		if len(methods) > 5 { // whatever the method
			methods = []string{http.MethodGet}
		}
		for _, method := range methods {
			if swedish != "" && method != http.MethodOptions {
				names = append(names, method+" "+swedish)
			}
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		reads := func(name string) int {
			if strings.HasPrefix(name, http.MethodGet) || strings.HasPrefix(name, http.MethodHead) {
				return 0
			}
			return 1
		}
		return cmp.Or(reads(a)-reads(b), cmp.Compare(a, b))
	})
	return slices.Compact(names)
}

func TestEveryCommandIsForThoseWhoMay(t *testing.T) { onBoth(t, everyCommand) }

func everyCommand(i *installation) {
	got := map[string]string{}
	for _, c := range meetings.Commands() {
		got[c.Do()] = i.row(c.Do(), func(who string, draft bool) (bool, string) {
			meeting := january
			if draft {
				meeting = "utkast-1"
			}
			let, text := i.ask(who, http.MethodPost, "/moten/"+meeting+"/rum/kommando", "application/json", fmt.Sprintf(`{"id":"0123456789abcdef-%d","do":%q}`, i.count, c.Do()))
			for _, kind := range []meetings.RefusalKind{meetings.NotAllowed, meetings.SignIn, meetings.Outside} {
				let = let && !strings.Contains(text, fmt.Sprintf(`"refused":%q`, kind))
			}
			return let, text
		})
	}
	compare(i.t, commandsFile, got)
}

// compare holds what was found against a file: what is not there is nobody's.
func compare(t testing.TB, name string, got map[string]string) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", strings.Join(actors, ", "))
	for _, row := range slices.Sorted(maps.Keys(got)) {
		fmt.Fprintf(&b, "%s %s\n", got[row], row)
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	want := map[string]string{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if signs, row, ok := strings.Cut(lines.Text(), " "); ok && signs != "#" {
			want[row] = signs
		}
	}
	for row, signs := range got {
		switch {
		case want[row] == "":
			t.Errorf("%s has no row in %s: say there who may (it is %s), or write it with -update and read it", row, name, signs)
		case want[row] != signs:
			t.Errorf("%s: %s, want %s (%s)", row, signs, want[row], strings.Join(actors, ", "))
		}
	}
	for row := range want {
		if got[row] == "" {
			t.Errorf("%s stands in %s and is no more", row, name)
		}
	}
}

// TestAnAdministratorReachesNobodyOfAnotherOrganisation sends what its own administrator
// could, about people and invitations of the first organisation, as that of another.
func TestAnAdministratorReachesNobodyOfAnotherOrganisation(t *testing.T) {
	i := twoOrganisations(t)
	state := func() string {
		members, err := i.n.store.Members(t.Context(), "")
		i.must(err)
		invited, err := i.n.store.Invitations(t.Context(), "", meetings.At(time.Now()))
		i.must(err)
		return fmt.Sprint(members, invited)
	}
	before := state()
	invited, err := i.n.store.Invitations(t.Context(), "", meetings.At(time.Now()))
	i.must(err)
	for _, form := range []url.Values{
		{"do": {"roll"}, "who": {"organiser"}, "role": {"editor"}}, {"do": {"roll"}, "who": {"other editor"}, "role": {"king"}},
		{"do": {"ta-bort"}, "who": {"organiser"}}, {"do": {"ny-lank"}, "who": {"administrator"}}, {"do": {"dra-tillbaka"}, "link": {invited[0].ID}},
	} {
		let, text := i.ask("other administrator", http.MethodPost, "/personer", "application/x-www-form-urlencoded", form.Encode())
		if state() != before || strings.Contains(text, "/in/") || let && form.Get("who") != "other editor" && form.Get("link") == "" {
			t.Errorf("%v is done: %t", form, let)
		}
	}
	// The links of another organisation lead to it, and tell nothing of the first.
	secret, err := i.n.change.Invite(t.Context(), i.people["other administrator"], meetings.Editor, "")
	i.must(err)
	if let, text := i.ask("nobody", http.MethodGet, "/in/"+secret, "", ""); !let || !strings.Contains(text, "Grannen") || strings.Contains(text, canary) {
		t.Errorf("its own invitation: %t", let)
	}
}

func TestTheCalendarOfAnOrganisationHasNoDraftsOfAnother(t *testing.T) {
	i := twoOrganisations(t)
	secrets := map[string]string{}
	for _, who := range []string{"organiser", "other organiser"} {
		secret, err := i.n.change.RenewPrivate(t.Context(), i.people[who])
		i.must(err)
		secrets[who] = secret
	}
	for who, secret := range secrets {
		let, text := i.ask("nobody", http.MethodGet, "/planera/kalender/"+secret+".ics", "", "")
		if has := strings.Contains(text, canary); !let || has != (who == "organiser") || !strings.Contains(text, "BEGIN:VEVENT") {
			t.Errorf("%s: there %t, drafts %t", who, let, has)
		}
	}
}
