package web

import (
	"fmt"
	"net/http"
	"strings"

	"rsc.io/qr"
)

// quiet is the white margin that ISO/IEC 18004 asks for around a QR code, in modules.
const quiet = 4

// qrCode is the address of a meeting as a picture to hold a phone up to: black on
// white whatever the colours of the page, and sharp at any size.
func (w *Web) qrCode(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	code, err := qr.Encode(p.URL(meetingPath(room.Meeting)), qr.M)
	if err != nil {
		return fmt.Errorf("draw the code of %s: %w", room.Meeting.Slug, err)
	}
	h := rw.Header()
	w.protect(h, "")
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Cache-Control", "public, max-age=86400")
	_, err = rw.Write([]byte(drawing(code)))
	if err != nil {
		w.log.Debug("a picture was not taken", "path", r.URL.Path, "err", err)
	}
	return nil
}

// drawing writes a code as SVG, every run of black modules in a row as one stroke.
func drawing(code *qr.Code) string {
	var b strings.Builder
	side := code.Size + 2*quiet
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`,
		side, side, side, side)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.String()
}
