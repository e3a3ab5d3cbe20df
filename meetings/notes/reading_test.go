package notes

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

func p(texts ...string) Block {
	b := Block{Kind: Paragraph}
	for _, t := range texts {
		b.Runs = append(b.Runs, Run{Text: t})
	}
	return b
}

func item(blocks ...Block) Block { return Block{Kind: ListItem, Blocks: blocks} }

// minutes has one of each.
var minutes = []Block{
	{Kind: Heading, Level: 2, Runs: []Run{{Text: "Vad hör vi?"}}},
	{Kind: Paragraph, Runs: []Run{{Text: "Fler frågar efter "}, {Text: "stöd", Strong: true}, {Text: " och "},
		{Text: "samtal", Em: true}, {Text: "."}, {Break: true}, {Text: "Se "}, {Text: "listan", Link: "https://exempel.se/lista?a=1&b=2"}, {Text: "."}}},
	{Kind: Paragraph},
	{Kind: BulletList, Blocks: []Block{
		item(p("kommuner")),
		item(p("regioner"), Block{Kind: OrderedList, Blocks: []Block{item(p("norr")), item(p("söder"))}}),
		item(Block{Kind: Paragraph}),
	}},
	{Kind: Heading, Level: 3, Runs: []Run{{Text: "Framåt"}}},
	{Kind: Beslut, Runs: []Run{{Text: "Vi prövar i mars."}}},
	{Kind: Atgard, Who: "Åsa", By: "3 mars", Runs: []Run{{Text: "Frågar länsstyrelsen"}}},
	{Kind: Atgard, Runs: []Run{{Text: "Skriver ihop <allt>"}}},
}

func TestHTMLOfMinutes(t *testing.T) {
	want := `<h4>Vad hör vi?</h4>` +
		`<p>Fler frågar efter <strong>stöd</strong> och <em>samtal</em>.<br>Se <a href="https://exempel.se/lista?a=1&amp;b=2" rel="nofollow noopener noreferrer">listan</a>.</p>` +
		`<ul><li>kommuner</li><li>regioner<ol><li>norr</li><li>söder</li></ol></li></ul>` +
		`<h5>Framåt</h5><p class="beslut"><strong>Beslut:</strong> Vi prövar i mars.</p>` +
		`<p class="atgard"><strong>Åtgärd:</strong> Frågar länsstyrelsen (Åsa, senast 3 mars)</p>` +
		`<p class="atgard"><strong>Åtgärd:</strong> Skriver ihop &lt;allt&gt;</p>`
	if diff := cmp.Diff(want, HTML(minutes, meetings.SV, 4)); diff != "" {
		t.Error(diff)
	}
}

func TestMarkdownOfMinutes(t *testing.T) {
	want := `### Vad hör vi?

Fler frågar efter **stöd** och *samtal*.\
Se [listan](https://exempel.se/lista?a=1&b=2).

- kommuner
- regioner
  1. norr
  2. söder

#### Framåt

**Beslut:** Vi prövar i mars.

**Åtgärd:** Frågar länsstyrelsen (Åsa, senast 3 mars)

**Åtgärd:** Skriver ihop \<allt\>
`
	if diff := cmp.Diff(want, Markdown(minutes, meetings.SV, 3)); diff != "" {
		t.Error(diff)
	}
}

func TestTextOfMinutes(t *testing.T) {
	want := `Vad hör vi?
Fler frågar efter stöd och samtal.
Se listan <https://exempel.se/lista?a=1&b=2>.
- kommuner
- regioner
  1. norr
  2. söder
Framåt
Decision: Vi prövar i mars.
Action: Frågar länsstyrelsen (Åsa, by 3 mars)
Action: Skriver ihop <allt>
`
	if diff := cmp.Diff(want, Text(minutes, meetings.EN)); diff != "" {
		t.Error(diff)
	}
}

func TestMarkdownKeepsTextAsText(t *testing.T) {
	run := func(runs ...Run) []Block { return []Block{{Kind: Paragraph, Runs: runs}} }
	for _, test := range []struct {
		name string
		of   []Block
		want string
	}{
		{"a heading sign", run(Run{Text: "# 1"}), `\# 1`},
		{"a list sign", run(Run{Text: "- nej"}), `\- nej`},
		{"a number", run(Run{Text: "12. mars"}), `12\. mars`},
		{"a line under a line", run(Run{Text: "a"}, Run{Break: true}, Run{Text: "==="}), "a\\\n\\==="},
		{"an element", run(Run{Text: "<script>&amp;"}), `\<script\>\&amp;`},
		{"stars and bars", run(Run{Text: "*a* _b_ `c` [d](e) | ~f~ \\"}), "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\| \\~f\\~ \\\\"},
		{"an address", run(Run{Text: "http://a_b www.c"}), `http\://a\_b www\.c`},
		{"spaces first", run(Run{Text: "     code"}), "code"},
		{"a mark with white space", run(Run{Text: "a"}, Run{Text: " b ", Strong: true}, Run{Text: "c"}), "a **b** c"},
		{"a mark in a word", run(Run{Text: "sam"}, Run{Text: "ord", Em: true}, Run{Text: "ning"}), "sam*ord*ning"},
		{"marks beside each other", run(Run{Text: "a", Strong: true}, Run{Text: "b", Em: true}, Run{Text: "c"}), "**a**bc"},
		{"strong and em", run(Run{Text: "a", Strong: true, Em: true}), "***a***"},
		{"a mark that would not be read", run(Run{Text: "a"}, Run{Text: "(b)", Strong: true}, Run{Text: "c"}), `a(b)c`},
		{"an exclamation before a link", run(Run{Text: "Se!"}, Run{Text: "här", Link: "https://a.se/(x)"}), `Se\![här](https://a.se/%28x%29)`},
		{"an empty line", run(Run{Text: "a"}, Run{Break: true}, Run{Text: " "}, Run{Break: true}, Run{Text: "b"}), "a\\\nb"},
		{"lists after each other", []Block{{Kind: BulletList, Blocks: []Block{item(p("a"))}}, {Kind: BulletList, Blocks: []Block{item(p("b"))}}}, "- a\n\n* b"},
		{"a loose list", []Block{{Kind: OrderedList, Blocks: []Block{item(p("a"), p("b")), item(p("c"))}}}, "1. a\n\n   b\n\n2. c"},
	} {
		if diff := cmp.Diff(test.want+"\n", Markdown(test.of, meetings.SV, 2)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestLinksLeadOnlyWhereTheyMay(t *testing.T) {
	for address, want := range map[string]string{
		"https://exempel.se/å?q=1#x": "https://exempel.se/%C3%A5?q=1#x",
		" http://exempel.se ":        "http://exempel.se",
		"HTTPS://exempel.se":         "https://exempel.se",
		"mailto:a@exempel.se":        "mailto:a@exempel.se",
		"tel:+46812345":              "tel:+46812345",
		"javascript:alert(1)":        "",
		"JaVaScRiPt:alert(1)":        "",
		"java\nscript:alert(1)":      "",
		"\x01https://exempel.se":     "",
		"data:text/html,x":           "",
		"//evil.se":                  "",
		"/moten":                     "",
		"https:evil.se":              "",
		"https://":                   "",
		"mailto:":                    "",
		"":                           "",
		"vbscript:x":                 "",
		"https://a.se/\u202Egnp.exe": "",
		"https://a.se/" + string(make([]byte, maxLink)): "",
	} {
		if got := link(address); got != want {
			t.Errorf("link(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestSignsOfNoWidthAreNotReadOut(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Sam\u200Bordning\u2060 \u200Bom \u200Bvåren\uFEFF 👩\u200D🚒")
	if got, want := l.reads(Meeting), "Samordning om våren 👩\u200D🚒\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
