package notes

import "ringain/meetings"

// Writer is who sends an update.
type Writer struct {
	Person meetings.Person // without ID: somebody who follows and has not said their name
	Schema int             // the version their editor knows; 0 when it does not say, as stock clients of Yjs

	// Others reports whether a client id that nobody has written with is known to be
	// somebody else's. It may be nil.
	Others func(client uint64) bool
}

// State is what decides, beside the person, whether one may write just now.
type State struct {
	Ended  bool // the meeting has ended
	Locked bool // an organiser has locked the notes
}

// MayWrite says why a writer may not write just now, or nil when they may:
//
//   - one who has not said their name may not;
//   - one whose editor is of an older schema may not, before the page is loaded again;
//   - after the meeting, and while the notes are locked, only organisers may.
//
// A guest who is late is told that an organiser has what they wrote: whoever asked keeps
// it ([Late.Add]), from the editor and from the form alike.
func MayWrite(by Writer, s State) *meetings.Refusal {
	leads := meetings.MayRun(by.Person)
	switch {
	case by.Person.ID == "":
		return meetings.Refuse(meetings.SignIn, "Skriv ditt namn och gå med i mötet, så kan du anteckna.",
			"Write your name and join the meeting, and you can take notes.")
	case by.Schema != 0 && by.Schema < Schema:
		return meetings.Refuse(meetings.NotAllowed, "Sidan är äldre än anteckningarna. Ladda om den för att skriva vidare.",
			"This page is older than the notes. Reload it to go on writing.")
	case s.Ended && !leads:
		return meetings.Refuse(meetings.Late, "Mötet är avslutat. Det du skrev ligger hos organisatören, som väljer om det tas in.",
			"The meeting has ended. What you wrote is with the organiser, who decides whether it goes in.")
	case s.Locked && !leads:
		return meetings.Refuse(meetings.NotAllowed, "Anteckningarna är låsta. Be organisatören låsa upp dem om du vill skriva mer.",
			"The notes are locked. Ask the organiser to unlock them if you want to write more.")
	}
	return nil
}

// The refusals of updates. Each says what to do.

func unsound() *meetings.Refusal {
	return meetings.Refuse(meetings.Invalid, "Ändringen gick inte att läsa. Kopiera det du skrev, ladda om sidan och klistra in det.",
		"The change could not be read. Copy what you wrote, reload the page and paste it.")
}

func stolen() *meetings.Refusal {
	return meetings.Refuse(meetings.Taken, "Det du skrev fick samma märke som någon annans text. Ladda om sidan, så skickas det under ett nytt.",
		"What you wrote was marked as somebody else's text. Reload the page, and it is sent under a mark of its own.")
}

func tooLarge() *meetings.Refusal {
	return meetings.Refuse(meetings.TooMuch, "Det är för mycket text på en gång. Lägg in den i mindre delar.",
		"That is too much text at once. Put it in as smaller parts.")
}

func full() *meetings.Refusal {
	return meetings.Refuse(meetings.TooMuch, "Anteckningarna är fulla. Ta bort något först, eller lägg texten i ett dokument och länka till det.",
		"The notes are full. Remove something first, or put the text in a document and link to it.")
}

func tooMuchOf() *meetings.Refusal {
	return meetings.Refuse(meetings.TooMuch, "Just nu ryms inte mer från dig, så att det finns plats för alla. Ta bort något du har skrivit, eller be någon annan eller organisatören anteckna vidare.",
		"There is no room for more from you just now, so that there is room for everybody. Remove something you have written, or ask somebody else or the organiser to go on.")
}

func gaps() *meetings.Refusal {
	return meetings.Refuse(meetings.TooMuch, "Det fattas något mellan det du skrev och det vi har. Kopiera det, ladda om sidan och klistra in det.",
		"Something is missing between what you wrote and what we have. Copy it, reload the page and paste it.")
}
