package web

import "ringain/meetings"

// noLetters is chosen by whoever does not want to be reminded, beside the languages.
const noLetters = "inga"

// accountLetters is how somebody is reminded of the meetings that they look after.
func accountLetters(a meetings.Account) string {
	switch {
	case a.Quiet:
		return noLetters
	case a.Lang == "":
		return string(meetings.SV)
	}
	return string(a.Lang)
}

// saveAccountLetters keeps how whoever has signed in is reminded.
func (w *Web) saveAccountLetters(p *page, chosen string) error {
	if chosen == noLetters {
		return w.change.WriteTo(p.Who, "", false)
	}
	return w.change.WriteTo(p.Who, meetings.Lang(chosen), true)
}

func letterOptions(p *page) []option {
	return []option{{string(meetings.SV), p.Say("Ja, på svenska", "Yes, in Swedish")}, {string(meetings.EN), p.Say("Ja, på engelska", "Yes, in English")},
		{noLetters, p.Say("Nej, inga påminnelser", "No, no reminders")}}
}
