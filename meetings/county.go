package meetings

import "slices"

// Counties are the counties of Sweden with their official codes (SCB), in their order,
// and last the whole country.
func Counties() []Named {
	all := []Named{}
	for _, c := range [][2]string{
		{"01", "Stockholm"}, {"03", "Uppsala"}, {"04", "Södermanland"}, {"05", "Östergötland"}, {"06", "Jönköping"},
		{"07", "Kronoberg"}, {"08", "Kalmar"}, {"09", "Gotland"}, {"10", "Blekinge"}, {"12", "Skåne"}, {"13", "Halland"},
		{"14", "Västra Götaland"}, {"17", "Värmland"}, {"18", "Örebro"}, {"19", "Västmanland"}, {"20", "Dalarna"},
		{"21", "Gävleborg"}, {"22", "Västernorrland"}, {"23", "Jämtland"}, {"24", "Västerbotten"}, {"25", "Norrbotten"},
	} {
		all = append(all, Named{c[0], Text{c[1], c[1]}})
	}
	return append(all, Named{"00", Text{"hela landet", "the whole country"}})
}

// checkCounty refuses what is no code of a county. It may be left out.
func checkCounty(code string) error {
	if code == "" || slices.ContainsFunc(Counties(), func(n Named) bool { return n.Code == code }) {
		return nil
	}
	return Refuse(Invalid, "Välj ett län i listan.", "Choose a county in the list.").About("county")
}
