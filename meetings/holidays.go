package meetings

import (
	"cmp"
	"slices"
	"time"
)

// Holiday is a day on which Sweden does not work as usual.
type Holiday struct {
	Date Date
	Kind HolidayKind
	Name Text
}

// HolidayKind says how much of a day off it is, from most to least.
type HolidayKind string

// The kinds of holiday.
const (
	RedDay     HolidayKind = "red"     // a public holiday by law (SFS 1989:253)
	Eve        HolidayKind = "eve"     // off almost everywhere, though not by law
	HalfDay    HolidayKind = "half"    // many leave at noon
	SqueezeDay HolidayKind = "squeeze" // a working day between days off
)

// Name returns the name of a kind of holiday.
func (k HolidayKind) Name() Text {
	switch k {
	case RedDay:
		return Text{"röd dag", "public holiday"}
	case Eve:
		return Text{"helgdagsafton", "holiday eve"}
	case HalfDay:
		return Text{"halvdag", "half day"}
	case SqueezeDay:
		return Text{"klämdag", "squeeze day"}
	}
	return Text{}
}

// Holidays returns the Swedish holidays of a year in order of date. When one day
// is two of them, the one that is more of a day off comes first.
func Holidays(year int) []Holiday {
	all := append(fixedHolidays(year), movableHolidays(year)...)
	for d := (Date{year, time.January, 1}); d.Year == year; d = d.AddDays(1) {
		if squeezed(d, all) {
			all = append(all, Holiday{d, SqueezeDay, SqueezeDay.Name()})
		}
	}
	slices.SortStableFunc(all, func(a, b Holiday) int {
		return cmp.Or(a.Date.UTC().Compare(b.Date.UTC()), cmp.Compare(rank(a.Kind), rank(b.Kind)))
	})
	return all
}

// HolidayOn returns the holiday that a day is, if it is one.
func HolidayOn(d Date) (Holiday, bool) {
	for _, h := range Holidays(d.Year) {
		if h.Date == d {
			return h, true
		}
	}
	return Holiday{}, false
}

func rank(k HolidayKind) int {
	return slices.Index([]HolidayKind{RedDay, Eve, HalfDay, SqueezeDay}, k)
}

func fixedHolidays(year int) []Holiday {
	on := func(m time.Month, day int, kind HolidayKind, sv, en string) Holiday {
		return Holiday{Date{year, m, day}, kind, Text{sv, en}}
	}
	return []Holiday{
		on(time.January, 1, RedDay, "nyårsdagen", "New Year's Day"),
		on(time.January, 5, HalfDay, "trettondagsafton", "Epiphany Eve"),
		on(time.January, 6, RedDay, "trettondedag jul", "Epiphany"),
		on(time.April, 30, HalfDay, "valborgsmässoafton", "Walpurgis Night"),
		on(time.May, 1, RedDay, "första maj", "May Day"),
		on(time.June, 6, RedDay, "nationaldagen", "National Day"),
		on(time.December, 24, Eve, "julafton", "Christmas Eve"),
		on(time.December, 25, RedDay, "juldagen", "Christmas Day"),
		on(time.December, 26, RedDay, "annandag jul", "Boxing Day"),
		on(time.December, 31, Eve, "nyårsafton", "New Year's Eve"),
	}
}

func movableHolidays(year int) []Holiday {
	easter := Easter(year)
	midsummer := saturdayFrom(Date{year, time.June, 20})
	saints := saturdayFrom(Date{year, time.October, 31})
	return []Holiday{
		{easter.AddDays(-3), HalfDay, Text{"skärtorsdagen", "Maundy Thursday"}},
		{easter.AddDays(-2), RedDay, Text{"långfredagen", "Good Friday"}},
		{easter.AddDays(-1), Eve, Text{"påskafton", "Easter Eve"}},
		{easter, RedDay, Text{"påskdagen", "Easter Sunday"}},
		{easter.AddDays(1), RedDay, Text{"annandag påsk", "Easter Monday"}},
		{easter.AddDays(39), RedDay, Text{"Kristi himmelsfärdsdag", "Ascension Day"}},
		{easter.AddDays(48), Eve, Text{"pingstafton", "Whitsun Eve"}},
		{easter.AddDays(49), RedDay, Text{"pingstdagen", "Whit Sunday"}},
		{midsummer.AddDays(-1), Eve, Text{"midsommarafton", "Midsummer Eve"}},
		{midsummer, RedDay, Text{"midsommardagen", "Midsummer Day"}},
		{saints.AddDays(-1), HalfDay, Text{"allhelgonaafton", "All Saints' Eve"}},
		{saints, RedDay, Text{"alla helgons dag", "All Saints' Day"}},
	}
}

// saturdayFrom returns the first Saturday on or after a day.
func saturdayFrom(d Date) Date {
	return d.AddDays(int(time.Saturday - d.Weekday()))
}

// squeezed reports whether d is a working day with a day off on either side.
func squeezed(d Date, holidays []Holiday) bool {
	return !dayOff(d, holidays) && dayOff(d.AddDays(-1), holidays) && dayOff(d.AddDays(1), holidays)
}

func dayOff(d Date, holidays []Holiday) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday ||
		slices.ContainsFunc(holidays, func(h Holiday) bool {
			return h.Date == d && (h.Kind == RedDay || h.Kind == Eve)
		})
}

// Easter returns Easter Sunday of a year in the Gregorian calendar, by the
// computus in the form printed anonymously in Nature, 20 April 1876, and in
// Meeus, Astronomical Algorithms, chapter 8: the Sunday after the first
// ecclesiastical full moon that falls on or after 21 March.
func Easter(year int) Date {
	golden := year % 19 // the place of the year in the moon's cycle
	century, ofCentury := year/100, year%100
	moonShift := (century - (century+8)/25 + 1) / 3
	fullMoon := (19*golden + century - century/4 - moonShift + 15) % 30
	toSunday := (32 + 2*(century%4) + 2*(ofCentury/4) - fullMoon - ofCentury%4) % 7
	late := (golden + 11*fullMoon + 22*toSunday) / 451
	days := fullMoon + toSunday - 7*late + 114
	return Date{year, time.Month(days / 31), days%31 + 1}
}
