package main

import "fmt"

// budget returns the most bytes, in brotli, that a source may become with all that
// it loads at once; 0 for no limit. A page must paint within its first flight of
// packets, and the room must be usable within a second on a slow phone.
func budget(source string) int {
	switch source {
	case "index.css":
		return 4_300
	case "room.css", "plan.css":
		return 2_000
	case "room.tsx":
		return 20_000
	case "page.ts":
		return 2_000
	}
	return 0
}

// within refuses a build in which a source has grown too heavy. sizes are those of the built files in brotli.
func (a account) within(sizes map[string]int) error {
	for source, file := range a.sources() {
		if most, got := budget(source), a.weight(file, sizes); most > 0 && got > most {
			return fmt.Errorf("%s is %d bytes in brotli, more than its %d", source, got, most)
		}
	}
	return nil
}

// weight returns the size of a file and of the parts that it imports, which are not circular.
func (a account) weight(file string, sizes map[string]int) int {
	sum := sizes[file]
	for _, part := range a.imports(file) {
		sum += a.weight(part, sizes)
	}
	return sum
}
