package meetings

// MayRun reports whether p may change the agenda of a meeting and step through it:
//
//   - an organiser may;
//   - the platform itself may, when it carries an item over;
//   - a guest may not.
func MayRun(p Person) bool { return p.Role == Organiser || p.Role == Service }

// MaySpeak reports whether p may ask for the floor, and give back what is theirs:
//
//   - a guest who has given a name may;
//   - an organiser may;
//   - the platform itself may not: it has nothing to say.
func MaySpeak(p Person) bool { return p.ID != "" && (p.Role == Guest || p.Role == Organiser) }

// MayPlan reports whether p may plan, cancel, move and change meetings, series and themes:
//
//   - an organiser may;
//   - the platform itself may, when it loads a season;
//   - a guest may not.
func MayPlan(p Person) bool { return p.Role == Organiser || p.Role == Service }
