package meetings

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestANameIsTakenOutWhereverItStandsForItself(t *testing.T) {
	people := []Known{{"Åsa Öberg", "Granviks kommun"}, {"Bo", "en deltagare"}, {"Åsa-Lena Ek", "Föreningen Efteråt"}, {"Ros", "myndigheten"}}
	for text, want := range map[string]string{
		"Åsa Öberg sa det.":            "Granviks kommun sa det.",
		"(Åsa, senast 3 mars)":         "(Granviks kommun, senast 3 mars)",
		"Åsas grupp och Öbergs":        "Granviks kommuns grupp och Granviks kommuns",
		"Åsa Öbergs grupp":             "Granviks kommuns grupp",
		"Bos hus, Bo bor i Boden":      "en deltagares hus, en deltagare bor i Boden",
		"att bo och ros":               "att bo och ros",
		"Åsa-Lena Ek kom":              "Föreningen Efteråt kom",
		"Rosen, Ros. Rosor":            "Rosen, myndigheten. Rosor",
		"":                             "",
		"https://exempel.se/Åsa/Öberg": "https://exempel.se/Granviks kommun/Granviks kommun",
	} {
		if got := WithoutName(text, people); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestNoNameIsLeftWhenNamesAreTakenOut(t *testing.T) {
	piece := rapid.SampledFrom([]string{"Åsa", "Öberg", "Åsa Öberg", "s", " ", ".", "\n", "(", "bo", "Åsapet", "é", "Ek"})
	people := []Known{{"Åsa Öberg", "Granviks kommun"}, {"Bo Ek", "en deltagare"}}
	rapid.Check(t, func(t *rapid.T) {
		parts := []MinutesPart{{Title: "Punkt", Text: strings.Join(rapid.SliceOf(piece).Draw(t, "text"), "")}}
		if left := NamesLeft(WithoutNames(parts, people), people); len(left) > 0 {
			t.Errorf("%q has %v", parts[0].Text, left)
		}
	})
}

func TestWhoPresentsAnItemIsNotTakenOut(t *testing.T) {
	r := Room{Agenda: Agenda{Items: []Item{{Title: "Skolan", Presenter: "Gun Ek, Region Mellanlandet"}}},
		Signals: []Signal{{Name: "Gun Ek"}, {Name: "Åsa", Sector: "kommun"}, {Name: "Åsa", Organisation: "Granviks kommun"}, {Nameless: true}}}
	if diff := cmp.Diff([]Known{{"Åsa", "Granviks kommun"}}, r.People(SV)); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyOrganisersPublish(t *testing.T) {
	m := Meeting{Convener: "granvik", Series: "series"}
	for who, may := range map[*Person]bool{
		{Role: Guest, Convener: "granvik"}:                            false,
		{Role: Editor, Convener: "granvik"}:                           false,
		{Role: Organiser, Convener: "granvik"}:                        true,
		{Role: Organiser, Convener: "granvik", Apart: []ID{m.Series}}: false,
		{Role: Organiser, Convener: "another"}:                        false,
		{Role: Administrator, Convener: "granvik"}:                    true,
		{Role: Service}: true,
	} {
		if MayPublish(*who, m) != may {
			t.Errorf("%+v: %t", who, !may)
		}
	}
}

func TestATimeThatWasSetIsForTheTextItWasSetFor(t *testing.T) {
	w := Writing{Parts: []MinutesPart{{"Punkt", "Text"}}}
	m, err := Minutes{}.Written(w)
	if err == nil {
		m, err = m.Scheduled(200, 100)
	}
	if err != nil || m.Due != 200 || m.Shown() {
		t.Fatalf("%+v, %v", m, err)
	}
	w.Rev, w.Parts[0].Text = m.Rev, "Annan text"
	if m, err = m.Written(w); err != nil || m.Due != 0 {
		t.Errorf("%+v, %v", m, err)
	}
}
