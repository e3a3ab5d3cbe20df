package web

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"ringain/meetings"
)

// form is what somebody has typed so far, and what was refused of it. The zero
// value is an empty form.
type form struct {
	ID      string // begins the ids of the fields, where a page has several forms
	Values  url.Values
	Refusal *meetings.Refusal
}

// Value returns what is typed in a field.
func (f form) Value(name string) string { return f.Values.Get(name) }

// Has reports whether one of the values of a field is value.
func (f form) Has(name, value string) bool {
	for _, v := range f.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// Wrong reports whether a field was refused.
func (f form) Wrong(name string) bool { return f.Refusal != nil && f.Refusal.Field == name }

// field is one field of a form, with the words beside it. The label is always seen.
type field struct {
	Name   string
	Label  string
	Hint   string
	Type   string // of an input; text when empty
	Width  string // short, long or nothing
	Auto   string // what the browser may fill in: name, organization; "off" when empty
	Mode   string // which keyboard a phone shows: numeric, tel, url
	List   []string
	Max    int // characters; no bound when 0
	Rows   int
	Choose []option
}

// option is one of several to choose from.
type option struct{ Value, Label string }

func (x field) id(f form) string { return f.ID + strings.ReplaceAll(x.Name, ".", "-") }

func (x field) kind() string {
	if x.Type == "" {
		return "text"
	}
	return x.Type
}

func (x field) auto() string {
	if x.Auto == "" {
		return "off"
	}
	return x.Auto
}

// describedBy names what a screen reader reads after the label: the error, then the hint.
func (x field) describedBy(f form) string {
	var ids []string
	if f.Wrong(x.Name) {
		ids = append(ids, x.id(f)+"-error")
	}
	if x.Hint != "" {
		ids = append(ids, x.id(f)+"-hint")
	}
	return strings.Join(ids, " ")
}

// attributes ties a field to the words about it.
func (x field) attributes(f form) templ.Attributes {
	a := templ.Attributes{}
	if ids := x.describedBy(f); ids != "" {
		a["aria-describedby"] = ids
	}
	if f.Wrong(x.Name) {
		a["aria-invalid"] = "true"
	}
	return a
}
