package client

func dutyWords() []word {
	return []word{
		// The roles, by code
		{"motesledare", "mötesledare", "chair"},
		{"sekreterare", "sekreterare", "note-taker"},
		{"telefonvard", "telefonvärd", "phone host"},
		{"moderator", "moderator", "moderator"},
		{"skrivtolk", "skrivtolk", "speech-to-text interpreter"},
	}
}

func dutyToolWords() []word {
	return []word{
		{"duties", "Roller", "Roles"},
		{"giveDuty", "Gör till {duty}", "Make {duty}"},
		{"endDuty", "Ta tillbaka rollen {duty}", "Take back the role of {duty}"},
		{"layDown", "Lämna rollen {duty}", "Lay down the role of {duty}"},
		{"didGiveDuty", "{name} är nu {duty}.", "{name} is now {duty}."},
		{"didEndDuty", "{name} är inte längre {duty}.", "{name} is no longer {duty}."},
		{"youAreNow", "Du är nu {duty}. Det du behöver finns i rummet.", "You are now {duty}. What you need is in the room."},
		{"dutyLinks", "Roller och länkar", "Roles and links"},
		{"writeCaptions", "Skriv textning", "Write captions"},
		{"youAreNot", "Du är inte längre {duty}.", "You are no longer {duty}."},
	}
}
