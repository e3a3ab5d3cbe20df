package phone_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A provider that sends the number all the same, in members of its own and in headers,
// finds it nowhere afterwards.
func TestNoNumberIsKeptOrLogged(t *testing.T) {
	w := newWorld(t)
	const number, spoken = "+46701234567", "0701234567"
	for _, body := range []string{
		`{"id": "e-1", "call": "c-1", "event": "started", "meeting": "202712", "again": "k3j4h5", "from": "` + number + `", "caller": {"number": "` + spoken + `"}}`,
		`{"id": "e-2", "call": "c-1", "event": "pressed", "keys": "9", "ani": "` + spoken + `"}`,
		`{"id": "e-3", "call": "c-1", "event": "pressed", "keys": "` + spoken + `#"}`,
		`{"id": "` + number + `", "call": "c-1", "event": "ended"}`,
		`{"id": "e-4", "call": "c-1", "event": "ended", "to": "` + number + `"}`,
	} {
		header := w.signed(body)
		header.Set("X-Caller", number)
		if status := w.post(body, header); status != http.StatusOK && status != http.StatusBadRequest {
			t.Errorf("%s: %d", body, status)
		}
		if status := w.post(body, http.Header{"X-Caller": {number}}); status != http.StatusUnauthorized {
			t.Errorf("%s: %d", body, status)
		}
	}
	if callers := w.callers(); len(callers) != 1 || callers[0].Away == 0 {
		t.Errorf("%+v", callers)
	}
	everything := map[string][]byte{"the log": w.log.Bytes()}
	files, err := filepath.Glob(filepath.Join(w.dir, "*"))
	w.must(err)
	for _, file := range files {
		everything[file], err = os.ReadFile(file)
		w.must(err)
	}
	for where, text := range everything {
		if bytes.Contains(text, []byte(strings.TrimPrefix(number, "+46"))) || bytes.Contains(text, []byte("k3j4h5")) {
			t.Errorf("the number, or what stands for it at the provider's, is in %s", where)
		}
	}
	if len(everything) < 2 {
		t.Error("nothing was looked through")
	}
}
