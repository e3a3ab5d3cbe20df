package meetings

import "slices"

// The events of material.
type (
	MaterialShared struct {
		Material Material `json:"material"`
	}
	MaterialWithdrawn struct {
		Material MaterialID `json:"material"`
	}
	MaterialEdited struct {
		Material Material `json:"material"`
	}
	MaterialHidden struct {
		Material MaterialID `json:"material"`
	}
	MaterialRestored struct {
		Material Material `json:"material"`
	}
	MaterialJudged struct {
		Material Material `json:"material"` // as it stands on the support list now
	}
)

func (MaterialShared) Kind() string    { return "material.shared" }
func (MaterialWithdrawn) Kind() string { return "material.withdrawn" }
func (MaterialEdited) Kind() string    { return "material.edited" }
func (MaterialHidden) Kind() string    { return "material.hidden" }
func (MaterialRestored) Kind() string  { return "material.restored" }
func (MaterialJudged) Kind() string    { return "material.judged" }

// materialEvents returns one empty event of every kind, in the order of this file.
func materialEvents() []Event {
	return []Event{MaterialShared{}, MaterialWithdrawn{}, MaterialEdited{}, MaterialHidden{}, MaterialRestored{}, MaterialJudged{}}
}

// materialAfter returns the material that is seen after an event.
func materialAfter(list []Material, e Event) []Material {
	switch e := e.(type) {
	case MaterialShared:
		return append(list[:len(list):len(list)], e.Material)
	case MaterialEdited:
		return withMaterial(list, e.Material)
	case MaterialJudged:
		return withMaterial(list, e.Material)
	case MaterialWithdrawn:
		return withoutMaterial(list, e.Material)
	case MaterialHidden:
		return withoutMaterial(list, e.Material)
	case MaterialRestored:
		return append(withoutMaterial(list, e.Material.ID), e.Material)
	}
	return list
}

func withMaterial(list []Material, m Material) []Material {
	list = slices.Clone(list)
	for i := range list {
		if list[i].ID == m.ID {
			list[i] = m
		}
	}
	return list
}

func withoutMaterial(list []Material, id MaterialID) []Material {
	return without(list, func(m Material) bool { return m.ID == id })
}
