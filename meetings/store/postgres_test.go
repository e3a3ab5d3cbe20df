package store_test

import (
	"testing"

	"ringain/meetings/store/postgrestest"
)

func TestPostgreSQLKeepsTheContractOfAStore(t *testing.T) {
	conform(t, func(t testing.TB) string { return postgrestest.Database(t) })
}
