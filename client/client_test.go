package client

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample is a build of one script, one stylesheet and one font, in a folder.
func sample(t *testing.T) (*Files, string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"manifest.json": `{"sources":{"room.tsx":"room-AAAA.js","index.css":"index-BBBB.css","room.css":"room-EEEE.css","f.woff2":"f-CCCC.woff2"},
			"parts":{"room.tsx":["part-FFFF.js"]},
			"files":["room-AAAA.js","index-BBBB.css","room-EEEE.css","f-CCCC.woff2"]}`,
		"room-AAAA.js": "plain", "room-AAAA.js.br": "brotli", "room-AAAA.js.gz": "gzip",
		"index-BBBB.css": "body{color:red}",
		"room-EEEE.css":  "p{margin:0}",
		"f-CCCC.woff2":   "font",
		"secret.js":      "not in the manifest",
	})
	files, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files, dir
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func get(files *Files, method, path, accept string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	files.Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestASourceIsFoundByItsName(t *testing.T) {
	files, _ := sample(t)
	if got, want := files.Path("room.tsx"), "/static/room-AAAA.js"; got != want {
		t.Errorf("Path(room.tsx) = %q, want %q", got, want)
	}
	if got := files.Path("missing.tsx"); got != "" {
		t.Errorf("Path(missing.tsx) = %q, want nothing", got)
	}
}

func TestAPageAsksForTheWholeOfAScriptAtOnce(t *testing.T) {
	files, _ := sample(t)
	if diff := cmp.Diff([]string{"/static/part-FFFF.js"}, files.Parts("room.tsx")); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	if got := files.Parts("page.ts"); got != nil {
		t.Errorf("a script in one piece has the parts %q", got)
	}
}

func TestAPageCarriesTheStyleOfAllAndItsOwn(t *testing.T) {
	files, _ := sample(t)
	// printf 'body{color:red}' | openssl dgst -sha256 -binary | base64
	got := []Style{files.Style(), files.Style("room.css"), files.Style("missing.css")}
	common := Style{"body{color:red}", "'sha256-FcQqt3aNlV7AZnGV4zkQRVeCeJOxbMPnQSx258L803E='"}
	want := []Style{common, {"body{color:red}p{margin:0}", "'sha256-jmeC8m5C/qdnwGb0y2uDD20Y+SRUsrT8h+c8B+riP1o='"}, common}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("styles (-want +got):\n%s", diff)
	}
}

func TestTheBestFormTheBrowserAcceptsIsServed(t *testing.T) {
	files, _ := sample(t)
	for name, c := range map[string]struct{ accept, body, coding string }{
		"brotli before gzip":      {"gzip, deflate, br", "brotli", "br"},
		"gzip":                    {"gzip", "gzip", "gzip"},
		"plain":                   {"", "plain", ""},
		"brotli refused":          {"br;q=0, gzip;q=0.5", "gzip", "gzip"},
		"refused with decimals":   {"br; q=0.000", "plain", ""},
		"a longer name is not it": {"brx", "plain", ""},
	} {
		t.Run(name, func(t *testing.T) {
			res := get(files, "GET", "/static/room-AAAA.js", c.accept)
			body, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatal(err)
			}
			if string(body) != c.body || res.Header.Get("Content-Encoding") != c.coding {
				t.Errorf("got %q in %q, want %q in %q", body, res.Header.Get("Content-Encoding"), c.body, c.coding)
			}
		})
	}
}

func TestAFileIsKeptForEverAndNeverGuessedAt(t *testing.T) {
	files, _ := sample(t)
	res := get(files, "GET", "/static/room-AAAA.js", "br")
	got := map[string]string{}
	for _, name := range []string{"Content-Type", "Cache-Control", "X-Content-Type-Options", "Cross-Origin-Resource-Policy", "Vary"} {
		got[name] = res.Header.Get(name)
	}
	want := map[string]string{
		"Content-Type":                 "text/javascript; charset=utf-8",
		"Cache-Control":                "public, max-age=31536000, immutable",
		"X-Content-Type-Options":       "nosniff",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Vary":                         "Accept-Encoding",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
}

func TestOnlyTheNamesOfTheBuildAreServed(t *testing.T) {
	files, _ := sample(t)
	for _, path := range []string{
		"/static/", "/static/secret.js", "/static/manifest.json", "/static/room-AAAA.js.br", "/static/../client.go",
		"/static/.gitignore", "/room-AAAA.js", "/static//room-AAAA.js", "/static/room-AAAA.js/",
	} {
		if res := get(files, "GET", path, ""); res.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s answered %d, want 404", path, res.StatusCode)
		}
	}
	if res := get(files, "POST", "/static/room-AAAA.js", ""); res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST answered %d, want 405", res.StatusCode)
	}
}

func TestAFolderIsReadAnew(t *testing.T) {
	files, dir := sample(t)
	write(t, dir, map[string]string{"manifest.json": `{"sources":{"room.tsx":"room-DDDD.js"},"files":["room-DDDD.js"]}`, "room-DDDD.js": "new"})
	if got, want := files.Path("room.tsx"), "/static/room-DDDD.js"; got != want {
		t.Errorf("after a new build Path = %q, want %q", got, want)
	}
	write(t, dir, map[string]string{"manifest.json": "{"})
	if got, want := files.Path("room.tsx"), "/static/room-AAAA.js"; got != want {
		t.Errorf("while a build is being written Path = %q, want what was there at the start, %q", got, want)
	}
}

func TestACleanCloneHasAnEmptyBuild(t *testing.T) {
	files, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if files.Path("room.tsx") != "" || files.Style("room.css").Text != "" {
		t.Errorf("an empty folder gave %q and %q", files.Path("room.tsx"), files.Style("room.css").Text)
	}
	if _, err := Embedded(); err != nil {
		t.Error(err)
	}
}
