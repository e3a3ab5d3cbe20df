package meetings

// Lang is a language of the interface.
type Lang string

// The languages of the interface. Swedish is the first.
const (
	SV Lang = "sv"
	EN Lang = "en"
)

// Text is a text in Swedish and, if somebody has written it, in English.
type Text struct {
	SV string `json:"sv" yaml:"sv"`
	EN string `json:"en,omitempty" yaml:"en"`
}

// In returns the text in lang, or in the language it was written in when lang is missing.
func (t Text) In(lang Lang) string {
	if lang == EN && t.EN != "" || t.SV == "" {
		return t.EN
	}
	return t.SV
}

// Empty reports whether nothing is written.
func (t Text) Empty() bool { return t == Text{} }
