package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"ringain/meetings"
	"ringain/meetings/swedish"
)

// Wanted is what somebody looks for. Its zero value is nothing in particular.
type Wanted struct {
	words  [][]string // for each word, itself and the compounds that it is a part of
	common []bool     // for each word, whether very many entries of the support list have it

	Missing []string // the words that nothing has, as package swedish writes them
}

// Nothing reports whether nothing can be found by it: somebody looks for small words
// only, or for one that nothing has.
func (w Wanted) Nothing() bool { return len(w.words) == 0 || len(w.Missing) > 0 }

// maxWords is how many words are looked for at once; more than that are not considered.
const maxWords = 8

// manyHave is how many entries of the support list have a word before it is looked for
// there as it is: nobody reads so far that what its compounds add would be seen.
const manyHave = 1000

// Want finds out which words somebody looks for: those of a text, however they are
// inflected, and the compounds that they begin or end.
func (s *Store) Want(ctx context.Context, text string) (w Wanted, err error) {
	defer meetings.Wrap(&err, "look for words")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	words := distinct(swedish.Words(text))
	for _, word := range words[:min(len(words), maxWords)] {
		is, err := s.compounds(ctx, word)
		if again := swedish.Words(word); err == nil && len(is) == 0 && len(again) == 1 && again[0] != word {
			is, err = s.compounds(ctx, again[0]) // a genitive: landets, landet, land
		}
		if err != nil {
			return w, err
		}
		if len(is) == 0 {
			w.Missing = append(w.Missing, word)
		}
		var n int
		if len(is) > 0 {
			count := `SELECT COUNT(*) FROM (SELECT 1 FROM word WHERE word = $1 AND part = $2 LIMIT $3) w`
			if err := s.reads.QueryRowContext(ctx, count, is[0], string(meetings.PartSupport), manyHave+1).Scan(&n); err != nil {
				return w, err
			}
		}
		w.words, w.common = append(w.words, is), append(w.common, n > manyHave)
	}
	return w, nil
}

// compounds returns a word and the compounds that it begins or ends, as [swedish.Within]
// has it, as far as anything has them; the shortest first.
func (s *Store) compounds(ctx context.Context, word string) (is []string, err error) {
	query, args := `SELECT word FROM vocabulary WHERE word = $1`, []any{word}
	if swedish.MayBeWithin(word) {
		query, args = query+` OR word LIKE $2 OR word LIKE $3 ORDER BY LENGTH(word), word LIMIT 200`, append(args, word+"%", "____%"+word)
	}
	return is, s.each(ctx, s.reads, query, args, func(scan scanner) error {
		var one string
		err := scan(&one)
		is = append(is, one)
		return err
	})
}

// hits is a query for the things of some parts that have every wanted word, and how much
// the words say of each: the shortest word, which is the one that was written, twice as much.
// A common word of the support list is looked for as it is, and read as it stands in the index.
func (w Wanted) hits(add func(any) string, parts ...meetings.Part) string {
	list := func(texts []string) string {
		marks := make([]string, len(texts))
		for i, text := range texts {
			marks[i] = add(text)
		}
		return strings.Join(marks, ", ")
	}
	var names []string
	for _, part := range parts {
		names = append(names, string(part))
	}
	of := list(names)
	var each []string
	for i, is := range w.words {
		if w.common[i] && slices.Equal(parts, []meetings.Part{meetings.PartSupport}) {
			each = append(each, fmt.Sprintf(`SELECT ref, meeting, 2 * weight AS weight FROM word WHERE part = %s AND word = %s`, of, add(is[0])))
			continue
		}
		each = append(each, fmt.Sprintf(`SELECT ref, MAX(meeting) AS meeting, MAX(CASE WHEN word = %s THEN 2 * weight ELSE weight END) AS weight FROM word WHERE part IN (%s) AND word IN (%s) GROUP BY ref`,
			add(is[0]), of, list(is)))
	}
	if len(each) == 1 {
		return each[0]
	}
	return fmt.Sprintf(`SELECT ref, MAX(meeting) AS meeting, SUM(weight) AS weight FROM (%s) e GROUP BY ref HAVING COUNT(*) = %d`, strings.Join(each, ` UNION ALL `), len(each))
}

// WhichFound chooses what is found.
type WhichFound struct {
	Wanted Wanted
	Theme  string           // slug; only what belongs to it
	Now    meetings.Instant // what is nearest to it comes first, what is to come before what has been
	Skip   int
	Limit  int
}

// FoundMeetings returns the meetings that are found by what they are called, or with
// [meetings.PartAgenda] by what is on their agenda; and how many there are in all. No
// draft is ever found.
func (s *Store) FoundMeetings(ctx context.Context, part meetings.Part, w WhichFound) (rooms []meetings.Room, all int, err error) {
	defer meetings.Wrap(&err, "find meetings by their %s", part)
	err = s.found(ctx, part, w, ``, func(scan scanner) error {
		var ref string
		room, err := scanFound(scan, &ref, &all)
		if err == nil {
			rooms = append(rooms, room)
		}
		return err
	})
	return rooms, all, err
}

// FoundSignal is a signal that is found, and the meeting where it was shared.
type FoundSignal struct {
	Signal  meetings.Signal
	Meeting meetings.Meeting
}

// FoundSignals returns the signals of meetings whose time has passed that are found by
// their words, and how many there are in all.
func (s *Store) FoundSignals(ctx context.Context, w WhichFound) (signals []FoundSignal, all int, err error) {
	defer meetings.Wrap(&err, "find signals")
	err = s.found(ctx, meetings.PartSignal, w, ` AND m.ends <= $1`, func(scan scanner) error {
		var ref string
		room, err := scanFound(scan, &ref, &all)
		if err != nil {
			return err
		}
		_, id, _ := strings.Cut(ref, "/")
		if signal, ok := room.Signal(meetings.SignalID(id)); ok {
			signals = append(signals, FoundSignal{signal, room.Meeting})
		}
		return nil
	})
	return signals, all, err
}

// found runs a search of what belongs to meetings.
func (s *Store) found(ctx context.Context, part meetings.Part, w WhichFound, also string, row func(scanner) error) error {
	if w.Wanted.Nothing() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	args := []any{int64(w.Now)}
	add := func(v any) string { args = append(args, v); return fmt.Sprintf("$%d", len(args)) }
	hits := w.Wanted.hits(add, part)
	if w.Theme != "" {
		also += ` AND EXISTS (SELECT 1 FROM meeting_theme t WHERE t.meeting = m.id AND t.theme = ` + add(w.Theme) + `)`
	}
	query := fmt.Sprintf(`SELECT w.ref, COUNT(*) OVER (), %s FROM (%s) w JOIN meeting m ON m.id = w.meeting WHERE m.status <> 'draft'%s
		ORDER BY w.weight DESC, CASE WHEN m.ends > $1 THEN 0 ELSE 1 END, ABS(m.starts - $1), w.ref LIMIT %d OFFSET %d`,
		columns, hits, also, w.Limit, max(w.Skip, 0))
	return s.each(ctx, s.reads, query, args, row)
}

func scanFound(scan scanner, ref *string, all *int) (meetings.Room, error) {
	var w written
	if err := scan(append([]any{ref, all}, w.fields()...)...); err != nil {
		return meetings.Room{}, err
	}
	return w.room(*ref)
}

// refind keeps by what a room is found, as far as that is other than it was.
func (t *Tx) refind(r meetings.Room) error {
	id := r.Meeting.ID
	before, taken := t.found[id]
	if !taken {
		if err := t.exec(`DELETE FROM word WHERE meeting = $1 AND meeting <> '' AND part <> $2`, string(id), string(meetings.PartMinutes)); err != nil {
			return err
		}
	}
	was := map[meetings.Part]map[string]meetings.Findable{}
	for _, f := range before {
		if was[f.Part] == nil {
			was[f.Part] = map[string]meetings.Findable{}
		}
		was[f.Part][f.Ref] = f
	}
	now := r.Findable()
	for _, f := range now {
		if !was[f.Part][f.Ref].Same(f) {
			if err := t.find(id, f); err != nil {
				return err
			}
		}
		delete(was[f.Part], f.Ref)
	}
	for part, gone := range was {
		for ref := range gone {
			if err := t.unfind(part, ref); err != nil {
				return err
			}
		}
	}
	t.remember(id, now)
	return nil
}

// remember has what a room is found by as it was read, to compare it when it is kept.
func (t *Tx) remember(id meetings.ID, found []meetings.Findable) {
	if t.found == nil {
		t.found = map[meetings.ID][]meetings.Findable{}
	}
	t.found[id] = found
}

func (t *Tx) unfind(part meetings.Part, ref string) error {
	return t.exec(`DELETE FROM word WHERE part = $1 AND ref = $2`, string(part), ref)
}

// find keeps by which words something is found. meeting is whose it is, if any's.
func (t *Tx) find(meeting meetings.ID, f meetings.Findable) error {
	if err := t.unfind(f.Part, f.Ref); err != nil {
		return err
	}
	weights := map[string]int{}
	for _, text := range f.Texts {
		for _, word := range swedish.Words(text.Text) {
			weights[word] = max(weights[word], text.Weight)
		}
	}
	words := make([]string, 0, len(weights))
	for word := range weights {
		words = append(words, word)
	}
	slices.Sort(words) // so that two who keep the same words wait for each other in turn
	for some := range slices.Chunk(words, 8) {
		entries, known := make([]any, 0, 5*8), make([]any, 0, 8)
		for _, word := range some {
			entries = append(entries, word, string(f.Part), f.Ref, weights[word], string(meeting))
			known = append(known, word)
		}
		if err := t.exec(`INSERT INTO word (word, part, ref, weight, meeting) VALUES `+rowsOf(5, len(some)), entries...); err != nil {
			return err
		}
		if err := t.exec(`INSERT INTO vocabulary (word) VALUES `+rowsOf(1, len(some))+` ON CONFLICT (word) DO NOTHING`, known...); err != nil {
			return err
		}
	}
	return nil
}

// rowsOf returns placeholders for rows of so many columns.
func rowsOf(columns, rows int) string {
	list := make([]string, rows)
	for i := range list {
		list[i] = "(" + placeholders(i*columns+1, columns) + ")"
	}
	return strings.Join(list, ", ")
}

// findAll keeps by what the meetings are found that were kept before there was a search.
func (s *Store) findAll(ctx context.Context, tx *sql.Tx) error {
	var none bool
	err := tx.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM word WHERE meeting <> '') AND EXISTS (SELECT 1 FROM meeting WHERE status <> 'draft')`).Scan(&none)
	if err != nil || !none {
		return err
	}
	rooms, err := s.rooms(ctx, tx, Which{})
	if err != nil {
		return err
	}
	t := &Tx{ctx: ctx, tx: tx, s: s}
	for _, r := range rooms {
		if err := t.refind(r); err != nil {
			return err
		}
	}
	return nil
}
