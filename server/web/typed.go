package web

import (
	"errors"
	"time"

	"ringain/meetings"
)

// typedDay reads a day that somebody typed, in a field that a refusal is about.
func typedDay(p *page, f form, name string, loc *time.Location) (meetings.Date, error) {
	d, err := meetings.TypedDate(f.Value(name), meetings.DateOf(p.Now.In(loc)))
	return d, about(err, name)
}

// typedStart reads the day and the time of day that somebody typed.
func typedStart(p *page, f form, loc *time.Location) (meetings.Instant, error) {
	d, err := typedDay(p, f, "day", loc)
	if err != nil {
		return 0, err
	}
	c, err := meetings.TypedClock(f.Value("start"))
	return d.At(c, loc), err
}

// about makes a refusal concern another field.
func about(err error, name string) error {
	if r, ok := errors.AsType[*meetings.Refusal](err); ok {
		moved := *r
		return moved.About(name)
	}
	return err
}

// clock writes the start of a meeting as it is typed: "12.00", "12:00".
func clock(p *page, m meetings.Meeting) string {
	return local(m, m.Start).Format(p.Say("15.04", "15:04"))
}

// swedish is a field for the text in Swedish, which goes without saying on a Swedish page.
func (x field) swedish(p *page) field {
	x.Label += p.Say("", " in Swedish")
	return x
}

// english is the same field for the text in English.
func (x field) english(p *page) field {
	x.Name, x.Label, x.Hint = x.Name+"_en", x.Label+p.Say(" på engelska", " in English"), ""
	return x
}

// sayHoliday says what kind of day it is: "Röd dag: Kristi himmelsfärdsdag".
func (p *page) sayHoliday(h meetings.Holiday) string {
	kind := capital(p.In(h.Kind.Name()))
	if h.Name == h.Kind.Name() {
		return kind
	}
	return kind + ": " + p.In(h.Name)
}

// sayLong says that a meeting is a long one.
func (p *page) sayLong(minutes int) string {
	return meetings.SayLength(p.Lang, minutes) + p.Say(" är långt för ett möte som folk ringer in till på lunchen.", " is long for a meeting that people call in to over lunch.")
}

// isUnknown reports whether err says that there is no such thing.
func isUnknown(err error) bool {
	r, ok := errors.AsType[*meetings.Refusal](err)
	return ok && r.Kind == meetings.Unknown
}
