package change

import (
	"context"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/mail"
)

// OrderSummary keeps where somebody who rang in wants the minutes of a meeting sent. When they
// are published, what goes by e-mail goes by itself, or at once when they are already. The
// same order given again has no further effect.
func (c *Changes) OrderSummary(ctx context.Context, by meetings.Person, o meetings.SummaryOrder) error {
	o, err := o.Checked()
	if err != nil {
		return err
	}
	if !o.ID.Valid() {
		return meetings.Refuse(meetings.Invalid, "Formuläret saknar identitet. Ladda om sidan och försök igen.", "The form has no identity. Reload the page and try again.")
	}
	if o.How == meetings.SummaryByEmail {
		address, ok := mail.Address(o.Address)
		if !ok {
			return meetings.Refuse(meetings.Invalid, "Skriv en e-postadress, till exempel namn@exempel.se.", "Write an e-mail address, such as name@example.org.").About("address")
		}
		o.Address = address
	}
	return c.ofOrders(ctx, by, o.Meeting, func(tx *store.Tx) error {
		n, err := tx.CountSummaryOrders(o.Meeting)
		if err != nil {
			return err
		}
		if n >= meetings.MaxSummaryOrders {
			return meetings.Refuse(meetings.TooMuch, "Det ryms inte fler. Ta bort dem som är skickade.", "No more fit. Remove those that are sent.")
		}
		o.At = meetings.At(c.now())
		if err := tx.AddSummaryOrder(o); err != nil {
			return err
		}
		m, err := tx.Minutes(o.Meeting)
		if err != nil || !m.Shown() {
			return err
		}
		return tx.MailSummaries(o.Meeting, o.At)
	})
}

// SettleSummary removes an order that is sent, or that nobody wants any longer.
func (c *Changes) SettleSummary(ctx context.Context, by meetings.Person, meeting, id meetings.ID) error {
	return c.ofOrders(ctx, by, meeting, func(tx *store.Tx) error { return tx.RemoveSummaryOrder(meeting, id) })
}

// ofOrders changes the orders of a meeting, for those who may publish its minutes.
func (c *Changes) ofOrders(ctx context.Context, by meetings.Person, meeting meetings.ID, change func(*store.Tx) error) error {
	room, _, err := c.store.Room(ctx, string(meeting))
	if err == nil {
		err = allow(meetings.MayPublish(by, room.Meeting))
	}
	if err != nil {
		return err
	}
	return c.store.Change(string(meeting), change)
}
