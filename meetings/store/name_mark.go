package store

import (
	"context"

	"ringain/meetings"
)

// MarkNames keeps the names of people of a meeting so that they can be recognised in its
// minutes and not read.
func (t *Tx) MarkNames(meeting meetings.ID, people []meetings.Known) (err error) {
	defer meetings.Wrap(&err, "mark the names of %s", meeting)
	for _, m := range meetings.Mark(people, meetings.NameKey(t.s.about.Secret, meeting)) {
		if err := t.exec(`INSERT INTO name_mark (meeting, mark, words, instead) VALUES ($1, $2, $3, $4) ON CONFLICT (meeting, mark) DO NOTHING`,
			string(meeting), m.Mark, m.Words, m.Instead); err != nil {
			return err
		}
	}
	return nil
}

// NameMarks returns the names of people of a meeting that can be recognised.
func (t *Tx) NameMarks(meeting meetings.ID) (names meetings.Names, err error) {
	defer meetings.Wrap(&err, "read the marks of names of %s", meeting)
	return t.s.nameMarks(t.ctx, t.tx, meeting)
}

// NameMarks is the same outside a change.
func (s *Store) NameMarks(ctx context.Context, meeting meetings.ID) (names meetings.Names, err error) {
	defer meetings.Wrap(&err, "read the marks of names of %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return s.nameMarks(ctx, s.reads, meeting)
}

func (s *Store) nameMarks(ctx context.Context, q querier, meeting meetings.ID) (names meetings.Names, err error) {
	names.Key = meetings.NameKey(s.about.Secret, meeting)
	err = s.each(ctx, q, `SELECT mark, instead, words FROM name_mark WHERE meeting = $1`, []any{string(meeting)}, func(scan scanner) error {
		var m meetings.NameMark
		err := scan(&m.Mark, &m.Instead, &m.Words)
		names.Marks = append(names.Marks, m)
		return err
	})
	return names, err
}
