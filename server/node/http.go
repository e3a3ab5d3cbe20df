package node

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"

	"ringain/client"
	"ringain/server/auth"
	"ringain/server/web"
)

// httpServer builds the HTTP server. Its patience with slow clients is short: heads of
// requests must come within 3 seconds, whole requests within 8. Sockets are taken
// over by package live and are not bound by these.
func httpServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 3 * time.Second,
		ReadTimeout:       8 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       30 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// handler is everything that answers. Calendars come first and pass nothing else on
// their way: an answer to a poll costs less than the limits that the rest has.
func (n *Node) handler() http.Handler {
	r := chi.NewRouter()
	r.Use(n.recovered)
	r.Group(n.feeds.Routes)
	r.Mount("/", n.pages())
	return r
}

// pages lists what else answers, and what a request passes on its way, in order.
func (n *Node) pages() http.Handler {
	r := chi.NewRouter()
	m := newMeasures(n)
	r.Use(
		m.requests,
		textOnly,
		middleware.GetHead, // whatever answers GET answers HEAD
		n.clientAddress(),
		httprate.LimitBy(n.config.Requests, time.Minute, byAddress),
		ownPagesOnly().Handler,
	)
	r.Handle(client.Prefix+"*", n.files.Handler())
	r.Get("/healthz", alive)
	r.Get("/readyz", n.ready)
	r.Get("/robots.txt", robots)
	r.Group(n.phone.Routes)
	r.Group(func(r chi.Router) {
		r.Use(onlyLocal)
		r.Handle("/metrics", m.handler())
	})
	r.Group(func(r chi.Router) {
		r.Use(n.atOneAddress, n.auth.Know)
		r.Use(bySessions(), n.newcomers(), followers())
		n.hub.Routes(r)
		n.uploads.Routes(r)
		n.web.Routes(r)
	})
	return r
}

// textOnly answers that nothing is at an address that is no text: no name has such
// signs, and PostgreSQL would take them for a fault.
func textOnly(next http.Handler) http.Handler {
	isText := func(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, err := url.QueryUnescape(r.URL.RawQuery)
		if !isText(r.URL.Path) || err == nil && !isText(query) {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ownPagesOnly refuses what the page of another site has a browser post to us.
func ownPagesOnly() *http.CrossOriginProtection {
	p := http.NewCrossOriginProtection()
	p.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "Det här skickades från en annan webbplats och gjordes inte. Öppna sidan här och försök igen. · "+
			"This was sent from another site and was not done. Open the page here and try again.", http.StatusForbidden)
	}))
	return p
}

// recovered answers a request whose handler panicked, and reports it.
func (n *Node) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler {
				panic(p) // the server's own way to break a connection off
			}
			n.log.Error("a request panicked", "path", web.LogPath(r), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			http.Error(w, "Något gick fel hos oss. Försök igen. · Something went wrong on our side. Try again.", http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r)
	})
}

// clientAddress finds out the client's address: from X-Forwarded-For when a proxy
// that was named as trusted has written it, else from the connection.
func (n *Node) clientAddress() func(http.Handler) http.Handler {
	if len(n.proxies) == 0 {
		return func(next http.Handler) http.Handler { return middleware.ClientIPFromRemoteAddr(n.proxyNoticed(next)) }
	}
	return middleware.ClientIPFromXFF(n.proxies...)
}

// proxyNoticed says once in the log that requests seem to come through a proxy that is
// not named as trusted: whoever comes through it then counts as one client.
func (n *Node) proxyNoticed(next http.Handler) http.Handler {
	var once sync.Once
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Forwarded-For") != "" {
			once.Do(func() {
				n.log.Warn("requests come through a proxy; name it in RINGAIN_PROXIES, or all who come through it count as one client")
			})
		}
		next.ServeHTTP(w, r)
	})
}

// networks reads a list of networks such as 10.0.0.0/8,127.0.0.1/32.
func networks(list string) (all []string, err error) {
	for text := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		if _, err := netip.ParsePrefix(text); err != nil {
			return nil, fmt.Errorf("the proxies %q are not networks such as 10.0.0.0/8,127.0.0.1/32: %w", list, err)
		}
		all = append(all, text)
	}
	return all, nil
}

// byAddress counts the requests of one network address, in IPv6 of one /64.
func byAddress(r *http.Request) (string, error) {
	return httprate.CanonicalizeIP(middleware.GetClientIP(r.Context())), nil
}

// sessionRequests is how many pages and forms one session may ask for each minute.
const sessionRequests = 1200

// bySessions bounds the pages and forms of one session. Whoever has none is
// counted by address alone: what strangers shared, one of them could use up.
func bySessions() func(http.Handler) http.Handler {
	limit := httprate.LimitBy(sessionRequests, time.Minute, bySession)
	return func(next http.Handler) http.Handler {
		limited := limit(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, ok := auth.Person(r); ok {
				limited.ServeHTTP(w, r)
			} else {
				next.ServeHTTP(w, r)
			}
		})
	}
}

// newcomers bounds how often something is kept for strangers of one network address:
// a new participant with what they propose, a chosen calendar. It stays for a day or longer.
func (n *Node) newcomers() func(http.Handler) http.Handler {
	limit := httprate.LimitBy(max(n.config.Requests/10, 1), time.Minute, byAddress)
	return func(next http.Handler) http.Handler {
		limited := limit(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, known := auth.Person(r)
			ends := func(form string) bool { return strings.HasSuffix(r.URL.Path, form) }
			keeps := slices.ContainsFunc([]string{"/delta", "/logga-in", "/vidare", "/passnyckel", "/kalender", "/forslag", "/foresla", "/fel", "/bekrafta"}, ends)
			if r.Method == http.MethodPost && keeps && !known {
				limited.ServeHTTP(w, r)
			} else {
				next.ServeHTTP(w, r)
			}
		})
	}
}

// asksAnHour is how many letters one network address may have sent to addresses it names,
// within an hour: as many as a whole office that begins to follow on one day.
const asksAnHour = 60

// followers bounds how often somebody asks for letters, to follow a theme or to sign in.
func followers() func(http.Handler) http.Handler {
	limit := httprate.LimitBy(asksAnHour, time.Hour, byAddress)
	return func(next http.Handler) http.Handler {
		limited := limit(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && (strings.HasSuffix(r.URL.Path, "/folj") || strings.HasSuffix(r.URL.Path, "/logga-in")) {
				limited.ServeHTTP(w, r)
			} else {
				next.ServeHTTP(w, r)
			}
		})
	}
}

// bySession counts the requests of the person of a session.
func bySession(r *http.Request) (string, error) {
	p, _ := auth.Person(r)
	return string(p.ID), nil
}

// atOneAddress leads whoever writes localhost to the address that was printed: scripts and
// sockets are for the pages of one address only. At another one, which nobody has
// configured, it says so once in the log.
func (n *Node) atOneAddress(next http.Handler) http.Handler {
	if n.config.Origin != "" {
		return next // a proxy may ask by another name than people do
	}
	var once sync.Once
	_, own, _ := strings.Cut(n.origin, "://")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := strings.Cut(r.Host, ":")
		switch {
		case r.Host == own:
		case host == "localhost" && r.Method == http.MethodGet:
			http.Redirect(w, r, n.origin+r.URL.RequestURI(), http.StatusFound)
			return
		default:
			once.Do(func() {
				n.log.Warn("pages are asked for at another address than they are for, where no script of theirs runs; set RINGAIN_ORIGIN", "for", n.origin)
			})
		}
		next.ServeHTTP(w, r)
	})
}

func alive(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") }

// robots lets everything be found but the rooms. Calendars obey it too, so the
// feeds must be allowed.
func robots(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(w, "User-agent: *\nDisallow: /moten/*/rum\nDisallow: /en/moten/*/rum\nDisallow: /in/\nDisallow: /folj/\nDisallow: /en/folj/\nAllow: /\n")
}

// onlyLocal hides what is for the operator: it answers on this machine only.
func onlyLocal(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLocal(r) {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isLocal reports whether somebody on this machine asks, and not through a proxy.
func isLocal(r *http.Request) bool {
	for _, left := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via"} {
		if r.Header.Get(left) != "" { // by a proxy
			return false
		}
	}
	return strings.HasPrefix(r.RemoteAddr, "127.") || strings.HasPrefix(r.RemoteAddr, "[::1]")
}
