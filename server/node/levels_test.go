package node_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// levels is the order of the house: an import goes down at least one level, never
// sideways, never up.
var levels = map[string]int{
	"meetings": 0, "notify/bus": 0, "notify/mail": 0, "meetings/ydoc": 0, "meetings/swedish": 0, "client": 0,
	"notify/bus/redistest": 0, "notify/mail/mailtest": 0, "meetings/store/postgrestest": 0,

	"meetings/ical": 1, "meetings/notes": 1, "meetings/material": 1, "meetings/store": 1, "meetings/files": 1, "meetings/sample": 1,
	"server/wire": 1, "server/auth": 1, "server/reach": 1,

	"server/change": 2, "server/guest": 2, "notify/letter": 2,

	"server/web": 3, "server/feed": 3, "server/live": 3, "server/phone": 3, "server/upload": 3, "server/watch": 3, "notify/outbox": 3,

	"server/node": 4, "server/upkeep": 4,

	"server": 5, "server/bench": 5, "server/chaos": 5, "server/e2e": 5, "client/build": 5, "server/wire/gen": 5, "server/node/gen": 5,
}

// homes says which packages may use a module that is not ours. A module that is
// not here may not be used.
var homes = map[string][]string{
	"github.com/gorilla/websocket":        {"server/live", "server/guest", "server/bench"},
	"github.com/redis/go-redis/v9":        {"notify/bus"},
	"github.com/go-chi/chi/v5":            {"server/node", "server/web", "server/feed", "server/live", "server/phone", "server/upload"},
	"github.com/go-chi/httprate":          {"server/node"},
	"github.com/emersion/go-ical":         {"meetings/ical"},
	"github.com/teambition/rrule-go":      {"meetings"},
	"golang.org/x/text":                   {"meetings", "meetings/swedish"},
	"github.com/kljensen/snowball":        {"meetings/swedish"},
	"github.com/rivo/uniseg":              {"meetings/ical"},
	"modernc.org/sqlite":                  {"meetings/store"},
	"github.com/jackc/pgx/v5":             {"meetings/store"},
	"gopkg.in/yaml.v3":                    {"meetings/sample"},
	"github.com/a-h/templ":                {"server/web"},
	"github.com/andybalholm/brotli":       {"client/build", "server/web"},
	"github.com/evanw/esbuild":            {"client/build"},
	"rsc.io/qr":                           {"server/web"},
	"github.com/minio/minio-go/v7":        {"meetings/files"},
	"github.com/gabriel-vasile/mimetype":  {"meetings/files"},
	"github.com/google/uuid":              {"server/node"},
	"golang.org/x/net":                    {"server/node", "meetings/material", "server/watch", "notify/mail"},
	"golang.org/x/sync":                   {"server/node", "server/bench", "server/feed"},
	"golang.org/x/time":                   {"server/live", "server/feed"},
	"github.com/prometheus/client_golang": {"server/node"},
	"github.com/wneessen/go-mail":         {"notify/mail"},
	"github.com/emersion/go-smtp":         {"notify/mail/mailtest"},
	"github.com/emersion/go-sasl":         {"notify/mail/mailtest"},
	"github.com/coreos/go-oidc/v3":        {"server/auth"},
	"golang.org/x/oauth2":                 {"server/auth"},
	"github.com/go-webauthn/webauthn":     {"server/auth"},
}

type pkg struct {
	ImportPath string
	Imports    []string
	Module     *struct{ Path string }
	Standard   bool
	Deps       []string
}

func TestLevelsImportsGoDown(t *testing.T) {
	for _, p := range list(t) {
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, "ringain"), "/")
		level, known := levels[name]
		if !known {
			t.Errorf("%s has no level", name)
		}
		for _, i := range p.Imports {
			if complaint := judge(name, level, i); complaint != "" {
				t.Error(complaint)
			}
		}
	}
}

func TestLevelsRefuseSidewaysUpAndStrangers(t *testing.T) {
	for _, test := range []struct{ name, from, imports, want string }{
		{"down is well", "server/live", "ringain/server/change", ""},
		{"the standard library is well", "meetings", "encoding/json", ""},
		{"a module at home is well", "server/live", "github.com/gorilla/websocket", ""},
		{"sideways", "server/live", "ringain/server/web", "server/live imports server/web, which is not below it"},
		{"up", "meetings/store", "ringain/server/change", "meetings/store imports server/change, which is not below it"},
		{"a module away from home", "meetings", "github.com/gorilla/websocket", "meetings uses github.com/gorilla/websocket, whose home is [server/live server/guest server/bench]"},
		{"a stranger", "meetings", "example.org/stranger", "meetings uses example.org/stranger, which is not in the list of modules"},
	} {
		if got := judge(test.from, levels[test.from], test.imports); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// judge says what is wrong with an import, or nothing.
func judge(from string, level int, imports string) string {
	if ours, ok := strings.CutPrefix(imports, "ringain"); ok {
		ours = strings.TrimPrefix(ours, "/")
		if to, known := levels[ours]; !known || to >= level {
			return from + " imports " + ours + ", which is not below it"
		}
		return ""
	}
	if !strings.Contains(strings.SplitN(imports, "/", 2)[0], ".") {
		return "" // the standard library
	}
	for module, at := range homes {
		if imports == module || strings.HasPrefix(imports, module+"/") {
			if slices.Contains(at, from) {
				return ""
			}
			return from + " uses " + module + ", whose home is [" + strings.Join(at, " ") + "]"
		}
	}
	return from + " uses " + imports + ", which is not in the list of modules"
}

func list(t *testing.T) (all []pkg) {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "ringain/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
