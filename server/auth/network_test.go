package auth_test

import (
	"net/netip"
	"strings"
	"testing"

	"ringain/server/auth"
)

func TestANetworkIsComparedAndNotRead(t *testing.T) {
	a := auth.New(auth.Config{Secret: []byte("one")})
	other := auth.New(auth.Config{Secret: []byte("two")})
	at := netip.MustParseAddr
	home := a.Network("m1", at("192.0.2.7"))
	if home == "" || strings.Contains(home, "192") || home != a.Network("m1", at("::ffff:192.0.2.7")) {
		t.Errorf("%q", home)
	}
	for name, elsewhere := range map[string]string{
		"another address":      a.Network("m1", at("192.0.2.8")),
		"another meeting":      a.Network("m2", at("192.0.2.7")),
		"another installation": other.Network("m1", at("192.0.2.7")),
		"nowhere":              a.Network("m1", netip.Addr{}),
	} {
		if elsewhere == home {
			t.Errorf("%s is the same", name)
		}
	}
	if a.Network("m1", at("2001:db8::1")) != a.Network("m1", at("2001:db8::2:3")) || a.Network("m1", at("2001:db8:0:1::1")) == a.Network("m1", at("2001:db8::1")) {
		t.Error("a subscriber of IPv6 has a /64")
	}
	if a.Network("m1", netip.Addr{}) != "" {
		t.Error("who comes from nowhere known has a digest")
	}
}
