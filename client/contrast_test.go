package client

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"testing"
)

// tokens returns the colours of src/styles/tokens.css by name, light and dark.
func tokens(t *testing.T) map[string][2]string {
	t.Helper()
	text, err := os.ReadFile("src/styles/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string][2]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`).FindAllSubmatch(text, -1) {
		colours[string(m[1])] = [2]string{string(m[2]), string(m[3])}
	}
	return colours
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var rgb [3]int
	if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2]); err != nil {
		t.Fatalf("colour %q: %v", hex, err)
	}
	var lin [3]float64
	for i, c := range rgb {
		s := float64(c) / 255
		if s <= 0.04045 {
			lin[i] = s / 12.92
		} else {
			lin[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*lin[0] + 0.7152*lin[1] + 0.0722*lin[2]
}

func TestEveryTextIsReadableAndEveryControlIsSeen(t *testing.T) {
	colours := tokens(t)
	for _, pair := range []struct {
		front, ground string
		least         float64
	}{
		{"text", "bg", 7}, {"text", "surface", 7}, {"text", "surface-2", 7}, {"text", "brand-soft", 7},
		{"text", "ok-soft", 7}, {"text", "warn-soft", 7}, {"text", "danger-soft", 7}, {"bg", "text", 7},
		{"muted", "bg", 7}, {"muted", "surface", 7}, {"muted", "surface-2", 7}, {"muted", "brand-soft", 7},
		{"link", "bg", 7}, {"link", "surface", 7}, {"visited", "bg", 7}, {"visited", "surface", 7},
		{"brand", "bg", 7}, {"brand", "brand-soft", 7}, {"on-brand", "brand", 7}, {"on-brand", "brand-hover", 7},
		{"ok", "ok-soft", 7}, {"ok", "bg", 7}, {"ok", "surface", 7}, {"warn", "warn-soft", 7},
		{"danger", "danger-soft", 7}, {"danger", "bg", 7}, {"bg", "danger", 7}, {"danger", "surface", 7},
		{"edge", "bg", 3}, {"edge", "surface", 3}, {"focus", "bg", 3}, {"focus", "surface", 3}, {"focus", "brand-soft", 3},
	} {
		for i, scheme := range []string{"light", "dark"} {
			a, b := luminance(t, colours[pair.front][i]), luminance(t, colours[pair.ground][i])
			if got := (max(a, b) + 0.05) / (min(a, b) + 0.05); got < pair.least {
				t.Errorf("%s on %s, %s: contrast %.2f, want at least %.1f", pair.front, pair.ground, scheme, got, pair.least)
			}
		}
	}
}
