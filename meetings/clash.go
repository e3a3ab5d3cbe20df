package meetings

// Clash is two meetings that the same person cannot both take part in.
type Clash struct{ A, B Meeting }

// Overlaps reports whether two meetings clash:
//
//   - each begins before the other has ended; one that begins as the other ends does not clash;
//   - a cancelled meeting clashes with none;
//   - a meeting does not clash with itself.
func (m Meeting) Overlaps(n Meeting) bool {
	return m.Start < n.End() && n.Start < m.End() &&
		m.Status != Cancelled && n.Status != Cancelled &&
		(m.ID == "" || m.ID != n.ID)
}

// Clashes returns the meetings of a that clash with meetings of b, in the order
// of a. When the same meetings are given as both, every pair is told once.
func Clashes(a, b []Meeting) []Clash {
	type pair struct{ a, b ID }
	told := map[pair]bool{}
	var clashes []Clash
	for _, m := range a {
		for _, n := range b {
			if !m.Overlaps(n) || m.ID != "" && told[pair{n.ID, m.ID}] {
				continue
			}
			told[pair{m.ID, n.ID}] = true
			clashes = append(clashes, Clash{m, n})
		}
	}
	return clashes
}
