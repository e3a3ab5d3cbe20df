package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
)

// written tells of one built file: the names it was written under, its size in
// brotli, and a line about its sizes in bytes.
type written struct {
	names  []string
	brotli int
	line   string
}

// writeFile writes one file and, unless it is compressed in itself, its brotli and gzip forms.
func writeFile(dist, name string, body []byte, compressed bool) (w written, err error) {
	forms := map[string][]byte{name: body}
	w.line = fmt.Sprintf("%-42s %7d", name, len(body))
	if compressed && filepath.Ext(name) != ".woff2" {
		br, err := squeeze(body, func(w io.Writer) (io.WriteCloser, error) {
			return brotli.NewWriterLevel(w, brotli.BestCompression), nil
		})
		if err != nil {
			return w, err
		}
		gz, err := squeeze(body, func(w io.Writer) (io.WriteCloser, error) {
			return gzip.NewWriterLevel(w, gzip.BestCompression)
		})
		if err != nil {
			return w, err
		}
		forms[name+".br"], forms[name+".gz"] = br, gz
		w.brotli = len(br)
		w.line += fmt.Sprintf("  brotli %6d  gzip %6d", len(br), len(gz))
	}
	for n, b := range forms {
		if err := os.WriteFile(filepath.Join(dist, n), b, 0o600); err != nil {
			return w, err
		}
		w.names = append(w.names, n)
	}
	return w, nil
}

func squeeze(body []byte, writer func(io.Writer) (io.WriteCloser, error)) ([]byte, error) {
	var b bytes.Buffer
	w, err := writer(&b)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
