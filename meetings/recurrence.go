package meetings

// Rule is a recurrence rule in the narrow subset of RFC 5545, 3.3.10 that series
// are written in, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=TH.
type Rule string
