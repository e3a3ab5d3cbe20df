package notes

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

func TestALineIsAParagraphForEachLine(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Item("a"), "Ett")
	update, err := Line(l.Doc, Item("a"), " Två\u0000 \r\n\r\n<b>Tre</b>\n", NewClient("command"))
	if err != nil {
		t.Fatal(err)
	}
	admitted, err := l.admit(update, cy, State{})
	if diff := cmp.Diff(Admitted{New: true, Clients: []uint64{NewClient("command")}}, admitted); diff != "" || err != nil {
		t.Fatal(diff, err)
	}
	if diff := cmp.Diff(Notes{Item("a"): {p("Ett"), p("Två"), p("<b>Tre</b>")}}, l.Read()); diff != "" {
		t.Error(diff)
	}
	if update, err = Line(l.Doc, Item("a"), "Två", NewClient("command")); update != nil || err != nil {
		t.Errorf("the same command writes again: %v, %v", update, err)
	}
}

func TestALineThatCannotBeIsRefused(t *testing.T) {
	l := newLog(t)
	for name, test := range map[string]struct{ fragment, text string }{
		"empty":      {Meeting, " \n\u200B"},
		"too long":   {Meeting, strings.Repeat("å", MaxLine+1)},
		"of nothing": {"elsewhere", "Hej"},
	} {
		if _, err := Line(l.Doc, test.fragment, test.text, 1); kindOf(t, err) != meetings.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClientsOfCommandsAreNumbersThatJavaScriptCounts(t *testing.T) {
	seen := map[uint64]bool{}
	for _, command := range []meetings.ID{"", "a", "b", "0123456789abcdef"} {
		client := NewClient(command)
		if client >= 1<<53 || seen[client] || client != NewClient(command) {
			t.Errorf("%q has %d", command, client)
		}
		seen[client] = true
	}
}
