package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// entries are the sources that pages load by name, relative to client/src. The
// fonts are loaded by the stylesheet.
func entries() []string {
	return []string{"room.tsx", "captions.ts", "page.ts", "styles/index.css", "styles/room.css", "styles/run.css", "styles/plan.css", "styles/list.css", "styles/captions.css", "styles/keys.css", "icon.svg"}
}

// options says how the client is bundled: for browsers that know light-dark(), the
// youngest thing the styles need (2024).
func options(dir string) api.BuildOptions {
	points := make([]string, 0, len(entries()))
	for _, e := range entries() {
		points = append(points, filepath.Join(dir, "src", e))
	}
	engines := []api.Engine{
		{Name: api.EngineChrome, Version: "123"}, {Name: api.EngineFirefox, Version: "120"}, {Name: api.EngineSafari, Version: "17.5"},
	}
	return api.BuildOptions{
		EntryPoints:       points,
		AbsWorkingDir:     dir,
		Outdir:            filepath.Join(dir, "dist"),
		EntryNames:        "[name]-[hash]",
		ChunkNames:        "part-[hash]",
		AssetNames:        "[name]-[hash]",
		PublicPath:        "/static/",
		Bundle:            true,
		Splitting:         true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		Engines:           engines,
		Alias:             lean(dir),
		JSX:               api.JSXAutomatic,
		JSXImportSource:   "preact",
		Loader:            map[string]api.Loader{".woff2": api.LoaderFile, ".svg": api.LoaderCopy},
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		LegalComments:     api.LegalCommentsNone,
		Charset:           api.CharsetUTF8,
		Metafile:          true,
	}
}

// lean names what is put in the place of parts of packages that nothing here needs but
// that the packages bring along.
func lean(dir string) map[string]string {
	parts := map[string]string{}
	for _, name := range []string{"buffer", "dom", "environment", "logging", "hash/sha256"} {
		parts["lib0/"+name] = filepath.Join(dir, "src", "lean", filepath.Base(name)+".ts")
	}
	return parts
}

// once builds and writes everything, and removes what an earlier build left. It
// returns one line about each file.
func once(dir string, compressed bool) ([]string, error) {
	result := api.Build(options(dir))
	if len(result.Errors) > 0 || len(result.Warnings) > 0 {
		return nil, complaints(result)
	}
	return write(dir, result, compressed)
}

func complaints(result api.BuildResult) error {
	all := append(api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}),
		api.FormatMessages(result.Warnings, api.FormatMessagesOptions{Kind: api.WarningMessage})...)
	return errors.New(strings.Join(all, ""))
}

// manifest is what package client reads.
type manifest struct {
	Sources map[string]string   `json:"sources"`
	Parts   map[string][]string `json:"parts"`
	Files   []string            `json:"files"`
}

func write(dir string, result api.BuildResult, compressed bool) ([]string, error) {
	dist := filepath.Join(dir, "dist")
	made, err := readAccount(result.Metafile)
	if err != nil {
		return nil, err
	}
	m := manifest{Sources: made.sources()}
	m.Parts = made.parts(m.Sources)
	keep := map[string]bool{".gitignore": true, "manifest.json": true}
	sizes := map[string]int{}
	var lines []string
	files, err := wordFiles()
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		m.Sources[f.source] = f.name
	}
	for _, out := range result.OutputFiles {
		files = append(files, file{name: filepath.Base(out.Path), body: out.Contents})
	}
	for _, f := range files {
		name := f.name
		w, err := writeFile(dist, name, f.body, compressed)
		if err != nil {
			return nil, err
		}
		m.Files = append(m.Files, name)
		lines = append(lines, w.line)
		sizes[name] = w.brotli
		for _, n := range w.names {
			keep[n] = true
		}
	}
	slices.Sort(m.Files)
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dist, "manifest.json"), append(text, '\n'), 0o600); err != nil {
		return nil, err
	}
	if err := removeOthers(dist, keep); err != nil {
		return nil, err
	}
	return lines, made.within(sizes)
}

func removeOthers(dist string, keep map[string]bool) error {
	entries, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !keep[e.Name()] {
			if err := os.RemoveAll(filepath.Join(dist, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
