package meetings

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAMarkRecognisesANameAndDoesNotTellIt(t *testing.T) {
	people := []Known{{"Åsa Öberg", "Granviks kommun"}, {"Anna-Karin Ek", "Föreningen Efteråt"}, {"Li", "en deltagare"}}
	key := NameKey([]byte("the secret of an installation"), "one")
	names := Names{Marks: Mark(people, key), Key: key}
	for text, want := range map[string]string{
		"Åsa Öberg lovade, och Åsas grupp hjälper Öberg.":   "Granviks kommun lovade, och Granviks kommuns grupp hjälper Granviks kommun.",
		"Anna-Karin ringer. Åsapet, oberg och åsa stannar.": "Föreningen Efteråt ringer. Åsapet, oberg och åsa stannar.",
		"(Li) frågade Li:s granne":                          "(en deltagare) frågade en deltagare:s granne",
		"":                                                  "",
	} {
		if diff := cmp.Diff(want, names.Out(text)); diff != "" {
			t.Error(diff)
		}
	}
	for _, m := range names.Marks {
		for _, k := range people {
			if strings.Contains(m.Mark, k.Name) {
				t.Errorf("%s can be read in its mark", k.Name)
			}
		}
	}
	if diff := cmp.Diff([]string{"Åsa Öberg", "Anna-Karin"}, names.Left([]MinutesPart{{"Åsa Öberg", "Anna-Karin och Åsa Öberg"}})); diff != "" {
		t.Error(diff)
	}
	other := Names{Marks: names.Marks, Key: NameKey([]byte("the secret of an installation"), "two")}
	if said := other.Out("Åsa Öberg"); said != "Åsa Öberg" {
		t.Errorf("the marks of one meeting are good in another: %s", said)
	}
}

// What a name is replaced by does not depend on whether it can be read or only recognised.
func TestAMarkedNameLeavesTheSameTextsAsAKnownOne(t *testing.T) {
	word := rapid.SampledFrom([]string{"Åsa", "Öberg", "Bo", "Ek", "Ekman", "bo", "åsa", "Anna-Karin", "kommunen", "och", "Bos", "Åsas", "Eks", "7"})
	space := rapid.SampledFrom([]string{" ", " ", " ", ", ", "\n", ".", " (", "-"})
	name := rapid.SampledFrom([]Known{{"Åsa Öberg", "Granviks kommun"}, {"Bo Ek", "Socialtjänst"}, {"Anna-Karin Ekman", "Region Norr"}, {"Bo", "Eks"}})
	key := NameKey([]byte("secret"), "one")
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.SliceOfNDistinct(name, 1, 3, func(k Known) string { return k.Name }).Draw(t, "people")
		var text strings.Builder
		for range rapid.IntRange(0, 12).Draw(t, "words") {
			text.WriteString(word.Draw(t, "word") + space.Draw(t, "space"))
		}
		marks := Names{Marks: Mark(people, key), Key: key}
		for _, x := range namesIn(people) { // nothing that a known name is found in stays
			if at, _ := findName(marks.Out(text.String()), 0, x.Name); at >= 0 && !strings.Contains(people[0].Instead+people[len(people)-1].Instead, x.Name) && !instead(people, x.Name) {
				t.Fatalf("%q: %s stays in %q", text.String(), x.Name, marks.Out(text.String()))
			}
		}
	})
}

// instead reports whether a name is in what stands instead of one.
func instead(people []Known, name string) bool {
	for _, k := range people {
		if strings.Contains(k.Instead, name) {
			return true
		}
	}
	return false
}

func TestTheLogSaysFromAStageOnNothingOfWhoItWas(t *testing.T) {
	for _, x := range []struct{ before, nameless, counted string }{
		{`{"kind":"signal.added","signal":{"id":"s","kind":"risk","text":"Ont om tid","voices":2,"name":"Cy","organisation":"Kommunen","sector":"kommun"}}`,
			`{"kind":"signal.added","signal":{"id":"s","kind":"risk","sector":"kommun","text":"Ont om tid","voices":2}}`, `{"kind":"signal.added"}`},
		{`{"kind":"caller.tied","caller":{"id":"c","line":3,"name":"Cy","who":"p"}}`, `{"kind":"caller.tied","caller":{"id":"c","line":3}}`, `{"kind":"caller.tied"}`},
		{`{"kind":"person.admitted","who":["a","b"]}`, `{"kind":"person.admitted"}`, `{"kind":"person.admitted"}`},
		{`{"kind":"material.shared","material":{"id":"m","title":"Guide","file":{"hash":"h","name":"guide.pdf","size":9007199254740993},"name":"Cy"}}`,
			`{"kind":"material.shared","material":{"file":{"hash":"h","name":"guide.pdf","size":9007199254740993},"id":"m","title":"Guide"}}`, `{"kind":"material.shared"}`},
		{`{"kind":"meeting.edited","title":{"sv":"Ny"},"note":{"sv":"Sal 2"}}`, `{"kind":"meeting.edited","note":{"sv":"Sal 2"},"title":{"sv":"Ny"}}`, `{"kind":"meeting.edited"}`},
	} {
		for stage, want := range map[RoomStage]string{RoomNameless: x.nameless, RoomUnpresented: x.nameless, RoomCounted: x.counted} {
			got, err := StrippedEvent([]byte(x.before), stage)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Error(diff)
			}
			if _, err := DecodeEvent(got); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestEveryKindIsInTheTableOfWhatIsKeptOnce(t *testing.T) {
	seen := map[KeptKind]bool{}
	groups := map[KeptGroup]bool{}
	for _, g := range KeptGroups() {
		groups[KeptGroup(g.Code)] = true
	}
	terms := UsualTerms()
	for _, k := range WhatIsKept(terms) {
		if seen[k.Kind] || !groups[k.Group] || k.What.SV == "" || k.What.EN == "" || k.Until.SV == "" || k.Until.EN == "" {
			t.Errorf("%s: %+v", k.Kind, k)
		}
		seen[k.Kind] = true
		if terms.TimeOf(k.Kind) != k.Time {
			t.Errorf("%s has another time", k.Kind)
		}
	}
	short := Terms{Rooms: 90 * day, Names: 30 * day, Words: 10 * day}
	if short.Stage(RoomUnpresented) < short.Stage(RoomNameless) || short.Stage(RoomCounted) < short.Stage(RoomUnpresented) {
		t.Error("a room reaches a stage before the one before it")
	}
}
