package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// runTests bundles every *.test.ts and *.test.tsx under src and runs them with node --test.
func runTests(dir string) error {
	var points []string
	err := filepath.WalkDir(filepath.Join(dir, "src"), func(path string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".test.ts") || strings.HasSuffix(path, ".test.tsx") {
			points = append(points, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(points) == 0 {
		return errors.New("there are no tests under src")
	}
	out, err := os.MkdirTemp("", "ringain-client-test")
	if err != nil {
		return err
	}
	defer os.RemoveAll(out)
	opts := options(dir)
	opts.EntryPoints, opts.Outdir, opts.EntryNames = points, out, "[dir]/[name]"
	opts.OutExtension = map[string]string{".js": ".mjs"}
	opts.Platform, opts.Engines, opts.Splitting, opts.PublicPath = api.PlatformNode, nil, false, ""
	opts.MinifyWhitespace, opts.MinifyIdentifiers, opts.MinifySyntax = false, false, false
	opts.Sourcemap = api.SourceMapInline
	opts.Write = true
	result := api.Build(opts)
	if len(result.Errors) > 0 || len(result.Warnings) > 0 {
		return complaints(result)
	}
	var built []string
	for _, f := range result.OutputFiles {
		if strings.HasSuffix(f.Path, ".test.mjs") {
			built = append(built, f.Path)
		}
	}
	node := exec.Command("node", append([]string{"--enable-source-maps", "--test-reporter=spec", "--test"}, built...)...)
	node.Stdout, node.Stderr = os.Stdout, os.Stderr
	if err := node.Run(); err != nil {
		return fmt.Errorf("client tests: %w", err)
	}
	return nil
}
