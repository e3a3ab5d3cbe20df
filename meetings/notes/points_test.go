package notes

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPointsAreAHeadingAndAListAndAddedOnce(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Ett")
	points := []string{" Varför \u202e<b>? ", "", "När?"}
	update := Points(l.Doc, Meeting, "Frågor", points, NewClient("command"))
	admitted, err := l.admit(update, cy, State{})
	if err != nil || !admitted.New {
		t.Fatal(admitted, err)
	}
	want := Notes{Meeting: {p("Ett"), {Kind: Heading, Level: 2, Runs: []Run{{Text: "Frågor"}}},
		{Kind: BulletList, Blocks: []Block{{Kind: ListItem, Blocks: []Block{p("Varför <b>?")}}, {Kind: ListItem, Blocks: []Block{p("När?")}}}}}}
	if diff := cmp.Diff(want, l.Read()); diff != "" {
		t.Error(diff)
	}
	if again := Points(l.Doc, Meeting, "Frågor", points, NewClient("command")); again != nil {
		t.Error("the same points are added again")
	}
	if none := Points(l.Doc, Meeting, "Frågor", []string{" "}, NewClient("another")); none != nil {
		t.Error("a heading is added over nothing")
	}
}
