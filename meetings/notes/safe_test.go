package notes

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// hostile are texts that have broken pages before.
var hostile = []string{
	"", " ", "a", "Vad hör vi?", "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "</p></ul></div>", "&lt;b&gt;", "&#x3C;",
	"<!--", "-->", "]]>", "javascript:alert(1)", "\x00", "\u202Egnp.exe", "\uFEFF", "\u2028", "\r\n\r\n", "𐍈👩‍👩‍👧", "a\u0301", "# h", "- x",
	"```", "[a](javascript:x)", "![a](b)", "<https://a.se>", "| a | b |", "\\", "**", "&copy;", "http://a_b_c", "1. ", "    kod",
}

// addresses are those of links, good and bad.
var addresses = []string{
	"https://exempel.se/?a=1&b=\"'><x>", "http://exempel.se/(x)", "mailto:a@exempel.se", "tel:+4681", "javascript:alert(1)", "JAVASCRIPT:x", "\tjavascript:x",
	"java\nscript:x", "data:text/html,<script>", "//evil.se", "vbscript:x", "https:\\\\x", "", "a b", "https://exempel.se/\u202e", "file:///etc/passwd",
}

// names are those of elements, of our schema and strange.
var names = []string{
	"paragraph", "heading", "bullet_list", "ordered_list", "list_item", "beslut", "atgard", "hard_break",
	"script", "style", "img", "iframe", "table", "blockquote", "UNDEFINED", "paragraph onclick=x", "p><script>", "svg",
}

func anyText() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom(hostile), rapid.String(), rapid.StringMatching(`[ *_#<>\[\]()!a-c-]{0,8}`))
}

func anyValue() *rapid.Generator[any] {
	return rapid.OneOf(
		rapid.Just[any](nil), rapid.Just[any](true), rapid.Just[any](false), rapid.Just[any](ydoc.Undefined{}), rapid.Just[any](int64(2)),
		rapid.Map(rapid.Float64(), func(f float64) any { return f }),
		rapid.Map(anyText(), func(s string) any { return s }),
		rapid.Map(rapid.SampledFrom(addresses), func(s string) any { return map[string]any{"href": s, "onclick": "x"} }),
	)
}

func anyMarks() *rapid.Generator[map[string]any] {
	return rapid.MapOfN(rapid.SampledFrom([]string{"strong", "em", "link", "link--AbCdEfGh", "strong--1", "code", "style", "onclick", ""}), anyValue(), 0, 3)
}

func anyNode(depth int) *rapid.Generator[ydoc.Node] {
	return rapid.Custom(func(t *rapid.T) ydoc.Node {
		if depth == 0 || rapid.IntRange(0, 2).Draw(t, "kind") == 0 {
			return ydoc.Node{Text: anyText().Draw(t, "text"), Marks: anyMarks().Draw(t, "marks")}
		}
		return ydoc.Node{
			Name:       rapid.SampledFrom(names).Draw(t, "name"),
			Attributes: rapid.MapOfN(rapid.SampledFrom([]string{"level", "who", "by", "style", "onclick", ""}), anyValue(), 0, 2).Draw(t, "attributes"),
			Children:   rapid.SliceOfN(anyNode(depth-1), 0, 3).Draw(t, "children"),
		}
	})
}

// unsafe says what a page must not hold, or nothing.
func unsafe(page string) string {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(page), body)
	if err != nil {
		return err.Error()
	}
	var back strings.Builder
	for _, n := range nodes {
		if err := html.Render(&back, n); err != nil {
			return err.Error()
		}
		for d := range n.Descendants() {
			if complaint := unsafeNode(d); complaint != "" {
				return complaint
			}
		}
		if complaint := unsafeNode(n); complaint != "" {
			return complaint
		}
	}
	if same := strings.NewReplacer("<br/>", "<br>").Replace(back.String()); same != page {
		return "read and written again it is " + same
	}
	return ""
}

var allowed = []atom.Atom{atom.P, atom.H3, atom.H4, atom.Ul, atom.Ol, atom.Li, atom.Strong, atom.Em, atom.A, atom.Br}

func unsafeNode(n *html.Node) string {
	if n.Type == html.TextNode {
		return ""
	}
	if n.Type != html.ElementNode || !slices.Contains(allowed, n.DataAtom) {
		return "a strange node: " + n.Data
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			if n.DataAtom != atom.P || a.Val != "beslut" && a.Val != "atgard" {
				return "a strange class: " + a.Val
			}
		case "rel":
			if a.Val != "nofollow noopener noreferrer" {
				return "a strange rel: " + a.Val
			}
		case "href":
			if u, err := url.Parse(a.Val); err != nil || !slices.Contains([]string{"http", "https", "mailto", "tel"}, u.Scheme) {
				return "a strange address: " + a.Val
			}
		default:
			return "a strange attribute: " + a.Key
		}
	}
	if n.DataAtom == atom.A && len(n.Attr) != 2 {
		return "a link without rel"
	}
	return ""
}

// TestHTMLIsSafeWhateverStandsInTheNotes parses what is written with a browser's rules:
// only the elements and attributes of the schema come out of any tree of nodes, and no
// element is closed by what stands in another.
func TestHTMLIsSafeWhateverStandsInTheNotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := rapid.SliceOfN(anyNode(4), 0, 4).Draw(t, "nodes")
		page := HTML(blocksOf(nodes), meetings.SV, 3)
		if complaint := unsafe(page); complaint != "" {
			t.Fatalf("%s\n%s", complaint, page)
		}
	})
}

// words are the letters and digits of a text, which no way of writing may lose.
func words(s string) string {
	return strings.Join(regexp.MustCompile(`[\p{L}\p{N}]+`).FindAllString(s, -1), " ")
}

func textIn(nodes []ydoc.Node) string {
	var s strings.Builder
	for _, n := range nodes {
		s.WriteString(n.Text + textIn(n.Children))
	}
	return s.String()
}

func joined(s string) string { return strings.ReplaceAll(words(s), " ", "") }

// TestNoTextIsLost reads any tree of nodes: every letter and digit in it comes out of
// each way of reading, in the order it stands.
func TestNoTextIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := rapid.SliceOfN(anyNode(4), 0, 4).Draw(t, "nodes")
		bare := withoutLabels(blocksOf(nodes))
		want := joined(plain(textIn(nodes)))
		if got := joined(textOfHTML(HTML(bare, meetings.SV, 3))); got != want {
			t.Fatalf("HTML has %q, want %q", got, want)
		}
		if got := joined(Text(bare, meetings.SV)); got != want {
			t.Fatalf("text has %q, want %q", got, want)
		}
		if got := joined(Markdown(bare, meetings.SV, 3)); got != want {
			t.Fatalf("Markdown has %q, want %q", got, want)
		}
	})
}

// withoutLabels is blocks as paragraphs, bullets and runs without links, so that nothing
// is added to the text.
func withoutLabels(blocks []Block) (bare []Block) {
	for _, b := range blocks {
		switch b.Kind {
		case Beslut, Atgard:
			b = Block{Kind: Paragraph, Runs: b.Runs}
		case OrderedList:
			b.Kind = BulletList
		}
		b.Blocks = withoutLabels(b.Blocks)
		for i := range b.Runs {
			b.Runs[i].Link = ""
		}
		bare = append(bare, b)
	}
	return bare
}

func textOfHTML(page string) string {
	var s strings.Builder
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return s.String()
		case html.TextToken:
			s.Write(z.Text())
		}
	}
}

// TestMarkdownOfOneTextIsThatText takes the escapes away again.
func TestMarkdownOfOneTextIsThatText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		got := Markdown(blocksOf([]ydoc.Node{{Text: text}}), meetings.SV, 3)
		back := regexp.MustCompile(`\\([!-/:-@\[-`+"`"+`{-~])`).ReplaceAllString(strings.TrimSuffix(got, "\n"), "$1")
		if want := strings.TrimSpace(plain(text)); strings.TrimSpace(back) != want {
			t.Fatalf("%q is read as %q, want %q", got, back, want)
		}
		if strings.Contains(strings.TrimSuffix(got, "\n"), "\n") {
			t.Fatalf("%q is more than one line", got)
		}
	})
}

// TestAnyUpdatesReadAlikeAndSafely has random people add anything at all and delete what
// others wrote, lets another node hear of it in another order, and reads both.
func TestAnyUpdatesReadAlikeAndSafely(t *testing.T) {
	fragments := []string{Meeting, Item("a"), Item("b"), "elsewhere"}
	rapid.Check(t, func(r *rapid.T) {
		l := newLog(t)
		for n := range rapid.IntRange(1, 12).Draw(r, "updates") {
			client := rapid.Uint64Range(1, 4).Draw(r, "client")
			update := l.y.DeletionOf([]uint64{client})
			if rapid.IntRange(0, 4).Draw(r, "deletes") > 0 {
				nodes := rapid.SliceOfN(anyNode(3), 1, 3).Draw(r, "nodes")
				update = l.y.Append(client, rapid.SampledFrom(fragments).Draw(r, "fragment"), nodes)
			}
			if _, err := l.admit(update, Writer{Person: meetings.Person{ID: meetings.ID(string(rune('a' + client)))}}, State{}); err != nil {
				r.Fatalf("update %d: %v", n, err)
			}
		}
		other := open(t, Kept{Updates: rapid.Permutation(l.kept.Updates).Draw(r, "order")})
		read := l.Read()
		if diff := cmp.Diff(read, other.Read()); diff != "" {
			r.Fatal(diff)
		}
		for _, blocks := range read {
			if complaint := unsafe(HTML(blocks, meetings.SV, 3)); complaint != "" {
				r.Fatal(complaint)
			}
		}
		if _, err := Compact(l.kept); err != nil {
			r.Fatal(err)
		}
	})
}
