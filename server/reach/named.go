package reach

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"time"
)

// Named allows what [Public] does, and the machine of an address that whoever runs the
// server has set, which may be inside: at its port, wherever its name leads at that moment.
func Named(address string, resolver *net.Resolver) (may func(netip.AddrPort) error, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("read the address %q: %w", address, err)
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	if resolver == nil {
		resolver = net.DefaultResolver
	}
	return func(to netip.AddrPort) error {
		refusal := Public(to)
		if refusal == nil || fmt.Sprint(to.Port()) != port {
			return refusal
		}
		ctx, stop := context.WithTimeout(context.Background(), 2*time.Second)
		defer stop()
		own, err := resolver.LookupNetIP(ctx, "ip", u.Hostname())
		if err != nil {
			return fmt.Errorf("look up %s: %w", u.Hostname(), err)
		}
		if !slices.ContainsFunc(own, func(ip netip.Addr) bool { return ip.Unmap() == to.Addr().Unmap() }) {
			return refusal
		}
		return nil
	}, nil
}
