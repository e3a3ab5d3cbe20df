package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// verdict is what came of a run.
type verdict struct {
	plan    plan
	began   time.Time
	missing []string // what is not allowed here

	rounds, generations       int
	kills                     int
	faults                    map[string]int
	longestStop               time.Duration // of a node that was to stop in order
	downtime                  time.Duration // the longest from the end of a fault until something was kept again
	commands, notes           atomic.Int64  // acknowledged: commands, and pieces written in the notes
	uploads                   atomic.Int64
	asked, unknown            atomic.Int64 // commands asked for, and those of them that had no answer at first
	again                     atomic.Int64 // attempts after the first
	twice                     atomic.Int64 // acknowledged commands that were asked once more, for the same answer
	refused                   atomic.Int64
	feeds, stale              atomic.Int64 // answers of calendars, and times that no node was there to ask
	heard, newcomers, compare atomic.Int64 // events heard by followers; people who came anew; units of the notes compared

	mu             sync.Mutex
	lost, repeated int
	wrong          []string // what is wrong, the first of it
	more           int      // and how much more
	took           time.Duration
	maxRound       time.Duration
	historyIs      string
	stop           func() // ends the generation
	verifies       int
}

const maxWrong = 40

// goOnFor is how much longer it goes on when something is wrong, to see what else is.
const goOnFor = 3 * time.Second

// fault notes that something is not as it should be.
func (v *verdict) fault(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.wrong) == maxWrong {
		v.more++
		return
	}
	text := fmt.Sprintf("%6.1f s, round %d: ", time.Since(v.began).Seconds(), v.rounds+1) + fmt.Sprintf(format, args...)
	if v.wrong = append(v.wrong, text); len(v.wrong) == 1 && v.stop != nil {
		time.AfterFunc(goOnFor, v.stop)
	}
	if v.plan.Tell {
		fmt.Fprintln(os.Stderr, text)
	}
}

// losing and repeating note what must never be.
func (v *verdict) losing(format string, args ...any) {
	v.fault("lost: "+format, args...)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.lost++
}

func (v *verdict) repeating(format string, args ...any) {
	v.fault("repeated: "+format, args...)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.repeated++
}

func (v *verdict) isWrong() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return len(v.wrong) > 0
}

// kept is how many operations were acknowledged.
func (v *verdict) kept() int64 { return v.commands.Load() + v.notes.Load() + v.uploads.Load() }

func (v *verdict) write(out io.Writer) {
	say := func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	minutes := v.took.Minutes()
	say("\nchaos on %s, seed %d: %d rounds in %d installations, %s", v.plan.On, v.plan.Seed, v.rounds, v.generations, v.took.Round(time.Second))
	say("")
	say("%-58s %10d   %.0f a second", "acknowledged operations", v.kept(), float64(v.kept())/v.took.Seconds())
	say("%-58s %10d", "  commands", v.commands.Load())
	say("%-58s %10d", "  pieces of notes", v.notes.Load())
	say("%-58s %10d", "  files", v.uploads.Load())
	say("%-58s %10d   asked again %d times in all", "commands without an answer at first", v.unknown.Load(), v.again.Load())
	say("%-58s %10d", "acknowledged, and asked once more for the same answer", v.twice.Load())
	say("%-58s %10d", "refused, as they should be", v.refused.Load())
	say("%-58s %10d", "events heard, each once and in order", v.heard.Load())
	say("%-58s %10d", "who came anew, or for good left", v.newcomers.Load())
	say("%-58s %10d   %d times nobody was there to ask", "calendars served", v.feeds.Load(), v.stale.Load())
	say("%-58s %10d   %.0f a minute", "kills", v.kills, float64(v.kills)/minutes)
	for _, name := range slices.Sorted(maps.Keys(v.faults)) {
		say("%-58s %10d", "  "+name, v.faults[name])
	}
	say("%-58s %10d ms", "longest from the end of a fault until something was kept", v.downtime.Milliseconds())
	if v.longestStop > 0 {
		say("%-58s %10d ms", "longest that a node took to stop in order", v.longestStop.Milliseconds())
	}
	say("%-58s %10d", "times ringain verify looked through everything", v.verifies)
	for _, m := range v.missing {
		say("not allowed here: %s", m)
	}
	say("")
	say("lost %d, repeated %d", v.lost, v.repeated)
	for _, w := range v.wrong {
		say("wrong: %s", w)
	}
	if v.more > 0 {
		say("wrong: and %d more", v.more)
	}
	if v.historyIs != "" {
		say("the history is in %s", v.historyIs)
	}
	if perSecond := float64(v.kept()) / v.took.Seconds(); minutes > 0 && v.kills > 0 && perSecond > 0 {
		million, kills := 1e6/perSecond/60, 500/(float64(v.kills)/minutes)
		say("a million operations take %.0f minutes here, and 500 kills %.0f", million, kills)
	}
	if len(v.wrong) == 0 {
		say("verdict: nothing is lost, nothing came twice, everything is whole")
	} else {
		say("verdict: NOT as it should be")
	}
}
