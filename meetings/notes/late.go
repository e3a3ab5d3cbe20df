package notes

import (
	"maps"
	"slices"
	"strings"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// Late is what a session wrote when the meeting had ended, kept for an organiser to
// take in or to drop. It is taken in by admitting it as the session's, with a [State]
// in which guests write.
type Late struct {
	Session meetings.ID
	Name    string // of the person, as they said it
	Body    []byte // all late updates of the session, merged; empty in the beginning
}

// The bounds of what is kept of late lines, for one meeting.
const (
	MaxLate     = 50       // sessions
	MaxLateBody = 64 << 10 // bytes from one session, merged
)

// Add merges one more late update into what a session has sent. It is refused when it
// is not sound, or when there is no room for it. What only deletes is not kept.
func (l Late) Add(update []byte) (Late, error) {
	if len(update) > MaxLateBody {
		return l, tooLarge()
	}
	held, err := ydoc.Scan(update)
	if err != nil {
		return l, unsound()
	}
	if len(held.Structs) == 0 {
		return l, nil
	}
	body := update
	if len(l.Body) > 0 {
		if body, err = ydoc.Merge(l.Body, update); err != nil {
			return l, unsound()
		}
	}
	if len(body) > MaxLateBody {
		return l, tooLarge()
	}
	l.Body = body
	return l, nil
}

// Added is what a late update would add to one fragment, as lines of text.
type Added struct {
	Fragment string
	Lines    []string
}

// Preview says what an update would add, without taking it in: the lines that would be
// there and are not there now. It is empty when nothing can be read of it, also because
// it builds on something that is not here.
func (d *Doc) Preview(update []byte, lang meetings.Lang) ([]Added, error) {
	then, err := d.scratch()
	if err != nil {
		return nil, err
	}
	if _, err := then.Apply(update); err != nil {
		return nil, refusalOf(err)
	}
	var all []Added
	before, after := read(d.y), read(then)
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if lines := missing(Text(before[name], lang), Text(after[name], lang)); len(lines) > 0 {
			all = append(all, Added{name, lines})
		}
	}
	return all, nil
}

// missing returns the lines of after that are not among those of before, each as often
// as it has come.
func missing(before, after string) (lines []string) {
	had := map[string]int{}
	for line := range strings.Lines(before) {
		had[strings.TrimSpace(line)]++
	}
	for line := range strings.Lines(after) {
		line = strings.TrimSpace(line)
		if had[line]--; had[line] < 0 && line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
