package meetings_test

import (
	"testing"
	"time"

	"ringain/meetings"
)

func TestAClockThatChangesStillGivesOneMoment(t *testing.T) {
	for _, row := range []struct{ name, zone, date, clock, want string }{
		{"an ordinary winter day", "Europe/Stockholm", "2027-01-12", "12.00", "2027-01-12T11:00:00Z"},
		{"an ordinary summer day", "Europe/Stockholm", "2027-06-15", "12:00", "2027-06-15T10:00:00Z"},
		{"lunch on the day clocks go forward", "Europe/Stockholm", "2027-03-28", "12:00", "2027-03-28T10:00:00Z"},
		{"an hour that does not exist", "Europe/Stockholm", "2027-03-28", "02:30", "2027-03-28T01:30:00Z"},
		{"before the hour that does not exist", "Europe/Stockholm", "2027-03-28", "01:30", "2027-03-28T00:30:00Z"},
		{"an hour that comes twice is the first", "Europe/Stockholm", "2027-10-31", "02:30", "2027-10-31T00:30:00Z"},
		{"after the hour that comes twice", "Europe/Stockholm", "2027-10-31", "03:00", "2027-10-31T02:00:00Z"},
		{"west of Greenwich, spring", "America/New_York", "2027-03-14", "02:30", "2027-03-14T07:30:00Z"},
		{"west of Greenwich, autumn", "America/New_York", "2027-11-07", "01:30", "2027-11-07T05:30:00Z"},
		{"far east", "Pacific/Kiritimati", "2027-01-12", "12:00", "2027-01-11T22:00:00Z"},
		{"Lisbon in winter", "Europe/Lisbon", "2027-03-23", "12:00", "2027-03-23T12:00:00Z"},
	} {
		t.Run(row.name, func(t *testing.T) {
			loc, err := time.LoadLocation(row.zone)
			if err != nil {
				t.Fatal(err)
			}
			got := date(t, row.date).At(clock(t, row.clock), loc).In(time.UTC).Format(time.RFC3339)
			if got != row.want {
				t.Errorf("%s %s in %s is %s, want %s", row.date, row.clock, row.zone, got, row.want)
			}
		})
	}
}

func TestNewYearMayBelongToTheWeekOfTheYearBefore(t *testing.T) {
	if year, week := date(t, "2027-01-01").Week(); year != 2026 || week != 53 {
		t.Errorf("1 January 2027 is in week %d of %d, want 53 of 2026", week, year)
	}
}

func TestDatesAndClocksAreReadAsTheyAreWritten(t *testing.T) {
	for _, text := range []string{"2027-02-29", "27-01-01", "2027-1-1", "", "2027-01-01T00:00"} {
		if d, err := meetings.ParseDate(text); err == nil {
			t.Errorf("%q is read as %s", text, d)
		}
	}
	for _, text := range []string{"24:00", "12,00", "", "12:60", "kl. 12"} {
		if c, err := meetings.ParseClock(text); err == nil {
			t.Errorf("%q is read as %s", text, c)
		}
	}
	var d meetings.Date
	if err := d.UnmarshalText([]byte("2028-02-29")); err != nil || d.String() != "2028-02-29" {
		t.Errorf("2028-02-29 is read as %s, %v", d, err)
	}
	if text, err := (meetings.Date{}).MarshalText(); err != nil || len(text) != 0 {
		t.Errorf("no day is written as %q, %v", text, err)
	}
}

// date and clock read what a test writes.
func date(t interface{ Fatal(...any) }, s string) meetings.Date {
	d, err := meetings.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func clock(t interface{ Fatal(...any) }, s string) meetings.Clock {
	c, err := meetings.ParseClock(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
