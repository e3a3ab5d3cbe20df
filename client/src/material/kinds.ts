// The kinds of support, as meetings.SupportKinds in Go.

export const kinds = ["verktyg", "stod", "metod", "utbildning", "rapport", "exempel", "stodlinje", "inspelning"] as const;
