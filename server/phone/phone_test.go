package phone_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/change"
	"ringain/server/phone"
)

var key = []byte("the key of the provider, for tests")

// world is a meeting that is on, and a node that a provider tells of calls.
type world struct {
	testing.TB
	sample.Small
	store *store.Store
	now   time.Time
	base  string
	dir   string // where everything is kept
	log   bytes.Buffer
}

func newWorld(t testing.TB) *world {
	w := &world{TB: t, Small: sample.World()}
	w.now, w.dir = w.Now.In(time.UTC), t.TempDir()
	log := slog.New(slog.NewTextHandler(&w.log, nil))
	var err error
	w.store, err = store.Open(t.Context(), store.Options{Address: filepath.Join(w.dir, "ringain.db"), Log: log, Epoch: "one", Secret: []byte("secret"), Host: "moten.example"})
	w.must(err)
	t.Cleanup(func() { _ = w.store.Close() })
	w.must(w.store.Change("world", func(tx *store.Tx) error {
		w.must(tx.SaveTheme(w.Theme, 1))
		return tx.AddMeeting(w.Room)
	}))
	clock := func() time.Time { return w.now }
	r := chi.NewRouter()
	phone.New(phone.Config{Key: key, Secret: []byte("secret"), Now: clock, Log: log,
		Change: change.New(change.Config{Store: w.store, Bus: bus.NewMemory(), Log: log, Now: clock, NewID: func() meetings.ID { return "" }})}).Routes(r)
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	w.base = server.URL
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// telephone is one that reaches the node, by the node's clock.
func (w *world) telephone() *phone.Telephone {
	t := phone.NewTelephone(w.base, key)
	t.Now = func() time.Time { return w.now }
	return t
}

func (w *world) callers() []meetings.Caller {
	w.Helper()
	room, _, err := w.store.Room(w.Context(), string(w.Room.Meeting.ID))
	w.must(err)
	return room.Callers
}

// post sends a body with the headers given, and returns the status.
func (w *world) post(body string, header http.Header) int {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), http.MethodPost, w.base+phone.Path, strings.NewReader(body))
	w.must(err)
	r.Header = header
	answer, err := http.DefaultClient.Do(r)
	w.must(err)
	w.must(answer.Body.Close())
	return answer.StatusCode
}

func (w *world) signed(body string) http.Header {
	h := http.Header{}
	phone.Sign(h, key, []byte(body), w.now)
	return h
}

const started = `{"id": "e-1", "call": "c-1", "event": "started", "meeting": "202712"}`

func TestOnlyWhatTheProviderSignedALittleWhileAgoIsTaken(t *testing.T) {
	w := newWorld(t)
	other := http.Header{}
	phone.Sign(other, []byte("the key of somebody else, who tries"), []byte(started), w.now)
	forged := w.signed(started)
	forged.Set(phone.TimeHeader, fmt.Sprint(w.now.Unix()+1))
	broken := w.signed(started)
	broken.Set(phone.SignatureHeader, "zz")
	for name, header := range map[string]http.Header{
		"nothing": {}, "another key": other, "another body": w.signed(started + " "), "another time": forged, "no hexadecimal": broken,
	} {
		if status := w.post(started, header); status != http.StatusUnauthorized {
			t.Errorf("%s: %d", name, status)
		}
	}
	header := w.signed(started)
	for _, off := range []time.Duration{6 * time.Minute, -6 * time.Minute} {
		w.now = w.now.Add(off)
		if status := w.post(started, header); status != http.StatusUnauthorized {
			t.Errorf("%v off: %d", off, status)
		}
		w.now = w.now.Add(-off)
	}
	if w.callers() != nil {
		t.Errorf("%+v", w.callers())
	}
	w.now = w.now.Add(4 * time.Minute)
	for range 2 {
		if status := w.post(started, header); status != http.StatusOK || len(w.callers()) != 1 {
			t.Errorf("%d, %+v", status, w.callers())
		}
	}
}

func TestWhatCannotBeUnderstoodIsRefused(t *testing.T) {
	w := newWorld(t)
	for body, want := range map[string]int{
		`{`:  http.StatusBadRequest,
		`[]`: http.StatusBadRequest,
		`{"call": "c-1", "event": "started", "meeting": "202712"}`:                                                           http.StatusBadRequest,
		`{"id": "e-1", "event": "started", "meeting": "202712"}`:                                                             http.StatusBadRequest,
		`{"id": "e-1", "call": "c-1", "event": "started"}`:                                                                   http.StatusBadRequest,
		`{"id": "e-1", "call": "c-1", "event": "started", "meeting": "x' OR 1"}`:                                             http.StatusBadRequest,
		`{"id": "e-1", "call": "c-1", "event": "sung"}`:                                                                      http.StatusBadRequest,
		`{"id": "e-1", "call": "c-1", "event": "pressed"}`:                                                                   http.StatusBadRequest,
		`{"id": "e-1", "call": "c-1", "event": "pressed", "keys": "0701234567#"}`:                                            http.StatusBadRequest,
		`{"id": "e-1", "call": "` + strings.Repeat("c", 201) + `", "event": "ended"}`:                                        http.StatusBadRequest,
		`{"id": "e-1", "call": "+46 70-123 45 67", "event": "started", "meeting": "202712"}`:                                 http.StatusBadRequest,
		`{"id": "e-1", "call": "c-1", "event": "started", "meeting": "202712", "again": "sip:0701234567@provider.example"}`:  http.StatusBadRequest,
		`{"id": "e-1", "call": "c-1", "event": "pressed", "keys": "9"}`:                                                      http.StatusNotFound,
		`{"id": "e-1", "call": "c-1", "event": "started", "meeting": "202712", "more": "` + strings.Repeat("x", 5000) + `"}`: http.StatusRequestEntityTooLarge,
	} {
		if status := w.post(body, w.signed(body)); status != want {
			t.Errorf("%.120s: %d, want %d", body, status, want)
		}
	}
	if w.callers() != nil {
		t.Errorf("%+v", w.callers())
	}
}

func TestWithoutAKeyThereIsNothing(t *testing.T) {
	r := chi.NewRouter()
	phone.New(phone.Config{Log: slog.New(slog.DiscardHandler), Now: time.Now}).Routes(r)
	answer := httptest.NewRecorder()
	request := httptest.NewRequest(http.MethodPost, phone.Path, strings.NewReader(started))
	phone.Sign(request.Header, nil, []byte(started), time.Now())
	r.ServeHTTP(answer, request)
	if answer.Code != http.StatusNotFound {
		t.Error(answer.Code)
	}
}

func TestATelephoneHearsWhatIsSaidInEitherLanguage(t *testing.T) {
	w := newWorld(t)
	swedish, english := w.telephone(), w.telephone()
	english.Lang = meetings.EN
	for _, test := range []struct {
		telephone *phone.Telephone
		want      phone.Answer
	}{
		{swedish, phone.Answer{Say: "Du är näst i talarlistan.", Muted: true}},
		{english, phone.Answer{Say: "You are number 2 on the speaker list.", Muted: true}},
	} {
		if a, err := test.telephone.Dial(t.Context(), "202 712"); err != nil || a.Say == "" || !a.Muted {
			t.Errorf("%+v, %v", a, err)
		}
		if a, err := test.telephone.Press(t.Context(), "9"); err != nil || a != test.want {
			t.Errorf("%+v, %v", a, err)
		}
	}
	if a, err := swedish.Listen(t.Context()); err != nil || a.Say != "Du är näst i talarlistan." {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err := swedish.HangUp(t.Context()); err != nil || a.Say != "" || w.callers()[0].Away == 0 {
		t.Errorf("%+v, %v, %+v", a, err, w.callers())
	}
}

func TestSomebodyTriesATelephoneByHand(t *testing.T) {
	w := newWorld(t)
	in, keys := io.Pipe()
	out := &bytes.Buffer{}
	done := make(chan error, 1)
	go func() { done <- phone.Try(t.Context(), w.telephone(), "202712", in, out) }()
	for _, line := range []string{"9", "lägg på", "ring"} {
		_, err := fmt.Fprintln(keys, line)
		w.must(err)
	}
	w.must(keys.Close())
	w.must(<-done)
	for _, want := range []string{"Välkommen till ringa-in-mötet om floder.", "> Du är näst i talarlistan.", "> Välkommen tillbaka. Du är näst i talarlistan."} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in %s", want, out)
		}
	}
	if callers := w.callers(); len(callers) != 1 || callers[0].Away == 0 {
		t.Errorf("%+v", callers)
	}
}

func FuzzAnythingThatIsSignedIsAnswered(f *testing.F) {
	for _, body := range []string{started, `{"id":"e","call":"c","event":"pressed","keys":"12#"}`, `null`, `{"id":"\u0000","call":"\ud800","event":"started","meeting":"202712","again":"\n"}`} {
		f.Add([]byte(body))
	}
	w := newWorld(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		w.TB = t
		status := w.post(string(body), w.signed(string(body)))
		if status >= 500 {
			t.Errorf("%q: %d", body, status)
		}
		var e phone.Event
		if json.Unmarshal(body, &e) != nil && status == http.StatusOK {
			t.Errorf("%q is understood", body)
		}
	})
}
