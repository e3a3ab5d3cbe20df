package meetings

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Slug makes an address of a name, for life: lower-case letters a–z, digits and
// single hyphens, cut at a hyphen so that a date finds room after it. Å and ä
// become a, ö becomes o: "Barn och unga" is barn-och-unga. It is empty when the
// name holds nothing of the kind.
func Slug(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(Line(name))) {
		switch r = plain(r); {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r): // the ring of å, the dots of ä and ö
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), "-")
	if len(s) <= maxSlug {
		return s
	}
	if at := strings.LastIndexByte(s[:maxSlug+1], '-'); at > 0 {
		return s[:at]
	}
	return s[:maxSlug]
}

// plain exchanges the letters of our neighbours that do not come apart into a
// letter and its mark.
func plain(r rune) rune {
	switch r {
	case 'ø':
		return 'o'
	case 'æ':
		return 'a'
	}
	return r
}
