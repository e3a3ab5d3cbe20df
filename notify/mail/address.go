package mail

import (
	"net/mail"
	"strings"

	"golang.org/x/net/idna"
)

// maxAddress bounds an address, in octets. RFC 5321, 4.5.3.1.3, without its brackets.
const maxAddress = 254

// Address cleans an e-mail address that somebody has typed, and reports whether letters
// can be sent to it:
//
//   - it is an address alone, without a name beside it;
//   - what stands before the @ is at most 64 characters, plain ones, and not quoted;
//   - what stands after it is a name with a dot, in any letters: it is kept as the mail
//     servers know it, föreningen.example as xn--freningen-07a.example.
//
// Capitals make no difference and are not kept: no mail server in use tells them apart, and
// one person is one receiver.
func Address(typed string) (address string, ok bool) {
	typed = strings.ToLower(strings.TrimSpace(typed))
	at := strings.LastIndexByte(typed, '@')
	if at < 1 || at > 64 {
		return "", false
	}
	domain, err := idna.Lookup.ToASCII(typed[at+1:])
	if err != nil || !strings.Contains(strings.Trim(domain, "."), ".") || strings.HasSuffix(domain, ".") {
		return "", false
	}
	for _, c := range typed[:at] {
		if c <= ' ' || c > '~' || strings.ContainsRune(`"(),:;<>@[\]`, c) {
			return "", false
		}
	}
	address = typed[:at+1] + domain
	read, err := mail.ParseAddress(address)
	if err != nil || read.Address != address || read.Name != "" || len(address) > maxAddress {
		return "", false
	}
	return address, true
}

// Domain is what stands after the @ of an address.
func Domain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
