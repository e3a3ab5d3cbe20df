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
	faults []string // what is wrong
}

// maxTold is how many faults of one line are told; the rest are counted.
const maxTold = 20

func (p *Page) line(what, of string) *line {
	l := &line{what: what, of: of}
	p.lines = append(p.lines, l)
	return l
}

func (l *line) fault(format string, args ...any) {
	l.faults = append(l.faults, fmt.Sprintf(format, args...))
}

// Faults returns how many faults were found.
func (p *Page) Faults() (n int) {
	for _, l := range p.lines {
		n += len(l.faults)
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
			verdict = fmt.Sprintf("%d wrong", len(l.faults))
		}
		say("%-52s %9d %-12s %s", l.what, l.looked, l.of, verdict)
		for i, f := range l.faults {
			if i == maxTold {
				say("    and %d more", len(l.faults)-maxTold)
				break
			}
			say("    %s", f)
		}
	}
	if n := p.Faults(); n > 0 {
		say("\n%d faults", n)
	} else {
		say("\neverything is whole")
	}
	return err
}
