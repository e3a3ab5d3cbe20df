package meetings

import (
	"fmt"
	"time"
)

// Instant is a moment in milliseconds since 1970-01-01 UTC. Zero means never.
// It is the same number in Go, SQL, JSON and TypeScript.
type Instant int64

// At returns t as an Instant.
func At(t time.Time) Instant { return Instant(t.UnixMilli()) }

// In returns the moment as a time in loc.
func (i Instant) In(loc *time.Location) time.Time { return time.UnixMilli(int64(i)).In(loc) }

// Add returns the moment d later.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d.Milliseconds()) }

// Date is a day in the calendar, without a zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads a day written as 2027-01-12.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("parse date %q: %w", s, err)
	}
	return DateOf(t), nil
}

// String writes the day as 2027-01-12.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// MarshalText writes the day as 2027-01-12; the zero Date is empty.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(b))
	return err
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// UTC returns midnight of the day in UTC: for counting days, not for showing.
func (d Date) UTC() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.UTC().AddDate(0, 0, n)) }

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.UTC().Before(e.UTC()) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.UTC().Weekday() }

// Week returns the ISO 8601 week and the year it belongs to: 1 January 2027 is week 53 of 2026.
func (d Date) Week() (year, week int) { return d.UTC().ISOWeek() }

// At returns the moment when a clock in loc shows c on the day. RFC 5545, 3.3.5: a
// time that clocks show twice in autumn is the first of the two, and one they leave
// out in spring is read as if they had not been changed yet.
func (d Date) At(c Clock, loc *time.Location) Instant {
	shown := d.UTC().Add(time.Duration(c) * time.Minute)
	near := time.Date(d.Year, d.Month, d.Day, int(c)/60, int(c)%60, 0, 0, loc)
	_, before := near.Add(-12 * time.Hour).Zone()
	_, after := near.Add(12 * time.Hour).Zone()
	early := shown.Add(-time.Duration(before) * time.Second)
	late := shown.Add(-time.Duration(after) * time.Second)
	_, atEarly := early.In(loc).Zone()
	_, atLate := late.In(loc).Zone()
	if atLate == after && atEarly != before {
		return At(late)
	}
	return At(early)
}

// Clock is a time of day, in minutes after midnight.
type Clock int

// ParseClock reads a time of day written as 12:00 or, as Swedes write it, 12.00.
func ParseClock(s string) (Clock, error) {
	for _, layout := range []string{"15:04", "15.04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return Clock(t.Hour()*60 + t.Minute()), nil
		}
	}
	return 0, fmt.Errorf("parse time of day %q: want 12:00 or 12.00", s)
}

// String writes the time of day as 12:00.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60%24, int(c)%60) }

// MarshalText writes the time of day as 12:00.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what ParseClock reads.
func (c *Clock) UnmarshalText(b []byte) (err error) {
	*c, err = ParseClock(string(b))
	return err
}
