// Package reach is the one way out: how the platform asks other machines on the web for
// what somebody has given the address of. Whoever gives an address may want us to ask a
// machine that only we can reach; this package asks public ones only.
package reach

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// ErrPrivate is why a machine is not asked: its address is not a public one.
var ErrPrivate = errors.New("the address is not on the public internet")

// Options are how far out one may reach.
type Options struct {
	Timeout  time.Duration              // for a whole answer
	Resolver *net.Resolver              // asks for the addresses of names; nil for the machine's own
	May      func(netip.AddrPort) error // which machines may be asked; nil for Public
	Most     int64                      // bytes of an answer that are read; more is an error. 0 for no bound
}

// New returns a client that follows no redirects by itself, keeps no cookies, uses no
// proxy, and asks only machines that May allows. That is looked at when the name has been
// resolved and right before connecting, so a name cannot change its mind in between
// (DNS rebinding).
func New(o Options) *http.Client {
	if o.May == nil {
		o.May = Public
	}
	d := net.Dialer{Timeout: o.Timeout, Resolver: o.Resolver, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("reach %s: %w", address, err)
		}
		return o.May(to)
	}}
	var by http.RoundTripper = &http.Transport{
		DialContext: d.DialContext, TLSHandshakeTimeout: o.Timeout, ResponseHeaderTimeout: o.Timeout, ExpectContinueTimeout: time.Second,
		MaxResponseHeaderBytes: 64 << 10, MaxConnsPerHost: 1, DisableKeepAlives: true, ForceAttemptHTTP2: true,
	}
	if o.Most > 0 {
		by = bounded{by, o.Most}
	}
	return &http.Client{
		Timeout:       o.Timeout,
		Transport:     by,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Public allows machines on the public internet, at the ports of the web. An IPv4 address
// that is mapped into IPv6 is judged as what it is; other addresses that carry one (NAT64,
// 6to4, Teredo) are nobody's own.
func Public(to netip.AddrPort) error {
	ip := to.Addr().Unmap().WithZone("")
	given := ip.Is4() || netip.MustParsePrefix("2000::/3").Contains(ip) // all of IPv6 that is given out to be asked
	if !given || !ip.IsGlobalUnicast() || ip.IsPrivate() || slices.ContainsFunc(special(), func(p netip.Prefix) bool { return p.Contains(ip) }) {
		return fmt.Errorf("%s: %w", to.Addr(), ErrPrivate)
	}
	if to.Port() != 80 && to.Port() != 443 {
		return fmt.Errorf("port %d is not one of the web: %w", to.Port(), ErrPrivate)
	}
	return nil
}

// special are the ranges that are global unicast by their form and yet nobody's public
// machine (the IANA special-purpose registries, RFC 6890).
func special() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
		netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.31.196.0/24"), netip.MustParsePrefix("192.52.193.0/24"),
		netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("192.175.48.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
		netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
		netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("3fff::/20"),
		netip.MustParsePrefix("168.63.129.16/32"), // a cloud's own
	}
}
