package meetings_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/sample"
)

func TestASeriesIsSaidAsASentence(t *testing.T) {
	for _, row := range []struct{ rule, sv, en string }{
		{"FREQ=DAILY", "varje dag", "every day"},
		{"FREQ=DAILY;INTERVAL=2", "varannan dag", "every other day"},
		{"FREQ=WEEKLY", "varje torsdag", "every Thursday"},
		{"FREQ=WEEKLY;BYDAY=TU,TH", "varje tisdag och torsdag", "every Tuesday and Thursday"},
		{"FREQ=WEEKLY;BYDAY=MO,WE,FR", "varje måndag, onsdag och fredag", "every Monday, Wednesday and Friday"},
		{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "varje vardag", "every weekday"},
		{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "varje dag", "every day"},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "varannan torsdag, jämna veckor", "every other Thursday, even weeks"},
		{"FREQ=WEEKLY;INTERVAL=4;BYDAY=WE", "var fjärde onsdag", "every fourth Wednesday"},
		{"FREQ=WEEKLY;INTERVAL=12;BYDAY=WE", "var tolfte onsdag", "every twelfth Wednesday"},
		{"FREQ=WEEKLY;INTERVAL=13;BYDAY=WE", "var 13:e onsdag", "every 13th Wednesday"},
		{"FREQ=MONTHLY", "den 14:e i månaden", "the 14th of the month"},
		{"FREQ=MONTHLY;BYDAY=-1MO", "sista måndagen i månaden", "the last Monday of the month"},
		{"FREQ=MONTHLY;BYDAY=1TU,3TU", "första och tredje tisdagen i månaden", "the first and third Tuesday of the month"},
		{"FREQ=MONTHLY;BYDAY=1MO,3TU", "första måndagen och tredje tisdagen i månaden", "the first Monday and third Tuesday of the month"},
		{"FREQ=MONTHLY;INTERVAL=2;BYDAY=-2FR", "näst sista fredagen varannan månad", "the second to last Friday of every other month"},
		{"FREQ=MONTHLY;INTERVAL=3;BYDAY=2SU", "andra söndagen var tredje månad", "the second Sunday of every third month"},
		{"FREQ=MONTHLY;BYMONTHDAY=1,15", "den 1:a och den 15:e i månaden", "the 1st and the 15th of the month"},
		{"FREQ=MONTHLY;BYMONTHDAY=-1", "sista dagen i månaden", "the last day of the month"},
		{"FREQ=MONTHLY;BYMONTHDAY=22,-3", "den 22:a och den tredje dagen från slutet i månaden", "the 22nd and the third to last day of the month"},
		{"FREQ=YEARLY", "varje år den 14 januari", "every year on 14 January"},
		{"FREQ=YEARLY;INTERVAL=2", "vartannat år den 14 januari", "every other year on 14 January"},
		{"FREQ=YEARLY;INTERVAL=3", "vart tredje år den 14 januari", "every third year on 14 January"},
	} {
		s := meetings.Series{Rule: meetings.Rule(row.rule), First: date(t, "2027-01-14"), Until: date(t, "2027-06-17"), Start: 12 * 60, Minutes: 45}
		if got, want := s.InWords(meetings.SV), row.sv+", kl. 12.00–12.45"; got != want {
			t.Errorf("%s is said %q, want %q", row.rule, got, want)
		}
		if got, want := s.InWords(meetings.EN), row.en+", 12:00–12:45"; got != want {
			t.Errorf("%s is said %q, want %q", row.rule, got, want)
		}
	}
}

func TestTheSeriesOfTheSampleSeasonAreSaidAsTheirAuthorsWouldSayThem(t *testing.T) {
	want := map[string][2]string{
		"barn-och-unga":               {"varje tisdag, kl. 12.00–12.45", "12 januari–15 juni"},
		"vuxna-och-aldre":             {"varannan onsdag, udda veckor, kl. 12.00–12.45", "20 januari–9 juni"},
		"digitala-losningar":          {"var fjärde onsdag, kl. 12.00–12.45", "27 januari–16 juni"},
		"suicidprevention":            {"varannan torsdag, jämna veckor, kl. 12.00–12.45", "14 januari–17 juni"},
		"migration-och-psykisk-halsa": {"sista måndagen i månaden, kl. 12.00–12.45", "25 januari–31 maj"},
	}
	p, err := sample.Season()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Series {
		if got := [2]string{s.InWords(meetings.SV), s.Period(meetings.SV)}; got != want[s.Slug] {
			t.Errorf("%s is said %q, want %q", s.Slug, got, want[s.Slug])
		}
	}
}

// 2026 has 53 weeks: 31 December is in week 53 and the Thursday two weeks later in week 2.
func TestEvenAndOddAreLeftOutWhenWeek53BreaksThem(t *testing.T) {
	s := meetings.Series{Rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", First: date(t, "2026-12-03"), Until: date(t, "2027-02-28"), Start: 12 * 60, Minutes: 45}
	if got := s.InWords(meetings.SV); got != "varannan torsdag, kl. 12.00–12.45" {
		t.Error(got)
	}
	s.Until = date(t, "2026-12-31")
	if got := s.InWords(meetings.SV); got != "varannan torsdag, udda veckor, kl. 12.00–12.45" {
		t.Error(got)
	}
}

func TestARuleThatCannotBeReadIsSaidAsItWasWritten(t *testing.T) {
	s := meetings.Series{Rule: "FREQ=HOURLY"}
	if s.InWords(meetings.SV) != "FREQ=HOURLY" || s.Period(meetings.SV) != "" {
		t.Error(s.InWords(meetings.SV), s.Period(meetings.SV))
	}
}

func TestEveryRuleCanBeSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySeries(t)
		for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
			said := s.InWords(lang)
			if said == "" || strings.Contains(said, "  ") || strings.HasPrefix(said, ",") || strings.Contains(said, "FREQ") {
				t.Fatalf("%s is said %q", s.Rule, said)
			}
		}
	})
}
