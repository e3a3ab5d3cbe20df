package notes

import (
	"html"
	"strconv"
	"strings"

	"ringain/meetings"
)

// HTML writes blocks as HTML. It is safe to put into a page: it is made only of the
// elements p, h1 to h6, ul, ol, li, strong, em, a and br, of the classes beslut and
// atgard, and of links to allowed schemes, and all text and every attribute is escaped.
//
// A heading of level 2 becomes one of level top, and level 3 the one below; top is 1
// to 5. Nothing that is empty is written.
func HTML(blocks []Block, lang meetings.Lang, top int) string {
	w := htmlWriter{lang: lang, top: min(max(top, 1), 5)}
	w.all(blocks)
	return w.String()
}

type htmlWriter struct {
	strings.Builder
	lang meetings.Lang
	top  int
}

func (w *htmlWriter) all(blocks []Block) {
	for _, b := range blocks {
		if !b.empty() {
			w.block(b)
		}
	}
}

func (w *htmlWriter) block(b Block) {
	switch b.Kind {
	case Heading:
		name := "h" + strconv.Itoa(w.top+b.Level-2)
		w.within(name, "", func() { w.runs(b.Runs) })
	case Beslut, Atgard:
		w.within("p", string(b.Kind), func() {
			w.within("strong", "", func() { w.text(b.label(w.lang)) })
			w.text(" ")
			w.runs(b.Runs)
			if duty := b.duty(w.lang); duty != "" {
				w.text(" (" + duty + ")")
			}
		})
	case BulletList:
		w.within("ul", "", func() { w.all(b.Blocks) })
	case OrderedList:
		w.within("ol", "", func() { w.all(b.Blocks) })
	case ListItem:
		w.within("li", "", func() { w.item(b.Blocks) })
	default:
		w.within("p", "", func() { w.runs(b.Runs) })
	}
}

// item writes what stands in a list item; a single paragraph needs no element of its own.
func (w *htmlWriter) item(blocks []Block) {
	if len(blocks) > 0 && blocks[0].Kind == Paragraph && !blocks[0].empty() {
		if rest := blocks[1:]; len(rest) == 0 || rest[0].Kind == BulletList || rest[0].Kind == OrderedList {
			w.runs(blocks[0].Runs)
			blocks = rest
		}
	}
	w.all(blocks)
}

func (w *htmlWriter) runs(runs []Run) {
	for _, r := range runs {
		switch {
		case r.Break:
			w.WriteString("<br>")
		case r.Link != "":
			w.WriteString(`<a href="` + html.EscapeString(r.Link) + `" rel="nofollow noopener noreferrer">`)
			w.marked(r)
			w.WriteString("</a>")
		default:
			w.marked(r)
		}
	}
}

func (w *htmlWriter) marked(r Run) {
	switch {
	case r.Strong:
		r.Strong = false
		w.within("strong", "", func() { w.marked(r) })
	case r.Em:
		w.within("em", "", func() { w.text(r.Text) })
	default:
		w.text(r.Text)
	}
}

func (w *htmlWriter) within(element, class string, inside func()) {
	w.WriteString("<" + element)
	if class != "" {
		w.WriteString(` class="` + class + `"`)
	}
	w.WriteString(">")
	inside()
	w.WriteString("</" + element + ">")
}

func (w *htmlWriter) text(s string) { w.WriteString(html.EscapeString(s)) }
