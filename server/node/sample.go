package node

import (
	"context"
	"fmt"
	"time"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// loadSample carries the sample season out, as an organiser would, in an
// installation that has no theme yet.
func (n *Node) loadSample(ctx context.Context) (err error) {
	defer meetings.Wrap(&err, "load the sample season")
	themes, err := n.store.Themes(ctx)
	if err != nil || len(themes) > 0 {
		return err
	}
	p, err := sample.Season()
	if err != nil {
		return err
	}
	by := meetings.Person{ID: "sample", Name: "Ringain", Role: meetings.Service}
	for i, theme := range p.Themes {
		if err := n.change.SaveTheme(ctx, by, theme, i); err != nil {
			return err
		}
	}
	if err := n.change.SaveSeason(ctx, by, p.Season); err != nil {
		return err
	}
	if err := n.change.SaveOrganisations(ctx, by, p.Organisations); err != nil {
		return err
	}
	for _, s := range p.Series {
		if _, err := n.change.SaveSeries(ctx, by, s); err != nil {
			return err
		}
	}
	for _, m := range append(p.Extra, p.Webinars...) {
		if _, err := n.change.Announce(ctx, by, m, meetings.Agenda{}); err != nil {
			return err
		}
	}
	for _, c := range p.Changes {
		if err := n.sampleDo(ctx, by, c.Series, c.Date, c.Command); err != nil {
			return err
		}
	}
	for _, a := range p.Agendas {
		if err := n.sampleAgenda(ctx, by, a); err != nil {
			return err
		}
	}
	if err := n.sampleSupport(ctx, by); err != nil {
		return err
	}
	// Nobody can follow yet, and none of it is news to whoever does in a minute.
	return n.store.Change("sample", func(tx *store.Tx) error { return tx.TellNobody(meetings.At(time.Now())) })
}

// sampleSupport fills the support list.
func (n *Node) sampleSupport(ctx context.Context, by meetings.Person) error {
	sections, entries, err := sample.SupportList()
	if err != nil {
		return err
	}
	for i, s := range sections {
		if err := n.change.SaveSection(by, s, i); err != nil {
			return err
		}
	}
	for _, e := range entries {
		if _, err := n.change.ProposeSupport(by, "", newID(), e); err != nil {
			return err
		}
	}
	return nil
}

// sampleDo carries out one command on one date of a series.
func (n *Node) sampleDo(ctx context.Context, by meetings.Person, series string, date meetings.Date, c meetings.Command) error {
	slug := fmt.Sprintf("%s-%s", series, date)
	m, err := n.store.Meeting(ctx, slug)
	if err != nil {
		return fmt.Errorf("%s: %w", slug, err)
	}
	_, err = n.change.Do(ctx, by, m.ID, newID(), c)
	return err
}

// sampleAgenda gives one date an agenda of its own instead of the series' template.
func (n *Node) sampleAgenda(ctx context.Context, by meetings.Person, a sample.Agenda) error {
	room, _, err := n.store.Room(ctx, fmt.Sprintf("%s-%s", a.Series, a.Date))
	if err != nil {
		return err
	}
	var commands []meetings.Command
	for _, i := range room.Agenda.Items {
		commands = append(commands, meetings.RemoveItem{Item: i.ID})
	}
	for _, i := range a.Items {
		commands = append(commands, meetings.AddItem{Title: i.Title, Minutes: i.Minutes, Presenter: i.Presenter})
	}
	for _, c := range commands {
		if _, err := n.change.Do(ctx, by, room.Meeting.ID, newID(), c); err != nil {
			return err
		}
	}
	return nil
}
