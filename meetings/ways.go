package meetings

import (
	"net/url"
	"strings"
)

// checked cleans the ways in and refuses a number, a code or a link that nobody could use.
func (w Ways) checked() (Ways, error) {
	for _, line := range []*string{&w.Phone, &w.Code, &w.Link} {
		if err := fits(line, false, 500, "ways"); err != nil {
			return w, err
		}
	}
	if w.Phone != "" && (!strings.HasPrefix(w.Phone, "+") || len(Ways{Phone: w.Phone}.Dial()) < len("tel:+123456") || strings.Trim(w.Phone, "+0123456789 -()") != "") {
		return w, Refuse(Invalid, "Skriv telefonnumret med landsnummer, till exempel +46 8 123 456 78.",
			"Write the number with its country code, such as +46 8 123 456 78.").About("phone")
	}
	if strings.Trim(w.Code, "0123456789 *") != "" || len(w.Code) > 20 {
		return w, Refuse(Invalid, "Möteskoden får bara ha siffror.", "The meeting code can have digits only.").About("code")
	}
	if w.Link != "" {
		if u, err := url.Parse(w.Link); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
			return w, Refuse(Invalid, "Länken ska börja med https://.", "The link must begin with https://.").About("link")
		}
	}
	return w, nil
}
