package meetings

// File is a file that somebody shares, as it is told of: what it is called and which
// content it has. Its name is as package files gives it back, and says by its ending
// what it is.
type File struct {
	Hash string `json:"hash"` // SHA-256 of its content
	Name string `json:"name"`
	Size int64  `json:"size"` // bytes
}

// FileState says what is known of a file's content.
type FileState string

// The states of a file.
const (
	FileUnchecked FileState = ""         // nobody looks for harm
	FileChecking  FileState = "checking" // harm is looked for; it is not served before
	FileClean     FileState = "clean"    // none was found
	FileStopped   FileState = "stopped"  // some was found, or an editor stopped it; it is not served
	FileFailed    FileState = "failed"   // it cannot be looked at for harm; it is not served until an editor releases it
	FileReleased  FileState = "released" // nobody could look for harm, and an editor released it
)

// Name says the state, in words.
func (s FileState) Name() Text {
	switch s {
	case FileChecking:
		return Text{"kontrolleras", "being checked"}
	case FileClean:
		return Text{"ren", "clean"}
	case FileStopped:
		return Text{"stoppad", "stopped"}
	case FileFailed:
		return Text{"gick inte att kontrollera", "could not be checked"}
	}
	return Text{"inte kontrollerad", "not checked"}
}

// Upload is a file on its way in. It is resumed from what it has by whoever knows its
// identity, on any node, and forgotten at Until.
type Upload struct {
	ID      ID
	Owner   string // who sends it: the identity of a person, or a digest of a network
	Network string // digest of where it comes from; empty when that is not known
	Meeting ID     // where it is to be shared; empty when in none
	Name    string
	Size    int64  // bytes that it shall have
	Has     int64  // bytes that have come
	Hash    string // once it is whole
	Until   Instant
}

// File is the file that an upload has become, once it is whole.
func (u Upload) File() (f File, whole bool) { return File{u.Hash, u.Name, u.Size}, u.Hash != "" }

// FileUse says who refers to a file: a kind of thing, and which.
type FileUse struct {
	Part    string // "support" or "material"
	Ref     ID     // the thing
	Meeting ID     // that it is shared in; its room for files is counted there
	Shown   bool   // the file is served to everybody, else to those who plan
}
