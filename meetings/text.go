package meetings

import "strings"

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

// PathLang returns the language of an address: English addresses begin with /en.
func PathLang(path string) Lang {
	if path == "/en" || strings.HasPrefix(path, "/en/") {
		return EN
	}
	return SV
}

// Path returns an address, such as /tema/suicidprevention, in the language: the
// same words, after /en in English.
func (l Lang) Path(path string) string {
	if l == EN {
		return "/en" + path
	}
	return path
}
