package node

import (
	"os"
	"strings"
	"testing"
	"time"
)

const manualFile = "../../deploy/CONFIG.md"

func TestConfigManualIsUpToDate(t *testing.T) {
	want, err := Manual()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(manualFile); err != nil || string(got) != want {
		t.Errorf("deploy/CONFIG.md is not what the settings say (%v): run go generate ./server/node", err)
	}
}

func TestConfigEverySettingHasAManual(t *testing.T) {
	list, err := settings()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if s.flag == "" || len(s.manual) < 20 {
			t.Errorf("%+v has no flag or no manual", s)
		}
	}
}

func TestConfigFlagGoesBeforeEnvironmentBeforePreset(t *testing.T) {
	env := func(name string) (string, bool) {
		v, ok := map[string]string{"RINGAIN_ADDR": "env:1", "RINGAIN_DATA": "from-env", "RINGAIN_SAMPLE": "true", "RINGAIN_GRACE": "3s"}[name]
		return v, ok
	}
	c, err := ReadConfig("serve", []string{"--addr", "flag:1"}, env)
	if err != nil {
		t.Fatal(err)
	}
	want := Config{Addr: "flag:1", Data: "from-env", Sample: true, Grace: 3 * time.Second, Name: "Ringa-in-möten", MailLines: 4,
		Sockets: 10000, MeetingSockets: 2000, SessionSockets: 5, AddressSockets: 1000, Commands: 20, MeetingCommands: 200, Joins: 200, Requests: 20000,
		FileSize: 25, FilesPerson: 200, FilesNetwork: 2000, FilesMeeting: 500, FilesAll: 20000, LinksPerMinute: 6, NamesKept: 365, RoomsKept: 90, WordsKept: 730, AccountsKept: 730, Log: "info"}
	if c != want {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
}

func TestConfigRefusesWhatItCannotUse(t *testing.T) {
	none := func(string) (string, bool) { return "", false }
	for _, args := range [][]string{{"--sockets", "many"}, {"--sockets", "0"}, {"--grace", "soon"}, {"--nonsense"}, {"left over"}} {
		if _, err := ReadConfig("serve", args, none); err == nil {
			t.Errorf("%v was taken", args)
		} else if strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: more than one line: %v", args, err)
		}
	}
}
