package meetings_test

import (
	"testing"
	"time"

	"ringain/meetings"
)

func TestDaysAndTimesAreSaidInBothLanguages(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	day, later := date(t, "2027-04-01"), date(t, "2027-06-15")
	start := day.At(12*60, stockholm).In(stockholm)
	end := start.Add(45 * time.Minute)
	sv, en := meetings.SV, meetings.EN
	for _, row := range []struct{ got, want string }{
		{meetings.SayDay(sv, day), "torsdag 1 april"},
		{meetings.SayDay(en, day), "Thursday 1 April"},
		{meetings.SayDate(sv, day), "torsdag 1 april 2027"},
		{meetings.SayDate(en, day), "Thursday 1 April 2027"},
		{meetings.SayPlainDate(sv, date(t, "2020-10-06")), "6 oktober 2020"},
		{meetings.SayPeriod(sv, date(t, "2027-01-12"), later), "12 januari–15 juni"},
		{meetings.SayPeriod(en, date(t, "2027-01-12"), later), "12 January–15 June"},
		{meetings.SayPeriod(sv, date(t, "2027-06-12"), later), "12–15 juni"},
		{meetings.SayPeriod(sv, later, later), "15 juni"},
		{meetings.SayPeriod(sv, date(t, "2026-11-30"), later), "30 november 2026–15 juni 2027"},
		{meetings.SayTime(sv, start), "kl. 12.00"},
		{meetings.SayTime(en, start), "12:00"},
		{meetings.SayTimes(sv, start, end), "kl. 12.00–12.45"},
		{meetings.SayTimes(en, start, end), "12:00–12:45"},
		{meetings.SayClocks(sv, 9*60+5, 60), "kl. 09.05–10.05"},
		{meetings.SayClocks(en, 23*60+30, 60), "23:30–00:30"},
		{meetings.SayWeek(sv, date(t, "2027-03-25")), "v. 12"},
		{meetings.SayWeek(en, date(t, "2027-03-25")), "week 12"},
		{meetings.SayWeek(sv, date(t, "2027-01-01")), "v. 53"},
		{meetings.SayZone(sv, "Europe/Stockholm"), "svensk tid"},
		{meetings.SayZone(en, "Europe/Stockholm"), "Swedish time"},
		{meetings.SayZone(sv, "Europe/Lisbon"), "lokal tid (Europe/Lisbon)"},
		{meetings.SayZone(en, "Europe/Lisbon"), "local time (Europe/Lisbon)"},
		{meetings.SayLength(sv, 45), "45 minuter"},
		{meetings.SayLength(sv, 1), "1 minut"},
		{meetings.SayLength(sv, 60), "1 timme"},
		{meetings.SayLength(sv, 90), "1 timme och 30 minuter"},
		{meetings.SayLength(en, 121), "2 hours and 1 minute"},
		{meetings.SayLength(en, 0), "0 minutes"},
		{meetings.SayMonth(sv, time.August), "augusti"},
		{meetings.SayWeekday(sv, time.Sunday), "söndag"},
	} {
		if row.got != row.want {
			t.Errorf("said %q, want %q", row.got, row.want)
		}
	}
}

func TestHowFarOffAMeetingIs(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) meetings.Instant {
		when, err := time.ParseInLocation("2006-01-02 15:04:05", s, stockholm)
		if err != nil {
			t.Fatal(err)
		}
		return meetings.At(when)
	}
	then := at("2027-03-30 12:00:00")
	for _, row := range []struct{ now, sv, en string }{
		{"2027-03-30 12:00:00", "nu", "now"},
		{"2027-03-30 12:20:00", "nu", "now"},
		{"2027-03-30 11:59:30", "om 1 minut", "in 1 minute"},
		{"2027-03-30 11:48:00", "om 12 minuter", "in 12 minutes"},
		{"2027-03-30 11:47:59", "om 13 minuter", "in 13 minutes"},
		{"2027-03-30 11:01:00", "om 59 minuter", "in 59 minutes"},
		{"2027-03-30 11:00:01", "om 1 timme", "in 1 hour"},
		{"2027-03-30 10:31:00", "om 1 timme", "in 1 hour"},
		{"2027-03-30 09:00:00", "om 3 timmar", "in 3 hours"},
		{"2027-03-30 05:59:00", "i dag", "today"},
		{"2027-03-30 00:00:00", "i dag", "today"},
		{"2027-03-29 23:59:59", "i morgon", "tomorrow"},
		{"2027-03-29 00:00:00", "i morgon", "tomorrow"},
		{"2027-03-28 12:00:00", "om 2 dagar", "in 2 days"},
		{"2027-03-27 12:00:00", "om 3 dagar", "in 3 days"}, // clocks change on the 28th
		{"2026-03-30 12:00:00", "om 365 dagar", "in 365 days"},
	} {
		if got := meetings.SayUntil(meetings.SV, at(row.now), then, stockholm); got != row.sv {
			t.Errorf("at %s said %q, want %q", row.now, got, row.sv)
		}
		if got := meetings.SayUntil(meetings.EN, at(row.now), then, stockholm); got != row.en {
			t.Errorf("at %s said %q, want %q", row.now, got, row.en)
		}
	}
}
