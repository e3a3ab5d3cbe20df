package upload

import (
	"errors"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"ringain/meetings"
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

// FuzzForm reads a form without scripts as any browser, or none, may send it. It ends at
// its file, which is taken in elsewhere.
func FuzzForm(f *testing.F) {
	const field = "--x\r\nContent-Disposition: form-data; name=\"meeting\"\r\n\r\nrivers\r\n"
	for _, body := range []string{"", "--x--", field + "--x--\r\n", strings.Repeat(field, 20), "--x\r\n\r\n", "--x\r\nContent-Disposition: form-data; name=\"\xff\"\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n"} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if strings.Contains(body, "file") {
			return
		}
		r := httptest.NewRequest(http.MethodPost, "/filer", strings.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		_, up, err := (&Uploads{}).posted(httptest.NewRecorder(), r)
		if _, refused := errors.AsType[*meetings.Refusal](err); !refused {
			t.Errorf("%q is %+v, %v", body, up, err)
		}
	})
}

// FuzzOurs leads nobody who has sent a form anywhere else than to a page from here.
func FuzzOurs(f *testing.F) {
	for _, path := range []string{"/moten/rivers", "//elsewhere.example", "/\\elsewhere.example", "/\t/elsewhere.example", "https://elsewhere.example", "/%2f/elsewhere.example", "/../x?a=b#c", "/\x00"} {
		f.Add(path)
	}
	here, err := url.Parse("https://moten.example/filer")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, path string) {
		at, err := ours(path)
		if err != nil {
			return
		}
		to, err := here.Parse(at.String())
		if err != nil || to.Host != here.Host || to.Scheme != here.Scheme || strings.ContainsAny(at.String(), "\r\n\t\\") || strings.HasPrefix(at.String(), "//") {
			t.Errorf("%q leads to %q: %v", path, at, err)
		}
	})
}
