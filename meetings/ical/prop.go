package ical

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	goical "github.com/emersion/go-ical"

	"ringain/meetings"
)

// props are the properties of one component. The setters clean what they are given,
// write nothing for what is empty, and remember the first thing that cannot be
// written.
type props struct {
	of    *goical.Component
	order []string // the names of the properties as they were added
	err   error
}

// headOnly stands for a calendar without its children, which go-ical does not write.
const headOnly = "HEAD"

// newProps begins a component of a kind: VEVENT or headOnly.
func newProps(kind string) *props { return &props{of: goical.NewComponent(kind)} }

// add adds a property whose value is written as it is. Its parameters, in pairs, are
// fixed words of ours: go-ical writes whatever they hold.
func (p *props) add(name, value string, params ...string) {
	prop := goical.NewProp(name)
	for i := 0; i+1 < len(params); i += 2 {
		prop.Params[params[i]] = strings.Split(params[i+1], ",")
	}
	prop.Value = value
	p.put(prop)
}

func (p *props) put(prop *goical.Prop) {
	if strings.HasPrefix(prop.Name, "X-") {
		prop.Params.Del("VALUE") // TEXT is what they are without it, and older readers know them only so
	}
	p.of.Props.Add(prop)
	p.order = append(p.order, prop.Name)
}

func (p *props) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

// word adds a value that is a word, a number or the like.
func (p *props) word(name, value string, params ...string) {
	if value == "" || strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`,;\"`, r) }) {
		p.fail("%s: %q is not a word", name, value)
		return
	}
	p.add(name, value, params...)
}

// text adds a text of one line or several, cleaned.
func (p *props) text(name, s string) {
	if s = cleaned(s); s == "" {
		return
	}
	prop := goical.NewProp(name)
	prop.SetText(s)
	p.put(prop)
}

// texts adds a list of texts of one line each, cleaned, in one property.
func (p *props) texts(name string, list []string) {
	var clean []string
	for _, s := range list {
		if s = meetings.Line(s); s != "" {
			clean = append(clean, s)
		}
	}
	if len(clean) == 0 {
		return
	}
	prop := goical.NewProp(name)
	prop.SetTextList(clean)
	p.put(prop)
}

// cleaned is a text that calendars can carry.
func cleaned(s string) string { return strings.ReplaceAll(meetings.Lines(s), "\t", " ") }

// stamp adds a moment in UTC.
func (p *props) stamp(name string, at meetings.Instant) { p.time(name, at, time.UTC) }

// time adds a moment by the clock of a zone, which is UTC or has a VTIMEZONE.
func (p *props) time(name string, at meetings.Instant, loc *time.Location) {
	t := at.In(loc)
	if at <= 0 || t.Year() > 9999 {
		p.fail("%s: %d is not a moment", name, at)
		return
	}
	if loc == time.UTC {
		p.add(name, t.Format("20060102T150405Z"))
		return
	}
	p.add(name, t.Format("20060102T150405"), "TZID", loc.String())
}

// uri adds an absolute address, as ASCII. RFC 5545, 3.3.13: it is not escaped as text is.
func (p *props) uri(name, address string, params ...string) {
	u, ok := absolute(address)
	if !ok {
		p.fail("%s: %q is not an address", name, address)
		return
	}
	p.add(name, u, params...)
}

// absolute returns an absolute address with everything but plain ASCII percent-encoded.
func absolute(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" || u.Host == "" && u.Opaque == "" {
		return "", false
	}
	var b strings.Builder
	for _, c := range []byte(u.String()) {
		if c <= ' ' || c > '~' || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

// encode writes the component in order, folded, or says what cannot be written. A
// head is written without its frame.
func (p *props) encode() ([]byte, error) {
	if p.err != nil {
		return nil, p.err
	}
	var b bytes.Buffer
	if err := goical.NewEncoder(&b).Encode(&goical.Calendar{Component: p.of}); err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\r\n"), "\r\n")
	if p.of.Name == headOnly {
		lines = lines[1 : len(lines)-1]
	}
	slices.SortStableFunc(lines, func(a, b string) int { return p.place(a) - p.place(b) })
	var out []byte
	for _, line := range lines {
		if at := strings.IndexFunc(line, func(r rune) bool { return r < ' ' || r == 0x7F }); at >= 0 {
			return nil, fmt.Errorf("%q has a control character", line)
		}
		out = fold(out, line)
	}
	return out, nil
}

// place is where a line belongs: in the order in which the setters were called,
// which puts first that by which a reader knows the event.
func (p *props) place(line string) int {
	switch name := line[:strings.IndexAny(line, ";:")]; name {
	case "BEGIN":
		return -1
	case "END":
		return len(p.order)
	default:
		return slices.Index(p.order, name)
	}
}
