package upload_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/upload"
)

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// pdf is a file of some size, unlike others.
func pdf(size int) []byte {
	b := make([]byte, size)
	r := rand.NewChaCha8([32]byte{byte(size), byte(size >> 8), byte(size >> 16)})
	r.Read(b)
	copy(b, "%PDF-1.7\n")
	return b
}

func TestAFileComesInByPartsOverAnyNode(t *testing.T) {
	everyPlace(t, func(w *world) {
		t := w.T
		content := pdf(500_000)
		path, a := w.begin(`C:\Åsa\Rapport våren 2027.pdf`, len(content))
		if a.StatusCode != http.StatusCreated || !strings.HasPrefix(path, "/filer/nya/") {
			t.Fatalf("%d %q", a.StatusCode, path)
		}
		for at := 0; at < len(content); {
			if got := w.has(path); got != at {
				t.Fatalf("it has %d of %d", got, at)
			}
			next := min(at+1+rand.IntN(200_000), len(content))
			if a := w.send(path, at, content[at:next]); a.StatusCode != http.StatusNoContent || a.Header.Get("Upload-Offset") != strconv.Itoa(next) {
				t.Fatalf("at %d: %d %s", at, a.StatusCode, a.body)
			}
			at = next
		}
		want := meetings.File{Hash: hashOf(content), Name: "Rapport våren 2027.pdf", Size: 500_000}
		if diff := cmp.Diff(want, w.became(path)); diff != "" {
			t.Error(diff)
		}
		w.refer(want, "e1", true)
		if a := w.get(want); a.StatusCode != http.StatusOK || a.body != string(content) {
			t.Errorf("%d, %d bytes", a.StatusCode, len(a.body))
		}
		if n := w.count(); n != 1 {
			t.Errorf("%d files", n)
		}
	})
}

func TestALineThatBreaksAnywhereLosesNothingThatWasAcknowledged(t *testing.T) {
	everyPlace(t, func(w *world) {
		t := w.T
		for round := range 8 {
			content := pdf(100_000 + round)
			path, _ := w.begin("rapport.pdf", len(content))
			acknowledged := 0
			for w.has(path) < len(content) {
				at := w.has(path)
				if at < acknowledged {
					t.Fatalf("%d were acknowledged, and it has %d", acknowledged, at)
				}
				next := min(at+1+rand.IntN(60_000), len(content))
				if rand.IntN(2) == 0 {
					cut := io.MultiReader(bytes.NewReader(content[at:at+rand.IntN(next-at)]), iotest.ErrReader(io.ErrUnexpectedEOF))
					w.ask(http.MethodPatch, path, cut, "Upload-Offset", strconv.Itoa(at), "Content-Type", "application/offset+octet-stream")
					continue
				}
				if a := w.send(path, at, content[at:next]); a.StatusCode == http.StatusNoContent {
					acknowledged = next
				} else if a.StatusCode != http.StatusConflict { // what the broken line had sent came in meanwhile
					t.Fatalf("%d %s", a.StatusCode, a.body)
				}
			}
			if a := w.send(path, len(content), nil); a.StatusCode != http.StatusNoContent { // whoever had no answer asks for it
				t.Fatalf("%d %s", a.StatusCode, a.body)
			}
			if f := w.became(path); f.Hash != hashOf(content) {
				t.Errorf("it became %s", f.Hash)
			}
		}
		if n := w.count(); n != 8 {
			t.Errorf("%d files", n)
		}
	})
}

func TestTwoWhoSendTheSamePartKeepItOnce(t *testing.T) {
	everyPlace(t, func(w *world) {
		t := w.T
		content := pdf(50_000)
		path, _ := w.begin("rapport.pdf", len(content))
		done := make(chan int, 2)
		for range 2 {
			go func() { done <- w.send(path, 0, content).StatusCode }()
		}
		for range 2 {
			if status := <-done; status != http.StatusNoContent && status != http.StatusConflict {
				t.Errorf("%d", status)
			}
		}
		w.send(path, len(content), nil)
		if f := w.became(path); f.Hash != hashOf(content) {
			t.Errorf("it became %+v", f)
		}
	})
}

func TestWhatIsNotTakenIsRefusedInWordsAndLeavesNothing(t *testing.T) {
	everyPlace(t, func(w *world) {
		t := w.T
		for _, test := range []struct {
			name    string
			content []byte
			want    string
		}{
			{"stor.pdf", pdf(megabyte + 1), "Filen är för stor."},
			{"tom.pdf", nil, "Filen är tom."},
			{"sida.html", []byte("<script>"), "Den sortens fil går inte att dela."},
			{"bild.svg", []byte("<svg>"), "Den sortens fil går inte att dela."},
			{"sida.pdf", []byte("<!doctype html><script>alert(1)</script>"), "Filens innehåll är inte vad namnet säger (.pdf)."},
			{"bild.png", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "Filens innehåll är inte vad namnet säger (.png)."},
		} {
			path, a := w.begin(test.name, len(test.content))
			if path != "" {
				a = w.send(path, 0, test.content)
				if gone := w.ask(http.MethodHead, path, nil); gone.StatusCode != http.StatusNotFound {
					t.Errorf("%s: it is still there: %d", test.name, gone.StatusCode)
				}
			}
			if a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.body, test.want) {
				t.Errorf("%s: %d %s, want %s", test.name, a.StatusCode, a.body, test.want)
			}
		}
		if a := w.ask(http.MethodPost, "/en/filer/nya", nil, "Upload-Length", "1", "Upload-Metadata", "filename "+base64.StdEncoding.EncodeToString([]byte("a.exe"))); !strings.Contains(a.body, "cannot be shared") {
			t.Errorf("in English: %s", a.body)
		}
		if n := w.count(); n != 0 {
			t.Errorf("%d files", n)
		}
	})
}

func TestThereIsRoomForSoMuch(t *testing.T) {
	w := newWorld(t, t.TempDir(), nil, upload.Config{})
	for i := range 3 {
		w.upload("rapport.pdf", pdf(megabyte-i))
	}
	if _, a := w.begin("rapport.pdf", megabyte); a.StatusCode != http.StatusTooManyRequests || !strings.Contains(a.body, "på ett dygn, 3 MB") {
		t.Errorf("one person: %d %s", a.StatusCode, a.body)
	}
	w.as(meetings.Person{ID: "bo", Name: "Bo Alm", Role: meetings.Guest})
	w.upload("rapport.pdf", pdf(megabyte-3))
	if _, a := w.begin("rapport.pdf", megabyte); a.StatusCode != http.StatusTooManyRequests || !strings.Contains(a.body, "Mötet har inte plats") {
		t.Errorf("one meeting: %d %s", a.StatusCode, a.body)
	}
	w.cookie = nil
	if _, a := w.begin("rapport.pdf", 10); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("nobody, in a meeting: %d", a.StatusCode)
	}
	form, kind := formWith(t, "rapport.pdf", pdf(1000), "/stodlista/foresla")
	if a := w.ask(http.MethodPost, "/filer", form, "Content-Type", kind); a.StatusCode != http.StatusSeeOther {
		t.Errorf("nobody, in no meeting: %d %s", a.StatusCode, a.body)
	}
	w.later(25 * time.Hour)
	if _, err := w.change.SweepFiles(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.as(meetings.Person{ID: "cy", Name: "Cy Lind", Role: meetings.Guest})
	w.upload("rapport.pdf", pdf(megabyte))
}

func TestWhatIsOnlyAnnouncedTakesNoRoomAndWhatComesIsCounted(t *testing.T) {
	w := newWorld(t, t.TempDir(), nil, upload.Config{})
	var begun []string
	for range 5 { // of a room for three
		at, a := w.begin("rapport.pdf", megabyte)
		if a.StatusCode != http.StatusCreated {
			t.Fatalf("announced: %d %s", a.StatusCode, a.body)
		}
		begun = append(begun, at)
	}
	kept := 0
	for _, at := range begun {
		if a := w.send(at, 0, pdf(megabyte)); a.StatusCode < 300 {
			kept++
		} else if a.StatusCode != http.StatusTooManyRequests {
			t.Errorf("no room: %d %s", a.StatusCode, a.body)
		}
	}
	if kept != 3 {
		t.Errorf("%d files were kept", kept)
	}
	if n, err := w.files.Sweep(t.Context(), time.Now().Add(time.Hour)); err != nil || n != 0 {
		t.Errorf("of what was refused %d parts are left: %v", n, err)
	}
}

func TestOfAPartThatIsSentManyTimesAtOnceOneIsLeft(t *testing.T) {
	everyPlace(t, func(w *world) {
		t := w.T
		content := pdf(500_000)
		path, _ := w.begin("rapport.pdf", len(content))
		done := make(chan int)
		for i := range 6 {
			go func() { done <- w.send(path, 0, content[:100_000+i]).StatusCode }()
		}
		for range 6 {
			if status := <-done; status != http.StatusNoContent && status != http.StatusConflict {
				t.Errorf("%d", status)
			}
		}
		if n, err := w.files.Sweep(t.Context(), time.Now().Add(time.Hour)); err != nil || n != 1 {
			t.Errorf("%d parts are in their place: %v", n, err)
		}
	})
}

func TestOneNetworkHasAShareOfTheRoom(t *testing.T) {
	w := newWorld(t, t.TempDir(), nil, upload.Config{})
	of := func(owner, meeting, network string, i int) error {
		_, err := w.change.KeepFile(t.Context(), meetings.Upload{Owner: owner, Network: network, Meeting: meetings.ID(meeting), Name: "rapport.pdf"}, bytes.NewReader(pdf(megabyte-i)))
		return err
	}
	said := func(err error) string {
		if r, ok := errors.AsType[*meetings.Refusal](err); ok {
			return r.Say.EN
		}
		return fmt.Sprint(err)
	}
	w.must(of("cy", "m1", "here", 0))
	w.must(of("bo", "m1", "here", 1))
	if err := of("dee", "m1", "here", 2); !strings.Contains(said(err), "fits in one meeting") {
		t.Errorf("half of a meeting's room is taken: %v", said(err))
	}
	w.must(of("dee", "m1", "elsewhere", 2))
	w.must(of("eva", "m2", "here", 3))
	w.must(of("fia", "m2", "here", 4))
	if err := of("gun", "m3", "here", 5); !strings.Contains(said(err), "from your network as fits in a day") {
		t.Errorf("its day is full: %v", said(err))
	}
}

func TestOnlySoManyFilesAreOnTheirWayInFromOne(t *testing.T) {
	w := newWorld(t, t.TempDir(), nil, upload.Config{})
	for range 20 {
		if _, a := w.begin("rapport.pdf", 1000); a.StatusCode != http.StatusCreated {
			t.Fatalf("%d %s", a.StatusCode, a.body)
		}
	}
	if _, a := w.begin("rapport.pdf", 1000); a.StatusCode != http.StatusTooManyRequests || !strings.Contains(a.body, "på väg in") {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
}

func TestWhoeverTakesAFileBackHasHadItsRoom(t *testing.T) {
	w := newWorld(t, t.TempDir(), nil, upload.Config{})
	for i := range 3 {
		path, _ := w.begin("rapport.pdf", megabyte-i)
		w.send(path, 0, pdf(megabyte-i))
		if a := w.ask(http.MethodDelete, path, nil); a.StatusCode != http.StatusNoContent {
			t.Fatalf("%d %s", a.StatusCode, a.body)
		}
		if a := w.ask(http.MethodGet, path, nil); a.StatusCode != http.StatusNotFound {
			t.Errorf("it is there: %d", a.StatusCode)
		}
	}
	if _, a := w.begin("rapport.pdf", megabyte); a.StatusCode != http.StatusTooManyRequests {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	w.later(2 * time.Hour)
	if n, err := w.change.SweepFiles(t.Context()); err != nil || n != 3 {
		t.Errorf("%d are removed: %v", n, err)
	}
}

// formWith is a form without scripts with a file in it.
func formWith(t *testing.T, name string, content []byte, back string) (body io.Reader, kind string) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	if err := form.WriteField("back", back); err != nil {
		t.Fatal(err)
	}
	file, err := form.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return &b, form.FormDataContentType()
}

func TestASentFileIsSharedInTheMeetingAndServedToAll(t *testing.T) {
	everyPlace(t, func(w *world) {
		t := w.T
		f := w.upload("rapport.pdf", pdf(5000))
		if a := w.get(f); a.StatusCode != http.StatusNotFound {
			t.Errorf("before it is shared: %d", a.StatusCode)
		}
		cy := meetings.Person{ID: "cy", Name: "Cy Lind", Role: meetings.Guest}
		id := w.Room.Meeting.ID
		share := func(by meetings.Person) error {
			_, err := w.change.Do(t.Context(), by, id, "0123456789abcdef-"+by.ID, meetings.ShareMaterial{File: f.Hash, Title: "Rapport"})
			return err
		}
		if r, ok := errors.AsType[*meetings.Refusal](share(meetings.Person{ID: "bo", Name: "Bo", Role: meetings.Guest})); !ok || r.Kind != meetings.Unknown {
			t.Errorf("somebody else shares it: %v", r)
		}
		w.must(share(cy))
		w.must(share(cy)) // the same again has no effect
		room, _, err := w.store.Room(t.Context(), string(id))
		w.must(err)
		if len(room.Material) != 1 || room.Material[0].Href != "/filer/"+f.Hash+"/rapport.pdf" || room.Material[0].State != meetings.SupportProposed {
			t.Fatalf("%+v", room.Material)
		}
		w.cookie = nil
		if a := w.get(f); a.StatusCode != http.StatusOK || a.body != string(pdf(5000)) {
			t.Errorf("%d, %d bytes", a.StatusCode, len(a.body))
		}
		_, err = w.change.Do(t.Context(), cy, id, "0123456789abcdef-back", meetings.WithdrawMaterial{Material: room.Material[0].ID})
		w.must(err)
		if a := w.get(f); a.StatusCode != http.StatusNotFound {
			t.Errorf("taken back: %d", a.StatusCode)
		}
	})
}

func TestWhoeverHasAPrivateLinkSendsFilesByIt(t *testing.T) {
	w := newWorld(t, t.TempDir(), nil, upload.Config{})
	ada := meetings.Person{ID: "ada", Name: "Ada", Role: meetings.Organiser}
	link, err := w.change.AddPresenter(ada, w.Room.Meeting.ID, "", "Åsa Öberg", "")
	w.must(err)
	w.cookie = nil
	begin := func(secret string) answer {
		about := "filename " + base64.StdEncoding.EncodeToString([]byte("bilder.pdf")) + ",presenter " + base64.StdEncoding.EncodeToString([]byte(secret))
		return w.ask(http.MethodPost, "/filer/nya", nil, "Upload-Length", "5000", "Upload-Metadata", about)
	}
	if a := begin("none"); a.StatusCode != http.StatusNotFound {
		t.Errorf("no such link: %d %s", a.StatusCode, a.body)
	}
	path := begin(link.Secret).Header.Get("Location")
	w.send(path, 0, pdf(5000))
	w.must(w.change.DoPresenter(t.Context(), link.Secret, "0123456789abcdef", meetings.ShareMaterial{File: w.became(path).Hash}))
	if a := w.get(w.became(path)); a.StatusCode != http.StatusOK {
		t.Errorf("%d", a.StatusCode)
	}
}

func TestAFormWithoutScriptsBringsAFileAndLeadsBackToOurOwnPage(t *testing.T) {
	everyPlace(t, func(w *world) {
		t := w.T
		form, kind := formWith(t, "rapport.pdf", pdf(1000), "/stodlista/foresla?lank=x#fil")
		a := w.ask(http.MethodPost, "/filer", form, "Content-Type", kind)
		to, err := url.Parse(a.Header.Get("Location"))
		if err != nil || a.StatusCode != http.StatusSeeOther || to.Path != "/stodlista/foresla" || to.Query().Get("lank") != "x" {
			t.Fatalf("%d %s", a.StatusCode, a.Header.Get("Location"))
		}
		if f := w.became("/filer/nya/" + to.Query().Get("fil")); f.Hash != hashOf(pdf(1000)) || f.Size != 1000 {
			t.Errorf("it became %+v", f)
		}
		for _, back := range []string{"", "https://evil.example/", "//evil.example/", `/\evil.example`, "javascript:alert(1)", "/\n/evil.example"} {
			form, kind := formWith(t, "rapport.pdf", pdf(1001), back)
			if a := w.ask(http.MethodPost, "/filer", form, "Content-Type", kind); a.StatusCode == http.StatusSeeOther {
				t.Errorf("%q leads to %s", back, a.Header.Get("Location"))
			}
		}
		for name, content := range map[string][]byte{"sida.html": []byte("<p>"), "stor.pdf": pdf(megabyte + 1), "": nil} {
			form, kind := formWith(t, name, content, "/")
			if a := w.ask(http.MethodPost, "/filer", form, "Content-Type", kind); a.StatusCode == http.StatusSeeOther {
				t.Errorf("%q is taken", name)
			}
		}
		whole, kind := formWith(t, "rapport.pdf", pdf(1002), "/")
		text, err := io.ReadAll(whole)
		w.must(err)
		if a := w.ask(http.MethodPost, "/filer", bytes.NewReader(text[:len(text)/2]), "Content-Type", kind); a.StatusCode == http.StatusSeeOther {
			t.Error("half a form is taken")
		}
		if n := w.count(); n != 1 {
			t.Errorf("%d files", n)
		}
	})
}

func TestWhatIsCancelledOrStopsComingIsGone(t *testing.T) {
	everyPlace(t, func(w *world) {
		t := w.T
		content := pdf(50_000)
		cancelled, _ := w.begin("a.pdf", len(content))
		w.send(cancelled, 0, content[:20_000])
		if a := w.ask(http.MethodDelete, cancelled, nil); a.StatusCode != http.StatusNoContent {
			t.Errorf("%d", a.StatusCode)
		}
		stopped, _ := w.begin("b.pdf", len(content))
		w.send(stopped, 0, content[:20_000])
		kept := w.upload("c.pdf", content)
		w.refer(kept, "e1", true)
		unused := w.upload("d.pdf", pdf(40_000))

		w.later(61 * time.Minute)
		if n, err := w.change.SweepFiles(t.Context()); err != nil || n != 0 {
			t.Errorf("%d: %v", n, err)
		}
		for _, path := range []string{cancelled, stopped} {
			if a := w.send(path, 20_000, content[20_000:]); a.StatusCode != http.StatusNotFound {
				t.Errorf("%d", a.StatusCode)
			}
		}
		if n, err := w.files.Sweep(t.Context(), time.Now().Add(time.Hour)); err != nil || n != 0 {
			t.Errorf("%d parts were left: %v", n, err)
		}
		w.refer(unused, "e2", false)
		w.must(w.store.Change("files", func(tx *store.Tx) error { return tx.ReleaseFiles("support", "e2") }))
		w.later(24 * time.Hour)
		if n, err := w.change.SweepFiles(t.Context()); err != nil || n != 1 {
			t.Errorf("%d: %v", n, err)
		}
		if w.count() != 1 || w.get(kept).StatusCode != http.StatusOK {
			t.Errorf("%d files", w.count())
		}
	})
}

func TestABucketThatFailsIsToldOfAndKeepsNothingByHalves(t *testing.T) {
	everyPlace(t, func(w *world) {
		t := w.T
		if w.trouble == nil {
			return
		}
		content := pdf(50_000)
		path, _ := w.begin("a.pdf", len(content))
		w.send(path, 0, content[:20_000])
		for _, at := range []int{20_000, 20_000} {
			w.trouble.on.Store(true)
			a := w.send(path, at, content[at:])
			if a.StatusCode != http.StatusServiceUnavailable || !strings.Contains(a.body, "kunde inte sparas") {
				t.Errorf("%d %s", a.StatusCode, a.body)
			}
			form, kind := formWith(t, "b.pdf", content, "/")
			if a := w.ask(http.MethodPost, "/filer", form, "Content-Type", kind); a.StatusCode == http.StatusSeeOther {
				t.Error("a form is taken")
			}
			w.trouble.on.Store(false)
			if got := w.has(path); got != at {
				t.Fatalf("it has %d", got)
			}
		}
		w.send(path, 20_000, content[20_000:])
		f := w.became(path)
		w.refer(f, "e1", true)
		if a := w.get(f); a.body != string(content) || w.count() != 1 {
			t.Errorf("%d bytes, %d files", len(a.body), w.count())
		}
	})
}

func TestABucketThatIsKilledAtAnyByteLosesNothingThatWasAcknowledged(t *testing.T) {
	place, tr := newBucket(t)
	w := newWorld(t, place, tr, upload.Config{})
	for round := range 4 {
		content := pdf(200_000 + round)
		path, _ := w.begin("rapport.pdf", len(content))
		acknowledged := 0
		for step := 0; ; step++ {
			tr.breaks.Store(step%3 != 2) // now and then it lives for a while
			at := w.has(path)
			if at < acknowledged {
				t.Fatalf("%d were acknowledged, and it has %d", acknowledged, at)
			}
			next := min(at+70_000, len(content))
			a := w.send(path, at, content[at:next])
			if a.StatusCode == http.StatusNoContent && next == len(content) {
				break
			}
			switch a.StatusCode {
			case http.StatusNoContent:
				acknowledged = next
			case http.StatusServiceUnavailable:
				if !strings.Contains(a.body, "kunde inte sparas") {
					t.Fatal(a.body)
				}
			default:
				t.Fatalf("%d %s", a.StatusCode, a.body)
			}
		}
		tr.breaks.Store(false)
		if f := w.became(path); f.Hash != hashOf(content) {
			t.Errorf("it became %s", f.Hash)
		}
	}
	if n := w.count(); n != 4 {
		t.Errorf("%d files", n)
	}
	if left, err := os.ReadDir(w.spool); err != nil || len(left) != 0 {
		t.Errorf("%d are left on the disk of the node: %v", len(left), err)
	}
}

func TestWhoeverSpeaksAnotherProtocolIsTold(t *testing.T) {
	w := newWorld(t, t.TempDir(), nil, upload.Config{})
	path, _ := w.begin("a.pdf", 10)
	for _, test := range []struct {
		method, path string
		headers      []string
		want         int
	}{
		{http.MethodOptions, "/filer/nya", nil, http.StatusNoContent},
		{http.MethodPost, "/filer/nya", []string{"Tus-Resumable", "0.2.2", "Upload-Length", "1"}, http.StatusPreconditionFailed},
		{http.MethodPost, "/filer/nya", []string{"Upload-Length", "many"}, http.StatusBadRequest},
		{http.MethodPost, "/filer/nya", []string{"Upload-Length", "1", "Upload-Metadata", "filename %%%"}, http.StatusBadRequest},
		{http.MethodPost, "/filer/nya", []string{"Upload-Length", "-1", "Upload-Metadata", "filename YS5wZGY="}, http.StatusUnprocessableEntity},
		{http.MethodPatch, path, []string{"Upload-Offset", "0"}, http.StatusUnsupportedMediaType},
		{http.MethodPatch, path, []string{"Upload-Offset", "x", "Content-Type", "application/offset+octet-stream"}, http.StatusBadRequest},
		{http.MethodPatch, path, []string{"Upload-Offset", "5", "Content-Type", "application/offset+octet-stream"}, http.StatusConflict},
		{http.MethodPatch, path, []string{"Upload-Offset", "-5", "Content-Type", "application/offset+octet-stream"}, http.StatusConflict},
		{http.MethodGet, path, nil, http.StatusNoContent},
		{http.MethodGet, "/filer/nya/none", nil, http.StatusNotFound},
	} {
		if a := w.ask(test.method, test.path, nil, test.headers...); a.StatusCode != test.want || a.Header.Get("Tus-Resumable") != "1.0.0" {
			t.Errorf("%s %s %v: %d, want %d: %s", test.method, test.path, test.headers, a.StatusCode, test.want, a.body)
		}
	}
}
