package meetings_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringain/meetings"
)

func TestARuleIsReadInItsShortestForm(t *testing.T) {
	for text, want := range map[string]meetings.Rule{
		"FREQ=WEEKLY;BYDAY=TU":                       "FREQ=WEEKLY;BYDAY=TU",
		"rrule:freq=weekly;interval=1;byday=th,tu":   "FREQ=WEEKLY;BYDAY=TU,TH",
		"FREQ=WEEKLY;WKST=MO;BYDAY=SU,MO,MO":         "FREQ=WEEKLY;BYDAY=MO,SU",
		" FREQ=DAILY;INTERVAL=99 ":                   "FREQ=DAILY;INTERVAL=99",
		"BYDAY=-1MO,+2TU,1TU;FREQ=MONTHLY":           "FREQ=MONTHLY;BYDAY=1TU,2TU,-1MO",
		"FREQ=MONTHLY;BYMONTHDAY=-1,15,1;INTERVAL=2": "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,15,-1",
		"FREQ=MONTHLY":                               "FREQ=MONTHLY",
		"FREQ=YEARLY":                                "FREQ=YEARLY",
	} {
		got, err := meetings.ParseRule(text)
		if err != nil || got != want {
			t.Errorf("%s is read as %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestARuleOutsideTheSubsetIsRefused(t *testing.T) {
	for _, text := range []string{
		"", "FREQ", "FREQ=", "nonsense", "INTERVAL=2", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=WEEKLY;", ";", "FREQ=WEEKLY=DAILY",
		"FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY;INTERVAL=24;BYHOUR=5",
		"FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=100", "FREQ=WEEKLY;INTERVAL=-1", "FREQ=WEEKLY;INTERVAL=x",
		"FREQ=WEEKLY;BYDAY=2TU", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=WEEKLY;BYDAY=å",
		"FREQ=MONTHLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=0TU", "FREQ=MONTHLY;BYDAY=6TU", "FREQ=MONTHLY;BYDAY=-6TU",
		"FREQ=MONTHLY;BYDAY=10FR", "FREQ=MONTHLY;BYDAY=53MO", "FREQ=MONTHLY;BYDAY=-53MO",
		"FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYDAY=1FR;BYMONTHDAY=13",
		"FREQ=DAILY;BYDAY=MO", "FREQ=YEARLY;BYDAY=1MO", "FREQ=YEARLY;BYMONTHDAY=1", "FREQ=YEARLY;BYEASTER=400",
		"FREQ=WEEKLY;WKST=SU", "FREQ=WEEKLY;WKST=+3MO", "FREQ=WEEKLY;COUNT=10", "FREQ=WEEKLY;UNTIL=20270615",
		"FREQ=MONTHLY;BYSETPOS=1", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYYEARDAY=1", "FREQ=YEARLY;BYMONTH=1",
		"FREQ=DAILY;BYHOUR=1", "DTSTART=20270101;FREQ=DAILY", "FREQ=WEEKLY;BYDAY=" + strings.Repeat("MO,", 200) + "MO",
	} {
		rule, err := meetings.ParseRule(text)
		wantRefusal(t, text, err, "rule")
		if rule != "" {
			t.Errorf("%q is refused but read as %q", text, rule)
		}
	}
}

func TestDatesFollowTheRule(t *testing.T) {
	for _, row := range []struct{ name, rule, first, until, want string }{
		{"every third day over a leap day", "FREQ=DAILY;INTERVAL=3", "2028-02-27", "2028-03-05", "2028-02-27 2028-03-01 2028-03-04"},
		{"the first day need not match", "FREQ=WEEKLY;BYDAY=TU", "2027-01-11", "2027-01-26", "2027-01-12 2027-01-19 2027-01-26"},
		{"every other week is counted from the week of the first day", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2027-01-13", "2027-02-01", "2027-01-15 2027-01-25 2027-01-29"},
		{"the weekday of the first day", "FREQ=WEEKLY", "2026-12-24", "2027-01-08", "2026-12-24 2026-12-31 2027-01-07"},
		{"the last Monday", "FREQ=MONTHLY;BYDAY=-1MO", "2027-01-25", "2027-05-31", "2027-01-25 2027-02-22 2027-03-29 2027-04-26 2027-05-31"},
		{"the first and third Tuesday", "FREQ=MONTHLY;BYDAY=1TU,3TU", "2027-01-01", "2027-02-28", "2027-01-05 2027-01-19 2027-02-02 2027-02-16"},
		{"a fifth Friday, when there is one", "FREQ=MONTHLY;BYDAY=5FR", "2027-01-01", "2027-06-30", "2027-01-29 2027-04-30"},
		{"day 31, when there is one", "FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-01", "2027-05-31", "2027-01-31 2027-03-31 2027-05-31"},
		{"the last day", "FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-01", "2027-04-29", "2027-01-31 2027-02-28 2027-03-31"},
		{"every third month on the day of the first", "FREQ=MONTHLY;INTERVAL=3", "2026-11-15", "2027-08-15", "2026-11-15 2027-02-15 2027-05-15 2027-08-15"},
		{"every other year", "FREQ=YEARLY;INTERVAL=2", "2027-06-06", "2031-06-06", "2027-06-06 2029-06-06 2031-06-06"},
		{"29 February, when there is one", "FREQ=YEARLY", "2024-02-29", "2028-12-31", "2024-02-29 2028-02-29"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := meetings.Series{Rule: meetings.Rule(row.rule), First: date(t, row.first), Until: date(t, row.until)}
			dates, err := s.Dates()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, strings.Trim(fmt.Sprint(dates), "[]")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestASeriesHasAtLeastOneDateAndABoundedNumber(t *testing.T) {
	for _, row := range []struct{ name, rule, first, until, field string }{
		{"none at all", "FREQ=MONTHLY;BYMONTHDAY=31", "2027-02-01", "2027-02-28", "until"},
		{"a day that never comes", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", "2027-02-01", "2032-02-01", "until"},
		{"too many", "FREQ=DAILY", "2027-01-01", "2028-06-04", "until"},
		{"too long", "FREQ=YEARLY", "2027-01-01", "2032-01-02", "until"},
		{"ends before it begins", "FREQ=DAILY", "2027-01-02", "2027-01-01", "until"},
		{"no rule", "", "2027-01-01", "2027-02-01", "rule"},
		{"long ago", "FREQ=DAILY", "0001-01-01", "0001-02-01", "first"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := meetings.Series{Rule: meetings.Rule(row.rule), First: date(t, row.first), Until: date(t, row.until)}
			_, err := s.Dates()
			wantRefusal(t, row.name, err, row.field)
		})
	}
	none := meetings.Series{Rule: "FREQ=DAILY", Until: date(t, "2027-01-01")}
	_, err := none.Dates()
	wantRefusal(t, "no first day", err, "first")
	none = meetings.Series{Rule: "FREQ=DAILY", First: meetings.Date{Year: 2027, Month: 2, Day: 30}, Until: date(t, "2027-03-04")}
	_, err = none.Dates()
	wantRefusal(t, "30 February", err, "first")
}

func TestFiveHundredAndTwentyDatesAreAllowed(t *testing.T) {
	s := meetings.Series{Rule: "FREQ=DAILY", First: date(t, "2027-01-01"), Until: date(t, "2028-06-03")}
	dates, err := s.Dates()
	if err != nil || len(dates) != meetings.MaxDates {
		t.Errorf("%d dates, %v", len(dates), err)
	}
}

// anyPattern draws a pattern of the subset.
func anyPattern(t *rapid.T) meetings.Pattern {
	p := meetings.Pattern{
		Every:    rapid.SampledFrom([]meetings.Frequency{meetings.Daily, meetings.Weekly, meetings.Monthly, meetings.Yearly}).Draw(t, "every"),
		Interval: rapid.OneOf(rapid.IntRange(1, 4), rapid.IntRange(1, meetings.MaxInterval)).Draw(t, "interval"),
	}
	numbers := rapid.Just(0)
	if p.Every == meetings.Monthly {
		numbers = rapid.SampledFrom([]int{1, 2, 3, 4, 5, -1, -2, -3, -4, -5})
	}
	weekday := rapid.Custom(func(t *rapid.T) meetings.Nth {
		return meetings.Nth{N: numbers.Draw(t, "n"), Day: time.Weekday(rapid.IntRange(0, 6).Draw(t, "day"))}
	})
	monthDay := rapid.OneOf(rapid.IntRange(1, 31), rapid.IntRange(-31, -1))
	switch p.Every {
	case meetings.Weekly:
		p.Weekdays = rapid.SliceOfN(weekday, 0, 7).Draw(t, "weekdays")
	case meetings.Monthly:
		if rapid.Bool().Draw(t, "by weekday") {
			p.Weekdays = rapid.SliceOfN(weekday, 0, 7).Draw(t, "weekdays")
		} else {
			p.MonthDays = rapid.SliceOfN(monthDay, 0, 7).Draw(t, "month days")
		}
	}
	return p
}

// anySeries draws a series with a rule of the subset; it may have no dates, or too many.
func anySeries(t *rapid.T) meetings.Series {
	first := date(t, "2020-01-01").AddDays(rapid.IntRange(0, 366*20).Draw(t, "first"))
	return meetings.Series{
		ID: "series", Slug: "series", Rule: anyPattern(t).Rule(), First: first,
		Until: first.AddDays(rapid.IntRange(0, 366*4).Draw(t, "days")),
		Zone:  rapid.SampledFrom([]string{"Europe/Stockholm", "Europe/Lisbon", "America/New_York", "UTC"}).Draw(t, "zone"),
		Start: meetings.Clock(rapid.IntRange(0, 24*60-1).Draw(t, "start")), Minutes: rapid.IntRange(5, 480).Draw(t, "minutes"),
		Title: meetings.Text{SV: "Serie"},
	}
}

func TestWhatARuleIsWrittenAsIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(anyPattern(t).Rule())
		rule, err := meetings.ParseRule(text)
		if err != nil {
			t.Fatalf("%s is refused: %v", text, err)
		}
		again, err := meetings.ParseRule(string(rule))
		if err != nil || again != rule {
			t.Fatalf("%s is read again as %s, %v", rule, again, err)
		}
	})
}

// The dates of a rule, found the slow way: by asking every day whether it counts.
func TestDatesAreTheDaysThatTheRuleDescribes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySeries(t)
		p, err := s.Rule.Pattern()
		if err != nil {
			t.Fatal(err)
		}
		var want []meetings.Date
		for d := s.First; !s.Until.Before(d); d = d.AddDays(1) {
			if describes(p, s.First, d) {
				want = append(want, d)
			}
		}
		got, err := s.Dates()
		switch {
		case len(want) == 0 || len(want) > meetings.MaxDates:
			if err == nil {
				t.Fatalf("%s from %s has %d dates and is not refused", s.Rule, s.First, len(want))
			}
		case err != nil:
			t.Fatalf("%s: %v", s.Rule, err)
		default:
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s from %s to %s: %s", s.Rule, s.First, s.Until, diff)
			}
		}
	})
}

// describes reads RFC 5545, 3.3.10 for one day.
func describes(p meetings.Pattern, first, d meetings.Date) bool {
	monday := func(d meetings.Date) meetings.Date { return d.AddDays(-int(d.Weekday()+6) % 7) }
	days := func(from, to meetings.Date) int { return int(to.UTC().Sub(from.UTC()).Hours() / 24) }
	last := meetings.DateOf(time.Date(d.Year, d.Month+1, 0, 0, 0, 0, 0, time.UTC)).Day
	weekday := len(p.Weekdays) == 0 && (p.Every != meetings.Weekly || d.Weekday() == first.Weekday())
	for _, n := range p.Weekdays {
		fromStart, fromEnd := (d.Day-1)/7+1, -((last-d.Day)/7 + 1)
		weekday = weekday || n.Day == d.Weekday() && (n.N == 0 || n.N == fromStart || n.N == fromEnd)
	}
	monthDay := len(p.MonthDays) == 0 && (len(p.Weekdays) > 0 || p.Every != meetings.Monthly && p.Every != meetings.Yearly || d.Day == first.Day)
	for _, n := range p.MonthDays {
		monthDay = monthDay || n == d.Day || n == d.Day-last-1
	}
	switch p.Every {
	case meetings.Daily:
		return days(first, d)%p.Interval == 0
	case meetings.Weekly:
		return weekday && days(monday(first), monday(d))/7%p.Interval == 0
	case meetings.Monthly:
		return weekday && monthDay && ((d.Year-first.Year)*12+int(d.Month-first.Month))%p.Interval == 0
	}
	return monthDay && d.Month == first.Month && (d.Year-first.Year)%p.Interval == 0
}

// FuzzRule: whatever is written as a rule is read or refused, and what is read
// gives its dates without a panic and in bounded time.
func FuzzRule(f *testing.F) {
	for _, seed := range []string{
		"FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=-1MO", "FREQ=MONTHLY;BYMONTHDAY=30;INTERVAL=12", "FREQ=YEARLY;INTERVAL=99",
		"FREQ=MONTHLY;BYDAY=53MO", "FREQ=HOURLY;INTERVAL=24;BYHOUR=5", "RRULE:FREQ=DAILY", "FREQ=YEARLY;BYEASTER=400",
	} {
		f.Add(seed, 0, 300)
	}
	f.Fuzz(func(t *testing.T, text string, day, length int) {
		first := date(t, "2027-02-28").AddDays(day % 4000)
		s := meetings.Series{Rule: meetings.Rule(text), First: first, Until: first.AddDays(length % 1826), Start: 720, Minutes: 45}
		began := time.Now()
		_, err := s.Dates()
		if took := time.Since(began); took > time.Second {
			t.Errorf("%q from %s took %s", text, first, took)
		}
		var refusal *meetings.Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Errorf("%q from %s is a fault: %v", text, first, err)
		}
		rule, err := meetings.ParseRule(text)
		if err != nil && !errors.As(err, &refusal) {
			t.Errorf("%q is a fault: %v", text, err)
		}
		if err == nil && (meetings.Series{Rule: rule, First: first}).InWords(meetings.SV) == "" {
			t.Errorf("%q cannot be said", rule)
		}
	})
}

func wantRefusal(t *testing.T, what string, err error, field string) {
	t.Helper()
	var refusal *meetings.Refusal
	if !errors.As(err, &refusal) {
		t.Errorf("%q gives %v, want a refusal", what, err)
		return
	}
	if refusal.Field != field || refusal.Say.SV == "" || refusal.Say.EN == "" {
		t.Errorf("%q is refused about %q (%v), want about %q in both languages", what, refusal.Field, refusal.Say, field)
	}
}
