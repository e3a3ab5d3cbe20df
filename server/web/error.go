package web

import "ringain/meetings"

// errorTitle is the heading of a page that tells of a refusal or a fault.
func errorTitle(p *page, kind meetings.RefusalKind) string {
	switch kind {
	case meetings.Unknown:
		return p.Say("Sidan finns inte", "Page not found")
	case meetings.NotAllowed:
		return p.Say("Det får bara organisatören", "Only for the organiser")
	case meetings.Outside:
		return p.Say("Du kan inte vara med i rummet", "You cannot be in the room")
	case meetings.Late, meetings.Taken:
		return p.Say("Det hann ändras", "It has already changed")
	case meetings.Invalid:
		return p.Say("Det gick inte att använda", "That could not be used")
	case meetings.TooMuch:
		return p.Say("Det blev för mycket", "That was too much")
	case meetings.SignIn:
		return p.Say("Säg vem du är först", "First say who you are")
	case meetings.Unsaved:
		return p.Say("Just nu går det inte", "Not just now")
	}
	return p.Say("Något gick fel", "Something went wrong")
}
