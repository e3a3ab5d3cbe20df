// Gen writes deploy/CONFIG.md, the manual of the settings. It is run by go generate
// in the folder above.
package main

import (
	"fmt"
	"os"

	"ringain/server/node"
)

func main() {
	manual, err := node.Manual()
	if err == nil {
		err = os.WriteFile("../../deploy/CONFIG.md", []byte(manual), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}
