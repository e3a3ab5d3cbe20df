package letter

import (
	"fmt"
	"html"
	"strings"

	"ringain/meetings"
)

// block is one piece of a letter, of which both its text and its HTML are made.
type block struct {
	kind blockKind
	text string   // what it says; of a button, on it
	href string   // where a button leads
	rows []row    // of facts; of links what each says and where it leads
	list []string // of a list
}

type row struct{ name, value string }

type blockKind int

const (
	lead   blockKind = iota // the first line, which says it all
	para                    // a paragraph
	title                   // over what follows
	facts                   // names and values
	list                    // lines
	links                   // lines that lead somewhere
	button                  // somewhere to go
	small                   // under the letter
)

func say(format string, args ...any) block {
	return block{kind: para, text: fmt.Sprintf(format, args...)}
}
func first(format string, args ...any) block {
	return block{kind: lead, text: fmt.Sprintf(format, args...)}
}
func link(text, href string) block { return block{kind: button, text: text, href: href} }

// plain writes blocks as plain text.
func plain(all []block) string {
	var parts []string
	for _, b := range all {
		var lines []string
		switch b.kind {
		case facts:
			for _, r := range b.rows {
				lines = append(lines, r.name+": "+r.value)
			}
		case list:
			for _, s := range b.list {
				lines = append(lines, "- "+s)
			}
		case links:
			for _, r := range b.rows {
				lines = append(lines, "- "+r.name+"\n  "+r.value)
			}
		case button:
			lines = []string{b.text + ":", b.href}
		case title:
			lines = []string{b.text + ":"}
		case small:
			lines = []string{"--\n" + b.text}
			if b.href != "" {
				lines = append(lines, b.href)
			}
		default:
			lines = []string{b.text}
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	return strings.ReplaceAll(strings.Join(parts, "\n\n"), ":\n\n- ", ":\n- ") + "\n"
}

// page writes blocks as HTML that every program for mail shows: nothing is fetched, and it
// reads from top to bottom on a phone.
func page(lang meetings.Lang, subject string, all []block) string {
	e := html.EscapeString
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>%s</title></head>`, lang, e(subject))
	b.WriteString(`<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif"><div style="max-width:36em;margin:0 auto">`)
	for _, x := range all {
		switch x.kind {
		case lead:
			fmt.Fprintf(&b, `<p style="font-size:19px;font-weight:600;margin:0 0 16px">%s</p>`, e(x.text))
		case title:
			fmt.Fprintf(&b, `<p style="font-weight:600;margin:16px 0 4px">%s</p>`, e(x.text))
		case facts:
			b.WriteString(`<table role="presentation" style="border-collapse:collapse;margin:0 0 16px">`)
			for _, r := range x.rows {
				fmt.Fprintf(&b, `<tr><td style="padding:2px 16px 2px 0;vertical-align:top;white-space:nowrap"><b>%s</b></td><td style="padding:2px 0">%s</td></tr>`, e(r.name), value(r.value))
			}
			b.WriteString(`</table>`)
		case list:
			b.WriteString(`<ul style="margin:0 0 16px;padding-left:20px">`)
			for _, s := range x.list {
				fmt.Fprintf(&b, `<li>%s</li>`, e(s))
			}
			b.WriteString(`</ul>`)
		case links:
			b.WriteString(`<ul style="margin:0 0 16px;padding-left:20px">`)
			for _, r := range x.rows {
				fmt.Fprintf(&b, `<li><a href="%s">%s</a></li>`, e(r.value), e(r.name))
			}
			b.WriteString(`</ul>`)
		case button:
			fmt.Fprintf(&b, `<p style="margin:20px 0"><a href="%s" style="font-weight:600">%s</a></p>`, e(x.href), e(x.text))
		case small:
			fmt.Fprintf(&b, `<p style="font-size:14px;margin:32px 0 0;padding-top:12px;border-top:1px solid #8888">%s`, e(x.text))
			if x.href != "" {
				fmt.Fprintf(&b, ` <a href="%s">%s</a>`, e(x.href), e(x.href))
			}
			b.WriteString(`</p>`)
		default:
			fmt.Fprintf(&b, `<p style="margin:0 0 16px">%s</p>`, e(x.text))
		}
	}
	b.WriteString(`</div></body></html>`)
	return b.String()
}

// value is a fact, led to when it is an address.
func value(s string) string {
	e := html.EscapeString(s)
	if strings.HasPrefix(s, "https://") && !strings.ContainsAny(s, " \n") {
		return `<a href="` + e + `">` + e + `</a>`
	}
	return e
}
