package files

import (
	"archive/zip"
	"bytes"
	"errors"
	"testing"

	"ringain/meetings"
)

// office is a file as office programs write it, which is an archive.
func office(t *testing.T, first string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", first} {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAFileIsWhatItsNameAndItsContentSay(t *testing.T) {
	for _, test := range []struct {
		name    string
		content []byte
		want    string // empty when it is refused
	}{
		{"rapport.pdf", []byte("%PDF-1.7\n"), "application/pdf"},
		{"RAPPORT.PDF", []byte("%PDF-1.7\n"), "application/pdf"},
		{"plan.docx", office(t, "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"plan.xlsx", office(t, "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"bild.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "image/png"},
		{"bild.jpeg", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"), "image/jpeg"},
		{"lista.csv", []byte("namn;ort\nÅsa;Granvik\n"), "text/csv; charset=utf-8"},
		{"lista.txt", []byte("Hej på er, alla"), "text/plain; charset=utf-8"},

		{"bild.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), ""},
		{"bild.png", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), ""},
		{"sida.html", []byte("<!doctype html><script>alert(1)</script>"), ""},
		{"sida.txt", []byte("<!doctype html><script>alert(1)</script>"), ""},
		{"sida.pdf", []byte("<html><body onload=alert(1)>"), ""},
		{"sida.xhtml", []byte(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>`), ""},
		{"arkiv.zip", office(t, "bomb"), ""},
		{"arkiv.docx", office(t, "bomb"), ""},
		{"program.exe", []byte("MZ\x90\x00"), ""},
		{"program.pdf", []byte("MZ\x90\x00"), ""},
		{"rapport.pdf.exe", []byte("%PDF-1.7"), ""},
		{"rapport", []byte("%PDF-1.7"), ""},
		{"", nil, ""},
	} {
		got, err := TypeOf(test.name, test.content)
		if got.MIME != test.want {
			t.Errorf("%s is %q, want %q", test.name, got.MIME, test.want)
		}
		if _, refused := errors.AsType[*meetings.Refusal](err); refused == (test.want != "") {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestTheNameOfAFileIsOneLineWithoutFolders(t *testing.T) {
	for name, want := range map[string]string{
		"../../etc/passwd":         "passwd",
		`C:\Users\åsa\Rapport.pdf`: "Rapport.pdf",
		"fdp.exe\u202e.pdf":        "fdp.exe.pdf",
		"a\r\nSet-Cookie: x.pdf":   "a Set-Cookie- x.pdf",
		"..pdf":                    "fil.pdf",
		"":                         "fil",
		"  .  ":                    "fil",
		"Plan \u200b2027 .docx":    "Plan 2027.docx",
		`"><script>.pdf`:           "---script-.pdf",
		"CON.pdf\x00.exe":          "CON.pdf.exe",
	} {
		if got := Name(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
