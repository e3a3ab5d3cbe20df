package meetings

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Known is somebody who took part under a name, and what stands instead of it where
// names are left out: their organisation, or their sector.
type Known struct {
	Name    string `json:"name"`
	Instead string `json:"instead"`
}

// KnownAs returns how a person is known, and whether they have a name at all.
func KnownAs(p Person, lang Lang) (k Known, named bool) {
	k = Known{Line(p.Name), Line(p.Organisation)}
	if k.Instead == "" || strings.Contains(k.Instead, k.Name) {
		k.Instead = Text{"en deltagare", "a participant"}.In(lang)
		for _, s := range Sectors() {
			if s.Code == p.Sector && p.Sector != "annat" {
				k.Instead += " (" + s.Name.In(lang) + ")"
			}
		}
	}
	return k, len(k.Name) > 1 && !strings.EqualFold(k.Name, p.Organisation)
}

// People returns those whose names a room shows, each once: who said, asked and shared
// something, waits for the floor or rings in. Who presents an item is announced on its
// agenda, and so is not among them.
func (r Room) People(lang Lang) (all []Known) {
	add := func(name, organisation, sector string) {
		if k, named := KnownAs(Person{Name: name, Organisation: organisation, Sector: sector}, lang); named {
			all = append(all, k)
		}
	}
	for _, s := range r.Signals {
		add(s.Name, s.Organisation, s.Sector)
	}
	for _, q := range r.Questions {
		add(q.Name, q.Organisation, "")
	}
	for _, m := range r.Material {
		add(m.Name, m.Organisation, "")
	}
	for _, c := range r.Callers {
		add(c.Name, c.Organisation, c.Sector)
	}
	for _, t := range r.Queue.Waiting {
		add(t.Name, t.Organisation, t.Sector)
	}
	return r.WithoutPresenters(all)
}

// WithoutPresenters returns people without those who present an item of the agenda, each once.
func (r Room) WithoutPresenters(all []Known) (kept []Known) {
	for _, k := range all {
		presents := slices.ContainsFunc(r.Agenda.Items, func(i Item) bool { return i.Presenter != "" && strings.Contains(i.Presenter, k.Name) })
		there := slices.IndexFunc(kept, func(o Known) bool { return o.Name == k.Name })
		switch {
		case presents:
		case there < 0:
			kept = append(kept, k)
		case strings.HasPrefix(kept[there].Instead, "en ") || strings.HasPrefix(kept[there].Instead, "a "):
			kept[there] = k // now their organisation is known
		}
	}
	return kept
}

// spellings are the ways in which a name stands in a text: as it is, and the given and
// family names of it by themselves.
func (k Known) spellings() []string {
	all := []string{k.Name}
	if words := strings.Fields(k.Name); len(words) > 1 {
		for _, w := range words {
			if r, _ := utf8.DecodeRuneInString(w); utf8.RuneCountInString(w) > 2 && unicode.IsUpper(r) {
				all = append(all, w)
			}
		}
	}
	return all
}

// WithoutName returns a text in which something else stands instead of names:
//
//   - a name stands for itself alone, and as a genitive: Åsa and Åsas, but not Åsapet;
//   - the whole name goes before its parts, and longer names before shorter;
//   - with capitals as it was given, so that a name that is also a word is let be.
func WithoutName(text string, people []Known) string {
	for _, x := range namesIn(people) {
		text = replaceName(text, x.Name, x.Instead)
	}
	return text
}

// namesIn are all spellings, the longest first.
func namesIn(people []Known) (all []Known) {
	for _, k := range people {
		for _, s := range k.spellings() {
			all = append(all, Known{s, k.Instead})
		}
	}
	slices.SortStableFunc(all, func(a, b Known) int { return cmp.Compare(len(b.Name), len(a.Name)) })
	return all
}

func replaceName(text, name, instead string) string {
	var out strings.Builder
	from := 0
	for {
		at, genitive := findName(text, from, name)
		if at < 0 {
			out.WriteString(text[from:])
			return out.String()
		}
		out.WriteString(text[from:at] + instead)
		from = at + len(name)
		if genitive && strings.HasSuffix(instead, "s") {
			from++
		}
	}
}

// findName finds a name as a word of its own, or as a genitive.
func findName(text string, from int, name string) (at int, genitive bool) {
	for {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return -1, false
		}
		at, end := from+i, from+i+len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, size := utf8.DecodeRuneInString(text[end:])
		if after == 's' {
			if next, _ := utf8.DecodeRuneInString(text[end+size:]); !ofWord(next) {
				after, genitive = next, true
			}
		}
		if !ofWord(before) && !ofWord(after) {
			return at, genitive
		}
		from, genitive = at+len(name), false
	}
}

func ofWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// WithoutNames returns parts without the names of people.
func WithoutNames(parts []MinutesPart, people []Known) []MinutesPart {
	if len(people) == 0 {
		return parts
	}
	all := slices.Clone(parts)
	for i := range all {
		all[i].Title, all[i].Text = WithoutName(all[i].Title, people), WithoutName(all[i].Text, people)
	}
	return all
}

// NamesLeft returns the names of people that stand in parts, each once.
func NamesLeft(parts []MinutesPart, people []Known) (left []string) {
	for _, k := range people {
		for _, s := range k.spellings() {
			stands := func(p MinutesPart) bool {
				inText, _ := findName(p.Text, 0, s)
				inTitle, _ := findName(p.Title, 0, s)
				return inText >= 0 || inTitle >= 0
			}
			if slices.ContainsFunc(parts, stands) && !slices.Contains(left, k.Name) {
				left = append(left, k.Name)
			}
		}
	}
	return left
}
