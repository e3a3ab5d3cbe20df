// Package material knows when two things that people share are the same: their
// addresses, their titles and their content. It also reads the addresses in a text
// that somebody pasted, broken ones too.
package material

// Verdict says whether two things are the same.
type Verdict string

// The verdicts.
const (
	Same      Verdict = "same"      // one entry
	Suggest   Verdict = "suggest"   // perhaps: a person is asked, nothing is done by itself
	Different Verdict = "different" // two entries
)

// Thing is what somebody shares. What is not known of it is empty.
type Thing struct {
	Title   string
	Address Address
	Hash    string // of the content of a file
}

// Compare says whether two things are the same: by the content of their files, else by
// their addresses, else by their titles. The same title at two addresses is only
// suggested, since every authority has a page called Contact.
func Compare(a, b Thing) Verdict {
	if a.Hash != "" && a.Hash == b.Hash {
		return Same
	}
	addressed := a.Address.Key != "" && b.Address.Key != ""
	switch {
	case addressed && a.Address.Key == b.Address.Key:
		return Same
	case addressed && a.Address.Near == b.Address.Near:
		return Suggest
	}
	v := compareTitles(a.Title, b.Title)
	if v == Same && (addressed || a.Hash != "" && b.Hash != "") {
		return Suggest
	}
	return v
}
