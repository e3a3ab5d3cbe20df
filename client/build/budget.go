package main

import (
	"fmt"
	"maps"
)

// budget returns the most bytes, in brotli, that a source may become with all that
// it loads at once; 0 for no limit. A page must paint within its first flight of
// packets, and the room must be usable within a second on a slow phone. The notes
// are fetched into a room that is there, so what it has already does not count.
func budget(source string) int {
	switch source {
	case "index.css":
		return 4_300
	case "room.css":
		return 4_000
	case "list.css", "keys.css":
		return 700
	case "plan.css", "run.css":
		return 2_000
	case "room.tsx":
		return 22_000 // the goal is 20,000
	case "notes.ts":
		return 92_000
	case "page.ts":
		return 2_000
	}
	return 0
}

// within refuses a build in which a source has grown too heavy. sizes are those of the built files in brotli.
func (a account) within(sizes map[string]int) error {
	sources := a.sources()
	for source, file := range sources {
		files := map[string]bool{}
		a.loads(file, files)
		if source == "notes.ts" {
			room := map[string]bool{}
			a.loads(sources["room.tsx"], room)
			maps.DeleteFunc(files, func(f string, _ bool) bool { return room[f] })
		}
		if most, got := budget(source), weight(files, sizes); most > 0 && got > most {
			return fmt.Errorf("%s is %d bytes in brotli, more than its %d", source, got, most)
		}
	}
	return nil
}

// loads adds to files a file and the parts that it imports before it runs.
func (a account) loads(file string, files map[string]bool) {
	if files[file] {
		return
	}
	files[file] = true
	for _, part := range a.imports(file) {
		a.loads(part, files)
	}
}

func weight(files map[string]bool, sizes map[string]int) (sum int) {
	for f := range files {
		sum += sizes[f]
	}
	return sum
}
