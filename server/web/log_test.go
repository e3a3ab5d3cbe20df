package web

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTheLogDoesNotLearnTheSecretOfALink(t *testing.T) {
	w := empty(t)
	link, err := w.auth.NewLink()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	w.log(&log)
	if err := w.store.Close(); err != nil { // so that signing in fails
		t.Fatal(err)
	}
	for _, lang := range []string{"", "/en"} {
		r, rw := httptest.NewRequest(http.MethodPost, lang+"/in/"+link, strings.NewReader("name=Ada")), httptest.NewRecorder()
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w.handler.ServeHTTP(rw, r)
		if rw.Code < 500 || !strings.Contains(log.String(), lang+"/in/…") || strings.Contains(log.String(), link) {
			t.Errorf("%d, and the log says\n%s", rw.Code, &log)
		}
		log.Reset()
	}
}

func TestWhoeverLeavesIsNotToldOfInTheLog(t *testing.T) {
	w := empty(t)
	var log bytes.Buffer
	w.log(&log)
	gone, leave := context.WithCancel(t.Context())
	leave()
	r, rw := httptest.NewRequestWithContext(gone, http.MethodPost, "/kalender", strings.NewReader("%zz")), httptest.NewRecorder()
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w.handler.ServeHTTP(rw, r)
	if log.Len() > 0 || rw.Body.Len() > 0 {
		t.Errorf("somebody who has left is answered with %q, and the log says\n%s", rw.Body, &log)
	}
}

func TestTheLogDoesNotLearnTheAddressOfACalendar(t *testing.T) {
	for path, want := range map[string]string{
		"/planera/kalender/hemligt.ics": "/planera/kalender/…", "/en/planera/kalender/hemligt.ics": "/en/planera/kalender/…",
		"/en/in/hemligt": "/en/in/…", "/planera/kalender": "/planera/kalender", "/moten": "/moten",
	} {
		if got := LogPath(httptest.NewRequest(http.MethodGet, path, nil)); got != want {
			t.Errorf("the log has %q of %q, want %q", got, path, want)
		}
	}
}
