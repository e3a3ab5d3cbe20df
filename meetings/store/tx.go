package store

import (
	"context"
	"database/sql"
	"fmt"
	"runtime/debug"
	"slices"

	"ringain/meetings"
)

// Tx is a change under way. What it keeps is kept when the change returns nil.
type Tx struct {
	ctx    context.Context
	tx     *sql.Tx
	s      *Store
	raised raised
	kept   []func()
	found  map[meetings.ID][]meetings.Findable // by what rooms were found as they were taken
}

// WhenKept has f called once everything is on disk, before [Store.Change] returns
// and in the order in which changes with the same key were carried out. It is for
// telling others, and must not wait for anything.
func (t *Tx) WhenKept(f func()) { t.kept = append(t.kept, f) }

// exec runs a statement of which the program has one text.
func (t *Tx) exec(query string, args ...any) (err error) {
	if stmt := t.s.prepared.of(t.ctx, t.tx, query); stmt != nil {
		_, err = stmt.ExecContext(t.ctx, args...)
	} else {
		_, err = t.tx.ExecContext(t.ctx, query, args...)
	}
	return err
}

// row runs a query of which the program has one text, for one row.
func (t *Tx) row(query string, args ...any) *sql.Row {
	if stmt := t.s.prepared.of(t.ctx, t.tx, query); stmt != nil {
		return stmt.QueryRowContext(t.ctx, args...)
	}
	return t.tx.QueryRowContext(t.ctx, query, args...)
}

// transact runs a batch in one transaction and returns what became of each change.
// One that fails is undone alone.
func (s *Store) transact(ctx context.Context, batch []*waiter) (said []error, err error) {
	tx, err := s.changes.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	all := raised{}
	said = make([]error, len(batch))
	for i, w := range batch {
		if said[i], err = s.one(ctx, tx, w, len(batch) == 1); err != nil {
			return nil, err
		}
		if said[i] == nil {
			all.add(w.tx.raised)
		}
	}
	if len(batch) == 1 && said[0] != nil {
		return said, nil
	}
	if err := all.keep(ctx, tx); err != nil {
		return nil, err
	}
	return said, tx.Commit()
}

// one runs one change of a transaction. A change that is alone needs no savepoint.
func (s *Store) one(ctx context.Context, tx *sql.Tx, w *waiter, alone bool) (said, err error) {
	if !alone {
		if _, err := tx.ExecContext(ctx, `SAVEPOINT change`); err != nil {
			return nil, err
		}
	}
	said = s.attempt(ctx, tx, w)
	if s.dialect.again(said) {
		return nil, said
	}
	if alone {
		return said, nil
	}
	if said != nil {
		if _, err := tx.ExecContext(ctx, `ROLLBACK TO SAVEPOINT change`); err != nil {
			return nil, err
		}
	}
	_, err = tx.ExecContext(ctx, `RELEASE SAVEPOINT change`)
	return said, err
}

// attempt runs a change; a panic in it concerns only the one who asked for it.
func (s *Store) attempt(ctx context.Context, tx *sql.Tx, w *waiter) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a change panicked: %v\n%s", p, debug.Stack())
		}
	}()
	w.tx = &Tx{ctx: ctx, tx: tx, s: s}
	return w.change(w.tx)
}

// args returns what some texts are as arguments of a statement.
func args[T ~string](texts []T) []any {
	list := make([]any, len(texts))
	for i, t := range texts {
		list[i] = string(t)
	}
	return list
}

// distinct returns texts sorted and once each.
func distinct(texts []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(texts)))
}
