package letter

import (
	"fmt"
	"html"
	"regexp"
	"strings"

	"ringain/meetings"
)

// style is what programs for mail use that know of darkness. Every other one uses what
// stands with each element, which is for light.
const style = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.bg{background-color:#10181c!important}
.text{color:#e9eff1!important}
.soft{color:#bccad0!important}
.brand{color:#84cfda!important}
.link{color:#8fc9f3!important}
.card{background-color:#172227!important}
.line{border-color:#33434b!important}
.press{background-color:#84cfda!important}
.press a{color:#05242a!important}
}`

// Pieces that stand more than once. Tables are there where programs that take the width, the
// ground or the room around something from nothing else.
const (
	wide  = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:separate">`
	plate = `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="border-collapse:separate;margin:0 0 24px">`
)

// page writes blocks as HTML that every program for mail shows: nothing is fetched, nobody
// is told that it is read, and it reads from top to bottom on a phone. What it is about
// stands once, as its heading.
func page(lang meetings.Lang, name, subject string, all []block) string {
	e := html.EscapeString
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>%s</title><style>%s</style></head>`, lang, e(subject), style)
	b.WriteString("\n" + `<body class="bg" style="margin:0;padding:0;background-color:#ffffff">` + "\n" + wide + `<tr><td class="bg" align="center" style="padding:24px 20px 40px;background-color:#ffffff">` +
		"\n<!--[if mso]><table role=\"presentation\" width=\"560\" cellpadding=\"0\" cellspacing=\"0\"><tr><td><![endif]-->\n" +
		`<div class="text" style="max-width:560px;margin:0 auto;text-align:left;color:#14212a;font:17px/1.5 'Source Sans 3','Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:break-word;word-break:break-word">` + "\n")
	fmt.Fprintf(&b, `<p class="brand" style="margin:0 0 20px;font-size:15px;font-weight:600;color:#0b5563">%s</p>`+"\n", e(name))
	for _, x := range all {
		x.page(&b)
	}
	b.WriteString("</div>\n<!--[if mso]></td></tr></table><![endif]-->\n</td></tr></table>\n</body></html>\n")
	return b.String()
}

func (x block) page(b *strings.Builder) {
	e := shown
	switch x.kind {
	case lead:
		fmt.Fprintf(b, `<h1 class="text" style="margin:0 0 16px;font-size:26px;line-height:1.25;font-weight:700;color:#14212a">%s</h1>`, e(x.text))
	case title:
		fmt.Fprintf(b, `<h2 class="text" style="margin:24px 0 6px;font-size:19px;line-height:1.3;font-weight:600;color:#14212a">%s</h2>`, e(x.text))
	case facts:
		b.WriteString(wide + `<tr><td class="card text" style="padding:16px 20px 4px;background-color:#f3f6f6;border-radius:8px;color:#14212a;font:17px/1.5 'Source Sans 3','Segoe UI',Roboto,Helvetica,Arial,sans-serif">`)
		for _, r := range x.rows {
			fmt.Fprintf(b, `<p style="margin:0 0 12px"><span class="soft" style="font-size:15px;color:#3d4a53">%s</span><br>%s</p>`, e(r.name), to(r.value, r.href))
		}
		b.WriteString(`</td></tr></table><div style="height:20px;line-height:20px">&nbsp;</div>`)
	case list, links:
		b.WriteString(`<ul style="margin:0 0 20px;padding:0 0 0 22px">`)
		for _, s := range x.list {
			fmt.Fprintf(b, `<li style="margin:0 0 4px">%s</li>`, e(s))
		}
		for _, r := range x.rows {
			fmt.Fprintf(b, `<li style="margin:0 0 4px">%s</li>`, to(r.name, r.value))
		}
		b.WriteString(`</ul>`)
	case button:
		fmt.Fprintf(b, plate+`<tr><td class="press" style="background-color:#0b5563;border-radius:8px"><a href="%s" style="display:inline-block;padding:12px 22px;font:600 17px/1.3 'Source Sans 3','Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#ffffff;text-decoration:none">%s</a></td></tr></table>`, html.EscapeString(x.href), e(x.text))
	case more:
		fmt.Fprintf(b, `<p style="margin:0 0 20px">%s</p>`, to(x.text, x.href))
	case small:
		fmt.Fprintf(b, `<p class="soft line" style="margin:32px 0 0;padding:16px 0 0;border-top:1px solid #c7d1d4;font-size:15px;color:#3d4a53">%s`, e(x.text))
		if x.href != "" {
			b.WriteString("<br>" + to(x.list[0], x.href))
		}
		b.WriteString(`</p>`)
	default:
		fmt.Fprintf(b, `<p style="margin:0 0 20px">%s</p>`, e(x.text))
	}
	b.WriteByte('\n')
}

// to is some words, which lead somewhere when they can: to a page, or to a telephone.
func to(words, href string) string {
	if strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://") || strings.HasPrefix(href, "tel:") {
		return `<a class="link" href="` + html.EscapeString(href) + `" style="color:#0a5688">` + shown(words) + `</a>`
	}
	return shown(words)
}

// A time of day is not broken: kl. 12.00–12.45.
var times = regexp.MustCompile(`(?:kl\. )?\b\d\d[.:]\d\d(?:–\d\d[.:]\d\d)?`)

// shown is text as HTML.
func shown(s string) string {
	return times.ReplaceAllString(html.EscapeString(s), `<span style="white-space:nowrap">$0</span>`)
}
