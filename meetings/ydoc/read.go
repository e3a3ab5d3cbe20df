package ydoc

import "slices"

// Reading goes through the lists and leaves out what is deleted. What kind of
// type a root is, only its reader knows; all types have a sequence and keys.
// Marks are switched on and off by items between the text (yjs, YText.toDelta).

// Kind is the kind of a shared type, numbered as in V1.
type Kind uint8

// The kinds of shared types.
const (
	KindArray Kind = iota
	KindMap
	KindText
	KindElement
	KindFragment
	KindHook
	KindXMLText
	KindRoot // a root: what it is, only its reader knows
)

// Tree is a shared type as it is, without interpretation: all that lies in its
// sequence and under its keys. Values are nil, bool, float64, int64 (a bigint),
// string, []byte, []any, map[string]any or Undefined.
type Tree struct {
	Kind Kind
	Name string         // of an element, a hook or a root
	Keys map[string]any // values, and *Tree for types; nil if there are none
	Runs []Run
}

// Run is a piece of a sequence: a text, one value, or one type.
type Run struct {
	Text  string
	Value any            // what stands here if Text is empty: a value, or a *Tree
	Embed bool           // the value is an embed in a text
	Marks map[string]any // that are on here; nil if none are, and never with a nil value
}

// Roots are the names of the root types that were written into, sorted.
func (d *Doc) Roots() []string {
	names := make([]string, 0, len(d.roots))
	for name, n := range d.roots {
		if d.lists[n].first != 0 || len(d.lists[n].keys) > 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Tree reads a root whole. A root nobody wrote into is empty. What lies deeper
// than MaxDepth is left out.
func (d *Doc) Tree(name string) *Tree {
	n, ok := d.roots[name]
	if !ok {
		return &Tree{Kind: KindRoot, Name: name}
	}
	return d.tree(n, MaxDepth)
}

// tree reads a type, and depth levels below it.
func (d *Doc) tree(n int32, depth int) *Tree {
	l := &d.lists[n]
	t := &Tree{Kind: KindRoot, Name: l.name}
	if l.item != 0 {
		r := reader{b: d.bytes(&d.items[l.item]), trusted: true}
		kind, name := r.typeRef()
		t.Kind, t.Name = kind, string(name)
	}
	for _, key := range l.keys {
		k := &d.lists[key]
		if it := &d.items[k.last]; k.last != 0 && !it.dead() {
			if v, ok := d.lastValue(it, depth); ok {
				if t.Keys == nil {
					t.Keys = map[string]any{}
				}
				t.Keys[k.name] = v
			}
		}
	}
	t.Runs = d.runs(l.first, depth)
	return t
}

// lastValue is the value of a key: the last of an item that may hold several.
func (d *Doc) lastValue(it *item, depth int) (any, bool) {
	runs := d.appendRuns(nil, it, nil, depth)
	if len(runs) == 0 {
		return nil, false
	}
	last := runs[len(runs)-1]
	if it.kind() == kindString {
		return last.Text[len(last.Text)-1:], true
	}
	return last.Value, true
}

// runs reads a sequence. Neighbouring texts with the same marks are one run.
func (d *Doc) runs(first int32, depth int) []Run {
	var runs []Run
	var marks map[string]any
	changed := false
	for i := first; i != 0; i = d.items[i].right {
		it := &d.items[i]
		if it.dead() {
			continue
		}
		switch k := len(runs) - 1; it.kind() {
		case kindFormat:
			marks, changed = d.switchMark(marks, it), true
		case kindString:
			if k >= 0 && runs[k].Value == nil && runs[k].Text != "" && !changed {
				runs[k].Text += string(d.bytes(it))
				continue
			}
			runs, changed = append(runs, Run{Text: string(d.bytes(it)), Marks: marks}), false
		default:
			runs, changed = d.appendRuns(runs, it, marks, depth), false
		}
	}
	return runs
}

// switchMark is the marks after a format item; the map given stays as it was.
func (d *Doc) switchMark(marks map[string]any, it *item) map[string]any {
	r := reader{b: d.bytes(it), trusted: true}
	key := string(r.bytes())
	value := jsonValue(r.bytes())
	next := make(map[string]any, len(marks)+1)
	for k, v := range marks {
		if k != key {
			next[k] = v
		}
	}
	if value != nil {
		next[key] = value
	}
	if len(next) == 0 {
		return nil
	}
	return next
}

// appendRuns adds what an item holds.
func (d *Doc) appendRuns(runs []Run, it *item, marks map[string]any, depth int) []Run {
	r := reader{b: d.bytes(it), trusted: true}
	switch it.kind() {
	case kindString:
		return append(runs, Run{Text: string(r.b), Marks: marks})
	case kindAny:
		for n := it.len(); n > 0; n-- {
			runs = append(runs, Run{Value: r.any(), Marks: marks})
		}
	case kindJSON:
		for n := it.len(); n > 0; n-- {
			runs = append(runs, Run{Value: jsonValue(r.bytes()), Marks: marks})
		}
	case kindBinary:
		return append(runs, Run{Value: slices.Clone(r.bytes()), Marks: marks})
	case kindEmbed:
		return append(runs, Run{Value: jsonValue(r.bytes()), Embed: true, Marks: marks})
	case kindType:
		if depth > 0 {
			return append(runs, Run{Value: d.tree(int32(it.size), depth-1), Marks: marks})
		}
	}
	return runs
}
