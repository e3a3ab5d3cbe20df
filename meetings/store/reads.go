package store

import (
	"context"
	"database/sql"
	"sync"
)

// reads is the pool of a database for reading. With SQLite it keeps the statements that
// ask for one row: reading their text anew is most of what such a question costs, and
// everybody who comes asks several. The driver of PostgreSQL keeps its own.
type reads struct {
	*sql.DB
	keeps bool
	kept  sync.Map // *sql.Stmt, by text
}

// QueryRowContext asks for one row with a query of which the program has one text.
func (r *reads) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := r.statement(ctx, query); stmt != nil {
		return stmt.QueryRowContext(context.WithoutCancel(ctx), args...) // see dialect.unwatched
	}
	return r.DB.QueryRowContext(ctx, query, args...)
}

// statement returns a kept statement, or nil when the text is to be run.
func (r *reads) statement(ctx context.Context, query string) *sql.Stmt {
	if !r.keeps {
		return nil
	}
	if stmt, ok := r.kept.Load(query); ok {
		return stmt.(*sql.Stmt)
	}
	stmt, err := r.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	first, there := r.kept.LoadOrStore(query, stmt)
	if there {
		stmt.Close() // somebody else was first
	}
	return first.(*sql.Stmt)
}

// fixed is the pool for queries that ask for many rows and of which the program has one
// text, or a few.
type fixed struct{ *reads }

// QueryContext asks with a kept statement where statements are kept.
func (f fixed) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := f.statement(ctx, query); stmt != nil {
		return stmt.QueryContext(context.WithoutCancel(ctx), args...) // see dialect.unwatched
	}
	return f.DB.QueryContext(ctx, query, args...)
}
