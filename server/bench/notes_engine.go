package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"ringain/meetings/ydoc"
)

// beEngine measures the engine on the log that BENCH_LOG names, as peers/engine.mjs
// measures the others, and writes the same line.
func beEngine() error {
	log, err := readLog(os.Getenv("BENCH_LOG"))
	if err != nil {
		return err
	}
	f := engineFigures{Updates: len(log)}
	doc, err := fill(log)
	if err != nil {
		return err
	}
	state := doc.Encode()
	f.Bytes, f.State = len(state), told(doc)
	f.Apply = median(func() { _, err = fill(log) })
	f.Encode = median(func() { doc.Encode() })
	f.Load = median(func() { _, err = fill([][]byte{state}) })
	if err != nil {
		return err
	}
	f.Memory = held(state)
	return json.NewEncoder(os.Stdout).Encode(f)
}

// readLog reads updates, each after its length in four bytes, low first.
func readLog(name string) (log [][]byte, err error) {
	all, err := os.ReadFile(name)
	for len(all) >= 4 {
		n := binary.LittleEndian.Uint32(all)
		if int(n) > len(all)-4 {
			return nil, errors.New("the log ends too early")
		}
		log, all = append(log, all[4:4+n]), all[4+n:]
	}
	return log, err
}

func fill(log [][]byte) (*ydoc.Doc, error) {
	d := ydoc.New()
	for i, update := range log {
		if _, err := d.Apply(update); err != nil {
			return nil, fmt.Errorf("update %d: %w", i, err)
		}
	}
	return d, nil
}

// median is the middle in milliseconds of three, or of as many as half a second takes,
// after rounds that only warm up: two, or again as many.
func median(run func()) float64 {
	rounds(2, run)
	took := rounds(3, run)
	slices.Sort(took)
	return took[len(took)/2]
}

func rounds(least int, run func()) (took []float64) {
	for until := time.Now().Add(500 * time.Millisecond); len(took) < least || len(took) < 101 && time.Now().Before(until); {
		from := time.Now()
		run()
		took = append(took, ms(time.Since(from)))
	}
	return took
}

// held is how many bytes a document loaded from a state holds.
func held(state []byte) int64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&before)
	doc, err := fill([][]byte{state})
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(doc)
	if err != nil {
		return 0
	}
	return int64(after.HeapAlloc) - int64(before.HeapAlloc)
}

// told is the hash of all clocks by client, as peers/engine.mjs makes it.
func told(d *ydoc.Doc) string {
	clients := d.Clients()
	slices.SortFunc(clients, func(a, b uint64) int { return cmp.Compare(a, b) })
	var lines strings.Builder
	for _, c := range clients {
		fmt.Fprintf(&lines, "%d %d\n", c, d.Clock(c))
	}
	sum := sha256.Sum256([]byte(lines.String()))
	return hex.EncodeToString(sum[:])
}
