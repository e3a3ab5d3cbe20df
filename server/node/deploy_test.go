package node

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"
)

// TestDeploySaysOnlyWhatTheProgramKnows looks at every setting that the files of deploy/
// name, as a variable or as a flag of the program: a name that nobody reads any more would
// do nothing, and nobody would be told.
func TestDeploySaysOnlyWhatTheProgramKnows(t *testing.T) {
	list, err := settings()
	if err != nil {
		t.Fatal(err)
	}
	known := []string{"RINGAIN_HOST"} // of the compose file itself
	for _, s := range list {
		known = append(known, s.env, "--"+s.flag)
	}
	variable, command := regexp.MustCompile(`RINGAIN_[A-Z_]+[A-Z]`), regexp.MustCompile(`ringain (?:serve|verify|backup|restore|bounce|link|phone)\b[^\n`+"`"+`]*`)
	flag := regexp.MustCompile(`--[a-z][a-z-]+`)
	for name, least := range map[string]int{"README.md": 20, "compose.yaml": 2, "compose.two-nodes.yaml": 4, "Dockerfile": 2, "ringain.service": 2} {
		text, err := os.ReadFile(filepath.Join("../../deploy", name))
		if err != nil {
			t.Fatal(err)
		}
		named := variable.FindAllString(string(text), -1)
		for _, line := range command.FindAllString(string(text), -1) {
			named = append(named, flag.FindAllString(line, -1)...)
		}
		if len(named) < least {
			t.Errorf("%s names only %v", name, named)
		}
		for _, n := range named {
			if !slices.Contains(known, n) && n != "--new" { // of ringain link
				t.Errorf("%s: the program knows no %s", name, n)
			}
		}
	}
}

// TestWhatStopsANodeWaitsLongEnough holds the patience of systemd and docker above that of
// the program with those who are in a room.
func TestWhatStopsANodeWaitsLongEnough(t *testing.T) {
	c, err := ReadConfig("serve", nil, func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	for name, is := range map[string]string{"ringain.service": `TimeoutStopSec=(\d+)s`, "compose.yaml": `stop_grace_period: (\d+)s`, "compose.two-nodes.yaml": `stop_grace_period: (\d+)s`} {
		text, err := os.ReadFile(filepath.Join("../../deploy", name))
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(is).FindSubmatch(text)
		if found == nil {
			t.Errorf("%s does not say how long a node may take to stop", name)
			continue
		}
		if seconds, err := strconv.Atoi(string(found[1])); err != nil || time.Duration(seconds)*time.Second < c.Grace+10*time.Second {
			t.Errorf("%s: a node is killed after %s s, and may take %v to say goodbye", name, found[1], c.Grace)
		}
	}
}
