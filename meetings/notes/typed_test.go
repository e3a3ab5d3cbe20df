package notes

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringain/meetings"
)

const typedMinutes = `## Vad hör vi?
Fler frågar efter stöd och samtal.
Se [listan](https://exempel.se/lista?a=1&b=2).
- kommuner
- regioner
  1. norr
  2. söder

### Framåt
Beslut: Vi prövar i mars.
Åtgärd: Frågar länsstyrelsen (Åsa, senast 3 mars)
Åtgärd: Skriver ihop <allt>`

func TestMinutesAreTypedInAnOrdinaryTextField(t *testing.T) {
	if diff := cmp.Diff(typedMinutes, Typed(minutes, meetings.SV)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsTypedReadsAsTheNotesDid(t *testing.T) {
	want := `<h4>Vad hör vi?</h4><p>Fler frågar efter stöd och samtal.</p>` +
		`<p>Se <a href="https://exempel.se/lista?a=1&amp;b=2" rel="nofollow noopener noreferrer">listan</a>.</p>` +
		`<ul><li>kommuner</li><li>regioner<ol><li>norr</li><li>söder</li></ol></li></ul>` +
		`<h5>Framåt</h5><p class="beslut"><strong>Beslut:</strong> Vi prövar i mars.</p>` +
		`<p class="atgard"><strong>Åtgärd:</strong> Frågar länsstyrelsen (Åsa, senast 3 mars)</p>` +
		`<p class="atgard"><strong>Åtgärd:</strong> Skriver ihop &lt;allt&gt;</p>`
	if diff := cmp.Diff(want, HTML(FromTyped(typedMinutes), meetings.SV, 4)); diff != "" {
		t.Error(diff)
	}
}

func TestAddressesAreLinksUpToTheEndOfTheSentence(t *testing.T) {
	for typed, want := range map[string]string{
		"Se https://exempel.se/a(b).":           `<p>Se <a href="https://exempel.se/a(b)" rel="nofollow noopener noreferrer">https://exempel.se/a(b)</a>.</p>`,
		"(https://exempel.se/a), bra!":          `<p>(<a href="https://exempel.se/a" rel="nofollow noopener noreferrer">https://exempel.se/a</a>), bra!</p>`,
		"[klicka](javascript:alert(1)) här":     `<p>[klicka](javascript:alert(1)) här</p>`,
		"[klicka](data:text/html,x) <b>här</b>": `<p>[klicka](data:text/html,x) &lt;b&gt;här&lt;/b&gt;</p>`,
	} {
		if got := HTML(FromTyped(typed), meetings.SV, 3); got != want {
			t.Errorf("%q: %s", typed, got)
		}
	}
}

func TestDecisionsAndActionsAreFoundWhereverTheyStand(t *testing.T) {
	found := Resolved(FromTyped("Vi pratade.\n- beslut: Ja\n  - ÅTGÄRD : Ring\nAction: Write\nBeslutet togs."))
	var said []string
	for _, b := range found {
		said = append(said, strings.TrimSpace(Text([]Block{b}, meetings.SV)))
	}
	if diff := cmp.Diff([]string{"Beslut: Ja", "Åtgärd: Ring", "Åtgärd: Write"}, said); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsTypedStaysWhenItIsWrittenAgain(t *testing.T) {
	piece := rapid.SampledFrom([]string{"- ", "  - ", "1. ", "## ", "Beslut: ", "Åtgärd:", "ord", " ", "\n", "\n\n", "https://a.example/x", "[x](https://b.example)", "(", ")", "[", "]", "#", "*", "\t", "é", "–"})
	rapid.Check(t, func(t *rapid.T) {
		typed := strings.Join(rapid.SliceOf(piece).Draw(t, "typed"), "")
		once := Typed(FromTyped(typed), meetings.SV)
		if twice := Typed(FromTyped(once), meetings.SV); twice != once {
			t.Errorf("%q became %q and then %q", typed, once, twice)
		}
	})
}

func FuzzFromTyped(f *testing.F) {
	f.Add(typedMinutes)
	f.Add("- \n1) \n#\n[a](b)\n\x00")
	f.Fuzz(func(t *testing.T, typed string) {
		if html := HTML(FromTyped(typed), meetings.SV, 3); strings.Contains(html, "<script") || strings.Contains(html, "javascript:") && strings.Contains(html, `href="javascript:`) {
			t.Errorf("%q became %s", typed, html)
		}
	})
}
