package meetings

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// Rule is a recurrence rule in the narrow subset of RFC 5545, 3.3.10 that series
// are written in, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=TH. [ParseRule] makes one.
type Rule string

// The bounds of a rule and of a series.
const (
	MaxInterval = 99  // days, weeks, months or years between two rounds of a rule
	MaxYears    = 5   // years from the first day of a series to its last
	MaxDates    = 520 // dates of a series
	maxRuleText = 300 // bytes
)

// Frequency is what a rule repeats by. Its text is that of FREQ in RFC 5545.
type Frequency string

// The frequencies.
const (
	Daily   Frequency = "DAILY"
	Weekly  Frequency = "WEEKLY"
	Monthly Frequency = "MONTHLY"
	Yearly  Frequency = "YEARLY"
)

// Pattern is a [Rule] taken apart.
type Pattern struct {
	Every     Frequency
	Interval  int   // 1 to [MaxInterval]
	Weekdays  []Nth // in a week without a number, in a month with one; empty: the weekday of the first day
	MonthDays []int // 1 to 31, or -1 to -31 counted from the end of the month; empty: the day of the first day
}

// Nth is a day of the week; in a month also which one: 1 to 5, or -1 to -5
// counted from the end. N is zero in a week.
type Nth struct {
	N   int
	Day time.Weekday
}

// ParseRule reads the value of an RRULE and returns it in its shortest form:
//
//   - every 1 to 99 days, weeks, months or years;
//   - in a week, on any of its days;
//   - in a month, either on days of the week counted from its start or its end
//     (2TU, -1MO), or on days of the month;
//   - the end is not part of the rule: a series has a last day;
//   - everything else that RFC 5545 knows is refused.
func ParseRule(text string) (Rule, error) {
	p, err := Rule(strings.TrimPrefix(strings.ToUpper(Line(text)), "RRULE:")).Pattern()
	return p.Rule(), err
}

// Pattern takes the rule apart, or refuses it.
func (r Rule) Pattern() (Pattern, error) {
	p := Pattern{Interval: 1}
	if len(r) > maxRuleText {
		return Pattern{}, unreadableRule()
	}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(string(r), ";") {
		name, value, _ := strings.Cut(part, "=")
		if seen[name] {
			return Pattern{}, unreadableRule()
		}
		seen[name] = true
		if err := p.read(name, value); err != nil {
			return Pattern{}, err
		}
	}
	if err := p.check(); err != nil {
		return Pattern{}, err
	}
	p.sort()
	return p, nil
}

func (p *Pattern) read(name, value string) (err error) {
	switch name {
	case "FREQ":
		p.Every = Frequency(value)
	case "INTERVAL":
		p.Interval, err = number(value, 1, MaxInterval)
	case "BYDAY":
		for day := range strings.SplitSeq(value, ",") {
			nth, err := parseNth(day)
			if err != nil {
				return err
			}
			p.Weekdays = append(p.Weekdays, nth)
		}
	case "BYMONTHDAY":
		for day := range strings.SplitSeq(value, ",") {
			n, err := number(day, -31, 31)
			if err != nil || n == 0 {
				return badRule("Dagarna i månaden ska vara 1 till 31, eller -1 till -31 räknat från slutet.",
					"The days of the month are 1 to 31, or -1 to -31 counted from its end.")
			}
			p.MonthDays = append(p.MonthDays, n)
		}
	case "WKST":
		if value != "MO" { // RFC 5545, 3.3.10: Monday unless told otherwise, as in Sweden
			err = badRule("Veckan börjar på måndag här. Ta bort WKST.", "The week begins on Monday here. Remove WKST.")
		}
	case "COUNT", "UNTIL":
		err = badRule("Regeln ska inte ha något eget slut. Seriens sista dag bestämmer.",
			"The rule has no end of its own. The last day of the series decides.")
	default:
		err = unreadableRule()
	}
	return err
}

func number(s string, from, to int) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < from || n > to {
		return 0, badRule(fmt.Sprintf("Skriv ett tal från %d till %d.", from, to), fmt.Sprintf("Write a number from %d to %d.", from, to))
	}
	return n, nil
}

func parseNth(s string) (Nth, error) {
	bad := badRule("Veckodagarna kan inte läsas. Skriv till exempel TU, eller 2TU för den andra tisdagen i månaden.",
		"The days of the week cannot be read. Write TU, or 2TU for the second Tuesday of the month.")
	if len(s) < 2 {
		return Nth{}, bad
	}
	day := slices.Index(codes(), s[len(s)-2:])
	if day < 0 {
		return Nth{}, bad
	}
	nth := Nth{Day: time.Weekday(day)}
	if count := s[:len(s)-2]; count != "" {
		n, err := number(count, -5, 5)
		if err != nil || n == 0 {
			return Nth{}, bad
		}
		nth.N = n
	}
	return nth, nil
}

// codes are the weekdays as RFC 5545 writes them, from Sunday as [time.Weekday] counts.
func codes() []string { return []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"} }

func (p Pattern) check() error {
	inWeek := func(n Nth) bool { return n.N == 0 }
	inMonth := func(n Nth) bool { return n.N != 0 }
	switch {
	case p.Every != Daily && p.Every != Weekly && p.Every != Monthly && p.Every != Yearly:
		return unreadableRule()
	case len(p.Weekdays) > 0 && len(p.MonthDays) > 0:
		return badRule("Välj antingen veckodagar eller dagar i månaden.", "Choose either days of the week or days of the month.")
	case len(p.MonthDays) > 0 && p.Every != Monthly:
		return badRule("Dagar i månaden hör till en regel som upprepas varje månad.", "Days of the month belong to a rule that repeats by the month.")
	case p.Every == Weekly && slices.ContainsFunc(p.Weekdays, inMonth):
		return badRule("I en regel som upprepas varje vecka ska veckodagarna stå utan tal.",
			"In a rule that repeats by the week, the days stand without a number.")
	case p.Every == Monthly && slices.ContainsFunc(p.Weekdays, inWeek):
		return badRule("Säg vilken veckodag i månaden, till exempel 2TU för den andra tisdagen.",
			"Say which day of the month, such as 2TU for the second Tuesday.")
	case len(p.Weekdays) > 0 && p.Every != Weekly && p.Every != Monthly:
		return badRule("Veckodagar hör till en regel som upprepas varje vecka eller månad.",
			"Days of the week belong to a rule that repeats by the week or the month.")
	}
	return nil
}

// sort puts days in the order of the calendar, each once.
func (p *Pattern) sort() {
	fromStart := func(n int) int { // 1, 2, 3 … -2, -1
		if n < 0 {
			return n + 100
		}
		return n
	}
	slices.SortFunc(p.Weekdays, func(a, b Nth) int {
		return cmp.Or(cmp.Compare(fromStart(a.N), fromStart(b.N)), cmp.Compare((a.Day+6)%7, (b.Day+6)%7))
	})
	slices.SortFunc(p.MonthDays, func(a, b int) int { return cmp.Compare(fromStart(a), fromStart(b)) })
	p.Weekdays = slices.Compact(p.Weekdays)
	p.MonthDays = slices.Compact(p.MonthDays)
}

// Rule writes the pattern as a rule.
func (p Pattern) Rule() Rule {
	if p.Every == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString("FREQ=" + string(p.Every))
	if p.Interval != 1 {
		fmt.Fprintf(&b, ";INTERVAL=%d", p.Interval)
	}
	for i, n := range p.Weekdays {
		b.WriteString([]string{";BYDAY=", ","}[min(i, 1)])
		if n.N != 0 {
			b.WriteString(strconv.Itoa(n.N))
		}
		b.WriteString(codes()[n.Day])
	}
	for i, n := range p.MonthDays {
		b.WriteString([]string{";BYMONTHDAY=", ","}[min(i, 1)] + strconv.Itoa(n))
	}
	return Rule(b.String())
}

// between returns the dates of the pattern from first to until, both included.
//
// The work is bounded. The library goes on to the year 9999 for a day that never
// comes, such as 30 February, so it is asked for every month or year, of which
// some soon match, and the interval is counted here.
func (p Pattern) between(first, until Date) (dates []Date, err error) {
	defer func() {
		if v := recover(); v != nil {
			dates, err = nil, fmt.Errorf("expand %s: %v", p.Rule(), v)
		}
	}()
	rule, err := rrule.NewRRule(p.option(first, until))
	if err != nil {
		return nil, err
	}
	next := rule.Iterator()
	for t, ok := next(); ok; t, ok = next() {
		d := DateOf(t)
		if !p.counts(first, d) {
			continue
		}
		if len(dates) == MaxDates {
			return nil, Refuse(TooMuch, "En serie har högst 520 tillfällen. Välj en tidigare sista dag.",
				"A series has at most 520 dates. Choose an earlier last day.").About("until")
		}
		dates = append(dates, d)
	}
	return dates, nil
}

// counts reports whether the month or the year of d is one that the interval names.
func (p Pattern) counts(first, d Date) bool {
	switch years := d.Year - first.Year; p.Every {
	case Monthly:
		return (years*12+int(d.Month-first.Month))%p.Interval == 0
	case Yearly:
		return years%p.Interval == 0
	}
	return true
}

func (p Pattern) option(first, until Date) rrule.ROption {
	o := rrule.ROption{Dtstart: first.UTC(), Until: until.UTC(), Interval: 1, Wkst: rrule.MO, Bymonthday: p.MonthDays}
	switch p.Every {
	case Daily:
		o.Freq, o.Interval = rrule.DAILY, p.Interval
	case Weekly:
		o.Freq, o.Interval = rrule.WEEKLY, p.Interval
	case Monthly:
		o.Freq = rrule.MONTHLY
	case Yearly:
		o.Freq = rrule.YEARLY
	}
	days := []rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}
	for _, n := range p.Weekdays {
		o.Byweekday = append(o.Byweekday, days[n.Day].Nth(n.N))
	}
	return o
}

func badRule(sv, en string) *Refusal { return Refuse(Invalid, sv, en).About("rule") }

func unreadableRule() *Refusal {
	return badRule("Regeln kan inte läsas. Välj hur ofta ni ses: varje dag, vecka, månad eller år.",
		"The rule cannot be read. Choose how often you meet: every day, week, month or year.")
}
