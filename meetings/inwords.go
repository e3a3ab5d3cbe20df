package meetings

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// InWords says a series back to the organiser as a sentence without its first
// capital: "varannan torsdag, jämna veckor, kl. 12.00–12.45". Even or odd weeks
// are said when that is true of every date; week 53 at New Year may break it. A
// rule that cannot be read is said as it was written.
func (s Series) InWords(lang Lang) string {
	p, err := s.Rule.Pattern()
	if err != nil {
		return string(s.Rule)
	}
	parts := []string{p.inWords(lang, s.First)}
	if p.Every == Weekly && p.Interval == 2 {
		parts = append(parts, s.parity(lang)...)
	}
	return strings.Join(append(parts, SayClocks(lang, s.Start, s.Minutes)), ", ")
}

// Period says from when to when the dates of a series fall: "12 januari–15 juni".
// It is empty when the rule gives no date.
func (s Series) Period(lang Lang) string {
	dates, err := s.Dates()
	if err != nil {
		return ""
	}
	return SayPeriod(lang, dates[0], dates[len(dates)-1])
}

func (s Series) parity(lang Lang) []string {
	dates, err := s.Dates()
	if err != nil {
		return nil
	}
	odd := func(d Date) bool { _, week := d.Week(); return week%2 == 1 }
	switch even := func(d Date) bool { return !odd(d) }; {
	case !slices.ContainsFunc(dates, odd):
		return []string{in(lang, "jämna veckor", "even weeks")}
	case !slices.ContainsFunc(dates, even):
		return []string{in(lang, "udda veckor", "odd weeks")}
	}
	return nil
}

func (p Pattern) inWords(lang Lang, first Date) string {
	switch p.Every {
	case Daily:
		return every(lang, p.Interval, "dag", "day", false)
	case Weekly:
		return p.weeksInWords(lang, first)
	case Monthly:
		return p.monthsInWords(lang, first)
	}
	return every(lang, p.Interval, "år", "year", true) + in(lang, " den ", " on ") + dayMonth(lang, first)
}

func (p Pattern) weeksInWords(lang Lang, first Date) string {
	var days []string
	working := true
	for _, n := range p.Weekdays {
		days = append(days, SayWeekday(lang, n.Day))
		working = working && n.Day != time.Saturday && n.Day != time.Sunday
	}
	if len(days) == 0 {
		days = []string{SayWeekday(lang, first.Weekday())}
	}
	if p.Interval == 1 {
		switch {
		case len(days) == 7:
			return every(lang, 1, "dag", "day", false)
		case len(days) == 5 && working:
			return every(lang, 1, "vardag", "weekday", false)
		}
	}
	return every(lang, p.Interval, and(lang, days), and(lang, days), false)
}

func (p Pattern) monthsInWords(lang Lang, first Date) string {
	of := in(lang, "i månaden", "of the month")
	if p.Interval > 1 {
		of = in(lang, "", "of ") + every(lang, p.Interval, "månad", "month", false)
	}
	if len(p.Weekdays) > 0 {
		return in(lang, "", "the ") + p.weekdaysOfMonth(lang) + " " + of
	}
	var days []string
	for _, n := range p.MonthDays {
		days = append(days, dayOfMonth(lang, n))
	}
	if len(days) == 0 {
		days = []string{dayOfMonth(lang, first.Day)}
	}
	return and(lang, days) + " " + of
}

// weekdaysOfMonth says the numbers first when they concern one weekday: "första och tredje tisdagen".
func (p Pattern) weekdaysOfMonth(lang Lang) string {
	var each, numbers []string
	one := true
	for _, n := range p.Weekdays {
		day := SayWeekday(lang, n.Day) + in(lang, "en", "")
		each = append(each, which(lang, n.N)+" "+day)
		numbers = append(numbers, which(lang, n.N))
		one = one && n.Day == p.Weekdays[0].Day
	}
	if one {
		return and(lang, numbers) + " " + SayWeekday(lang, p.Weekdays[0].Day) + in(lang, "en", "")
	}
	return and(lang, each)
}

// every says "varje", "varannan", "var tredje" before a word; Swedish years are neuter.
func every(lang Lang, n int, sv, en string, neuter bool) string {
	word := in(lang, sv, en)
	switch {
	case n == 1:
		return in(lang, "varje ", "every ") + word
	case n == 2 && neuter:
		return in(lang, "vartannat ", "every other ") + word
	case n == 2:
		return in(lang, "varannan ", "every other ") + word
	case neuter:
		return in(lang, "vart ", "every ") + ordinal(lang, n) + " " + word
	}
	return in(lang, "var ", "every ") + ordinal(lang, n) + " " + word
}

// ordinal says a number in order: "tredje", "third"; above twelve in digits.
func ordinal(lang Lang, n int) string {
	words := map[Lang][]string{
		SV: {"", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde", "elfte", "tolfte"},
		EN: {"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"},
	}[lang]
	if n > 0 && n < len(words) {
		return words[n]
	}
	return digits(lang, n)
}

// digits says a number in order in digits: 1:a, 2:a, 3:e, 11:e, 21:a; 1st, 2nd, 3rd, 11th, 21st.
func digits(lang Lang, n int) string {
	ones, teens := n%10, n%100/10 == 1
	if lang == EN {
		ending := "th"
		if !teens && ones >= 1 && ones <= 3 {
			ending = []string{"st", "nd", "rd"}[ones-1]
		}
		return fmt.Sprintf("%d%s", n, ending)
	}
	if !teens && (ones == 1 || ones == 2) {
		return fmt.Sprintf("%d:a", n)
	}
	return fmt.Sprintf("%d:e", n)
}

// which says a number in order, from the end when it is negative: "sista", "näst sista".
func which(lang Lang, n int) string {
	switch {
	case n == -1:
		return in(lang, "sista", "last")
	case n == -2:
		return in(lang, "näst sista", "second to last")
	case n < 0:
		return ordinal(lang, -n) + in(lang, " sista", " to last")
	}
	return ordinal(lang, n)
}

func dayOfMonth(lang Lang, n int) string {
	if n > 0 {
		return in(lang, "den ", "the ") + digits(lang, n)
	}
	if n < -2 && lang != EN {
		return "den " + ordinal(lang, -n) + " dagen från slutet"
	}
	return in(lang, "", "the ") + which(lang, n) + in(lang, " dagen", " day")
}
