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

// Add merges late updates into what a session has sent, and says of each why it was
// refused: it is not sound, or there is no room for it. What only deletes is not kept.
func (l Late) Add(updates ...[]byte) (_ Late, refused []error) {
	refused = make([]error, len(updates))
	all := [][]byte{}
	for i, update := range updates {
		held, err := ydoc.Scan(update)
		switch {
		case len(update) > MaxLateBody:
			refused[i] = tooLarge()
		case err != nil:
			refused[i] = unsound()
		case len(held.Structs) > 0:
			all = append(all, update)
		}
	}
	if body, err := l.with(all...); err == nil {
		l.Body = body
		return l, refused
	}
	for i, update := range updates {
		if refused[i] == nil {
			body, err := l.with(update)
			if refused[i] = err; err == nil {
				l.Body = body
			}
		}
	}
	return l, refused
}

// with is what a session has sent with more.
func (l Late) with(updates ...[]byte) ([]byte, error) {
	if len(l.Body) > 0 {
		updates = slices.Insert(slices.Clone(updates), 0, l.Body)
	}
	switch len(updates) {
	case 0:
		return nil, nil
	case 1:
		return updates[0], nil
	}
	body, err := ydoc.Merge(updates...)
	if err != nil {
		return nil, unsound()
	}
	if len(body) > MaxLateBody {
		return nil, tooLarge()
	}
	return body, nil
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
