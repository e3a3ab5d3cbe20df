package notes

import (
	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// Points makes the update that adds a heading and a list of points at the end of a
// fragment. client is [NewClient] of what they are added for: when the document knows
// it, they are there already and the update is nil. It then goes the way of any other.
func Points(d *Doc, fragment, heading string, points []string, client uint64) (update []byte) {
	var items []ydoc.Node
	for _, point := range points {
		if point = meetings.Line(point); point != "" {
			items = append(items, ydoc.Node{Name: string(ListItem), Children: []ydoc.Node{oneParagraph(point)}})
		}
	}
	if len(items) == 0 || d.y.Clock(client) > 0 {
		return nil
	}
	return d.y.Append(client, fragment, []ydoc.Node{
		{Name: string(Heading), Attributes: map[string]any{"level": 2}, Children: []ydoc.Node{{Text: heading}}},
		{Name: string(BulletList), Children: items},
	})
}

func oneParagraph(text string) ydoc.Node {
	return ydoc.Node{Name: string(Paragraph), Children: []ydoc.Node{{Text: text}}}
}
