package material

import (
	"cmp"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"ringain/meetings"
)

// MaxAddress is the length of an address at the most, in bytes.
const MaxAddress = 2000

// Address is the address of something on the web, as people can follow it and as two
// of them are compared.
type Address struct {
	Href string // where it leads: https or http, without what only tells who followed it
	Key  string // equal for addresses that lead to the same (RFC 3986, 6)
	Near string // equal for addresses that probably do
}

// ParseAddress reads an address that somebody wrote. One without scheme is taken for
// https. What is no address of a page or a file on the web is refused: another scheme, a
// name and password in it, a bare number of a machine or a name within somebody's own network.
//
// In Key, the scheme, www., the port that goes without saying, the last slash, the name
// of the page that a folder has by itself, the fragment (but not one that is the path
// of an app), the order of the query and what only tells who followed the address do not
// count. In Near, neither do capital letters, the address for phones, an archive's
// address around another one, and the name that a host had before it got another.
func ParseAddress(s string) (a Address, err error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || len(s) > MaxAddress || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.Opaque != "" {
		return a, noAddress()
	}
	host, err := idna.Lookup.ToASCII(strings.TrimSuffix(u.Hostname(), "."))
	if err != nil || !utf8.ValidString(s) || !public(host) {
		return a, noAddress()
	}
	if port := u.Port(); port != "" && port != map[string]string{"https": "443", "http": "80"}[u.Scheme] {
		host += ":" + port
	}
	u.Host = host
	u.RawQuery = withoutTraces(u.RawQuery)
	u.Path, u.RawPath = withoutSession(u.Path), withoutSession(u.RawPath)
	if strings.HasPrefix(u.Fragment, ":~:") {
		u.Fragment = ""
	}
	a.Href = u.String()
	a.Key = key(u)
	a.Near = near(a.Key)
	return a, nil
}

func noAddress() *meetings.Refusal {
	return meetings.Refuse(meetings.Invalid, "Det där är ingen adress på webben. Kopiera hela adressen ur webbläsarens adressfält, till exempel https://www.exempel.se/sida.",
		"That is no address on the web. Copy the whole address from the address bar of the browser, such as https://www.example.org/page.").About("address")
}

// public reports whether a host may be on the public web: a name with a dot whose last
// part is no number, and that is not one of those that are somebody's own (RFC 6761, RFC 6762).
func public(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil || len(host) > 253 {
		return false
	}
	dot := strings.LastIndexByte(host, '.')
	last := host[dot+1:]
	own := []string{"local", "localhost", "internal", "invalid", "test", "onion", "lan", "home", "arpa"}
	return dot > 0 && strings.Trim(last, "0123456789") != "" && !slices.Contains(own, last)
}

func key(u *url.URL) string {
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	p := strings.TrimSuffix(path.Clean("/"+u.Path), "/")
	for _, name := range []string{"/index.html", "/index.htm", "/index.php", "/default.aspx", "/index.aspx"} {
		p = strings.TrimSuffix(p, name)
	}
	q := u.Query()
	if host == "youtu.be" { // the short address of a film
		host, q, p = "youtube.com", url.Values{"v": {strings.Trim(p, "/")}}, "/watch"
	}
	k := host + p
	if len(q) > 0 {
		k += "?" + q.Encode() // in alphabetic order
	}
	if strings.HasPrefix(u.Fragment, "/") || strings.HasPrefix(u.Fragment, "!") {
		k += "#" + u.Fragment
	}
	return k
}

func near(key string) string {
	if _, kept, ok := strings.Cut(key, "web.archive.org/web/"); ok {
		_, kept, _ = strings.Cut(kept, "/")
		_, kept, _ = strings.Cut(kept, ":/") // path.Clean made one slash of two
		key = strings.TrimPrefix(strings.TrimLeft(kept, "/"), "www.")
	}
	key = strings.TrimPrefix(strings.ToLower(key), "m.")
	host, rest, _ := strings.Cut(key, "/")
	return strings.TrimSuffix(cmp.Or(movedHosts()[host], host)+"/"+rest, "/")
}

// movedHosts are hosts that have got another name, by their former one.
func movedHosts() map[string]string {
	return map[string]string{
		"skl.se":                   "skr.se",
		"fhi.se":                   "folkhalsomyndigheten.se",
		"smittskyddsinstitutet.se": "folkhalsomyndigheten.se",
		"dx.doi.org":               "doi.org",
		"twitter.com":              "x.com",
		"youtube-nocookie.com":     "youtube.com",
		"sv.m.wikipedia.org":       "sv.wikipedia.org",
		"en.m.wikipedia.org":       "en.wikipedia.org",
	}
}

// withoutTraces takes from a query what tells only who followed an address, and from where.
func withoutTraces(query string) string {
	kept := strings.Split(query, "&")
	kept = slices.DeleteFunc(kept, func(pair string) bool {
		name, _, _ := strings.Cut(strings.ToLower(pair), "=")
		return name == "" || strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "wt.") || slices.Contains(traces(), name)
	})
	return strings.Join(kept, "&")
}

func traces() []string {
	return []string{"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "li_fat_id", "igsh", "igshid", "si",
		"mc_cid", "mc_eid", "mkt_tok", "_ga", "_gl", "_hsenc", "_hsmi", "vero_id", "cmpid", "s_cid", "phpsessid", "jsessionid", "sessionid", "ref_src", "feature"}
}

// withoutSession takes the session from a path that carries one.
func withoutSession(p string) string {
	at := strings.Index(strings.ToLower(p), ";jsessionid=")
	if at < 0 {
		return p
	}
	return p[:at]
}
