package ydoc

import "strings"

// The views of a tree that callers want: an XML fragment as nodes, and texts,
// maps and arrays as plain values like those of yjs' toJSON.

// Node is an element (Name set) with attributes and children, or a run of text
// (Name empty) with its marks. An embed in a text is a node without name and
// text. Values are those of a Tree.
type Node struct {
	Name       string
	Attributes map[string]any
	Children   []Node
	Text       string
	Marks      map[string]any
}

// Fragment reads a root XmlFragment. The texts of an XmlText are runs among
// the children of its element; where two XmlText meet, two runs meet.
func (d *Doc) Fragment(name string) []Node { return d.Tree(name).Nodes() }

// Nodes is the sequence of a tree as nodes.
func (t *Tree) Nodes() []Node {
	var nodes []Node
	for _, run := range t.Runs {
		child, ok := run.Value.(*Tree)
		switch {
		case !ok:
			nodes = append(nodes, Node{Text: run.Text, Marks: run.Marks})
		case child.Kind == KindXMLText || child.Kind == KindText:
			nodes = append(nodes, child.Nodes()...)
		case child.Kind == KindElement:
			nodes = append(nodes, Node{
				Name: child.Name, Attributes: child.Keys, Children: child.Nodes(), Marks: run.Marks,
			})
		}
	}
	return nodes
}

// Text is the text of a root Text, without marks and embeds.
func (d *Doc) Text(name string) string { return d.Tree(name).text() }

func (t *Tree) text() string {
	var b strings.Builder
	for _, run := range t.Runs {
		b.WriteString(run.Text)
	}
	return b.String()
}

// Map reads a root Map: nested types become plain values.
func (d *Doc) Map(name string) map[string]any { return d.Tree(name).object() }

func (t *Tree) object() map[string]any {
	m := make(map[string]any, len(t.Keys))
	for key, v := range t.Keys {
		m[key] = plain(v)
	}
	return m
}

// Array reads a root Array: nested types become plain values.
func (d *Doc) Array(name string) []any { return d.Tree(name).list() }

func (t *Tree) list() []any {
	list := []any{}
	for _, run := range t.Runs {
		if run.Text != "" {
			for _, c := range run.Text {
				list = append(list, string(c))
			}
			continue
		}
		list = append(list, plain(run.Value))
	}
	return list
}

// plain is a value without types: texts are strings, maps objects, arrays
// lists, and XML is its nodes.
func plain(v any) any {
	t, ok := v.(*Tree)
	if !ok {
		return v
	}
	switch t.Kind {
	case KindMap:
		return t.object()
	case KindArray:
		return t.list()
	case KindText, KindXMLText:
		return t.text()
	case KindElement:
		return Node{Name: t.Name, Attributes: t.Keys, Children: t.Nodes()}
	}
	return t.Nodes()
}
