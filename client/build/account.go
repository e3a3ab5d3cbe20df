package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
)

// account is esbuild's own account of what it made of what (its metafile).
type account struct {
	Outputs map[string]struct {
		EntryPoint string              `json:"entryPoint"`
		Exports    []string            `json:"exports"`
		Inputs     map[string]struct{} `json:"inputs"`
		Imports    []struct {
			Path string `json:"path"`
			Kind string `json:"kind"`
		} `json:"imports"`
	} `json:"outputs"`
}

func readAccount(metafile string) (a account, err error) {
	if err := json.Unmarshal([]byte(metafile), &a); err != nil {
		return a, fmt.Errorf("read what esbuild built: %w", err)
	}
	return a, nil
}

// sources returns which file each source became. A source is known by its base name. One
// whose all is in a part that it only loads became that part: a page need not ask twice.
func (a account) sources() map[string]string {
	sources := map[string]string{}
	for out, from := range a.Outputs {
		source := from.EntryPoint
		if source == "" && len(from.Inputs) == 1 && filepath.Ext(out) != ".js" {
			source = slices.Collect(maps.Keys(from.Inputs))[0] // a font or a picture
		}
		if source != "" {
			sources[filepath.Base(source)] = filepath.Base(out)
		}
		if inside := a.imports(filepath.Base(out)); source != "" && len(inside) == 1 && len(from.Inputs) == 0 && len(from.Exports) == 0 {
			sources[filepath.Base(source)] = inside[0]
		}
	}
	return sources
}

// parts returns the files that each source loads before it runs, itself apart.
func (a account) parts(sources map[string]string) map[string][]string {
	parts := map[string][]string{}
	for source, file := range sources {
		all := map[string]bool{}
		a.loads(file, all)
		delete(all, file)
		if len(all) > 0 {
			parts[source] = slices.Sorted(maps.Keys(all))
		}
	}
	return parts
}

// imports returns the files that a script loads before it runs.
func (a account) imports(file string) (files []string) {
	for out, from := range a.Outputs {
		if filepath.Base(out) != file {
			continue
		}
		for _, i := range from.Imports {
			if i.Kind == "import-statement" {
				files = append(files, filepath.Base(i.Path))
			}
		}
	}
	return files
}
