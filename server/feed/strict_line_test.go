package feed

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

var strictName = regexp.MustCompile(`^[A-Z0-9-]+$`)

// strictLine is a content line. RFC 5545, 3.1.
type strictLine struct {
	name   string
	params map[string][]string
	value  string
}

// unfolded takes a calendar apart. RFC 5545, 3.1.
func unfolded(text string) (lines, raw []string, err error) {
	if !strings.HasSuffix(text, "\r\n") {
		return nil, nil, fmt.Errorf("the last line has no CRLF")
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if line == "" || len(line) > 75 || !utf8.ValidString(line) {
			return nil, nil, fmt.Errorf("a line of %d octets: %q", len(line), line)
		}
		for _, r := range line {
			if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0xfeff || r == 0x2028 || r == 0x2029 {
				return nil, nil, fmt.Errorf("a line with %U: %q", r, line)
			}
		}
		if line[0] != ' ' {
			lines, raw = append(lines, line), append(raw, line+"\r\n")
			continue
		}
		if len(lines) == 0 {
			return nil, nil, fmt.Errorf("the first line is folded")
		}
		lines[len(lines)-1] += line[1:]
		raw[len(raw)-1] += line + "\r\n"
	}
	return lines, raw, nil
}

// parsed takes a line apart: contentline in RFC 5545, 3.1.
func parsed(text string) (l strictLine, err error) {
	l.params = map[string][]string{}
	end := strings.IndexAny(text, ";:")
	if end < 0 || !strictName.MatchString(text[:end]) {
		return l, fmt.Errorf("no name")
	}
	l.name, text = text[:end], text[end:]
	for text[0] == ';' {
		name, rest, found := strings.Cut(text[1:], "=")
		if !found || !strictName.MatchString(name) || l.params[name] != nil {
			return l, fmt.Errorf("no parameter")
		}
		for more := true; more; {
			value := ""
			if strings.HasPrefix(rest, `"`) {
				if value, rest, found = strings.Cut(rest[1:], `"`); !found {
					return l, fmt.Errorf("an open quote")
				}
			} else {
				end := strings.IndexAny(rest, `,;:"`)
				if end < 0 || rest[end] == '"' {
					return l, fmt.Errorf("an odd parameter")
				}
				value, rest = rest[:end], rest[end:]
			}
			l.params[name] = append(l.params[name], value)
			if more = strings.HasPrefix(rest, ","); more {
				rest = rest[1:]
			}
		}
		if text = rest; text == "" {
			return l, fmt.Errorf("no value")
		}
	}
	if text[0] != ':' {
		return l, fmt.Errorf("no value")
	}
	l.value = text[1:]
	return l, nil
}

// unescaped reads a list of TEXT. RFC 5545, 3.3.11.
func unescaped(s string) (parts []string, err error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ',':
			parts = append(parts, b.String())
			b.Reset()
		case c == ';':
			return nil, fmt.Errorf("a bare semicolon")
		case c != '\\':
			b.WriteByte(c)
		case i+1 < len(s) && strings.IndexByte(`\;,`, s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case i+1 < len(s) && (s[i+1] == 'n' || s[i+1] == 'N'):
			i++
			b.WriteByte('\n')
		default:
			return nil, fmt.Errorf("a bare backslash")
		}
	}
	return append(parts, b.String()), nil
}

// seconds reads a moment in UTC, or by the clock of the calendar's own zone: an hour
// before UTC in winter, two from the last Sunday of March to that of October.
// RFC 5545, 3.3.5: of two that a clock shows alike, it is the first.
func seconds(l strictLine) (int64, error) {
	if len(l.params) == 0 {
		t, err := time.Parse("20060102T150405Z", l.value)
		return t.Unix(), err
	}
	if len(l.params) != 1 || !slices.Equal(l.params["TZID"], []string{"Europe/Stockholm"}) {
		return 0, fmt.Errorf("is in a zone that is not there")
	}
	t, err := time.Parse("20060102T150405", l.value)
	if err != nil {
		return 0, err
	}
	spring, autumn := lastSunday(t.Year(), time.March).Add(2*time.Hour), lastSunday(t.Year(), time.October).Add(3*time.Hour)
	if !t.Before(spring) && t.Before(spring.Add(time.Hour)) {
		return 0, fmt.Errorf("is an hour that clocks leave out")
	}
	if t.Before(spring) || !t.Before(autumn) {
		return t.Unix() - 3600, nil
	}
	return t.Unix() - 7200, nil
}

func lastSunday(year int, m time.Month) time.Time {
	t := time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, -int(t.Weekday()))
}
