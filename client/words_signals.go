package client

func signalWords() []word {
	return []word{
		{"signals", "Signaler", "Signals"},
		{"signalsNone", "Ingen har delat något än.", "Nobody has shared anything yet."},
		{"nameless", "utan namn", "without a name"},
		{"voicesOne", "1 har sagt detta", "1 has said this"},
		{"voicesOther", "{n} har sagt detta", "{n} have said this"},
		{"wholeCountry", "hela landet", "the whole country"},
		// Several of each kind
		{"erfarenheter", "Erfarenheter", "Experiences"},
		{"utmaningar", "Utmaningar", "Challenges"},
		{"losningar", "Lösningar", "Solutions"},
		{"behoven", "Behov", "Needs"},
		{"risker", "Risker", "Risks"},
		{"gladjeamnen", "Glädjeämnen", "Bright spots"},
		{"ataganden", "Åtaganden", "Promises"},
	}
}
