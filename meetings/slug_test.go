package meetings_test

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"ringain/meetings"
)

func TestSlugsAreMadeOfNames(t *testing.T) {
	for name, want := range map[string]string{
		"Barn och unga":              "barn-och-unga",
		"Vuxna & äldre":              "vuxna-aldre",
		"  Åk säkert – ÖVER isen!  ": "ak-sakert-over-isen",
		"Smørrebrød 2027":            "smorrebrod-2027",
		"a\u030alder":                "alder",
		"…":                          "",
		"Stöd till dem som arbetar ensamma på landsbygden i hela landet":         "stod-till-dem-som-arbetar-ensamma-pa-landsbygden-i-hela",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	} {
		if got := meetings.Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSlugsCanAlwaysBeAddresses(t *testing.T) {
	good := regexp.MustCompile(`^([a-z0-9]+(-[a-z0-9]+)*)?$`)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		slug := meetings.Slug(name)
		if len(slug) > 60 || !good.MatchString(slug) {
			t.Fatalf("Slug(%q) = %q", name, slug)
		}
		if again := meetings.Slug(slug); again != slug {
			t.Fatalf("the slug of %q is %q", slug, again)
		}
	})
}
