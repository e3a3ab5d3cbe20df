package node

import (
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

// handlerOf builds a node with settings in an empty installation and returns what answers there.
func handlerOf(t *testing.T, settings ...string) http.Handler {
	t.Helper()
	return loggingHandlerOf(t, t.Output(), settings...)
}

// loggingHandlerOf is handlerOf with a log of its own.
func loggingHandlerOf(t *testing.T, log io.Writer, settings ...string) http.Handler {
	t.Helper()
	args := append([]string{"--addr", "127.0.0.1:0", "--data", t.TempDir()}, settings...)
	c, err := ReadConfig("serve", args, func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	n, err := open(t.Context(), c, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		n.listener.Close()
		n.store.Close()
	})
	link, err := n.auth.NewLink()
	if err != nil {
		t.Fatal(err)
	}
	handler := n.handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path = strings.Replace(r.URL.Path, "LINK", link, 1)
		handler.ServeHTTP(w, r)
	})
}

// ask asks for a page from an address, and returns the answer.
func ask(h http.Handler, from, path string, header http.Header) *http.Response {
	r, w := httptest.NewRequest(http.MethodGet, path, nil), httptest.NewRecorder()
	r.RemoteAddr = from
	for name, values := range header {
		r.Header[name] = values
	}
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestStrangersDoNotShareALimit(t *testing.T) {
	h := handlerOf(t)
	for range sessionRequests + 1 {
		ask(h, "192.0.2.1:1000", "/om", nil)
	}
	for _, from := range []string{"192.0.2.1:1000", "192.0.2.2:1000"} {
		if a := ask(h, from, "/om", nil); a.StatusCode != http.StatusOK {
			t.Errorf("a stranger from %s is answered with %d because of another", from, a.StatusCode)
		}
	}
}

func TestASessionHasALimit(t *testing.T) {
	h := handlerOf(t)
	body := strings.NewReader(url.Values{"name": {"Ada"}}.Encode())
	r, w := httptest.NewRequest(http.MethodPost, "/in/LINK", body), httptest.NewRecorder()
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	h.ServeHTTP(w, r)
	cookies := w.Result().Cookies()
	if len(cookies) == 0 {
		t.Fatalf("nobody is signed in: %d", w.Code)
	}
	session := http.Header{"Cookie": {cookies[0].Name + "=" + cookies[0].Value}}
	for n := range sessionRequests {
		if a := ask(h, "192.0.2.1:1000", "/ingenstans", session); a.StatusCode != http.StatusNotFound {
			t.Fatalf("request %d is answered with %d", n+1, a.StatusCode)
		}
	}
	if a := ask(h, "192.0.2.1:1000", "/om", session); a.StatusCode != http.StatusTooManyRequests {
		t.Errorf("one request too many is answered with %d", a.StatusCode)
	}
	if a := ask(h, "192.0.2.1:1000", "/om", nil); a.StatusCode != http.StatusOK {
		t.Errorf("somebody else at the same address is answered with %d", a.StatusCode)
	}
}

func TestAnAddressHasALimitThatNobodyTalksTheirWayOutOf(t *testing.T) {
	for _, settings := range [][]string{{}, {"--proxies", "198.51.100.0/24"}} {
		h := handlerOf(t, append(settings, "--requests", "20")...)
		last := 0
		for n := range 21 {
			claimed := http.Header{"X-Forwarded-For": {strings.Repeat("1", n%3+1) + ".2.3.4"}, "X-Real-Ip": {"1.2.3.4"}}
			last = ask(h, "192.0.2.1:1000", "/om", claimed).StatusCode
		}
		if last != http.StatusTooManyRequests {
			t.Errorf("with %v, an address that says it is others is answered with %d", settings, last)
		}
		if a := ask(h, "192.0.2.2:1000", "/om", nil); a.StatusCode != http.StatusOK {
			t.Errorf("with %v, another address is answered with %d", settings, a.StatusCode)
		}
	}
}

// Whoever tries every way in from one address is slowed down in each, and so is who fills
// what others would propose with what nobody means.
func TestSignInsAndProposalsFromOneAddressHaveALimit(t *testing.T) {
	for _, path := range []string{"/logga-in", "/logga-in/vidare", "/logga-in/passnyckel", "/en/logga-in/passnyckel", "/moten/mote/forslag"} {
		h := handlerOf(t, "--requests", "30") // a tenth of which may be these
		var last int
		for range 4 {
			r, w := httptest.NewRequest(http.MethodPost, path, strings.NewReader("email=x@y.example")), httptest.NewRecorder()
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.RemoteAddr = "192.0.2.1:1000"
			h.ServeHTTP(w, r)
			last = w.Code
		}
		if last != http.StatusTooManyRequests {
			t.Errorf("the fourth try at %s is answered with %d", path, last)
		}
	}
}

// Whoever has letters sent to addresses that others have, to follow or to sign in by, soon
// reaches the end of it for an hour, slow as they may be.
func TestLettersThatOneAddressAsksForHaveALimitOfAnHour(t *testing.T) {
	for _, path := range []string{"/logga-in", "/en/logga-in", "/tema/none/folj"} {
		h := handlerOf(t, "--requests", "30000")
		for n := range asksAnHour + 1 {
			r, w := httptest.NewRequest(http.MethodPost, path, strings.NewReader("email=x@y.example")), httptest.NewRecorder()
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.RemoteAddr = "192.0.2.1:1000"
			h.ServeHTTP(w, r)
			if bounded := w.Code == http.StatusTooManyRequests; bounded != (n == asksAnHour) {
				t.Fatalf("request %d to %s is answered with %d", n+1, path, w.Code)
			}
		}
	}
}

func TestAProxyThatNobodyNamedIsToldOfOnce(t *testing.T) {
	through := http.Header{"X-Forwarded-For": {"203.0.113.7"}}
	for settings, want := range map[string]int{"": 1, "--proxies=127.0.0.1/32": 0} {
		var log bytes.Buffer
		h := loggingHandlerOf(t, &log, strings.Fields(settings)...)
		ask(h, "127.0.0.1:1000", "/om", nil)
		if told := strings.Count(log.String(), "RINGAIN_PROXIES"); told != 0 {
			t.Errorf("with %q, it is told of %d times before there is a proxy", settings, told)
		}
		for range 3 {
			ask(h, "127.0.0.1:1000", "/om", through)
		}
		if told := strings.Count(log.String(), "RINGAIN_PROXIES"); told != want {
			t.Errorf("with %q, it is told of %d times, not %d", settings, told, want)
		}
	}
}

// Scripts run at one address only, so whoever writes localhost is led there.
func TestLocalhostLeadsToTheAddressThatWasPrinted(t *testing.T) {
	for settings, want := range map[string]int{"": http.StatusFound, "--origin=https://moten.example": http.StatusOK} {
		h := handlerOf(t, strings.Fields(settings)...)
		a := ask(h, "127.0.0.1:1000", "http://localhost:8080/en/moten?fore=1", nil)
		if to := a.Header.Get("Location"); a.StatusCode != want || want == http.StatusFound && (!strings.HasPrefix(to, "http://127.0.0.1:") || !strings.HasSuffix(to, "/en/moten?fore=1")) {
			t.Errorf("with %q: %d to %q", settings, a.StatusCode, to)
		}
		if a := ask(h, "127.0.0.1:1000", "http://localhost:8080/healthz", nil); a.StatusCode != http.StatusOK {
			t.Errorf("with %q, health is answered with %d", settings, a.StatusCode)
		}
	}
}

func TestAnOriginIsTheAddressConfiguredOrThisMachine(t *testing.T) {
	for _, row := range []struct{ configured, listening, want string }{
		{"", "127.0.0.1:8080", "http://127.0.0.1:8080"},
		{"", "[::]:8080", "http://127.0.0.1:8080"},
		{"", "0.0.0.0:8080", "http://127.0.0.1:8080"},
		{"https://moten.example/", "0.0.0.0:8080", "https://moten.example"},
		{"moten.example", "0.0.0.0:8080", ""},
	} {
		at := net.TCPAddrFromAddrPort(netip.MustParseAddrPort(row.listening))
		if got, err := origin(row.configured, at); got != row.want || (err == nil) != (row.want != "") {
			t.Errorf("origin(%q, %s) = %q, %v", row.configured, row.listening, got, err)
		}
	}
}

func TestReasonsAndFiguresAreForThisMachine(t *testing.T) {
	h := handlerOf(t, "--redis", "redis://127.0.0.1:1/")
	for _, row := range []struct {
		from, header string
		figures      int
		reason       string
	}{
		{"127.0.0.1:1000", "", http.StatusOK, `"redis":"redis at `},
		{"[::1]:1000", "", http.StatusOK, `"redis":"redis at `},
		{"192.0.2.1:1000", "", http.StatusNotFound, `"redis":"out of reach"`},
		{"127.0.0.1:1000", "X-Forwarded-For", http.StatusNotFound, `"redis":"out of reach"`},
		{"127.0.0.1:1000", "X-Real-Ip", http.StatusNotFound, `"redis":"out of reach"`},
		{"127.0.0.1:1000", "Via", http.StatusNotFound, `"redis":"out of reach"`},
	} {
		header := http.Header{}
		if row.header != "" {
			header.Set(row.header, "127.0.0.1")
		}
		if a := ask(h, row.from, "/metrics", header); a.StatusCode != row.figures {
			t.Errorf("%+v: the figures are answered with %d", row, a.StatusCode)
		}
		body, err := io.ReadAll(ask(h, row.from, "/readyz", header).Body)
		if err != nil || !strings.Contains(string(body), row.reason) {
			t.Errorf("%+v: %s %v", row, body, err)
		}
	}
}

func TestProxiesAreNetworks(t *testing.T) {
	for list, want := range map[string]int{"": 0, "10.0.0.0/8": 1, "10.0.0.0/8, 127.0.0.1/32 ,2001:db8::/32": 3, "10.0.0.1": -1, "10.0.0.0/8;127.0.0.1/32": -1, "proxy": -1} {
		if all, err := networks(list); want < 0 && err == nil || want >= 0 && (err != nil || len(all) != want) {
			t.Errorf("networks(%q) = %v, %v", list, all, err)
		}
	}
}

func TestAnAddressIsText(t *testing.T) {
	h := handlerOf(t)
	for path, want := range map[string]int{
		"/om?x=%C3%A5": http.StatusOK, "/om?x=%zz": http.StatusOK, "/om%00": http.StatusNotFound, "/moten/%FF": http.StatusNotFound,
		"/moten/%C3%28.ics": http.StatusNotFound, "/om?x=%00": http.StatusNotFound, "/om?x=%FF": http.StatusNotFound,
	} {
		if a := ask(h, "192.0.2.1:1000", path, nil); a.StatusCode != want {
			t.Errorf("%s is answered with %d, want %d", path, a.StatusCode, want)
		}
	}
}

func TestAnAddressKeepsNewcomersWithinALimit(t *testing.T) {
	h := handlerOf(t, "--requests", "30")
	join := func(from string) int {
		r, w := httptest.NewRequest(http.MethodPost, "/moten/ingenstans/delta", nil), httptest.NewRecorder()
		r.RemoteAddr = from
		h.ServeHTTP(w, r)
		return w.Code
	}
	for n, want := range []int{http.StatusNotFound, http.StatusNotFound, http.StatusNotFound, http.StatusTooManyRequests} {
		if got := join("192.0.2.1:1000"); got != want {
			t.Errorf("newcomer %d is answered with %d, want %d", n+1, got, want)
		}
	}
	if got := join("192.0.2.2:1000"); got != http.StatusNotFound {
		t.Errorf("a newcomer from elsewhere is answered with %d", got)
	}
	if a := ask(h, "192.0.2.1:1000", "/om", nil); a.StatusCode != http.StatusOK {
		t.Errorf("reading is answered with %d", a.StatusCode)
	}
}
