package meetings_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"ringain/meetings"
)

func TestDaysAreReadAsPeopleTypeThem(t *testing.T) {
	from := meetings.Date{Year: 2026, Month: time.November, Day: 22}
	for typed, want := range map[string]string{
		"2027-04-01": "2027-04-01", " 20270401 ": "2027-04-01", "2027-4-1": "2027-04-01", "2027.04.01": "2027-04-01",
		"1/4 2027": "2027-04-01", "1.4.2027": "2027-04-01", "1 april 2027": "2027-04-01", "1 Apr 2027": "2027-04-01",
		"1/4": "2027-04-01", "22/11": "2026-11-22", "21 nov": "2027-11-21", "3 May": "2027-05-03", "3 maj": "2027-05-03",
		"29 feb": "2028-02-29",
	} {
		got, err := meetings.TypedDate(typed, from)
		if err != nil || got.String() != want {
			t.Errorf("TypedDate(%q) = %v, %v; want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "i morgon", "2027-02-29", "31/4", "31 april", "0/0", "1999-01-01", "2027-13-01", "1 x", "2027-04-01 12.00"} {
		if got, err := meetings.TypedDate(typed, from); fieldOf(err) != "day" {
			t.Errorf("TypedDate(%q) = %v, %v", typed, got, err)
		}
	}
}

func TestTimesAreReadAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{
		"12.00": "12:00", "12:00": "12:00", "1200": "12:00", "12": "12:00", "9.30": "09:30", "930": "09:30", "kl. 9": "09:00", " 00.00 ": "00:00", "23,59": "23:59",
	} {
		got, err := meetings.TypedClock(typed)
		if err != nil || got.String() != want {
			t.Errorf("TypedClock(%q) = %v, %v; want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "tolv", "24.00", "12.60", "12.5", "123456", "-1"} {
		if got, err := meetings.TypedClock(typed); fieldOf(err) != "start" {
			t.Errorf("TypedClock(%q) = %v, %v", typed, got, err)
		}
	}
}

func TestDaysThatWereWrittenAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := meetings.Date{Year: 2000, Month: time.January, Day: 1}.AddDays(rapid.IntRange(0, 70000).Draw(t, "day"))
		for _, typed := range []string{d.String(), meetings.SayPlainDate(meetings.SV, d), meetings.SayPlainDate(meetings.EN, d)} {
			if got, err := meetings.TypedDate(typed, meetings.Date{}); err != nil || got != d {
				t.Fatalf("TypedDate(%q) = %v, %v", typed, got, err)
			}
		}
	})
}
