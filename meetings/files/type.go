package files

import (
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"ringain/meetings"
)

// Type is a type of file that may be shared.
type Type struct {
	Ending string // of its name, with the dot
	MIME   string // as it is served
	Name   meetings.Text
	is     []string // what its content may be found to be
}

// Types are the types of file that may be shared: documents, pictures and sound that
// people show each other, and nothing that runs in a browser.
func Types() []Type {
	text := []string{"text/plain", "text/csv"}
	return []Type{
		{".pdf", "application/pdf", meetings.Text{SV: "PDF", EN: "PDF"}, []string{"application/pdf"}},
		{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", meetings.Text{SV: "Word", EN: "Word"}, nil},
		{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", meetings.Text{SV: "Excel", EN: "Excel"}, nil},
		{".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", meetings.Text{SV: "PowerPoint", EN: "PowerPoint"}, nil},
		{".odt", "application/vnd.oasis.opendocument.text", meetings.Text{SV: "OpenDocument-text", EN: "OpenDocument text"}, nil},
		{".ods", "application/vnd.oasis.opendocument.spreadsheet", meetings.Text{SV: "OpenDocument-kalkyl", EN: "OpenDocument spreadsheet"}, nil},
		{".odp", "application/vnd.oasis.opendocument.presentation", meetings.Text{SV: "OpenDocument-presentation", EN: "OpenDocument presentation"}, nil},
		{".rtf", "application/rtf", meetings.Text{SV: "RTF-text", EN: "RTF text"}, []string{"text/rtf"}},
		{".txt", "text/plain; charset=utf-8", meetings.Text{SV: "text", EN: "text"}, text},
		{".csv", "text/csv; charset=utf-8", meetings.Text{SV: "tabell (csv)", EN: "table (csv)"}, text},
		{".ics", "text/calendar; charset=utf-8", meetings.Text{SV: "kalender", EN: "calendar"}, []string{"text/calendar"}},
		{".png", "image/png", meetings.Text{SV: "bild (png)", EN: "picture (png)"}, nil},
		{".jpg", "image/jpeg", meetings.Text{SV: "bild (jpg)", EN: "picture (jpg)"}, nil},
		{".jpeg", "image/jpeg", meetings.Text{SV: "bild (jpg)", EN: "picture (jpg)"}, nil},
		{".webp", "image/webp", meetings.Text{SV: "bild (webp)", EN: "picture (webp)"}, nil},
		{".gif", "image/gif", meetings.Text{SV: "bild (gif)", EN: "picture (gif)"}, nil},
		{".mp3", "audio/mpeg", meetings.Text{SV: "ljud (mp3)", EN: "sound (mp3)"}, nil},
		{".m4a", "audio/mp4", meetings.Text{SV: "ljud (m4a)", EN: "sound (m4a)"}, []string{"audio/x-m4a", "audio/mp4"}},
		{".mp4", "video/mp4", meetings.Text{SV: "film (mp4)", EN: "film (mp4)"}, nil},
	}
}

// TypeNamed says what type of file a name is that of; false when it is of none that may
// be shared.
func TypeNamed(name string) (Type, bool) {
	ending := strings.ToLower(path.Ext(name))
	types := Types()
	at := slices.IndexFunc(types, func(t Type) bool { return t.Ending == ending })
	if at < 0 {
		return Type{}, false
	}
	return types[at], true
}

// TypeOf says what a file is: by the ending of its name and by how its content begins,
// which must agree. Others are refused. It does not say that a file is harmless: one may
// be two things at once, so whoever serves it sees to that nothing in it runs.
func TypeOf(name string, head []byte) (Type, error) {
	t, known := TypeNamed(name)
	if !known {
		return Type{}, meetings.Refuse(meetings.Invalid, "Den sortens fil går inte att dela. Spara den som PDF och försök igen, eller dela en länk.",
			"Files of that type cannot be shared. Save it as PDF and try again, or share a link.").About("file")
	}
	found, is := mimetype.Detect(head), t.is
	if is == nil {
		is = []string{t.MIME}
	}
	if !slices.ContainsFunc(is, found.Is) {
		return Type{}, meetings.Refuse(meetings.Invalid, "Filens innehåll är inte vad namnet säger ("+t.Ending+"). Öppna den, spara den på nytt och försök igen.",
			"What is in the file is not what its name says ("+t.Ending+"). Open it, save it again and try once more.").About("file")
	}
	return t, nil
}

const maxName = 120 // characters

// Name is the name of a file as it may be shown and saved: one line without folders,
// directions and signs that a disk does not take, its ending kept.
func Name(s string) string {
	s = meetings.Line(s[strings.LastIndexAny(s, `/\`)+1:])
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"|?*`, r) {
			return '-'
		}
		return r
	}, s)
	ending := path.Ext(s)
	stem := []rune(strings.Trim(strings.TrimSuffix(s, ending), ". "))
	if len(ending) > 10 || ending == "." {
		ending = ""
	}
	if len(stem) == 0 {
		stem = []rune("fil")
	}
	return string(stem[:min(len(stem), maxName)]) + ending
}
