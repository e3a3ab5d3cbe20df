package meetings

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MayBeCalled refuses a guest what they say of themselves when others would take them
// for somebody else:
//
//   - a name that looks like that of an organiser of the meeting, or of whoever has a role in it;
//   - a name, or an organisation, that says they lead the meeting;
//   - a word of letters from several alphabets that look alike: no name needs them, and
//     they are how one name is made to look like another.
//
// Organisers are called what they like.
func (p Person) MayBeCalled(organisers []Person) error {
	if MayRun(p) {
		return nil
	}
	for _, one := range [][2]string{{"name", p.Name}, {"organisation", p.Organisation}} {
		field, said := one[0], one[1]
		switch {
		case mixesAlphabets(said):
			return Refuse(Invalid, "Här blandas bokstäver ur olika alfabet i ett ord. Skriv det med ett och samma alfabet.",
				"This mixes letters of different alphabets in one word. Write it in one and the same alphabet.").About(field)
		case saysToLead(said):
			return Refuse(Invalid, "Det står redan vem som leder mötet. Skriv ditt eget namn och din organisation.",
				"It already says who runs the meeting. Write your own name and your organisation.").About(field)
		}
	}
	if slices.ContainsFunc(organisers, func(o Person) bool { return o.ID != p.ID && MayRun(o) && LooksLike(o.Name, p.Name) }) {
		return Refuse(Invalid, "En av dem som leder mötet heter så. Skriv ditt namn så att det syns att du är en annan, till exempel med en initial.",
			"One of those who run the meeting is called that. Write your name so that it shows that you are another, with an initial for instance.").About("name")
	}
	return nil
}

// LooksLike reports whether one name would be taken for another: they are the same but
// for case, spaces, signs, accents that Swedish does not tell apart, and letters of one
// alphabet that look like those of another.
func LooksLike(a, b string) bool {
	look := skeleton(a)
	return look != "" && look == skeleton(b)
}

// skeleton returns a name as it looks, in plain letters (UTS 39, 4, with å, ä and ö
// as letters of their own). Two names with one skeleton look alike.
func skeleton(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(Line(name)) {
		r = unicode.ToLower(plainLetter(r))
		if !strings.ContainsRune("åäö", r) {
			first, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
			r = plainLetter(first)
		}
		switch {
		case !unicode.In(r, unicode.L, unicode.N):
		case strings.ContainsRune("i1", r):
			b.WriteByte('l')
		case r == '0':
			b.WriteByte('o')
		default:
			b.WriteRune(r)
		}
	}
	return strings.NewReplacer("rn", "m", "vv", "w").Replace(b.String())
}

// alike are letters that look like one of the plain alphabet, each before that one. The
// whole list of Unicode (confusables.txt) has thousands; these are those of whole words
// that can be read as Latin: a word that mixes alphabets is refused before.
const alike = "АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ԚQ ԜW ѴV аa вb еe ѕs іi јj кk мm нh оo рp сc тt уy хx ԁd һh ԛq ԝw ѵv гr пn ьb ӏl Ӏl " +
	"ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa γy εe ηn ιi κk νv οo ρp σo τt υu χx ωw " +
	"ՏS ԼL ՕO ՍU սu օo հh ոn ցg քp զq յj " +
	"ᎠD ᎡR ᎢT Ꭵi ᎪA ᎫJ ᎬE ᎳW ᎷM ᎻH ᎽY ᏀG ᏃZ Ꮟb ᏒR ᏔW ᏕS ᏙV ᏚS ᏞL ᏟC ᏢP ᏦK ᏴB " +
	"ꓮA ꓐB ꓑP ꓓD ꓔT ꓖG ꓗK ꓙJ ꓚC ꓜZ ꓝF ꓟM ꓠN ꓡL ꓢS ꓣR ꓦV ꓧH ꓪW ꓫX ꓬY ꓰE ꓲI ꓳO ꓴU " +
	"ıi ɑa ɡg ɩi ɪi ʏy ʟl ɴn ʀr ʙb ɢg ʜh ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz ꜱs ǀl łl đd ħh øö æä ØÖ ÆÄ "

// plainLetter returns the letter that a letter looks like, or the letter itself.
func plainLetter(r rune) rune {
	if r < utf8.RuneSelf || r == 'ö' || r == 'ä' || r == 'Ö' || r == 'Ä' {
		return r
	}
	at := strings.Index(alike, string(r))
	if at < 0 {
		return r
	}
	r, _ = utf8.DecodeRuneInString(alike[at+utf8.RuneLen(r):])
	return r
}

// mixesAlphabets reports whether one word has letters of several alphabets that look alike.
func mixesAlphabets(s string) bool {
	alphabets := []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee, unicode.Lisu}
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		of := 0
		for _, a := range alphabets {
			if strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(a, r) }) {
				of++
			}
		}
		if of > 1 {
			return true
		}
	}
	return false
}

// saysToLead reports whether somebody says that they lead the meeting. One may chair an
// association, and say so beside one's name; but nobody is called only that.
func saysToLead(s string) bool {
	look := skeleton(s)
	for _, word := range []string{"mötesledare", "organisatör", "organiser", "organizer", "moderator", "meeting chair"} {
		if strings.Contains(look, skeleton(word)) {
			return true
		}
	}
	for _, word := range []string{"ordförande", "ordföranden", "sammankallande", "chair", "the chair", "host", "admin", "administratör", "administrator"} {
		if look == skeleton(word) {
			return true
		}
	}
	return false
}
