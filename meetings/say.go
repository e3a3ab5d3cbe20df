package meetings

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// SayDay says a day without its year: "torsdag 1 april", "Thursday 1 April".
func SayDay(lang Lang, d Date) string {
	return SayWeekday(lang, d.Weekday()) + " " + dayMonth(lang, d)
}

// SayDate says a day with its year: "torsdag 1 april 2027", "Thursday 1 April 2027".
func SayDate(lang Lang, d Date) string {
	return fmt.Sprintf("%s %d", SayDay(lang, d), d.Year)
}

// SayPlainDate says a day without its weekday: "6 oktober 2020", "6 October 2020".
func SayPlainDate(lang Lang, d Date) string {
	return fmt.Sprintf("%s %d", dayMonth(lang, d), d.Year)
}

// SayPeriod says a stretch of days, with years when they differ: "12 januari–15 juni".
func SayPeriod(lang Lang, first, last Date) string {
	switch {
	case first == last:
		return dayMonth(lang, first)
	case first.Year != last.Year:
		return SayPlainDate(lang, first) + "–" + SayPlainDate(lang, last)
	case first.Month == last.Month:
		return fmt.Sprintf("%d–%s", first.Day, dayMonth(lang, last))
	}
	return dayMonth(lang, first) + "–" + dayMonth(lang, last)
}

// SayTime says a time of day by t's own zone: "kl. 12.00", "12:00".
func SayTime(lang Lang, t time.Time) string {
	return in(lang, "kl. ", "") + t.Format(clockLayout(lang))
}

// SayTimes says from when to when, each by its own zone: "kl. 12.00–12.45", "12:00–12:45".
func SayTimes(lang Lang, start, end time.Time) string {
	return SayTime(lang, start) + "–" + end.Format(clockLayout(lang))
}

// SayClocks says from when to when on any day, by the clock: "kl. 12.00–12.45".
func SayClocks(lang Lang, start Clock, minutes int) string {
	from := Date{2000, time.January, 1}.UTC().Add(time.Duration(start) * time.Minute)
	return SayTimes(lang, from, from.Add(time.Duration(minutes)*time.Minute))
}

// SayWeek says the ISO 8601 week of a day, by which Swedes plan: "v. 12", "week 12".
func SayWeek(lang Lang, d Date) string {
	_, week := d.Week()
	return fmt.Sprintf("%s %d", in(lang, "v.", "week"), week)
}

// SayZone says whose clock times are by: "svensk tid", or the name of another zone.
func SayZone(lang Lang, zone string) string {
	if zone == "Europe/Stockholm" {
		return in(lang, "svensk tid", "Swedish time")
	}
	return in(lang, "lokal tid", "local time") + " (" + zone + ")"
}

// SayLength says how long something takes: "45 minuter", "1 timme", "1 timme och 30 minuter".
func SayLength(lang Lang, minutes int) string {
	hours, rest := minutes/60, minutes%60
	switch {
	case hours == 0:
		return count(lang, rest, "minut", "minuter", "minute", "minutes")
	case rest == 0:
		return count(lang, hours, "timme", "timmar", "hour", "hours")
	}
	return SayLength(lang, hours*60) + in(lang, " och ", " and ") + SayLength(lang, rest)
}

// SayUntil says how far off a moment is, for somebody in loc:
//
//   - "nu", when it has come;
//   - in minutes within the hour, rounded up: "om 12 minuter";
//   - in hours within six hours, rounded: "om 3 timmar";
//   - "i dag" and "i morgon", by the calendar;
//   - in days of the calendar after that: "om 2 dagar".
func SayUntil(lang Lang, now, then Instant, loc *time.Location) string {
	left := time.Duration(then-now) * time.Millisecond
	minutes := int((left + time.Minute - 1) / time.Minute)
	days := int(DateOf(then.In(loc)).UTC().Sub(DateOf(now.In(loc)).UTC()).Hours() / 24)
	switch {
	case left <= 0:
		return in(lang, "nu", "now")
	case minutes < 60:
		return in(lang, "om ", "in ") + SayLength(lang, minutes)
	case left < 6*time.Hour:
		return in(lang, "om ", "in ") + SayLength(lang, int(left.Round(time.Hour)/time.Minute))
	case days == 0:
		return in(lang, "i dag", "today")
	case days == 1:
		return in(lang, "i morgon", "tomorrow")
	}
	return in(lang, "om ", "in ") + count(lang, days, "dag", "dagar", "day", "days")
}

// SayWeekday says a day of the week: "torsdag", "Thursday".
func SayWeekday(lang Lang, d time.Weekday) string {
	if lang == EN {
		return d.String()
	}
	return []string{"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"}[(d%7+7)%7]
}

// SayMonth says a month: "april", "April".
func SayMonth(lang Lang, m time.Month) string {
	if lang == EN || m < time.January || m > time.December {
		return m.String()
	}
	return []string{"januari", "februari", "mars", "april", "maj", "juni",
		"juli", "augusti", "september", "oktober", "november", "december"}[m-1]
}

func dayMonth(lang Lang, d Date) string { return fmt.Sprintf("%d %s", d.Day, SayMonth(lang, d.Month)) }

func clockLayout(lang Lang) string { return in(lang, "15.04", "15:04") }

func in(lang Lang, sv, en string) string {
	if lang == EN {
		return en
	}
	return sv
}

func count(lang Lang, n int, svOne, svMany, enOne, enMany string) string {
	if n == 1 {
		return "1 " + in(lang, svOne, enOne)
	}
	return fmt.Sprintf("%d %s", n, in(lang, svMany, enMany))
}

// and joins words: "a", "a och b", "a, b och c".
func and(lang Lang, words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + in(lang, " och ", " and ") + words[last]
}

// capital returns s with its first letter upper case.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
