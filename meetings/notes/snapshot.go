package notes

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// Compact makes a snapshot of what is kept. The snapshot has been loaded again and
// agrees with the log in what it knows, what is deleted, what waits and what can be
// read; only then may it replace the log. Keep the snapshot before it, and the updates
// after that one.
func Compact(k Kept) (snapshot []byte, err error) {
	defer meetings.Wrap(&err, "make a snapshot of the notes")
	d, err := Open(k)
	if err != nil {
		return nil, err
	}
	return proved(d.y)
}

// proved encodes a document, and loads it again to see that it is the same.
func proved(y *ydoc.Doc) ([]byte, error) {
	body := y.Encode()
	return body, loadsAs(y, body)
}

// loadsAs says in what a document that is loaded from body differs from y.
func loadsAs(y *ydoc.Doc, body []byte) error {
	again := ydoc.New()
	if _, err := again.Apply(body); err != nil {
		return fmt.Errorf("load it again: %w", err)
	}
	vector := y.StateVector()
	if !bytes.Equal(vector, again.StateVector()) {
		return errors.New("loaded again it knows something else")
	}
	rest, err := y.Diff(vector) // what is deleted, and what waits
	if err != nil {
		return err
	}
	if restAgain, err := again.Diff(vector); err != nil || !bytes.Equal(rest, restAgain) {
		return errors.Join(errors.New("loaded again it deletes something else, or something else waits"), err)
	}
	for _, name := range slices.Concat(y.Roots(), again.Roots()) {
		if !same(y.Tree(name), again.Tree(name)) {
			return fmt.Errorf("loaded again it reads otherwise in %q", name)
		}
	}
	return nil
}

// same reports whether two values of a document are the same. A number that is none is
// the same as itself here.
func same(a, b any) bool {
	switch a := a.(type) {
	case *ydoc.Tree:
		b, ok := b.(*ydoc.Tree)
		return ok && sameTree(a, b)
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, same)
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, same)
	case []byte:
		b, ok := b.([]byte)
		return ok && bytes.Equal(a, b)
	case float64:
		b, ok := b.(float64)
		return ok && math.Float64bits(a) == math.Float64bits(b)
	}
	return a == b
}

func sameTree(a, b *ydoc.Tree) bool {
	if a == nil || b == nil {
		return empty(a) && empty(b)
	}
	return a.Kind == b.Kind && a.Name == b.Name && maps.EqualFunc(a.Keys, b.Keys, same) &&
		slices.EqualFunc(a.Runs, b.Runs, func(x, y ydoc.Run) bool {
			return x.Text == y.Text && x.Embed == y.Embed && same(x.Value, y.Value) && maps.EqualFunc(x.Marks, y.Marks, same)
		})
}

func empty(t *ydoc.Tree) bool { return t == nil || len(t.Keys)+len(t.Runs) == 0 }

// Agree reports in what a snapshot differs from what it was made of: an older snapshot
// and the updates since; nil when in nothing.
func Agree(of Kept, snapshot []byte) error {
	d, err := Open(of)
	if err != nil {
		return err
	}
	return loadsAs(d.y, snapshot)
}
