package web

import (
	"net/url"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// form returns what a browser would send of the form with an action, as it is filled
// in: without any button.
func (d document) form(action string) (url.Values, bool) {
	for _, n := range d.all(atom.Form) {
		if attr(n, "action") != action {
			continue
		}
		values := url.Values{}
		for field := range n.Descendants() {
			collect(values, field)
		}
		return values, true
	}
	return nil, false
}

// collect adds what one element of a form sends.
func collect(values url.Values, n *html.Node) {
	name := attr(n, "name")
	if n.Type != html.ElementNode || name == "" {
		return
	}
	switch n.DataAtom {
	case atom.Input:
		if kind := attr(n, "type"); kind == "checkbox" || kind == "radio" {
			if !has(n, "checked") {
				return
			}
		}
		values.Add(name, attr(n, "value"))
	case atom.Textarea:
		text := ""
		for child := range n.ChildNodes() {
			text += child.Data
		}
		values.Add(name, text)
	case atom.Select:
		for o := range n.Descendants() {
			if o.DataAtom == atom.Option && has(o, "selected") {
				values.Set(name, attr(o, "value"))
			}
		}
	}
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
