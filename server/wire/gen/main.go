// Command gen writes client/src/wire.ts: the messages of the live room, and the
// values they carry, as TypeScript types made from the Go types.
//
//	go run ./server/wire/gen
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	top, err := moduleDir()
	if err != nil {
		return err
	}
	text, err := generate(top)
	if err != nil {
		return err
	}
	return os.WriteFile(target(top), text, 0o644)
}

func target(top string) string { return filepath.Join(top, "client", "src", "wire.ts") }

// moduleDir finds the top of the module from inside it.
func moduleDir() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("run this from inside the module")
		}
	}
}
