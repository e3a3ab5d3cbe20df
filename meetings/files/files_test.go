package files

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"ringain/meetings"
)

// trouble stands before a bucket and makes some of its answers fail.
type trouble struct {
	http.Handler
	fails atomic.Int32 // so many of the coming requests
	cuts  atomic.Bool  // the line is cut in the middle of what is sent
}

func (tr *trouble) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if tr.cuts.Load() && r.Method == http.MethodPut {
		io.CopyN(io.Discard, r.Body, r.ContentLength/2)
		panic(http.ErrAbortHandler)
	}
	if tr.fails.Add(-1) >= 0 {
		http.Error(rw, "", http.StatusInternalServerError)
		return
	}
	tr.Handler.ServeHTTP(rw, r)
}

// everyPlace runs a test on a folder and on a bucket.
func everyPlace(t *testing.T, test func(t *testing.T, f *Files, tr *trouble)) {
	t.Run("folder", func(t *testing.T) {
		f, err := Open(filepath.Join(t.TempDir(), "files"), filepath.Join(t.TempDir(), "spool"))
		if err != nil {
			t.Fatal(err)
		}
		test(t, f, nil)
	})
	t.Run("bucket", func(t *testing.T) {
		backend := s3mem.New()
		tr := &trouble{Handler: gofakes3.New(backend).Server()}
		s := httptest.NewServer(tr)
		t.Cleanup(s.Close)
		if err := backend.CreateBucket("delat"); err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Open("s3://key:secret@"+u.Host+"/delat?insecure=true&region=us-east-1", t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		test(t, f, tr)
	})
}

// all are the files that are there.
func (f *Files) all(t *testing.T) (list []Hash) {
	t.Helper()
	if err := f.Each(t.Context(), func(h Hash, _ int64, _ time.Time) error { list = append(list, h); return nil }); err != nil {
		t.Fatal(err)
	}
	return list
}

func anything(Blob) error { return nil }

// coming is how many files are still coming.
func (f *Files) coming(t *testing.T) int {
	t.Helper()
	left, err := os.ReadDir(f.spool)
	if err != nil {
		t.Fatal(err)
	}
	return len(left)
}

func random(n int) []byte {
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{byte(n)})
	r.Read(b)
	return b
}

func TestAFileIsReadAsItWasKept(t *testing.T) {
	everyPlace(t, func(t *testing.T, f *Files, _ *trouble) {
		for _, n := range []int{1, 3071, 3072, 3073, 1 << 20} {
			want := random(n)
			sum := sha256.Sum256(want)
			for range 2 { // the same twice is one
				b, err := f.Keep(t.Context(), iotest.HalfReader(bytes.NewReader(want)), int64(n), anything)
				if err != nil || b.Hash != Hash(hex.EncodeToString(sum[:])) || b.Size != int64(n) || !bytes.Equal(b.Head, want[:min(n, headSize)]) {
					t.Fatalf("%d bytes: %s, %d, %d: %v", n, b.Hash, b.Size, len(b.Head), err)
				}
			}
			r, size, err := f.Open(t.Context(), Hash(hex.EncodeToString(sum[:])))
			if err != nil || size != int64(n) {
				t.Fatalf("%d bytes: %d: %v", n, size, err)
			}
			got, err := io.ReadAll(r)
			if err := errors.Join(err, r.Close()); err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%d bytes are read as %d: %v", n, len(got), err)
			}
		}
		if len(f.all(t)) != 5 || f.coming(t) != 0 {
			t.Errorf("%d files, %d still coming", len(f.all(t)), f.coming(t))
		}
	})
}

func TestWhatStopsComingIsNotThereAndLeavesNothing(t *testing.T) {
	everyPlace(t, func(t *testing.T, f *Files, _ *trouble) {
		whole := random(100_000)
		for range 100 {
			at := rand.IntN(len(whole))
			ctx, cancel := context.WithCancel(t.Context())
			cut := []io.Reader{iotest.ErrReader(io.ErrUnexpectedEOF), readerFunc(func([]byte) (int, error) { cancel(); return 0, ctx.Err() })}[rand.IntN(2)]
			if _, err := f.Keep(ctx, io.MultiReader(bytes.NewReader(whole[:at]), cut), int64(len(whole)), anything); err == nil {
				t.Fatalf("cut after %d bytes, and kept", at)
			}
			cancel()
		}
		for want, r := range map[string]io.Reader{"Filen är tom.": strings.NewReader(""), "Filen är för stor.": bytes.NewReader(whole)} {
			_, err := f.Keep(t.Context(), r, 1<<16, anything)
			if refusal, ok := errors.AsType[*meetings.Refusal](err); !ok || !strings.HasPrefix(refusal.Say.SV, want) {
				t.Errorf("%v, want %s", err, want)
			}
		}
		if len(f.all(t)) != 0 || f.coming(t) != 0 {
			t.Errorf("%d files, %d still coming", len(f.all(t)), f.coming(t))
		}
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestABucketInTroubleKeepsNothingByHalves(t *testing.T) {
	everyPlace(t, func(t *testing.T, f *Files, tr *trouble) {
		if tr == nil {
			return // a folder has no such trouble
		}
		tr.cuts.Store(true)
		if _, err := f.Keep(t.Context(), bytes.NewReader(random(300_000)), 1<<20, anything); err == nil {
			t.Fatal("kept though the line was cut")
		}
		tr.cuts.Store(false)
		if len(f.all(t)) != 0 || f.coming(t) != 0 {
			t.Fatalf("%d files, %d still coming", len(f.all(t)), f.coming(t))
		}
		tr.fails.Store(1)
		b, err := f.Keep(t.Context(), bytes.NewReader(random(300_000)), 1<<20, anything)
		if err != nil {
			t.Fatalf("one failure and no more: %v", err)
		}
		tr.fails.Store(100)
		if _, _, err := f.Open(t.Context(), b.Hash); err == nil || errors.Is(err, ErrNone) {
			t.Errorf("a bucket that fails says %v", err)
		}
		tr.fails.Store(0)
	})
}

func TestManyWhoKeepTheSameAtOnceKeepOne(t *testing.T) {
	everyPlace(t, func(t *testing.T, f *Files, _ *trouble) {
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if _, err := f.Keep(t.Context(), bytes.NewReader(random(50_000)), 1<<20, anything); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if len(f.all(t)) != 1 || f.coming(t) != 0 {
			t.Errorf("%d files, %d still coming", len(f.all(t)), f.coming(t))
		}
	})
}

func TestWhatIsNotClaimedIsNotKept(t *testing.T) {
	everyPlace(t, func(t *testing.T, f *Files, _ *trouble) {
		refused := errors.New("not this one")
		if _, err := f.Keep(t.Context(), strings.NewReader("hej"), 10, func(Blob) error { return refused }); !errors.Is(err, refused) {
			t.Errorf("it says %v", err)
		}
		if len(f.all(t)) != 0 || f.coming(t) != 0 {
			t.Errorf("%d files, %d still coming", len(f.all(t)), f.coming(t))
		}
	})
}

func TestPartsAreJoinedWhereverTheyBrokeOff(t *testing.T) {
	everyPlace(t, func(t *testing.T, f *Files, _ *trouble) {
		content := random(100_000)
		var sizes []int64
		at := int64(0)
		for at < int64(len(content)) {
			cut := min(at+rand.Int64N(30_000), int64(len(content)))
			n, err := f.Part(t.Context(), "upload-1", at, io.MultiReader(bytes.NewReader(content[at:cut]), iotest.ErrReader(io.ErrUnexpectedEOF)), int64(len(content))-at)
			if n != cut-at || !errors.Is(err, io.ErrUnexpectedEOF) && cut < int64(len(content)) {
				t.Fatalf("%d of %d bytes: %v", n, cut-at, err)
			}
			if n > 0 {
				sizes = append(sizes, n)
				at += n
			}
		}
		b, err := f.Keep(t.Context(), f.Join(t.Context(), "upload-1", sizes), 1<<20, anything)
		sum := sha256.Sum256(content)
		if err != nil || b.Hash != Hash(hex.EncodeToString(sum[:])) {
			t.Fatalf("%d parts make %s: %v", len(sizes), b.Hash, err)
		}
		if err := f.Drop(t.Context(), "upload-1"); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Keep(t.Context(), f.Join(t.Context(), "upload-1", sizes), 1<<20, anything); !errors.Is(err, ErrNone) {
			t.Errorf("parts that were dropped: %v", err)
		}
		for _, name := range []meetings.ID{"", "..", "../whole", "a/b"} {
			if n, err := f.Part(t.Context(), name, 0, strings.NewReader("x"), 1); n != 0 || !errors.Is(err, ErrNone) {
				t.Errorf("a part of %q is kept: %v", name, err)
			}
		}
		if f.coming(t) != 0 {
			t.Errorf("%d still coming", f.coming(t))
		}
	})
}

func TestWhatStoppedComingIsSweptWhenItIsOld(t *testing.T) {
	everyPlace(t, func(t *testing.T, f *Files, _ *trouble) {
		b, err := f.Keep(t.Context(), strings.NewReader("hej"), 10, anything)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Part(t.Context(), "upload-1", 0, strings.NewReader("hej"), 10); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(f.spool, "coming-left"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct {
			before time.Time
			swept  int
		}{{time.Now().Add(-time.Hour), 0}, {time.Now().Add(time.Hour), 2}, {time.Now().Add(time.Hour), 0}} {
			if n, err := f.Sweep(t.Context(), test.before); err != nil || n != test.swept {
				t.Errorf("before %s: %d are swept: %v", test.before, n, err)
			}
		}
		if _, _, err := f.Open(t.Context(), b.Hash); err != nil {
			t.Errorf("a whole file: %v", err)
		}
		for range 2 {
			if err := f.Remove(t.Context(), b.Hash); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := f.Open(t.Context(), b.Hash); !errors.Is(err, ErrNone) {
			t.Errorf("one that was removed: %v", err)
		}
	})
}

func TestAFileIsReadFromTheMiddle(t *testing.T) {
	everyPlace(t, func(t *testing.T, f *Files, _ *trouble) {
		content := random(50_000)
		b, err := f.Keep(t.Context(), bytes.NewReader(content), 1<<20, anything)
		if err != nil {
			t.Fatal(err)
		}
		r, _, err := f.Open(t.Context(), b.Hash)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if _, err := r.Seek(40_000, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, content[40_000:]) {
			t.Errorf("%d bytes: %v", len(got), err)
		}
	})
}

func TestAHashIsNoPath(t *testing.T) {
	everyPlace(t, func(t *testing.T, f *Files, _ *trouble) {
		for _, h := range []Hash{"", "..", "../../etc/passwd", Hash(strings.Repeat("A", 64)), Hash(strings.Repeat("a", 63) + "/"), Hash(strings.Repeat("0", 64))} {
			if _, _, err := f.Open(t.Context(), h); !errors.Is(err, ErrNone) {
				t.Errorf("%q: %v", h, err)
			}
		}
	})
}
