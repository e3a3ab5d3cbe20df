package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// document is a parsed page with what is looked for in it.
type document struct {
	root     *html.Node
	nodes    []*html.Node
	ids      map[string]int
	labelled map[string]bool // ids that a label is for
}

func parse(t *testing.T, text string) document {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	d := document{root: root, ids: map[string]int{}, labelled: map[string]bool{}}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		d.nodes = append(d.nodes, n)
		if id := attr(n, "id"); id != "" {
			d.ids[id]++
		}
		if n.DataAtom == atom.Label {
			d.labelled[attr(n, "for")] = true
		}
	}
	return d
}

// all returns the elements of some kinds in the order of the page.
func (d document) all(kinds ...atom.Atom) (found []*html.Node) {
	for _, n := range d.nodes {
		if slices.Contains(kinds, n.DataAtom) {
			found = append(found, n)
		}
	}
	return found
}

// links returns where the page leads, within the installation.
func (d document) links() (to []string) {
	for _, n := range d.all(atom.A, atom.Link) {
		href := strings.TrimPrefix(attr(n, "href"), origin)
		if strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//") {
			to = append(to, href)
		}
	}
	return to
}

// faults are what is wrong with a page, each as a sentence.
func (d document) faults(lang string) (faults []string) {
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if got := attr(d.all(atom.Html)[0], "lang"); got != lang {
		add("the page says it is in %q, not %q", got, lang)
	}
	if titles := d.all(atom.Title); len(titles) != 1 || words(titles[0]) == "" {
		add("the page has no title")
	}
	if skip := d.all(atom.A)[0]; attr(skip, "href") != "#main" || d.ids["main"] != 1 {
		add("the first link does not skip to the content")
	}
	d.headings(add)
	d.fields(add)
	for id, n := range d.ids {
		if n > 1 {
			add("the id %s is there %d times", id, n)
		}
	}
	for _, n := range d.nodes {
		d.element(n, add)
	}
	return faults
}

func (d document) headings(add func(string, ...any)) {
	level := 0
	if n := len(d.all(atom.H1)); n != 1 {
		add("there are %d h1", n)
	}
	for _, h := range d.all(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5) {
		next := int(h.Data[1] - '0')
		if next > level+1 {
			add("%s %q follows h%d", h.Data, words(h), level)
		}
		if words(h) == "" {
			add("an empty %s", h.Data)
		}
		level = next
	}
}

func (d document) fields(add func(string, ...any)) {
	for _, n := range d.all(atom.Input, atom.Select, atom.Textarea) {
		if attr(n, "type") != "hidden" && !d.labelled[attr(n, "id")] {
			add("the field %q has no label", attr(n, "name"))
		}
	}
	for _, n := range d.all(atom.Form) {
		if method := attr(n, "method"); method != "post" && attr(n, "role") != "search" || !strings.HasPrefix(attr(n, "action"), "/") {
			add("a form is sent with %q to %q", method, attr(n, "action"))
		}
	}
}

func (d document) element(n *html.Node, add func(string, ...any)) {
	for _, a := range n.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			add("<%s> has %s=", n.Data, a.Key)
		}
		if strings.Contains(a.Val, "about:invalid") {
			add("<%s> leads nowhere", n.Data)
		}
		switch a.Key {
		case "aria-labelledby", "aria-describedby", "list":
			for id := range strings.FieldsSeq(a.Val) {
				if d.ids[id] != 1 {
					add("%s names %s, which is not there", a.Key, id)
				}
			}
		case "href":
			if id, ok := strings.CutPrefix(a.Val, "#"); ok && d.ids[id] != 1 {
				add("a link leads to #%s, which is not there", id)
			}
		}
	}
	if (n.DataAtom == atom.A || n.DataAtom == atom.Button) && words(n) == "" && attr(n, "aria-label") == "" {
		add("a <%s> without words", n.Data)
	}
	if n.DataAtom == atom.Script && n.FirstChild != nil && attr(n, "type") != "application/json" {
		add("a script is written in the page")
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words is the text of an element, pictures by what is said of them, with every run of
// white space as one space.
func words(n *html.Node) string {
	var b strings.Builder
	for m := range n.Descendants() {
		if m.Type == html.TextNode {
			b.WriteString(m.Data)
		}
		if m.DataAtom == atom.Img {
			b.WriteString(attr(m, "alt"))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// main is the text of what the page says between header and footer.
func (d document) main() string { return words(d.all(atom.Main)[0]) }
