package client

// captionWords are those of the strip of captions in a room. Those of the page of their
// own are written by the server alone.
func captionWords() []word {
	return []word{
		{"captions", "Textning", "Captions"},
		{"captionsSaid", "Det som sägs", "What is said"},
		{"captionsPage", "Egen sida med stor text", "A page of its own, in large text"},
		{"captionsNone", "Ingen har skrivit något än.", "Nobody has written anything yet."},
		{"captionsAway", "Ingen kontakt just nu. Texten kommer igen av sig själv.", "No contact just now. The text comes back by itself."},
		{"captionsNotKept", "Texten sparas inte.", "The text is not kept."},
	}
}
