package client

import (
	"maps"
	"slices"
)

// Words returns every word of the room in a language, "sv" or "en", by the names
// that src/words.ts gives them: those of the page without scripts too. {n} and the
// like are filled in; One and Other are the forms for one and for any other number.
func Words(lang string) map[string]string {
	words := inLang(plainWords(), lang)
	for _, part := range Parts() {
		maps.Copy(words, PartWords(part, lang))
	}
	return words
}

// Page is what the words come with that are in the page itself.
const Page = "page"

// Parts are what words come to the browser with: the page, and the parts of the room
// that are fetched when they are wanted. client/build writes a file for each of those
// in each language, such as notes.sv.json.
func Parts() []string { return []string{Page, "tools", "notes", "input", "captions", "keys"} }

// PartWords returns the words that come with a part of the room. A part whose folder
// under src has a words.ts of its own has its words in a file of its own here too.
func PartWords(part, lang string) map[string]string {
	return inLang(wordsOf(part), lang)
}

func wordsOf(part string) []word {
	switch part {
	case Page:
		return slices.Concat(roomWords(), dutyWords(), houseWords(), keeperWords(), notesPlaceWords(), queueWords())
	case "tools": // of those who run the meeting
		return slices.Concat(roomToolWords(), dutyToolWords(), houseToolWords(), keeperToolWords(), queueToolWords())
	case "notes":
		return notesWords()
	case "captions":
		return captionWords()
	case "input": // what people send in
		return slices.Concat(signalWords(), questionWords(), pollWords(), materialWords())
	case "keys":
		return keysWords()
	}
	return nil
}

func inLang(all []word, lang string) map[string]string {
	words := make(map[string]string, len(all))
	for _, w := range all {
		words[w.name] = w.sv
		if lang == "en" {
			words[w.name] = w.en
		}
	}
	return words
}

type word struct{ name, sv, en string }

func roomWords() []word {
	return []word{
		// The meeting
		{"agenda", "Dagordning", "Agenda"},
		{"item", "Punkt {n} av {of}", "Item {n} of {of}"},
		{"sum", "{n} av {of} minuter", "{n} of {of} minutes"},
		{"tooLongOne", "1 minut för mycket", "1 minute too much"},
		{"tooLongOther", "{n} minuter för mycket", "{n} minutes too much"},
		{"minutes", "{n} min", "{n} min"},
		{"notStarted", "Mötet har inte börjat", "The meeting has not begun"},
		{"startsInOne", "Börjar om 1 minut.", "Begins in 1 minute."},
		{"startsInOther", "Börjar om {n} minuter.", "Begins in {n} minutes."},
		{"startsHoursOne", "Börjar om 1 timme.", "Begins in 1 hour."},
		{"startsHoursOther", "Börjar om {n} timmar.", "Begins in {n} hours."},
		{"startsToday", "Börjar i dag.", "Begins today."},
		{"startsDaysOne", "Börjar i morgon.", "Begins tomorrow."},
		{"startsDaysOther", "Börjar om {n} dagar.", "Begins in {n} days."},
		{"startsNow", "Det börjar så snart mötesledaren öppnar dagordningen.", "It begins as soon as the chair opens the agenda."},
		{"noneCurrent", "Alla punkter är klara", "Every item is done"},
		{"underWay", "Mötet pågår", "The meeting is on"},
		{"ended", "Mötet är avslutat", "The meeting has ended"},
		{"endedLead", "Tack för att du var med.", "Thank you for taking part."},
		{"endedPage", "Till mötets sida, där nästa möte står", "To the page of the meeting, which tells the next one"},
		{"next", "Härnäst: {title}", "Next: {title}"},
		{"noItems", "Dagordningen är inte skriven än.", "The agenda is not written yet."},
		{"cancelled", "Mötet är inställt.", "The meeting is cancelled."},
		{"moved", "Mötet är flyttat från {from} till {when}.", "The meeting is moved from {from} to {when}."},
		{"because", "Skäl: {reason}", "Reason: {reason}"},
		// The states of an item
		{"stateCurrent", "pågår", "current"},
		{"stateDone", "klar", "done"},
		{"stateParked", "parkerad", "parked"},
		{"stateCarried", "flyttad till nästa gång", "moved to next time"},
		// The clock
		{"clock", "Använd tid för punkten", "Time used for the item"},
		{"minutesLeftOne", "1 minut kvar", "1 minute left"},
		{"minutesLeftOther", "{n} minuter kvar", "{n} minutes left"},
		{"secondsLeft", "{n} s kvar", "{n} s left"},
		{"overNow", "Tiden är ute", "Time is up"},
		{"over", "+{n} min över tiden", "+{n} min over time"},
		// Running the agenda
		{"start", "Starta mötet", "Start the meeting"},
		{"cancel", "Avbryt", "Cancel"},
		{"actions", "Mer om {title}", "More about {title}"},
		{"save", "Spara", "Save"},
		// What was done
		{"saidNow", "Nu pågår {title}", "Now: {title}"},
		{"undo", "Ångra", "Undo"},
		{"undone", "Ångrat", "Undone"},
		{"close", "Stäng", "Close"},
		{"saving", "Sparar …", "Saving …"},
		{"saved", "Sparat", "Saved"},
		// The line
		{"returning", "Återansluter … Det du gör skickas när anslutningen är tillbaka.", "Reconnecting … What you do is sent when the connection is back."},
		{"offline", "Ingen anslutning. Du kan läsa vidare.", "No connection. You can read on."},
		{"waitingOne", "1 ändring väntar.", "1 change is waiting."},
		{"waitingOther", "{n} ändringar väntar.", "{n} changes are waiting."},
		{"tryNow", "Försök nu", "Try now"},
		{"back", "Ansluten igen.", "Connected again."},
		{"sentOne", "1 ändring skickad.", "1 change sent."},
		{"sentOther", "{n} ändringar skickade.", "{n} changes sent."},
		{"slow", "Ditt nät släpper inte fram direktuppdateringar. Sidan uppdateras var tionde sekund i stället.", "Your network does not let live updates through. The page is updated every ten seconds instead."},
		{"signedOut", "Din medverkan är avslutad. Ladda om sidan om du vill vara med igen.", "Your session has ended. Reload the page to take part again."},
		{"reload", "Ladda om", "Reload"},
		// People and ways in
		{"parts", "Delar av rummet", "Parts of the room"},
		{"peopleTab", "Folk", "People"},
		{"people", "Deltagare", "Participants"},
		{"inputTab", "Inspel", "Input"},
		{"hereOne", "1 är här", "1 is here"},
		{"hereOther", "{n} är här", "{n} are here"},
		{"joinedOne", "1 ny deltagare", "1 new participant"},
		{"joinedOther", "{n} nya deltagare", "{n} new participants"},
		{"more", "och {n} till", "and {n} more"},
		{"youAre", "Du är med som {name}.", "You take part as {name}."},
		{"following", "Du följer utan att synas.", "You follow without being seen."},
		{"join", "Gå med", "Join"},
		{"organiser", "organisatör", "organiser"},
		{"waysIn", "Ring in", "Dial in"},
		{"phone", "Telefonnummer", "Telephone"},
		{"code", "Möteskod", "Meeting code"},
		{"link", "Videomöte", "Video meeting"},
		{"dialNote", "Trycker du på numret i en telefon slås koden åt dig.", "Press the number on a phone, and the code is dialled for you."},
		// The sectors, by code
		{"civilsamhalle", "civilsamhälle", "civil society"},
		{"myndighet", "myndighet", "authority"},
		{"region", "region", "region"},
		{"kommun", "kommun", "municipality"},
		{"foretag", "företag", "company"},
		{"annat", "annat", "other"},
	}
}

// roomToolWords are read by those who run a meeting.
func roomToolWords() []word {
	return []word{
		// Running the agenda
		{"nextItem", "Nästa punkt", "Next item"},
		{"end", "Avsluta mötet", "End the meeting"},
		{"endSure", "Mötet kan inte börja om.", "The meeting cannot begin again."},
		{"unfinishedOne", "1 punkt är inte klar. När mötet är slut väljer du vad som händer med den.", "1 item is not done. When the meeting is over you choose what becomes of it."},
		{"unfinishedOther", "{n} punkter är inte klara. När mötet är slut väljer du vad som händer med dem.", "{n} items are not done. When the meeting is over you choose what becomes of them."},
		{"endNow", "Ja, avsluta", "Yes, end it"},
		{"extend", "+{n} min", "+{n} min"},
		{"extendLong", "Förläng med {n} min", "Extend by {n} min"},
		{"open", "Öppna nu", "Open now"},
		{"up", "Flytta upp", "Move up"},
		{"down", "Flytta ner", "Move down"},
		{"edit", "Ändra", "Edit"},
		{"park", "Parkera", "Park"},
		{"takeBack", "Ta tillbaka", "Take back"},
		{"carry", "Flytta till nästa gång", "Move to next time"},
		{"remove", "Ta bort", "Remove"},
		{"handle", "Flytta {title}", "Move {title}"},
		{"handleHelp", "Flytta med piltangenterna, Home och End. Escape lägger tillbaka punkten.", "Move with the arrow keys, Home and End. Escape puts the item back."},
		{"add", "Lägg till punkt", "Add item"},
		{"paste", "Klistra in flera", "Paste several"},
		{"pasteHelp", "En punkt per rad. Skriv gärna minuter inom parentes sist, till exempel Laget runt (10).", "One item per line. You may end with minutes in brackets, such as Round of everyone (10)."},
		{"pasteAdd", "Lägg till punkterna", "Add the items"},
		{"title", "Rubrik", "Title"},
		{"isRound", "Laget runt: alla ombeds dela en rad", "A round: everybody is asked to share a line"},
		{"roundTitle", "Laget runt", "Round of everyone"},
		{"plannedMinutes", "Minuter", "Minutes"},
		{"presenter", "Inleds av", "Presented by"},
		// What was done
		{"saidMoved", "{title} flyttad till plats {n} av {of}", "{title} moved to place {n} of {of}"},
		{"saidBack", "{title} är tillbaka på plats {n}", "{title} is back at place {n}"},
		{"didMove", "Punkten är flyttad.", "The item is moved."},
		{"didEdit", "Punkten är ändrad.", "The item is changed."},
		{"didNext", "Punkten är klar.", "The item is done."},
		{"didRemove", "Punkten är borttagen.", "The item is removed."},
		{"didExtend", "Punkten är förlängd.", "The item is extended."},
		{"didPark", "Punkten är parkerad.", "The item is parked."},
		{"didReturn", "Punkten är tillbaka.", "The item is back."},
		{"didCarry", "Punkten är flyttad till nästa gång.", "The item is moved to next time."},
		{"didAdd", "Punkten är tillagd.", "The item is added."},
		{"didPaste", "Punkterna är tillagda.", "The items are added."},
	}
}

// plainWords are on the page without scripts alone.
func plainWords() []word {
	return []word{
		{"setOrder", "Ändra", "Change"},
		{"signalOwn", "Det du har delat", "What you have shared"},
		{"signalLine", "Rad", "Line"},
		{"signalNew", "Ny lydelse", "New words"},
		{"signalSave", "Spara", "Save"},
		// The line
		{"notLive", "Sidan uppdateras inte av sig själv.", "This page does not update by itself."},
		{"refresh", "Uppdatera", "Update"},
	}
}
