package ydoc

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func refused(t *testing.T, update []byte, want Fault) {
	t.Helper()
	d := doc(t, made(9, 0, text("here before")))
	before := d.Encode()
	var got *Error
	if _, err := d.Apply(update); !errors.As(err, &got) || got.Fault != want {
		t.Errorf("%x: got %v, want %v", update[:min(len(update), 40)], err, want)
	}
	if !bytes.Equal(before, d.Encode()) {
		t.Errorf("%x left a trace", update[:min(len(update), 40)])
	}
	if _, err := Scan(update); !errors.As(err, &got) {
		t.Errorf("%x is scanned", update[:min(len(update), 40)])
	}
}

func TestNumbersOfAnySizeComeBack(t *testing.T) {
	for _, n := range []uint64{0, 1, 127, 128, 1<<14 - 1, 1 << 14, 1<<32 - 1, 1 << 32, maxSafe} {
		r := reader{b: appendUint(nil, n)}
		if got := r.uint(); got != n || r.fault != nil || r.left() != 0 {
			t.Errorf("%d came back as %d, %v", n, got, r.fault)
		}
	}
}

func TestNumbersTooLargeOrOverlongAreRefused(t *testing.T) {
	cases := map[string][]byte{
		"2^53":               appendUint(nil, 1<<53),
		"2^64-1":             appendUint(nil, math.MaxUint64),
		"zero in two bytes":  {0x80, 0x00},
		"one in three bytes": {0x81, 0x80, 0x00},
		"endless":            bytes.Repeat([]byte{0xff}, 20),
	}
	for name, b := range cases {
		r := reader{b: b}
		if r.uint(); r.fault == nil || r.fault.Fault != BadNumber {
			t.Errorf("%s: %v", name, r.fault)
		}
	}
	refused(t, append([]byte{0x81, 0x00}, made(1, 0, text("a"))[1:]...), BadNumber)
}

func TestValuesOfJavaScriptComeBackWithTheirSign(t *testing.T) {
	values := []any{
		nil, true, false, Undefined{}, "", "å🙂", 0.0, math.Copysign(0, -1), 63.0, -63.0, 64.0, -64.0,
		float64(1<<31 - 1), -float64(1<<31 - 1), float64(1 << 31), 1.5, 0.1, -1e300, math.Inf(1), int64(-12),
		[]byte{1, 2}, []any{1.0, []any{}}, map[string]any{"": map[string]any{"a": nil}},
	}
	got := doc(t, made(1, 0, value(values...))).Array("t")
	if diff := cmp.Diff(values, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !math.Signbit(got[7].(float64)) || math.Signbit(got[6].(float64)) {
		t.Error("the sign of zero is lost")
	}
}

func TestAKeyStandsOnlyWhereTheParentStands(t *testing.T) {
	first := made(1, 0, value("old").at("key"))
	// Bit 6 is set, and a neighbour is named: no key follows.
	second := []byte{1, 1, 1, 1, kindAny | bitKey | bitOrigin, 1, 0, 1, 119, 3, 'n', 'e', 'w', 0}
	d := doc(t, first, second)
	if diff := cmp.Diff(map[string]any{"key": "new"}, d.Map("t")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	same(t, doc(t, d.Encode()), d)
}

func TestTheEmptyTextIsAKeyAndAName(t *testing.T) {
	root := value(1.0).at("")
	root.root = nil
	d := doc(t, made(1, 0, root, element(""), value(2.0).in(1, 1).at("")))
	d = doc(t, d.Encode())
	if diff := cmp.Diff(map[string]any{"": 1.0}, d.Map("")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := d.Tree("t").Runs[0].Value.(*Tree); got.Keys[""] != 2.0 {
		t.Errorf("the attribute is %v", got.Keys)
	}
}

func TestMarksAndEmbedsKeepTheirText(t *testing.T) {
	odd := `{"a" : 1.0,"b":"\u00e5"}`
	format := incoming{kind: kindFormat, length: 1, content: appendText(appendText(nil, "link"), odd), under: byRoot, root: []byte("t")}
	embed := incoming{kind: kindEmbed, length: 1, content: appendText(nil, odd)}
	d := doc(t, made(1, 0, format, embed.after(1, 0), text("x").after(1, 1)))
	if n := bytes.Count(d.Encode(), []byte(odd)); n != 2 {
		t.Errorf("the text as it came is there %d times", n)
	}
	mark := map[string]any{"a": 1.0, "b": "å"}
	want := []Run{
		{Value: mark, Embed: true, Marks: map[string]any{"link": mark}},
		{Text: "x", Marks: map[string]any{"link": mark}},
	}
	if diff := cmp.Diff(want, d.Tree("t").Runs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOldArraysHoldTheBareWordUndefined(t *testing.T) {
	old := incoming{kind: kindJSON, length: 3, under: byRoot, root: []byte("t")}
	for _, s := range []string{"undefined", `{"a":null}`, `"x"`} {
		old.content = appendText(old.content, s)
	}
	d := doc(t, made(1, 0, old), deleted(Range{1, 1, 1}))
	if diff := cmp.Diff([]any{Undefined{}, "x"}, doc(t, d.Encode()).Array("t")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	old.content = appendText(nil, "undefine")
	old.length = 1
	refused(t, made(1, 0, old), BadJSON)
}

func TestSharedTypesAreNumberedAsInYjs(t *testing.T) {
	for kind, name := range map[byte]string{0: "", 1: "", 2: "", 3: "p", 4: "", 5: "hook", 6: ""} {
		content := []byte{kind}
		if kind == 3 || kind == 5 {
			content = appendText(content, name)
		}
		d := doc(t, made(1, 0, incoming{kind: kindType, length: 1, content: content, under: byRoot, root: []byte("t")}))
		got := doc(t, d.Encode()).Tree("t").Runs[0].Value.(*Tree)
		if byte(got.Kind) != kind || got.Name != name {
			t.Errorf("type %d is read as %d %q", kind, got.Kind, got.Name)
		}
	}
	refused(t, made(1, 0, incoming{kind: kindType, length: 1, content: []byte{7}, under: byRoot}), BadType)
}

func TestOnlyPlainGapsAndCollectedStructsAreTaken(t *testing.T) {
	for _, info := range []byte{kindSkip | bitOrigin, kindGC | bitRight, kindGC | bitKey, 11, 31} {
		refused(t, []byte{1, 1, 1, 0, info, 1, 0}, BadStruct)
	}
	refused(t, made(1, 0, incoming{kind: kindGC}), BadStruct)
	refused(t, made(1, 0, text("")), BadStruct)
	refused(t, []byte{1, 1, 1, 0, kindDoc, 1, 1, 't', 1, 'g', 118, 0, 0}, Subdocument)
	refused(t, []byte{1, 1, 1, 0, kindString, 2, 1, 't', 1, 'g', 0}, BadParent)
	refused(t, []byte{0, 1, 1, 1, 5, 0}, BadRange)
	refused(t, append(made(1, 0, text("a")), 0), Trailing)
	refused(t, nil, Truncated)
	twice := append([]byte{2}, made(1, 0, text("a"))[1:]...)
	refused(t, append(twice[:len(twice)-1], made(1, 5, text("b"))[1:]...), TwiceClient)
}

func TestTextMustBeUTF8AndKeepsAByteOrderMark(t *testing.T) {
	for _, bad := range []string{"\xff", "a\xed\xa0\x80", "plain text then \xc3", "\xf4\x90\x80\x80"} {
		in := text("a")
		in.content = []byte(bad)
		refused(t, made(1, 0, in), BadText)
	}
	d := doc(t, made(1, 0, text("\ufeffå🙂")))
	if got := d.Text("t"); got != "\ufeffå🙂" || d.Clock(1) != 4 {
		t.Errorf("read %q with %d units", got, d.Clock(1))
	}
}

func TestWhatAMessageClaimsCostsNoMoreThanItsBytes(t *testing.T) {
	huge := appendUint(nil, maxSafe)
	refused(t, huge, Truncated)
	refused(t, append(append([]byte{1}, huge...), 1, 0), Truncated)
	refused(t, append([]byte{0, 1, 1}, huge...), Truncated)
	refused(t, append(append([]byte{1, 1, 1, 0, kindString, 1, 1, 't'}, huge...), 'x', 0), Truncated)
	refused(t, append(append([]byte{1, 1, 1, 0, kindAny, 1, 1, 't'}, huge...), 126), Truncated)
	refused(t, made(1, maxSafe, text("ab")), BadNumber)
	refused(t, append(append([]byte{0, 1, 1, 1}, 9), huge...), BadNumber)
}

func TestValuesNestedTooDeeplyAreRefused(t *testing.T) {
	nest := func(depth int) any {
		var v any
		for range depth {
			v = []any{v}
		}
		return v
	}
	doc(t, made(1, 0, value(nest(MaxNesting))))
	refused(t, made(1, 0, value(nest(MaxNesting+1))), TooDeep)
	embed := incoming{kind: kindEmbed, length: 1, under: byRoot}
	embed.content = appendText(nil, strings.Repeat("[", 70)+strings.Repeat("]", 70))
	refused(t, made(1, 0, embed), TooDeep)
}

func TestTypesNestedTooDeeplyAreRefused(t *testing.T) {
	chain := []incoming{element("p")}
	for k := range uint64(MaxDepth - 1) {
		chain = append(chain, element("p").in(1, k))
	}
	d := doc(t, made(1, 0, chain...))
	deeper := []incoming{element("p").in(1, MaxDepth-1), element("p").after(1, MaxDepth-1)}
	var got *Error
	if _, err := d.Apply(made(2, 0, deeper[0])); !errors.As(err, &got) || got.Fault != TooDeep {
		t.Errorf("one level more: %v", err)
	}
	take(t, d, made(2, 0, deeper[1]))
	if _, err := New().Apply(made(1, 0, append(chain, deeper[0])...)); !errors.As(err, &got) || got.Fault != TooDeep {
		t.Errorf("all at once: %v", err)
	}
	if again := doc(t, d.Encode()); !bytes.Equal(again.Encode(), d.Encode()) {
		t.Error("what was written is not read again")
	}
}

func TestAStructThatRefersToItselfOrLaterIsRefused(t *testing.T) {
	refused(t, made(1, 0, text("a").after(1, 0)), SelfOrigin)
	refused(t, made(1, 0, text("a"), text("b").before(1, 7)), SelfOrigin)
	refused(t, made(1, 0, element("p").in(1, 0)), SelfOrigin)
}

func TestAScanTellsWhatAnUpdateHolds(t *testing.T) {
	u, err := Merge(made(1, 3, text("abc"), text("de").after(1, 5)), made(1, 9, value(1.0)), deleted(Range{2, 4, 2}))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Scan(u)
	want := Summary{
		Structs: []Range{{1, 3, 5}, {1, 9, 1}}, Deletes: []Range{{2, 4, 2}},
		Count: 3, Content: 7, Roots: []string{"t"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
