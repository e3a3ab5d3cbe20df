package upload

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"ringain/meetings"
)

// form takes in the file of a form without scripts.
func (u *Uploads) form(rw http.ResponseWriter, r *http.Request) {
	back, up, err := u.posted(rw, r)
	if err != nil {
		if r.Context().Err() == nil {
			u.Refuse(rw, r, err)
		}
		return
	}
	query := back.Query()
	query.Set("fil", string(up.ID))
	back.RawQuery = query.Encode()
	rw.Header().Set("Cache-Control", "no-store")
	http.Redirect(rw, r, back.String(), http.StatusSeeOther)
}

// posted reads a form as it comes: its fields, and then its file.
func (u *Uploads) posted(rw http.ResponseWriter, r *http.Request) (back *url.URL, up meetings.Upload, err error) {
	unreadable := meetings.Refuse(meetings.Invalid, "Formuläret gick inte att läsa. Gå tillbaka och försök igen.", "The form could not be read. Go back and try again.")
	r.Body = io.NopCloser(patience(rw, r))
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, up, unreadable
	}
	fields := map[string]string{}
	for range 10 {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, up, unreadable
		}
		if part.FormName() == "file" {
			return u.kept(r, fields, part)
		}
		value, err := io.ReadAll(io.LimitReader(part, 2000))
		if err != nil {
			return nil, up, unreadable
		}
		fields[part.FormName()] = string(value)
	}
	return nil, up, unreadable
}

func (u *Uploads) kept(r *http.Request, fields map[string]string, part *multipart.Part) (back *url.URL, up meetings.Upload, err error) {
	if part.FileName() == "" {
		return nil, up, meetings.Refuse(meetings.Invalid, "Välj en fil först.", "Choose a file first.").About("file")
	}
	if back, err = ours(fields["back"]); err != nil {
		return nil, up, err
	}
	if up, err = u.sent(r, fields); err != nil {
		return nil, up, err
	}
	up.Name = part.FileName()
	up, err = u.Change.KeepFile(r.Context(), up, part)
	return back, up, err
}

// ours returns an address on these pages, and refuses every other.
func ours(path string) (*url.URL, error) {
	at, err := url.Parse(path)
	if err != nil || at.Scheme != "" || at.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, `\`) {
		return nil, meetings.Refuse(meetings.Invalid, "Formuläret gick inte att läsa. Gå tillbaka och försök igen.", "The form could not be read. Go back and try again.")
	}
	return at, nil
}
