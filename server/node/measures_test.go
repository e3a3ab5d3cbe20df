package node

import (
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"ringain/notify/bus/redistest"
)

// TestEveryFigureOfAlertsAndDashboardIsThere reads the figures of a node that has
// everything. An alert for a figure that nobody serves would never go off.
func TestEveryFigureOfAlertsAndDashboardIsThere(t *testing.T) {
	h := handlerOf(t, "--redis", "redis://"+redistest.Start(t).Addr, "--smtp", "smtp://127.0.0.1:25?insecure=true", "--mail-from", "moten@moten.example")
	ask(h, "127.0.0.1:5000", "/", http.Header{})
	body, err := io.ReadAll(ask(h, "127.0.0.1:5000", "/metrics", http.Header{}).Body)
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`\b(ringain|process)_[a-z_]+`)
	for _, file := range []string{"alerts.yaml", "dashboard.json"} {
		text, err := os.ReadFile("../../deploy/" + file)
		if err != nil {
			t.Fatal(err)
		}
		figures := named.FindAllString(string(text), -1)
		if len(figures) < 10 {
			t.Fatalf("%s names %d figures", file, len(figures))
		}
		for _, figure := range figures {
			if !strings.Contains(string(body), "\n"+figure+" ") && !strings.Contains(string(body), "\n"+figure+"{") {
				t.Errorf("%s: nobody serves %s", file, figure)
			}
		}
	}
}

func TestFiguresTellWhatItTookToSave(t *testing.T) {
	h := handlerOf(t) // which keeps a link that signs somebody in
	body, err := io.ReadAll(ask(h, "127.0.0.1:5000", "/metrics", http.Header{}).Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, figure := range []string{`ringain_store_transaction_seconds_count`, `ringain_store_changes_total`} {
		if !regexp.MustCompile(`(?m)^` + figure + ` [1-9]`).Match(body) {
			t.Errorf("%s tells of nothing", figure)
		}
	}
}
