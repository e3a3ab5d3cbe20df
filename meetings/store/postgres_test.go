package store_test

import (
	"testing"

	"ringain/meetings/store/postgrestest"
)

func TestPostgreSQLKeepsTheContractOfAStore(t *testing.T) {
	t.Parallel()
	conform(t, func(t testing.TB) string { return postgrestest.Database(t) })
}
