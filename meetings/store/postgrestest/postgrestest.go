package postgrestest

import (
	"sync"
	"testing"
)

// shared is the server of Database. It ends with the process.
var shared = sync.OnceValues(Launch)

// Database returns the address of a new, empty database, on a server that all
// tests of this process share.
func Database(t testing.TB) string {
	t.Helper()
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	address, err := s.Create()
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// Start starts a server for this test alone, and stops it after the test.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := Launch()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}
