// Package upkeep looks after an installation from outside, whether or not it is being
// served: it checks that all that is kept is whole, and makes backups and puts them back.
package upkeep

import (
	"fmt"
	"io"
)

// Page is what came of looking through an installation: a line for each thing that was
// looked at, and below it what is wrong with it.
type Page struct{ lines []*line }

type line struct {
	what   string
	looked int      // how many there are
	of     string   // of what: "events"
	faults []string // what is wrong, the first of it
	more   int      // and how much more
}

// maxTold is how many faults of one line are told; the rest are counted.
const maxTold = 20

func (p *Page) line(what, of string) *line {
	l := &line{what: what, of: of}
	p.lines = append(p.lines, l)
	return l
}

func (l *line) fault(format string, args ...any) {
	if len(l.faults) == maxTold {
		l.more++
		return
	}
	l.faults = append(l.faults, fmt.Sprintf(format, args...))
}

func (l *line) all(faults []string) {
	for _, f := range faults {
		l.fault("%s", f)
	}
}

// Faults returns how many faults were found.
func (p *Page) Faults() (n int) {
	for _, l := range p.lines {
		n += len(l.faults) + l.more
	}
	return n
}

// Write writes the page for people.
func (p *Page) Write(out io.Writer) (err error) {
	say := func(format string, args ...any) {
		if err == nil {
			_, err = fmt.Fprintf(out, format+"\n", args...)
		}
	}
	for _, l := range p.lines {
		verdict := "ok"
		if len(l.faults) > 0 {
			verdict = fmt.Sprintf("%d wrong", len(l.faults)+l.more)
		}
		say("%-52s %9d %-12s %s", l.what, l.looked, l.of, verdict)
		for _, f := range l.faults {
			say("    %s", f)
		}
		if l.more > 0 {
			say("    and %d more", l.more)
		}
	}
	if n := p.Faults(); n > 0 {
		say("\n%d faults", n)
	} else {
		say("\neverything is whole")
	}
	return err
}
