package ydoc_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"ringain/meetings/ydoc"
)

// rootKinds are what the roots of the sessions are: a document does not say.
var rootKinds = map[string]ydoc.Kind{
	"meeting": ydoc.KindFragment, "item:1": ydoc.KindFragment, "text": ydoc.KindText,
	"map": ydoc.KindMap, "array": ydoc.KindArray, "": ydoc.KindXMLText,
}

// contents tells roots in the words of testdata/show.mjs: equal exactly when the
// contents are. Numbers are told by their bits, so that −0 is not 0.
func contents(d *ydoc.Doc, names []string) map[string]string {
	all := map[string]string{}
	for _, name := range names {
		root := ydoc.Tree{}
		if t := d.Tree(name); t != nil {
			root = *t
		}
		root.Kind, root.Name = rootKinds[name], ""
		all[name] = showTree(&root)
	}
	return all
}

func showTree(t *ydoc.Tree) string {
	switch t.Kind {
	case ydoc.KindHook:
		return "hook" + quoted(t.Name) + showEntries(t.Keys)
	case ydoc.KindXMLText:
		return "xmltext" + showEntries(t.Keys) + showRuns(t.Runs)
	case ydoc.KindText:
		return "text" + showEntries(t.Keys) + showRuns(t.Runs)
	case ydoc.KindElement:
		return "element" + quoted(t.Name) + showEntries(t.Keys) + showList(t.Runs)
	case ydoc.KindFragment:
		return "fragment" + showList(t.Runs)
	case ydoc.KindMap:
		return "map" + showEntries(t.Keys)
	}
	return "array" + showList(t.Runs)
}

func showList(runs []ydoc.Run) string {
	var out []string
	for _, r := range runs {
		out = append(out, show(r.Value))
	}
	return "[" + strings.Join(out, ",") + "]"
}

// showRuns tells pieces of equal formatting as one.
func showRuns(runs []ydoc.Run) string {
	var out []string
	var text, marks string
	flush := func() {
		if text != "" {
			out = append(out, quoted(text)+marks)
		}
		text = ""
	}
	for _, r := range runs {
		m := showEntries(r.Marks)
		if r.Text != "" && m == marks {
			text += r.Text
			continue
		}
		flush()
		if marks = m; r.Text != "" {
			text = r.Text
		} else {
			out = append(out, show(r.Value)+m)
		}
	}
	flush()
	return "[" + strings.Join(out, ",") + "]"
}

func showEntries(entries map[string]any) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		out = append(out, quoted(name)+":"+show(entries[name]))
	}
	return "{" + strings.Join(out, ",") + "}"
}

func show(v any) string {
	switch v := v.(type) {
	case *ydoc.Tree:
		return showTree(v)
	case nil:
		return "null"
	case ydoc.Undefined:
		return "undefined"
	case float64:
		return showNumber(v)
	case int64:
		return fmt.Sprint("n", v)
	case string:
		return quoted(v)
	case []byte:
		return fmt.Sprintf("x%x", v)
	case []any:
		var out []string
		for _, one := range v {
			out = append(out, show(one))
		}
		return "[" + strings.Join(out, ",") + "]"
	case map[string]any:
		return showEntries(v)
	}
	return fmt.Sprint(v)
}

func showNumber(n float64) string {
	if math.IsNaN(n) {
		n = math.Float64frombits(0x7ff8000000000000) // the one JavaScript writes
	}
	return fmt.Sprintf("#%016x", math.Float64bits(n))
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// textOf is the text of a tree, without marks and what else stands in it.
func textOf(t *ydoc.Tree) string {
	var text strings.Builder
	if t != nil {
		for _, r := range t.Runs {
			text.WriteString(r.Text)
		}
	}
	return text.String()
}

// outline tells elements and text, without attributes and marks.
func outline(nodes []ydoc.Node) string {
	var out strings.Builder
	for _, n := range nodes {
		if n.Name != "" {
			out.WriteString("<" + n.Name + ">" + outline(n.Children) + "</>")
		}
		out.WriteString(n.Text)
	}
	return out.String()
}

// outlineOf tells the same of a tree.
func outlineOf(t *ydoc.Tree) string {
	if t == nil {
		return ""
	}
	var out strings.Builder
	for _, r := range t.Runs {
		out.WriteString(r.Text)
		inner, ok := r.Value.(*ydoc.Tree)
		switch {
		case !ok:
		case inner.Kind == ydoc.KindElement:
			out.WriteString("<" + inner.Name + ">" + outlineOf(inner) + "</>")
		case inner.Kind == ydoc.KindXMLText || inner.Kind == ydoc.KindText:
			out.WriteString(outlineOf(inner))
		}
	}
	return out.String()
}
