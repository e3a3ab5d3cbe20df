package reach_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	"ringain/server/reach"
)

func TestTheMachineThatWasNamedIsAskedAndNoOtherInside(t *testing.T) {
	may, err := reach.Named("http://127.0.0.1:4711", nil)
	if err != nil {
		t.Fatal(err)
	}
	for to, allowed := range map[string]bool{"127.0.0.1:4711": true, "[::ffff:127.0.0.1]:4711": true, "127.0.0.1:4712": false, "127.0.0.2:4711": false, "10.0.0.1:4711": false, "9.9.9.9:443": true} {
		if got := may(netip.MustParseAddrPort(to)); (got == nil) != allowed {
			t.Errorf("%s: %v", to, got)
		}
	}
}

func TestALargeAnswerIsNotRead(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/chunked" {
			w.(http.Flusher).Flush() // without its length
		}
		if _, err := w.Write(make([]byte, 1001)); err != nil {
			t.Log("it was not read to its end")
		}
	}))
	defer s.Close()
	may, err := reach.Named(s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	for most, large := range map[int64]bool{1000: true, 1001: false} {
		for _, path := range []string{"/", "/chunked"} {
			c := reach.New(reach.Options{Timeout: 20 * time.Second, May: may, Most: most})
			a, err := c.Get(s.URL + path)
			if err == nil {
				_, err = io.ReadAll(a.Body)
				a.Body.Close()
			}
			if errors.Is(err, reach.ErrLarge) != large {
				t.Errorf("%s of 1001 bytes with room for %d: %v", path, most, err)
			}
		}
	}
}
