package ydoc

import "fmt"

// Fault says what is wrong with bytes from outside.
type Fault uint8

// What may be wrong with an update or a state vector.
const (
	Truncated    Fault = iota + 1 // ends too early, or a length goes beyond the end
	Trailing                      // bytes are left at the end
	BadNumber                     // a number above 2^53−1, or written longer than needed
	BadText                       // text that is not UTF-8
	BadJSON                       // a JSON value that is none
	BadStruct                     // a struct of an unknown kind, or of no length
	BadRange                      // a deleted range of no length
	BadType                       // a shared type of an unknown kind
	BadParent                     // neither a root nor an identity as parent
	BadValue                      // an "any" value of an unknown kind
	SelfOrigin                    // a struct that names itself or a later one as its neighbour or parent
	TwiceClient                   // the same client listed twice
	TooDeep                       // values or types nested deeper than MaxNesting or MaxDepth
	TooLarge                      // larger than MaxUpdate, or the document would be too large
	TooMuchWaits                  // more would wait than MaxPending
	Subdocument                   // a document inside the document
)

// faultTexts are the sentences for the log, in the order of the constants.
var faultTexts = [...]string{
	Truncated:    "ends too early",
	Trailing:     "bytes are left at the end",
	BadNumber:    "a number is too large or overlong",
	BadText:      "text is not UTF-8",
	BadJSON:      "a value is not JSON",
	BadStruct:    "unknown or empty struct",
	BadRange:     "an empty range is deleted",
	BadType:      "unknown shared type",
	BadParent:    "unknown kind of parent",
	BadValue:     "unknown kind of value",
	SelfOrigin:   "a struct refers to itself or to a later one of its client",
	TwiceClient:  "a client is listed twice",
	TooDeep:      "nested too deeply",
	TooLarge:     "too large",
	TooMuchWaits: "too much waits for what has not come",
	Subdocument:  "documents inside documents are not taken",
}

// String says it in words.
func (f Fault) String() string {
	if int(f) < len(faultTexts) && faultTexts[f] != "" {
		return faultTexts[f]
	}
	return "unknown fault"
}

// Error is why bytes from outside were refused. Whoever wants to know the
// kind asks errors.As for an *Error.
type Error struct {
	Fault Fault
	At    int // the byte at which it was noticed
}

// Error makes it an error.
func (e *Error) Error() string { return fmt.Sprintf("update refused at byte %d: %s", e.At, e.Fault) }
