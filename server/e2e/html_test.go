package e2e_test

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elements returns the elements of a kind below n, in the order of the page.
func elements(n *html.Node, kind atom.Atom) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		if n == nil {
			return
		}
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && d.DataAtom == kind && !yield(d) {
				return
			}
		}
	}
}

// find returns the first element below n that is as wanted, or nil.
func find(n *html.Node, wanted func(*html.Node) bool) *html.Node {
	if n == nil {
		return nil
	}
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && wanted(d) {
			return d
		}
	}
	return nil
}

// text returns the words of n as somebody reads them, with single spaces between.
func text(n *html.Node) string {
	var b strings.Builder
	var read func(*html.Node)
	read = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Head:
			return
		case n.DataAtom == atom.Input && attr(n, "type") != "hidden":
			b.WriteString(" " + attr(n, "value") + " ")
		case isBlock(n):
			b.WriteByte(' ')
			defer b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			read(c)
		}
	}
	if n != nil {
		read(n)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// isBlock reports whether n begins a new line on the page.
func isBlock(n *html.Node) bool {
	return n.Type == html.ElementNode && !slices.Contains([]atom.Atom{atom.A, atom.B, atom.Span, atom.Strong, atom.Em, atom.I, atom.Time, atom.Small}, n.DataAtom)
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// hasClass reports whether n is of a class.
func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}
