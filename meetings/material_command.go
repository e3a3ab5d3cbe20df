package meetings

// The commands of material that everybody may give.
type (
	// ShareMaterial shares a link: Address is one, or a text with one in it, which may be
	// broken over several lines. Or it shares a file that was uploaded, by its hash. Or it
	// shares an entry of the support list, which the organisation of whoever shares it then
	// confirms. Title and kind may be left out. It is proposed for the support list with
	// that, unless it is to stay in the meeting.
	ShareMaterial struct {
		Address  string `json:"address,omitempty"`
		File     string `json:"file,omitempty"`  // hash that the upload answered with
		Entry    ID     `json:"entry,omitempty"` // of the support list
		Title    string `json:"title,omitempty"`
		Kind     string `json:"kind,omitempty"`
		Item     ItemID `json:"item,omitempty"` // empty: the whole meeting
		Nameless bool   `json:"nameless,omitempty"`
		Unlisted bool   `json:"unlisted,omitempty"` // stays in the meeting alone
		Mended   bool   `json:"mended,omitempty"`   // Address was put together of a broken one
	}
	// WithdrawMaterial takes back material of one's own, soon enough.
	WithdrawMaterial struct {
		Material MaterialID `json:"material"`
	}
	// EditMaterial gives material another title, kind and item.
	EditMaterial struct {
		Material MaterialID `json:"material"`
		Title    string     `json:"title,omitempty"`
		Kind     string     `json:"kind,omitempty"`
		Item     ItemID     `json:"item,omitempty"`
	}
)

// The commands of material that organisers may give.
type (
	// HideMaterial takes material from every page.
	HideMaterial struct {
		Material MaterialID `json:"material"`
	}
	// RestoreMaterial brings back material that was hidden.
	RestoreMaterial struct {
		Material MaterialID `json:"material"`
	}
	// JudgeMaterial publishes what was proposed for the support list, returns it with a
	// reason, or takes it off.
	JudgeMaterial struct {
		Material MaterialID   `json:"material"`
		To       SupportState `json:"to"`
		Reason   Text         `json:"reason,omitzero"`
	}
)

func (ShareMaterial) Do() string    { return "material.share" }
func (WithdrawMaterial) Do() string { return "material.withdraw" }
func (EditMaterial) Do() string     { return "material.edit" }
func (HideMaterial) Do() string     { return "material.hide" }
func (RestoreMaterial) Do() string  { return "material.restore" }
func (JudgeMaterial) Do() string    { return "material.judge" }

// materialCommands returns one empty command of every kind, in the order of this file.
func materialCommands() []Command {
	return []Command{ShareMaterial{}, WithdrawMaterial{}, EditMaterial{}, HideMaterial{}, RestoreMaterial{}, JudgeMaterial{}}
}
