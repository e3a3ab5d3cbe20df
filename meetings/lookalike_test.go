package meetings_test

import (
	"testing"

	"ringain/meetings"
)

// honest are people with names that careless code breaks.
func honest() []meetings.Person {
	return []meetings.Person{
		{Name: "Åsa Öberg", Organisation: "Granviks kommun"},
		{Name: "Björn-Erik Ängström", Organisation: "Röda tråden i Bergsö"},
		{Name: "Nadia el-Khoury", Organisation: "Region Söderbygd"},
		{Name: "Li Wei", Organisation: "Tystnet AB"},
		{Name: "Marja-Leena Pääkkönen", Organisation: "Brukarrådet Mitt Län"},
		{Name: "Jesús Núñez", Organisation: "Riksnätverket Anhörigkraft"},
		{Name: "Telefon 2"},
		{Name: "Þóra Jónsdóttir", Organisation: "Region Mellanlandet"},
		{Name: "Göran O'Neill", Organisation: "Hantverk & Ro AB"},
		{Name: "فاطمة", Organisation: "Myndigheten för mottagning"},
		{Name: "Анна Ковальчук", Organisation: "Röda tråden i Bergsö"},
		{Name: "Ελένη (Eleni) Παππά"},
		{Name: "鈴木ひろし", Organisation: "Föreningen Norrsken i Granvik"},
		{Name: "Anna Ek, ordförande", Organisation: "Föreningen Efteråt"},
		{Name: "J 😀 Ek"},
	}
}

func TestHonestNamesAreLeftInPeace(t *testing.T) {
	others := honest()
	for i := range others {
		others[i].ID, others[i].Role = "organiser", meetings.Organiser
	}
	for i, p := range honest() {
		p.ID, p.Role = "cy", meetings.Guest
		if err := p.MayBeCalled(append(append([]meetings.Person{}, others[:i]...), others[i+1:]...)); err != nil {
			t.Errorf("%s, %s: %v", p.Name, p.Organisation, err)
		}
	}
}

func TestNobodyIsTakenForAnOrganiser(t *testing.T) {
	ada := meetings.Person{ID: "ada", Name: "Ada Bernström", Role: meetings.Organiser}
	for name, field := range map[string]string{
		"Ada Bernström":                    "name",
		"ada  bernström":                   "name",
		"ADA BERNSTRÖM":                    "name",
		"Ada-Bernström.":                   "name",
		"Ada Bernstro\u0308m":              "name", // ö of two signs
		"A\u200bda Bern\u00adström":        "name", // signs that nobody sees
		"\u202eAda Bernström":              "name", // turns the direction of text
		"Ada Bemström":                     "name", // m like rn
		"Adá Bernström ✅":                  "name",
		"Ａｄａ Ｂｅｒｎｓｔｒöｍ":                    "name", // wide
		"𝐀𝐝𝐚 𝐁𝐞𝐫𝐧𝐬𝐭𝐫ö𝐦":                    "name", // of mathematics
		"Аdа Bernström":                    "name", // Cyrillic А among Latin letters
		"Ada Bernström (organisatör)":      "name",
		"Mötesledaren":                     "name",
		"M0TESLEDARE? m\u00f6tes ledare":   "name",
		"Ordförande":                       "name",
		"Admin":                            "name",
		"Cy Lind, Moderator":               "name",
		"Cy Lind\u2066 \u2069organisatör!": "name",
	} {
		eve, err := meetings.NewGuest("eve", name, "", "")
		if err != nil {
			t.Fatal(err)
		}
		err = eve.MayBeCalled([]meetings.Person{ada, {ID: "cy", Name: "Cy Lind", Role: meetings.Guest}})
		if r, _ := err.(*meetings.Refusal); r == nil || r.Kind != meetings.Invalid || r.Field != field {
			t.Errorf("%q is let in: %v", name, err)
		}
	}
}

func TestWholeWordsOfAnotherAlphabetAreSeenThrough(t *testing.T) {
	for name, like := range map[string]string{"Ада Ек": "Aда Ек", "АВЕ КОТ": "ABE KOT", "ΑΒΕ ΚΟΤ": "ABE KOT", "ᎪᏴᎬ": "ABE", "ꓮꓐꓰ": "ABE", "Iıl1": "llll", "O0": "oo"} {
		if !meetings.LooksLike(name, like) {
			t.Errorf("%q does not look like %q", name, like)
		}
	}
	for name, other := range map[string]string{"Åsa": "Asa", "Märta": "Marta", "Bo": "Bö", "Bo Ek": "Bo Ekman", "": "", "😀": "😎"} {
		if meetings.LooksLike(name, other) {
			t.Errorf("%q looks like %q", name, other)
		}
	}
}

func TestAnOrganisationThatSaysToLeadIsRefused(t *testing.T) {
	eve := meetings.Person{ID: "eve", Name: "Eve", Organisation: "Mötesledare", Role: meetings.Guest}
	if r, _ := eve.MayBeCalled(nil).(*meetings.Refusal); r == nil || r.Field != "organisation" {
		t.Error("let in")
	}
	eve.Role = meetings.Organiser
	if err := eve.MayBeCalled(nil); err != nil {
		t.Error(err)
	}
}

func TestThePersonThemselvesKeepTheirName(t *testing.T) {
	ada := meetings.Person{ID: "ada", Name: "Ada Ek", Role: meetings.Organiser}
	guest := ada
	guest.Role = meetings.Guest
	if err := guest.MayBeCalled([]meetings.Person{ada}); err != nil {
		t.Error(err)
	}
}
