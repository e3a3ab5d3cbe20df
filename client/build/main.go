// Command build makes what the browser loads: it bundles client/src with esbuild,
// names every file after its content, compresses it and writes it to client/dist
// with a manifest that package client reads.
//
//	go run ./client/build           once
//	go run ./client/build -watch    again at every change, for development
//	go run ./client/build -test     bundles src/**/*.test.ts and runs them under Node
//
// Node is needed to fetch the packages (npm ci in client) and to run the tests, not to build.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

func main() {
	watch := flag.Bool("watch", false, "build again at every change")
	test := flag.Bool("test", false, "bundle and run the unit tests instead")
	flag.Parse()
	if err := run(*watch, *test); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(watch, test bool) error {
	dir, err := clientDir()
	if err != nil {
		return err
	}
	switch {
	case test:
		return runTests(dir)
	case watch:
		return rebuild(dir)
	}
	began := time.Now()
	files, err := once(dir, true)
	if err != nil {
		return err
	}
	for _, f := range files {
		fmt.Println(f)
	}
	fmt.Printf("built in %d ms\n", time.Since(began).Milliseconds())
	return nil
}

// clientDir finds the folder of package client, from the top of the module or from inside it.
func clientDir() (string, error) {
	for _, dir := range []string{"client", ".", ".."} {
		if _, err := os.Stat(filepath.Join(dir, "src", "styles", "index.css")); err == nil {
			return filepath.Abs(dir)
		}
	}
	return "", fmt.Errorf("run this from the top of the module or from client")
}
