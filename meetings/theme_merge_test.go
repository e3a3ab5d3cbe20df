package meetings

import (
	"slices"
	"testing"
)

func TestThemesAreMergedWithTheirLikeOnly(t *testing.T) {
	rivers, lakes, water := Theme{Slug: "rivers"}, Theme{Slug: "lakes"}, Theme{Slug: "water", Gathers: true}
	for _, row := range []struct {
		name       string
		from, into Theme
		fine       bool
	}{
		{"two with meetings", rivers, lakes, true},
		{"two that gather", water, Theme{Slug: "ice", Gathers: true}, true},
		{"with itself", rivers, rivers, false},
		{"with nothing", rivers, Theme{}, false},
		{"with one that gathers", rivers, water, false},
		{"one that gathers", water, rivers, false},
	} {
		if err := CheckMerge(row.from, row.into); (err == nil) != row.fine {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

func TestAThemeTakesThePlaceOfAnother(t *testing.T) {
	for _, row := range []struct{ before, want []string }{
		{[]string{"rivers", "snow"}, []string{"lakes", "snow"}},
		{[]string{"lakes", "rivers"}, []string{"lakes"}},
		{[]string{"snow"}, []string{"snow"}},
		{nil, nil},
	} {
		if got := Replaced(row.before, "rivers", "lakes"); !slices.Equal(got, row.want) {
			t.Errorf("%v becomes %v, want %v", row.before, got, row.want)
		}
	}
}
