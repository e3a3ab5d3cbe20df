package sample

import (
	"fmt"

	"gopkg.in/yaml.v3"

	"ringain/meetings"
)

// SupportList returns the support list of the sample season: entries without identity,
// each with an invented address, and the sections they are in.
func SupportList() (sections []meetings.Section, entries []meetings.Support, err error) {
	defer meetings.Wrap(&err, "read the sample support list")
	text, err := content.ReadFile("materials.yaml")
	if err != nil {
		return nil, nil, err
	}
	var file struct {
		Sections []meetings.Section
		Entries  []meetings.Support
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		return nil, nil, err
	}
	for i := range file.Entries {
		e := &file.Entries[i]
		e.Href = fmt.Sprintf("https://stod.example.org/%s", meetings.Slug(e.Title))
	}
	return file.Sections, file.Entries, nil
}
