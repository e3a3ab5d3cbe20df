package upload

import (
	"mime"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"ringain/meetings/files"
)

// FuzzMetadata reads what any client may send as Upload-Metadata.
func FuzzMetadata(f *testing.F) {
	for _, header := range []string{"filename cmFwcG9ydC5wZGY=", "filename cmFwcG9ydC5wZGY=,is_confidential", ", ,", "filename /w==", "a b c", strings.Repeat(",", 100)} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		values, ok := metadata(header)
		for name, text := range values {
			if !ok || !utf8.ValidString(text) || len(text) > len(header) {
				t.Errorf("%q is %q", name, text)
			}
		}
	})
}

// FuzzDisposition saves a file under any name that a file may have here: the header names
// that file and says nothing else.
func FuzzDisposition(f *testing.F) {
	for _, name := range []string{"rapport.pdf", `"; filename=x.exe`, "a\r\nSet-Cookie: b", "Räksmörgås \u202efdp.exe", "%22.pdf", "UTF-8''x.txt", ".pdf", strings.Repeat("å", 300) + ".pdf"} {
		f.Add(name)
	}
	pdf, _ := files.TypeNamed("a.pdf")
	f.Fuzz(func(t *testing.T, name string) {
		clean := files.Name(name)
		h := http.Header{}
		protect(h, pdf, clean)
		how, params, err := mime.ParseMediaType(h.Get("Content-Disposition"))
		if err != nil || how != "attachment" || params["filename"] != clean || len(params) != 1 || strings.ContainsAny(h.Get("Content-Disposition"), "\r\n") {
			t.Errorf("%q is saved as %q: %v", clean, h.Get("Content-Disposition"), err)
		}
	})
}
