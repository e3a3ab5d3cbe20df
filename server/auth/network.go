package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"

	"ringain/meetings"
)

// NetworkOf returns where an address is: an IPv4 address, or the /64 that one subscriber
// has in IPv6. It is empty when the address is not known.
func NetworkOf(a netip.Addr) string {
	switch a = a.Unmap(); {
	case a.Is6():
		return netip.PrefixFrom(a, 64).Masked().String()
	case a.IsValid():
		return a.String()
	}
	return ""
}

// Network returns a digest of where somebody comes from, by our secret and for one
// meeting alone: it can be compared, but neither read nor looked up elsewhere. It is
// empty when the address is not known.
func (a *Auth) Network(meeting meetings.ID, from netip.Addr) string {
	network := NetworkOf(from)
	if network == "" {
		return ""
	}
	h := hmac.New(sha256.New, a.secret)
	h.Write([]byte("network " + string(meeting) + " " + network))
	return hex.EncodeToString(h.Sum(nil)[:16])
}
