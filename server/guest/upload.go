package guest

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"ringain/meetings"
)

// BeginUpload announces a file of so many bytes that is to be shared in a meeting, by tus
// 1.0.0, and returns the address of the upload.
func (g *Guest) BeginUpload(ctx context.Context, meeting, name string, size int) (path string, err error) {
	word := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	answer, err := g.tus(ctx, http.MethodPost, "/filer/nya", nil, map[string]string{
		"Upload-Length": strconv.Itoa(size), "Upload-Metadata": "filename " + word(name) + ",meeting " + word(meeting)})
	if err == nil && answer.StatusCode != http.StatusCreated {
		err = fmt.Errorf("an upload is not begun: %d", answer.StatusCode)
	}
	if err != nil {
		return "", err
	}
	return answer.Header.Get("Location"), nil
}

// ErrNoUpload says that there is no such upload, or no longer.
var ErrNoUpload = errors.New("there is no such upload")

// ContinueUpload sends what the server has not of an upload, as often as it is called, on
// any node; when it returns nil all of it is kept.
func (g *Guest) ContinueUpload(ctx context.Context, path string, content []byte) error {
	answer, err := g.tus(ctx, http.MethodHead, path, nil, nil)
	if err != nil {
		return err
	}
	if answer.StatusCode == http.StatusNotFound {
		return ErrNoUpload
	}
	at, err := strconv.Atoi(answer.Header.Get("Upload-Offset"))
	if answer.StatusCode != http.StatusOK || err != nil || at > len(content) {
		return fmt.Errorf("no word of how far an upload has come: %d", answer.StatusCode)
	}
	answer, err = g.tus(ctx, http.MethodPatch, path, content[at:], map[string]string{
		"Upload-Offset": strconv.Itoa(at), "Content-Type": "application/offset+octet-stream"})
	if err == nil && answer.StatusCode != http.StatusNoContent {
		err = fmt.Errorf("a part of an upload is not taken: %d", answer.StatusCode)
	}
	return err
}

// Uploaded returns what an upload that is whole has become.
func (g *Guest) Uploaded(ctx context.Context, path string) (f meetings.File, err error) {
	body, status, err := g.request(ctx, http.MethodGet, path, "", nil)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("an upload is not whole: %d", status)
	}
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal(body, &f)
}

// tus sends one request of tus. Its answer is read to the end.
func (g *Guest) tus(ctx context.Context, method, path string, body []byte, header map[string]string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, g.Base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Tus-Resumable", "1.0.0")
	for name, value := range header {
		r.Header.Set(name, value)
	}
	answer, err := g.HTTP.Do(r)
	if err != nil {
		return nil, err
	}
	return answer, answer.Body.Close()
}
