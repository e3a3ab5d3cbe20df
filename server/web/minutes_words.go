package web

import (
	"fmt"
	"strings"
)

// rowsOf is how many rows a text field has for a text, where the browser does not make it
// as high as what is in it.
func rowsOf(text string) int {
	rows := 1
	for line := range strings.SplitSeq(text, "\n") {
		rows += 1 + len(line)/70
	}
	return min(max(rows, 3), 24)
}

// sayNames says whose names stand in what is typed.
func (p *page) sayNames(names []string) string {
	const most = 8
	list := strings.Join(names[:min(len(names), most)], ", ")
	if len(names) > most {
		list += fmt.Sprintf(p.Say(" och %d till", " and %d more"), len(names)-most)
	}
	return p.Say("Här står namn på dem som var med: ", "Names of those who took part stand here: ") + list + "."
}

// sayWaitLate says how many have written after the end of a meeting.
func (p *page) sayWaitLate(n int) string {
	if n == 1 {
		return p.Say("En person skrev när mötet var slut.", "One person wrote when the meeting was over.")
	}
	return fmt.Sprintf(p.Say("%d personer skrev när mötet var slut.", "%d people wrote when the meeting was over."), n)
}

// sayUnsettled says how many items nobody has decided about.
func (p *page) sayUnsettled(n int) string {
	if n == 1 {
		return p.Say("En punkt blev inte klar, och ingen har sagt vad som händer med den.", "One item was not finished, and nobody has said what becomes of it.")
	}
	return fmt.Sprintf(p.Say("%d punkter blev inte klara, och ingen har sagt vad som händer med dem.", "%d items were not finished, and nobody has said what becomes of them."), n)
}
