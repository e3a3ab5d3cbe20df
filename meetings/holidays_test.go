package meetings_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

// The movable days as the almanac has them: Easter Sunday, Midsummer Eve, All Saints' Day.
const almanac = `
2020-04-12 2020-06-19 2020-10-31
2021-04-04 2021-06-25 2021-11-06
2022-04-17 2022-06-24 2022-11-05
2023-04-09 2023-06-23 2023-11-04
2024-03-31 2024-06-21 2024-11-02
2025-04-20 2025-06-20 2025-11-01
2026-04-05 2026-06-19 2026-10-31
2027-03-28 2027-06-25 2027-11-06
2028-04-16 2028-06-23 2028-11-04
2029-04-01 2029-06-22 2029-11-03
2030-04-21 2030-06-21 2030-11-02
2031-04-13 2031-06-20 2031-11-01
2032-03-28 2032-06-25 2032-11-06
2033-04-17 2033-06-24 2033-11-05
2034-04-09 2034-06-23 2034-11-04
2035-03-25 2035-06-22 2035-11-03
2036-04-13 2036-06-20 2036-11-01
2037-04-05 2037-06-19 2037-10-31
2038-04-25 2038-06-25 2038-11-06
2039-04-10 2039-06-24 2039-11-05
2040-04-01 2040-06-22 2040-11-03`

func TestMovableHolidaysAreThoseOfTheAlmanac(t *testing.T) {
	for line := range strings.Lines(strings.TrimSpace(almanac)) {
		days := strings.Fields(line)
		easter := date(t, days[0])
		want := map[string]meetings.Date{
			"skärtorsdagen": easter.AddDays(-3), "långfredagen": easter.AddDays(-2), "påskafton": easter.AddDays(-1),
			"påskdagen": easter, "annandag påsk": easter.AddDays(1), "Kristi himmelsfärdsdag": easter.AddDays(39),
			"pingstafton": easter.AddDays(48), "pingstdagen": easter.AddDays(49),
			"midsommarafton": date(t, days[1]), "midsommardagen": date(t, days[1]).AddDays(1),
			"allhelgonaafton": date(t, days[2]).AddDays(-1), "alla helgons dag": date(t, days[2]),
		}
		got := map[string]meetings.Date{}
		for _, h := range meetings.Holidays(easter.Year) {
			if _, movable := want[h.Name.SV]; movable {
				got[h.Name.SV] = h.Date
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d: %s", easter.Year, diff)
		}
	}
}

func TestTheHolidaysOf2027(t *testing.T) {
	want := strings.TrimSpace(`
2027-01-01 red nyårsdagen / New Year's Day
2027-01-05 half trettondagsafton / Epiphany Eve
2027-01-06 red trettondedag jul / Epiphany
2027-03-25 half skärtorsdagen / Maundy Thursday
2027-03-26 red långfredagen / Good Friday
2027-03-27 eve påskafton / Easter Eve
2027-03-28 red påskdagen / Easter Sunday
2027-03-29 red annandag påsk / Easter Monday
2027-04-30 half valborgsmässoafton / Walpurgis Night
2027-05-01 red första maj / May Day
2027-05-06 red Kristi himmelsfärdsdag / Ascension Day
2027-05-07 squeeze klämdag / squeeze day
2027-05-15 eve pingstafton / Whitsun Eve
2027-05-16 red pingstdagen / Whit Sunday
2027-06-06 red nationaldagen / National Day
2027-06-25 eve midsommarafton / Midsummer Eve
2027-06-26 red midsommardagen / Midsummer Day
2027-11-05 half allhelgonaafton / All Saints' Eve
2027-11-06 red alla helgons dag / All Saints' Day
2027-12-24 eve julafton / Christmas Eve
2027-12-25 red juldagen / Christmas Day
2027-12-26 red annandag jul / Boxing Day
2027-12-31 eve nyårsafton / New Year's Eve`)
	var got []string
	for _, h := range meetings.Holidays(2027) {
		got = append(got, fmt.Sprintf("%s %s %s / %s", h.Date, h.Kind, h.Name.SV, h.Name.EN))
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), got); diff != "" {
		t.Error(diff)
	}
}

func TestSqueezeDaysLieBetweenDaysOff(t *testing.T) {
	for day, want := range map[string]bool{
		"2026-01-02": true,  // Friday after New Year's Day
		"2024-12-23": true,  // Monday between Sunday and Christmas Eve
		"2024-12-27": true,  // Friday after Boxing Day
		"2024-12-30": true,  // Monday before New Year's Eve
		"2024-06-07": true,  // Friday after the National Day
		"2027-04-29": false, // Thursday before a half day
		"2027-01-04": false, // Monday before a half day
		"2027-05-05": false, // Wednesday before Ascension Day
	} {
		h, _ := meetings.HolidayOn(date(t, day))
		if got := h.Kind == meetings.SqueezeDay; got != want {
			t.Errorf("%s is a squeeze day: %t, want %t", day, got, want)
		}
	}
}

func TestADayThatIsTwoHolidaysIsTheGreaterOne(t *testing.T) {
	for day, want := range map[string]meetings.HolidayKind{
		"2026-01-05": meetings.HalfDay, // also a Monday before a red Tuesday
		"2008-05-01": meetings.RedDay,  // Ascension Day and May Day
		"2022-06-06": meetings.RedDay,
		"2022-06-04": meetings.Eve,
		"2027-02-12": "",
	} {
		if h, ok := meetings.HolidayOn(date(t, day)); h.Kind != want || ok != (want != "") {
			t.Errorf("%s is %q, want %q", day, h.Kind, want)
		}
	}
}

func TestHolidaysAreInOrderAndNamedInBothLanguages(t *testing.T) {
	for year := 2020; year <= 2040; year++ {
		all := meetings.Holidays(year)
		if !slices.IsSortedFunc(all, func(a, b meetings.Holiday) int { return a.Date.UTC().Compare(b.Date.UTC()) }) {
			t.Errorf("%d is out of order", year)
		}
		red := 0
		for _, h := range all {
			if h.Name.SV == "" || h.Name.EN == "" || h.Kind.Name().SV == "" || h.Kind.Name().EN == "" || h.Date.Year != year {
				t.Errorf("%+v lacks a name or is of another year", h)
			}
			if h.Kind == meetings.RedDay {
				red++
			}
		}
		if red != 13 {
			t.Errorf("%d has %d red days, want 13", year, red)
		}
	}
}
