package meetings

import (
	"fmt"
	"time"
)

// HalfYear is the first half of a year, to the end of June, or the second. Seasons are
// reported by it.
type HalfYear struct {
	Year   int
	Second bool
}

// HalfYearOf returns the half year that a day falls in.
func HalfYearOf(d Date) HalfYear { return HalfYear{d.Year, d.Month >= time.July} }

// ParseHalfYear reads a half year written as 2027-1 or 2027-2.
func ParseHalfYear(s string) (h HalfYear, err error) {
	var half int
	if _, err = fmt.Sscanf(s, "%4d-%1d", &h.Year, &half); err != nil || half < 1 || half > 2 || h.Year < 2000 {
		return HalfYear{}, fmt.Errorf("parse half year %q: want 2027-1 or 2027-2", s)
	}
	h.Second = half == 2
	return h, nil
}

// String writes the half year as 2027-1 or 2027-2.
func (h HalfYear) String() string {
	if h.Second {
		return fmt.Sprintf("%04d-2", h.Year)
	}
	return fmt.Sprintf("%04d-1", h.Year)
}

// First returns its first day.
func (h HalfYear) First() Date {
	if h.Second {
		return Date{h.Year, time.July, 1}
	}
	return Date{h.Year, time.January, 1}
}

// Next returns the half year after it.
func (h HalfYear) Next() HalfYear {
	if h.Second {
		return HalfYear{Year: h.Year + 1}
	}
	return HalfYear{h.Year, true}
}

// Before returns the half year before it.
func (h HalfYear) Before() HalfYear {
	if h.Second {
		return HalfYear{Year: h.Year}
	}
	return HalfYear{h.Year - 1, true}
}

// Last returns its last day.
func (h HalfYear) Last() Date { return h.Next().First().AddDays(-1) }

// Say says it as people do: "våren 2027", "autumn 2026".
func (h HalfYear) Say(lang Lang) string {
	if h.Second {
		return fmt.Sprintf(in(lang, "hösten %d", "autumn %d"), h.Year)
	}
	return fmt.Sprintf(in(lang, "våren %d", "spring %d"), h.Year)
}
