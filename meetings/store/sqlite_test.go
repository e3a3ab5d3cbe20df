package store_test

import (
	"path/filepath"
	"testing"
)

func TestSQLiteKeepsTheContractOfAStore(t *testing.T) {
	conform(t, func(t testing.TB) string { return filepath.Join(t.TempDir(), "möten på kl. 12 #1 100%?.db") })
}
