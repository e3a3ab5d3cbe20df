package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"ringain/meetings"
)

// history is what was attempted and done, each as a line of JSON, in a file for each
// generation. It is nil when none is written.
type history struct {
	dir   string
	began time.Time

	mu   sync.Mutex
	file *os.File
	out  *bufio.Writer
	err  error // the first that kept it from being written
}

// attempt is one attempt to have something done.
type attempt struct {
	At      float64     `json:"at"`   // ms since the run began
	Took    float64     `json:"took"` // ms until there was an answer, or none was waited for any longer
	Who     string      `json:"who"`
	Room    string      `json:"room,omitempty"`
	Do      string      `json:"do"`
	ID      meetings.ID `json:"id,omitempty"`
	Try     int         `json:"try,omitempty"`
	Way     string      `json:"way,omitempty"` // the node, and whether over a socket
	Seq     int64       `json:"seq,omitempty"`
	Refused string      `json:"refused,omitempty"`
	Error   string      `json:"error,omitempty"`
}

// turn begins a new file, and removes the one before the last.
func (h *history) turn(generation int, keep bool) (err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.file != nil {
		err = errors.Join(h.out.Flush(), h.file.Close())
	}
	if err == nil && generation > 1 && !keep {
		err = os.Remove(h.path(generation - 2))
	}
	if err != nil {
		return err
	}
	h.file, err = os.Create(h.path(generation))
	h.out = bufio.NewWriterSize(h.file, 64<<10)
	return err
}

func (h *history) path(generation int) string {
	return filepath.Join(h.dir, fmt.Sprintf("history-%04d.jsonl", generation))
}

// tell writes what was attempted, since when.
func (h *history) tell(a attempt, since time.Time) {
	a.At, a.Took = ms(since.Sub(h.began)), ms(time.Since(since))
	line, err := json.Marshal(a)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.out == nil {
		return
	}
	if err == nil {
		_, err = h.out.Write(append(line, '\n'))
	}
	if h.err == nil {
		h.err = err
	}
}

func (h *history) close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.file == nil {
		return h.err
	}
	return errors.Join(h.err, h.out.Flush(), h.file.Close())
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
