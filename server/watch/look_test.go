package watch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ringain/meetings"
	"ringain/server/reach"
)

// site is one that does everything sites do, and a client that knows two names: that of
// the site, and one within somebody's own network.
func site(t *testing.T) (c *http.Client, at func(path string) string) {
	t.Helper()
	mux := http.NewServeMux()
	says := func(path string, status int, body string) {
		mux.HandleFunc(path, func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/html; charset=utf-8")
			rw.WriteHeader(status)
			fmt.Fprint(rw, body)
		})
	}
	leads := func(path string, status int, to string) {
		mux.HandleFunc(path, func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, to, status) })
	}
	says("/", 200, "<title>Granviks kommun</title>")
	says("/stod", 200, "<!doctype html><title>Stöd till\n föräldrar</title>")
	for _, status := range []int{401, 403, 404, 410, 429, 500, 503} {
		says(fmt.Sprintf("/%d", status), status, "<title>Fel</title>")
	}
	says("/borta", 200, "<title>Sidan hittades inte – Granviks kommun</title>")
	says("/lost", 200, "<title>404 | Page not found</title>")
	leads("/gammal/sida", 301, "/stod")
	leads("/flyttad", 308, "/gammal/sida")
	leads("/tillfallig", 302, "/stod")
	leads("/blandad", 301, "/tillfallig")
	leads("/nedlagd/sida", 302, "/")
	leads("/runt", 302, "/runt2")
	leads("/runt2", 302, "/runt")
	leads("/inat", 302, "http://internt.example.org/metadata")
	leads("/hemma", 302, "http://127.0.0.1/")
	leads("/kvar", 302, "file:///etc/passwd")
	leads("/skript", 301, "javascript:alert(1)")
	says("/lurig", 200, "<title>Råd\u202e\u0000 stöd</title>")
	mux.HandleFunc("/steg/", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, r.URL.Path+"x", http.StatusFound) })
	mux.HandleFunc("/tyst", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/rapport.pdf", func(rw http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodHead {
			rw.WriteHeader(http.StatusTeapot) // only its head is to be asked for
		}
	})
	mux.HandleFunc("/utan-huvud.pdf", func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			rw.WriteHeader(http.StatusMethodNotAllowed)
		}
	})
	mux.HandleFunc("/sen", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Retry-After", "7200")
		rw.WriteHeader(http.StatusServiceUnavailable)
	})
	mux.HandleFunc("/bruten", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Length", "1000")
		rw.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	mux.HandleFunc("/stor", func(rw http.ResponseWriter, _ *http.Request) {
		for range 100_000 {
			if _, err := fmt.Fprint(rw, strings.Repeat("x", 1000)); err != nil {
				return
			}
		}
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	machine := netip.MustParseAddrPort(s.Listener.Addr().String())
	c = reach.New(reach.Options{Timeout: 2 * time.Second, May: func(to netip.AddrPort) error {
		if to == machine {
			return nil
		}
		return reach.Public(to)
	}})
	dial := c.Transport.(*http.Transport).DialContext
	c.Transport.(*http.Transport).DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, _ := net.SplitHostPort(address)
		to, known := map[string]string{"granvik.example.org": machine.String(), "granvik.watched.se": machine.String(), "internt.example.org": "10.0.0.7:80"}[host]
		if !known {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		return dial(ctx, network, to)
	}
	return c, func(path string) string { return "http://granvik.example.org" + path }
}

func TestALinkIsSeenAsItIs(t *testing.T) {
	c, at := site(t)
	for _, test := range []struct {
		path string
		want meetings.Seen
	}{
		{"/stod", meetings.Seen{State: meetings.LinkReached, Status: 200, Title: "Stöd till föräldrar"}},
		{"/", meetings.Seen{State: meetings.LinkReached, Status: 200, Title: "Granviks kommun"}},
		{"/gammal/sida", meetings.Seen{State: meetings.LinkReached, Status: 200, Final: at("/stod"), Title: "Stöd till föräldrar"}},
		{"/flyttad", meetings.Seen{State: meetings.LinkReached, Status: 200, Final: at("/stod"), Title: "Stöd till föräldrar"}},
		{"/tillfallig", meetings.Seen{State: meetings.LinkReached, Status: 200, Title: "Stöd till föräldrar"}},
		{"/blandad", meetings.Seen{State: meetings.LinkReached, Status: 200, Final: at("/tillfallig"), Title: "Stöd till föräldrar"}},
		{"/stor", meetings.Seen{State: meetings.LinkReached, Status: 200}},
		{"/borta", meetings.Seen{State: meetings.LinkDoubtful, Status: 200, Title: "Sidan hittades inte – Granviks kommun"}},
		{"/lost", meetings.Seen{State: meetings.LinkDoubtful, Status: 200, Title: "404 | Page not found"}},
		{"/nedlagd/sida", meetings.Seen{State: meetings.LinkDoubtful, Status: 200, Title: "Granviks kommun"}},
		{"/404", meetings.Seen{State: meetings.LinkGone, Status: 404, Title: "Fel"}},
		{"/410", meetings.Seen{State: meetings.LinkGone, Status: 410, Title: "Fel"}},
		{"/500", meetings.Seen{State: meetings.LinkFailed, Status: 500, Title: "Fel"}},
		{"/503", meetings.Seen{State: meetings.LinkFailed, Status: 503, Title: "Fel", After: time.Hour}},
		{"/rapport.pdf", meetings.Seen{State: meetings.LinkReached, Status: 200}},
		{"/utan-huvud.pdf", meetings.Seen{State: meetings.LinkReached, Status: 200}},
		{"/sen", meetings.Seen{State: meetings.LinkFailed, Status: 503, After: 2 * time.Hour}},
		{"/401", meetings.Seen{State: meetings.LinkRefused, Status: 401, Title: "Fel"}},
		{"/403", meetings.Seen{State: meetings.LinkRefused, Status: 403, Title: "Fel"}},
		{"/429", meetings.Seen{State: meetings.LinkRefused, Status: 429, Title: "Fel", After: time.Hour}},
		{"/tyst", meetings.Seen{State: meetings.LinkFailed}},
		{"/bruten", meetings.Seen{State: meetings.LinkFailed}},
		{"/runt", meetings.Seen{State: meetings.LinkLooping, Status: 302}},
		{"/steg/", meetings.Seen{State: meetings.LinkLooping, Status: 302}},
		{"/inat", meetings.Seen{State: meetings.LinkPrivate}},
		{"/hemma", meetings.Seen{State: meetings.LinkPrivate, Status: 302}},
		{"/kvar", meetings.Seen{State: meetings.LinkPrivate, Status: 302}},
		{"/skript", meetings.Seen{State: meetings.LinkPrivate, Status: 301}},
		{"/lurig", meetings.Seen{State: meetings.LinkReached, Status: 200, Title: "Råd stöd"}},
	} {
		if got := Look(t.Context(), c, "ringain", at(test.path)); got != test.want {
			t.Errorf("%s is %+v, want %+v", test.path, got, test.want)
		}
	}
	for address, want := range map[string]meetings.LinkState{"http://finns-inte.example.org/a": meetings.LinkGone, "http://internt.example.org/a": meetings.LinkPrivate, "http://192.168.0.1/a": meetings.LinkPrivate} {
		if got := Look(t.Context(), c, "ringain", address); got.State != want {
			t.Errorf("%s is %+v, want %s", address, got, want)
		}
	}
}

// FuzzTitle reads what other people's machines send.
func FuzzTitle(f *testing.F) {
	for _, page := range []string{"<title>Stöd</title>", "<meta charset=utf-16le><title>x", "\xfe\xff\x00<\x00t", "<title><b>&#0;&#xD800;</title>", "<!--<title>x</title>", "<svg><title>x</title></svg>"} {
		f.Add([]byte(page))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		if s := title(page); s != meetings.Line(s) || !utf8.ValidString(s) {
			t.Errorf("%q", s)
		}
	})
}
