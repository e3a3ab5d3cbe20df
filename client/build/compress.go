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

// writeFile writes one file and, unless it is compressed in itself, its brotli and
// gzip forms. It returns the names written and a line about their sizes in bytes.
func writeFile(dist, name string, body []byte, compressed bool) (names []string, line string, err error) {
	forms := map[string][]byte{name: body}
	line = fmt.Sprintf("%-42s %7d", name, len(body))
	if compressed && filepath.Ext(name) != ".woff2" {
		br, err := squeeze(body, func(w io.Writer) (io.WriteCloser, error) {
			return brotli.NewWriterLevel(w, brotli.BestCompression), nil
		})
		if err != nil {
			return nil, "", err
		}
		gz, err := squeeze(body, func(w io.Writer) (io.WriteCloser, error) {
			return gzip.NewWriterLevel(w, gzip.BestCompression)
		})
		if err != nil {
			return nil, "", err
		}
		forms[name+".br"], forms[name+".gz"] = br, gz
		line += fmt.Sprintf("  brotli %6d  gzip %6d", len(br), len(gz))
	}
	for n, b := range forms {
		if err := os.WriteFile(filepath.Join(dist, n), b, 0o644); err != nil {
			return nil, "", err
		}
		names = append(names, n)
	}
	return names, line, nil
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
