package change

import (
	"slices"

	"ringain/meetings"
	"ringain/meetings/store"
)

// SaveSection keeps a section of the support list at its place.
func (c *Changes) SaveSection(by meetings.Person, sec meetings.Section, place int) error {
	if err := allow(meetings.MaySection(by)); err != nil {
		return err
	}
	sec, err := meetings.CheckSection(sec)
	if err != nil {
		return err
	}
	return c.store.Change("support", func(tx *store.Tx) error { return tx.SaveSection(sec, place) })
}

// MoveSection moves a section of the support list one place up, or down with by 1.
func (c *Changes) MoveSection(person meetings.Person, slug string, by int) error {
	if err := allow(meetings.MaySection(person)); err != nil {
		return err
	}
	return c.store.Change("support", func(tx *store.Tx) error {
		all, err := tx.Sections()
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(s meetings.Section) bool { return s.Slug == slug })
		to := at + by
		if at < 0 || to < 0 || to >= len(all) {
			return meetings.Refuse(meetings.Late, "Avsnittet har redan flyttats. Se efter i listan.", "The section has been moved already. Look at the list.")
		}
		all[at], all[to] = all[to], all[at]
		for place, s := range all {
			if err := tx.SaveSection(s, place); err != nil {
				return err
			}
		}
		return nil
	})
}

// AddSection adds a section after those of the support list, at the first address of its
// name that is free.
func (c *Changes) AddSection(by meetings.Person, name meetings.Text) error {
	if err := allow(meetings.MaySection(by)); err != nil {
		return err
	}
	return c.store.Change("support", func(tx *store.Tx) error {
		all, err := tx.Sections()
		if err != nil {
			return err
		}
		if len(all) >= meetings.MaxSections {
			return meetings.Refuse(meetings.TooMuch, "Listan har redan så många avsnitt som ryms. Ta bort ett först.", "The list has as many sections as fit. Remove one first.")
		}
		sec, err := meetings.CheckSection(meetings.Section{Slug: meetings.Slug(name.SV), Name: name})
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(s meetings.Section) bool { return s.Slug == sec.Slug }) {
			return meetings.Refuse(meetings.Taken, "Det finns redan ett avsnitt som heter så.", "There is a section of that name already.").About("name")
		}
		return tx.SaveSection(sec, len(all))
	})
}

// RemoveSection removes a section of the support list that no entry is in.
func (c *Changes) RemoveSection(by meetings.Person, slug string) error {
	if err := allow(meetings.MaySection(by)); err != nil {
		return err
	}
	return c.store.Change("support", func(tx *store.Tx) error {
		n, err := tx.SupportIn(slug)
		if err != nil {
			return err
		}
		if n > 0 {
			return meetings.Refuse(meetings.Late, "Avsnittet används. Flytta först stöden som står i det.", "The section is in use. First move the entries that are in it.")
		}
		return tx.RemoveSection(slug)
	})
}
