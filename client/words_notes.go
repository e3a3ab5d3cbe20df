package client

// notesPlaceWords are read before the notes are there.
func notesPlaceWords() []word {
	return []word{
		{"notes", "Anteckningar", "Notes"},
		{"notesTab", "Anteckna", "Take notes"},
		{"notesLoading", "Laddar anteckningar …", "Loading the notes …"},
		{"notesFailed", "Det gick inte att öppna anteckningarna för skrivning. Texten här är den som fanns när sidan laddades.", "The notes could not be opened for writing. The text here is as it was when the page was loaded."},
		// Why one may only read
		{"notesBlocked", "Ditt nät släpper inte fram direktuppdateringar, så anteckningarna kan inte skrivas direkt här. Ladda om sidan för att läsa det senaste.", "Your network does not let live updates through, so the notes cannot be written live here. Reload the page to read the latest."},
	}
}

func notesWords() []word {
	return []word{
		{"notesGeneral", "Hela mötet", "The whole meeting"},
		{"notesRemoved", "Borttagen punkt", "Removed item"},
		{"notesOf", "Anteckningar till punkt {n}, {title}", "Notes on item {n}, {title}"},
		{"notesOfGeneral", "Anteckningar till hela mötet", "Notes on the whole meeting"},
		{"notesOfRemoved", "Anteckningar till en borttagen punkt", "Notes on a removed item"},
		{"notesIndividuals", "Skriv inte om enskilda personer.", "Do not write about individual people."},
		{"notesWrite", "Skriv här …", "Write here …"},
		{"notesNone", "Inga anteckningar än", "No notes yet"},
		// Why one may only read
		{"notesFollowing", "för att skriva.", "to write."},
		{"notesLate", "Mötet är avslutat. Nu skriver bara organisatörerna i anteckningarna.", "The meeting has ended. Only the organisers write in the notes now."},
		{"notesLocked", "Anteckningarna är låsta. Be en organisatör låsa upp dem om du vill skriva mer.", "The notes are locked. Ask an organiser to unlock them if you want to write more."},
		{"notesLock", "Lås anteckningarna", "Lock the notes"},
		{"notesUnlock", "Lås upp anteckningarna", "Unlock the notes"},
		{"notesHistory", "Historik: gå tillbaka eller ta bort", "History: go back or take away"},
		{"didLock", "Anteckningarna är låsta. Organisatörer kan skriva.", "The notes are locked. Organisers can write."},
		{"didUnlock", "Anteckningarna är upplåsta.", "The notes are unlocked."},
		// The toolbar
		{"formatting", "Formatera", "Format"},
		{"moreTools", "Fler knappar", "More buttons"},
		{"heading", "Rubrik", "Heading"},
		{"bulletList", "Punktlista", "Bulleted list"},
		{"numberedList", "Numrerad lista", "Numbered list"},
		{"bold", "Fet", "Bold"},
		{"italic", "Kursiv", "Italic"},
		{"linkTo", "Länk", "Link"},
		{"beslut", "Beslut", "Decision"},
		{"atgard", "Åtgärd", "Action"},
		{"redo", "Gör om", "Redo"},
		{"linkAddress", "Länkens adress", "Address of the link"},
		{"linkHint", "En webbadress, en e-postadress eller ett telefonnummer", "A web address, an e-mail address or a telephone number"},
		{"linkWrong", "Det där är ingen adress. Skriv till exempel https://exempel.se, namn@exempel.se eller 08-12 34 56.", "That is not an address. Write for example https://example.org, name@example.org or +46 8 12 34 56."},
		{"linkRemove", "Ta bort länken", "Remove the link"},
		{"pastedTooMuch", "Texten är för lång för att klistras in på en gång. Ta den i mindre delar.", "The text is too long to be pasted at once. Take it in smaller parts."},
		// The mark of what is saved
		{"notesKept", "Sparat kl. {time}", "Saved at {time}"},
		{"notesOnDevice", "Sparat på den här enheten, inte skickat än", "Saved on this device, not sent yet"},
		{"notesHere", "Inte sparat än. Stäng inte sidan.", "Not saved yet. Do not close the page."},
		{"writersOne", "1 till skriver", "1 other is writing"},
		{"writersOther", "{n} till skriver", "{n} others are writing"},
		// What did not come in
		{"leftTitle", "Det här kom inte med i anteckningarna", "This did not get into the notes"},
		{"leftRestored", "Anteckningarna har återställts till en äldre kopia.", "The notes were restored to an older copy."},
		{"leftBefore", "Det skrevs när någon annan var med från den här enheten.", "It was written when somebody else took part from this device."},
		{"leftErased", "Någons rader togs bort för gott medan du skrev.", "Somebody's lines were removed for good while you wrote."},
		{"leftCopy", "Kopiera", "Copy"},
		{"leftCopied", "Kopierat", "Copied"},
		{"leftBack", "Lägg in sist", "Add at the end"},
		{"leftForget", "Behövs inte", "Not needed"},
	}
}
