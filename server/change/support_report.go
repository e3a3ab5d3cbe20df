package change

import (
	"ringain/meetings"
	"ringain/meetings/store"
)

// ReportSupport keeps what somebody says is wrong with an entry on the list, for an
// editor to look at. The identity is that of the form: sending it twice has one effect.
// A link that is said not to work is looked at as soon as may be.
// from is the network it comes from, as a digest, which has its share of what waits.
func (c *Changes) ReportSupport(from string, r meetings.Report) error {
	if !r.ID.Valid() {
		return meetings.Refuse(meetings.Invalid, "Formuläret saknar identitet. Ladda om sidan och försök igen.", "The form has no identity. Reload the page and try again.")
	}
	r, err := meetings.CheckReport(r)
	if err != nil {
		return err
	}
	r.At = meetings.At(c.now())
	return c.store.Change("support", func(tx *store.Tx) error {
		e, found, err := tx.Support(r.Support)
		if err != nil {
			return err
		}
		if !found || e.State != meetings.SupportPublished {
			return meetings.Refuse(meetings.Unknown, "Det här står inte längre i stödlistan.", "This is no longer in the support list.")
		}
		all, ofOne, ofSender, err := tx.Reports(r.Support, from)
		if err != nil {
			return err
		}
		if ofOne >= meetings.MaxReportsOfOne || from != "" && ofSender >= meetings.MaxReportsFrom || all >= meetings.MaxReportsOfAll {
			return meetings.Refuse(meetings.TooMuch, "Redaktören har redan fått många rapporter att läsa. Försök igen om några dagar.",
				"The editor has many reports to read already. Try again in a few days.")
		}
		if err := tx.AddReport(r, from); err != nil || r.Kind != meetings.ReportLink {
			return err
		}
		return tx.LookSoon(r.Support)
	})
}

// SettleReport removes a report that an editor has dealt with.
func (c *Changes) SettleReport(by meetings.Person, id meetings.ID) error {
	if err := allow(meetings.MayEdit(by)); err != nil {
		return err
	}
	return c.store.Change("support", func(tx *store.Tx) error { return tx.RemoveReport(by.Convener, id) })
}
