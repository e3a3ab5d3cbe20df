package web

import (
	"strconv"

	"github.com/a-h/templ"
)

// maxChangedLines is how many lines are shown of what goes or comes.
const maxChangedLines = 30

// sayLines says a number of lines.
func (p *page) sayLines(n int) string {
	switch n {
	case 0:
		return p.Say("inga rader", "no lines")
	case 1:
		return p.Say("1 rad", "1 line")
	}
	return strconv.Itoa(n) + p.Say(" rader", " lines")
}

// sayCharacters says how much somebody has written.
func (p *page) sayCharacters(n int) string {
	if n < 1000 {
		return strconv.Itoa(n) + p.Say(" tecken", " characters")
	}
	return p.Say("ungefär ", "about ") + strconv.Itoa((n+500)/1000) + p.Say("\u00a0000 tecken", ",000 characters")
}

// sayLoss says of a moment that somebody deleted much right after it.
func (p *page) sayLoss(m historyMoment) string {
	name := m.By
	if name == "" {
		name = p.Say("någon", "somebody")
	}
	if m.Loss.Lines < 1 {
		return p.Say("innan ", "before ") + name + p.Say(" tog bort text", " removed text")
	}
	return p.Say("innan ", "before ") + name + p.Say(" tog bort ", " removed ") + p.sayLines(m.Loss.Lines)
}

// wrongly are the attributes of something to tick that was refused.
func wrongly(f form, name string) templ.Attributes {
	if !f.Wrong(name) {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": name + "-error"}
}
