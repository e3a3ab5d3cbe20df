package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheTypesOfTheClientAreThoseOfTheServer(t *testing.T) {
	top, err := moduleDir()
	if err != nil {
		t.Fatal(err)
	}
	want, err := generate(top)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(target(top))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("client/src/wire.ts is out of date; go run ./server/wire/gen (-want +got):\n%s", diff)
	}
}
