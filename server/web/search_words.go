package web

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/a-h/templ"

	"ringain/meetings/swedish"
)

// marked is a text with the words that are looked for marked.
func marked(v searchView, text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, piece := range swedish.Pieces(text) {
			if v.hit(piece) {
				b.WriteString("<mark>" + templ.EscapeString(piece.Text) + "</mark>")
			} else {
				b.WriteString(templ.EscapeString(piece.Text))
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// sayAllFound says how much is found: "12 träffar".
func (p *page) sayAllFound(n int) string {
	switch n {
	case 0:
		return p.Say("Inga träffar", "Nothing found")
	case 1:
		return p.Say("1 träff", "1 result")
	}
	return fmt.Sprintf(p.Say("%d träffar", "%d results"), n)
}

// sayAllOfKind leads to all that is found of a kind: "Visa alla 19 möten".
func (p *page) sayAllOfKind(kind string, n int) string {
	words := map[string][2]string{
		"moten": {"Visa alla %d möten", "Show all %d meetings"}, "dagordningar": {"Visa alla %d dagordningar", "Show all %d agendas"},
		"stod": {"Visa alla %d stöd", "Show all %d entries"}, "signaler": {"Visa alla %d signaler", "Show all %d signals"},
	}[kind]
	return fmt.Sprintf(p.Say(words[0], words[1]), n)
}

// sayMissing says which words nothing has.
func (p *page) sayMissing(words []string) string {
	quoted := p.Say("”", "“") + strings.Join(words, p.Say("”, ”", "”, “")) + "”"
	return fmt.Sprintf(p.Say("Inget här innehåller %s. Pröva ett annat ord för samma sak, eller se efter att det är rätt stavat.",
		"Nothing here has %s. Try another word for the same thing, or look at the spelling."), quoted)
}
