package swedish_test

import (
	"testing"

	"ringain/meetings/swedish"
)

func TestTextsAreAlikeHoweverTheirWordsAreInflectedOrPutTogether(t *testing.T) {
	for _, two := range []struct {
		a, b string
		want bool
	}{
		{"Text till föräldrar om sömn", "Föräldrarna behöver texter om barns sömnproblem", true},
		{"Någon att ringa på kvällen", "Vi saknar någon att ringa kvällstid", true},
		{"Kommunernas telefonlinjer är överbelastade", "Överbelastad telefonlinje i vår kommun", true},
		{"sömn", "Dålig sömn hos unga", true},
		{"Vi orkar inte längre", "Någon att ringa på kvällen", false},
		{"Stöd till unga vuxna", "Stöd till äldre anhöriga", false},
		{"och det som att", "och det som att", false},
	} {
		got := swedish.Alike(swedish.Words(two.a), swedish.Words(two.b))
		if back := swedish.Alike(swedish.Words(two.b), swedish.Words(two.a)); back != got {
			t.Errorf("%q and %q: %v one way and %v the other", two.a, two.b, got, back)
		}
		if (got >= 0.5) != two.want {
			t.Errorf("%q and %q: %v", two.a, two.b, got)
		}
	}
}
