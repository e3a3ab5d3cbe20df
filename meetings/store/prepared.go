package store

import (
	"context"
	"database/sql"
)

// prepared are the statements of changes that the database has read before. Reading
// them anew would be half of what a small change costs with SQLite. They belong to
// whoever leads the one lane that SQLite has; with more lanes nothing is kept here,
// since the driver of PostgreSQL keeps its own.
type prepared struct {
	kept  map[string]*sql.Stmt // nil when nothing is to be kept
	fresh []string             // what the transaction under way has run for the first time
}

// of returns a kept statement for a transaction, or nil when the text is to be run.
func (p *prepared) of(ctx context.Context, tx *sql.Tx, query string) *sql.Stmt {
	stmt, known := p.kept[query]
	if !known && p.kept != nil {
		p.kept[query] = nil
		p.fresh = append(p.fresh, query)
	}
	if stmt == nil {
		return nil
	}
	return tx.StmtContext(ctx, stmt)
}

// keep prepares, after a transaction, what it has run for the first time. What cannot
// be prepared is run as text the next time too.
func (p *prepared) keep(ctx context.Context, db *sql.DB) {
	for _, query := range p.fresh {
		if stmt, err := db.PrepareContext(ctx, query); err == nil {
			p.kept[query] = stmt
		}
	}
	p.fresh = nil
}
