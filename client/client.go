// Package client holds what runs in the browser, built from src by client/build,
// and serves it.
//
// A clean clone compiles with an empty build: Path answers "" for every source and
// the pages still work, without style and without the live room, until
// go run ./client/build has been run.
package client

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

//go:embed all:dist
var dist embed.FS

// Prefix is where Handler is to be mounted. Nothing else may be served under it:
// the content security policy lets scripts run from here and nowhere else.
const Prefix = "/static/"

// styleSource is the stylesheet that every page carries inside it.
const styleSource = "index.css"

// Style is a stylesheet that a page carries inside a style element, just as it is.
type Style struct {
	Text string
	// Source is the source expression that allows Text in a content security
	// policy: 'sha256-…' with its quotes (CSP Level 3, 2.3.1).
	Source string
}

// Files is one build of the browser's files. It is safe for concurrent use.
type Files struct {
	fsys fs.FS
	kept *build // nil when the files are read anew each time
	last *build
}

// build is what one manifest says.
type build struct {
	names  map[string]string // source to built file: room.tsx to room-QNWTHXBN.js
	known  map[string]bool   // the built files, and those that they load
	parts  map[string][]string
	styles map[string]string // the text of each stylesheet, by source
}

// Embedded returns the build that is part of the program.
func Embedded() (*Files, error) {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("open the embedded client: %w", err)
	}
	b, err := read(sub)
	if err != nil {
		return nil, fmt.Errorf("open the embedded client: %w", err)
	}
	return &Files{fsys: sub, kept: b}, nil
}

// Open returns the build in a folder. It is read anew each time it is asked, so
// that a running server shows what client/build -watch has just written.
func Open(dir string) (*Files, error) {
	fsys := os.DirFS(dir)
	b, err := read(fsys)
	if err != nil {
		return nil, fmt.Errorf("open the client in %s: %w", dir, err)
	}
	return &Files{fsys: fsys, last: b}, nil
}

// Path returns the address of a built source, such as room.tsx, page.ts, icon.svg
// or source-sans-3-latin.woff2. It is "" when the build has no such source.
func (f *Files) Path(source string) string {
	name := f.build().names[source]
	if name == "" {
		return ""
	}
	return Prefix + name
}

// Parts returns the addresses of what a script loads before it runs, so that a page
// can ask for all of it at once.
func (f *Files) Parts(source string) (paths []string) {
	for _, name := range f.build().parts[source] {
		paths = append(paths, Prefix+name)
	}
	return paths
}

// Style returns what a page carries: the stylesheet of every page, and after it
// those named, such as room.css.
func (f *Files) Style(more ...string) Style {
	styles := f.build().styles
	text := styles[styleSource]
	for _, source := range more {
		text += styles[source]
	}
	sum := sha256.Sum256([]byte(text))
	return Style{Text: text, Source: "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"}
}

func (f *Files) build() *build {
	if f.kept != nil {
		return f.kept
	}
	if b, err := read(f.fsys); err == nil {
		return b
	}
	return f.last // in the middle of being written: what was there at the start
}

// manifest is the file manifest.json that client/build writes.
type manifest struct {
	Sources map[string]string   `json:"sources"` // source to built file
	Parts   map[string][]string `json:"parts"`   // source to the built files that it loads before it runs
	Files   []string            `json:"files"`   // every built file, without its compressed forms
}

func read(fsys fs.FS) (*build, error) {
	b := &build{known: map[string]bool{}, styles: map[string]string{}}
	text, err := fs.ReadFile(fsys, "manifest.json")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var m manifest
	if err == nil {
		if err := json.Unmarshal(text, &m); err != nil {
			return nil, fmt.Errorf("manifest.json: %w", err)
		}
	}
	b.names, b.parts = m.Sources, m.Parts
	for _, name := range m.Files {
		b.known[path.Clean(name)] = true
	}
	for source, name := range m.Sources {
		if path.Ext(source) != ".css" {
			continue
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		b.styles[source] = string(text)
	}
	return b, nil
}
