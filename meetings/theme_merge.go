package meetings

import "slices"

// CheckMerge refuses to merge a theme into another when it cannot be:
//
//   - both are there, and are not the same;
//   - a theme that gathers others is merged into one that gathers others, and one that
//     has meetings into one that has meetings.
func CheckMerge(from, into Theme) error {
	if from.Slug == "" {
		return Refuse(Unknown, "Det finns inget sådant tema.", "There is no such theme.")
	}
	if into.Slug == "" || from.Slug == into.Slug {
		return Refuse(Invalid, "Välj ett annat tema att slå ihop det med.", "Choose another theme to merge it with.").About("into")
	}
	if from.Gathers != into.Gathers {
		return Refuse(Invalid, "Ett tema som samlar andra kan bara slås ihop med ett som också gör det.",
			"A theme that gathers others can only be merged with one that does so too.").About("into")
	}
	return nil
}

// CheckSlug refuses a slug that no theme can have.
func CheckSlug(s string) error {
	if len(s) > maxSlug || !slug.MatchString(s) {
		return Refuse(Invalid, "Skriv adressen med små bokstäver a–z, siffror och bindestreck, till exempel barn-och-unga.",
			"Write the address in lower-case letters a–z, digits and hyphens, such as barn-och-unga.").About("slug")
	}
	return nil
}

// Replaced returns the slugs of themes with one in the place of another, each once.
func Replaced(themes []string, from, into string) []string {
	var now []string
	for _, t := range themes {
		if t == from {
			t = into
		}
		if !slices.Contains(now, t) {
			now = append(now, t)
		}
	}
	return now
}
