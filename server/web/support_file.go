package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"ringain/meetings"
	"ringain/meetings/files"
)

// fileType is how the type of a file is said, by the ending of its name: "PDF".
func (p *page) fileType(name string) string {
	if t, ok := files.TypeNamed(name); ok {
		return p.In(t.Name)
	}
	return strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
}

// endings are those of the files that may be chosen.
func endings() string {
	var list []string
	for _, t := range files.Types() {
		list = append(list, t.Ending)
	}
	return strings.Join(list, ",")
}

// sendWords are the words of a form that sends a file, for the script that does.
func (p *page) sendWords() (string, error) {
	words, err := json.Marshal(map[string]string{
		"sending": p.Say("Skickar {name}", "Sending {name}"),
		"waiting": p.Say("Uppkopplingen är bruten. {name} skickas vidare så snart den är tillbaka.", "The line is broken. {name} is sent on as soon as it is back."),
		"done":    p.Say("{name} är uppladdad.", "{name} is uploaded."),
		"failed":  p.Say("{name} gick inte att skicka. Välj filen igen.", "{name} could not be sent. Choose the file again."),
		"stop":    p.Say("Avbryt", "Cancel"),
		"remove":  p.Say("Ta bort filen", "Remove the file"),
	})
	return string(words), err
}

// sendingForm is a form that sends a file: where it leads back to, the form that the file
// then belongs to, and what is said of it beforehand.
type sendingForm struct {
	Back, Into   string
	About, Which string // "meeting" or "presenter", and which; empty for neither
	Most         int64  // bytes that a file may have
}

// sayFiles says which files may be sent.
func (p *page) sayFiles(most int64) string {
	return p.Say("Bara om det inte är en länk. PDF, Office, OpenDocument, text, bild eller ljud, högst ", "Only if it is no link. PDF, Office, OpenDocument, text, picture or sound, at most ") +
		strconv.FormatInt(most>>20, 10) + " MB."
}

// uploaded is the file that an upload has become: nil for no upload, or a refusal when it
// is not there.
func (w *Web) uploaded(ctx context.Context, id string) (*meetings.File, error) {
	if id == "" {
		return nil, nil
	}
	u, err := w.change.Upload(ctx, meetings.ID(id))
	if err != nil {
		if r, ok := errors.AsType[*meetings.Refusal](err); ok {
			return nil, meetings.Refuse(meetings.Invalid, r.Say.SV, r.Say.EN).About("fil")
		}
		return nil, err
	}
	f, whole := u.File()
	if !whole {
		return nil, meetings.Refuse(meetings.Invalid, "Filen har inte kommit fram än. Försök igen om en stund.", "The file has not come yet. Try again in a while.").About("fil")
	}
	return &f, nil
}

func eitherLinkOrFile() error {
	return meetings.Refuse(meetings.Invalid, "Välj antingen en länk eller en fil. Töm länken, eller ta bort filen.", "Choose either a link or a file. Empty the link, or remove the file.").About("href")
}

// stateOf is what is known of a file, if there is one.
func (w *Web) stateOf(ctx context.Context, f *meetings.File) (meetings.FileState, error) {
	if f == nil {
		return "", nil
	}
	states, err := w.store.FileStates(ctx, []string{f.Hash})
	return w.fileState(states[f.Hash]), err
}

// saySize says a number of bytes: "686 kB", "1,2 MB".
func (p *page) saySize(n int64) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%d kB", max(1, (n+500)/1000))
	}
	size := fmt.Sprintf("%.1f MB", float64(n)/1_000_000)
	if p.Lang == meetings.SV {
		size = strings.Replace(size, ".", ",", 1)
	}
	return size
}
