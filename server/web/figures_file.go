package web

import (
	"encoding/csv"
	"io"
	"net/http"
	"strconv"
	"strings"

	"ringain/meetings"
	"ringain/meetings/notes"
)

// keepFile says of an answer that it is a file for whoever asks, and for nobody else.
func keepFile(h http.Header, lang meetings.Lang, kind, name string) {
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Content-Language", string(lang))
	h.Set("Cache-Control", "private, no-store")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("X-Content-Type-Options", "nosniff")
}

// fileName is what a file of a season is called: siffror-2027-1-barn-och-unga.csv.
func (s chosenSeason) fileName(what, ending string) string {
	name := what + "-" + s.Half.String()
	if s.Series.ID != "" {
		name += "-" + s.Series.Slug
	}
	return name + ending
}

// cell is a text as a table program takes it for a text and never for a formula.
func cell(s string) string {
	if strings.ContainsAny(s[:min(len(s), 1)], "=+-@\t\r") {
		return "'" + s
	}
	return s
}

// figuresTable is a season in figures as a table: a row for each figure of each meeting,
// and of the whole season. RFC 4180, with the separator that table programs in the language
// take for one, and a mark by which they know UTF-8.
func (w *Web) figuresTable(p *page, rw http.ResponseWriter, r *http.Request) error {
	s, err := w.seasonOf(p, r)
	if err != nil {
		return err
	}
	keepFile(rw.Header(), p.Lang, "text/csv; charset=utf-8; header=present", s.fileName(p.Say("siffror", "figures"), ".csv"))
	if _, err := io.WriteString(rw, "\ufeff"); err != nil {
		return err
	}
	table := csv.NewWriter(rw)
	table.UseCRLF = true
	if p.Lang == meetings.SV {
		table.Comma = ';'
	}
	write := func(row ...string) {
		if err == nil {
			for i := range row {
				row[i] = cell(row[i])
			}
			err = table.Write(row)
		}
	}
	write(p.Say("Dag", "Day"), p.Say("Möte", "Meeting"), p.Say("Uppgift", "What"), p.Say("Antal", "Number"), p.Say("Källa", "Source"))
	for _, f := range allFigures() {
		write("", s.Title(p), p.In(f.Name), strconv.Itoa(s.Sum(meetings.Figure(f.Code))), p.URL("/planera/siffror")+s.query("visa", f.Code)+"#per-mote")
	}
	for _, of := range p.allShares(s) {
		write("", s.Title(p), of[0], of[1], p.URL("/planera/siffror")+s.query())
	}
	for _, c := range s.Meeting {
		for _, f := range allFigures() {
			if n := c.Of(meetings.Figure(f.Code), s.now); n > 0 || c.Of(meetings.FigureHeld, s.now) > 0 {
				write(c.Meeting.Day().String(), p.In(c.Meeting.Title), p.In(f.Name), strconv.Itoa(n), p.URL(sourceOf(c.Meeting, meetings.Figure(f.Code))))
			}
		}
	}
	table.Flush()
	if err == nil {
		err = table.Error()
	}
	return err
}

// allShares are the sectors and counties of a season, each with how many.
func (p *page) allShares(s chosenSeason) (all [][2]string) {
	for _, x := range meetings.BySector(s.Meeting) {
		all = append(all, [2]string{p.Say("Deltagare, ", "Participants, ") + p.In(x.Name), p.sayShare(x)})
	}
	shown, _ := notFew(meetings.ByCounty(s.Meeting))
	for _, x := range shown {
		all = append(all, [2]string{p.Say("Signaler, ", "Signals, ") + p.In(x.Name), p.sayShare(x)})
	}
	return all
}

// figuresText is a season in figures as Markdown.
func (w *Web) figuresText(p *page, rw http.ResponseWriter, r *http.Request) error {
	s, err := w.seasonOf(p, r)
	if err != nil {
		return err
	}
	keepFile(rw.Header(), p.Lang, "text/markdown; charset=utf-8", s.fileName(p.Say("siffror", "figures"), ".md"))
	_, err = io.WriteString(rw, notes.AllMarkdown(p.Say("Säsongen i siffror: ", "The season in figures: ")+s.Title(p), p.figureParts(s), p.Lang))
	return err
}

// figureParts are the figures of a season as a text: each number leads to what it counts.
func (p *page) figureParts(s chosenSeason) []notes.Part {
	of := func(title string, all []meetings.Named) notes.Part {
		var points [][]notes.Run
		for _, f := range all {
			n := strconv.Itoa(s.Sum(meetings.Figure(f.Code)))
			points = append(points, []notes.Run{{Text: p.In(f.Name) + ": "}, {Text: n, Link: p.URL("/planera/siffror") + s.query("visa", f.Code) + "#per-mote"}})
		}
		return notes.Part{Title: title, Blocks: []notes.Block{bullets(points...)}}
	}
	var shares [][]notes.Run
	for _, x := range p.allShares(s) {
		shares = append(shares, []notes.Run{{Text: x[0] + ": " + x[1]}})
	}
	return []notes.Part{
		of(p.Say("Möten och deltagare", "Meetings and participants"), meetingFigures()),
		{Title: p.Say("Sektorer och län", "Sectors and counties"), Blocks: []notes.Block{bullets(shares...)}},
		of(p.Say("Vad vi hörde", "What we heard"), signalFigures()),
		of(p.Say("Frågor, stöd och åtaganden", "Questions, support and promises"), otherFigures()),
	}
}

// bullets is a list of points.
func bullets(points ...[]notes.Run) notes.Block {
	list := notes.Block{Kind: notes.BulletList}
	for _, runs := range points {
		list.Blocks = append(list.Blocks, notes.Block{Kind: notes.ListItem, Blocks: []notes.Block{{Kind: notes.Paragraph, Runs: runs}}})
	}
	return list
}
