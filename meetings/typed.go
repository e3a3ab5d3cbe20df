package meetings

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	typedISO   = regexp.MustCompile(`^(\d{4})[-. /]?(\d{1,2})[-. /]?(\d{1,2})$`)
	typedDay   = regexp.MustCompile(`^(\d{1,2})[./ ](\d{1,2})(?:[./ ]+(\d{4}))?$`)
	typedWords = regexp.MustCompile(`^(\d{1,2})[. ]*(\p{L}+)(?:[ ,]+(\d{4}))?$`)
	typedClock = regexp.MustCompile(`^(?i:kl)?[. ]*(\d{1,2})(?:[.:, ]?(\d{2}))?$`)
)

// TypedDate reads a day as people type it: 2027-04-01, 20270401, 1/4 2027 or
// 1 april 2027. Without a year it is the first such day that is not before from.
func TypedDate(s string, from Date) (Date, error) {
	s = strings.ToLower(Line(s))
	var year, month, day string
	if m := typedISO.FindStringSubmatch(s); m != nil {
		year, month, day = m[1], m[2], m[3]
	} else if m := typedDay.FindStringSubmatch(s); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := typedWords.FindStringSubmatch(s); m != nil {
		day, month, year = m[1], monthNamed(m[2]), m[3]
	}
	y, _ := strconv.Atoi(year)
	mo, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if year != "" {
		if date := (Date{y, time.Month(mo), d}); date.exists() {
			return date, nil
		}
		return Date{}, badTypedDate()
	}
	for y = from.Year; y <= from.Year+4; y++ { // 29 February comes within four years
		if date := (Date{y, time.Month(mo), d}); date.exists() && !date.Before(from) {
			return date, nil
		}
	}
	return Date{}, badTypedDate()
}

// TypedClock reads a time of day as people type it: 12.00, 12:00, 1200, 9.30, kl. 9 or 12.
func TypedClock(s string) (Clock, error) {
	m := typedClock.FindStringSubmatch(Line(s))
	if m == nil {
		return 0, badTypedClock()
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if hour > 23 || minute > 59 {
		return 0, badTypedClock()
	}
	return Clock(hour*60 + minute), nil
}

func (d Date) exists() bool { return d.Year >= 2000 && d.Year <= 2200 && d == DateOf(d.UTC()) }

// monthNamed returns the number of a month by its name or its beginning, of three letters at least.
func monthNamed(word string) string {
	for m := time.January; m <= time.December; m++ {
		for _, lang := range []Lang{SV, EN} {
			if len(word) >= 3 && strings.HasPrefix(strings.ToLower(SayMonth(lang, m)), word) {
				return strconv.Itoa(int(m))
			}
		}
	}
	return ""
}

func badTypedDate() *Refusal {
	return Refuse(Invalid, "Det finns ingen sådan dag. Skriv dagen som 2027-04-01.", "There is no such day. Write the day as 2027-04-01.").About("day")
}

func badTypedClock() *Refusal {
	return Refuse(Invalid, "Skriv klockslaget som 12.00.", "Write the time as 12:00.").About("start")
}
