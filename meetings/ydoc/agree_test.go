package ydoc

import "testing"

// agreeing is a document of a paragraph with marks, a key and some values, of which one
// more paragraph waits.
func agreeing(t *testing.T) (d *Doc, update []byte) {
	t.Helper()
	d = New()
	update = d.Append(7, "a", []Node{{Name: "heading", Attributes: map[string]any{"level": 2}, Children: []Node{
		{Text: "Hej "}, {Text: "allihop", Marks: map[string]any{"link": map[string]any{"href": "tel:1"}}}}}})
	for _, u := range [][]byte{update, {1, 1, 9, 0, 0x08, 1, 1, 'v', 2, 125, 1, 125, 2, 0}, {1, 1, 11, 5, 0x84, 11, 4, 2, 'h', 'i', 0}} {
		if _, err := d.Apply(u); err != nil {
			t.Fatal(err)
		}
	}
	return d, update
}

func TestADocumentAgreesWithWhatItHas(t *testing.T) {
	d, update := agreeing(t)
	for name, u := range map[string][]byte{
		"what came":            update,
		"all of it":            d.Encode(),
		"a part of the values": {1, 1, 9, 1, 0x88, 9, 0, 1, 125, 2, 0},
		"more than it has":     {1, 1, 9, 1, 0x88, 9, 0, 2, 125, 2, 125, 3, 0},
		"what waits":           {1, 1, 11, 6, 0x84, 11, 5, 1, 'i', 0},
		"what was deleted":     {1, 1, 7, 0, 0, 5, 0},
	} {
		if agrees, err := d.Agrees(u); err != nil || !agrees {
			t.Errorf("not with %s: %v", name, err)
		}
	}
	if _, err := d.Apply(d.DeletionOf([]uint64{7})); err != nil {
		t.Fatal(err)
	}
	if agrees, err := d.Agrees(update); err != nil || !agrees {
		t.Errorf("not with what it deleted: %v", err)
	}
}

func TestADocumentDoesNotAgreeWithAnythingElseUnderAnIdentityItKnows(t *testing.T) {
	d, update := agreeing(t)
	for name, u := range map[string][]byte{
		"another value":         {1, 1, 9, 1, 0x88, 9, 0, 1, 125, 3, 0},
		"a text for a value":    {1, 1, 9, 0, 0x04, 1, 1, 'v', 1, 'x', 0},
		"another root":          {1, 1, 9, 0, 0x08, 1, 1, 'w', 2, 125, 1, 125, 2, 0},
		"another place":         {1, 1, 9, 1, 0x88, 7, 0, 1, 125, 2, 0},
		"another text waits":    {1, 1, 11, 5, 0x84, 11, 4, 2, 'h', 'o', 0},
		"another link":          replaced(t, update, `tel:1`, `tel:2`),
		"another text":          replaced(t, update, `allihop`, `ingenal`),
		"another element":       replaced(t, update, `heading`, `hejding`),
		"another key":           replaced(t, update, `level`, `lever`),
		"a text under the same": {1, 1, 7, 0, 0x04, 1, 1, 'a', 1, 'x', 0},
	} {
		if agrees, err := d.Agrees(u); err != nil || agrees {
			t.Errorf("with %s: %v", name, err)
		}
	}
	if _, err := d.Agrees([]byte{1, 1, 255}); err == nil {
		t.Error("what is no update is compared")
	}
}

// replaced is an update with one text in place of another of the same length.
func replaced(t *testing.T, update []byte, old, new string) []byte {
	t.Helper()
	for i := range update {
		if i+len(old) <= len(update) && string(update[i:i+len(old)]) == old {
			changed := append([]byte{}, update...)
			copy(changed[i:], new)
			return changed
		}
	}
	t.Fatalf("%q is not in the update", old)
	return nil
}
