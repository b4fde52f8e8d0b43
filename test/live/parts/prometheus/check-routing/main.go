// Judges files by what Alertmanager itself loads its configuration with, as `amtool check-config` does.
package main

import (
	"fmt"
	"os"

	"github.com/prometheus/alertmanager/config"
)

func main() {
	failed := false
	for _, file := range os.Args[1:] {
		if loaded, err := config.LoadFile(file); err != nil {
			failed = true
			fmt.Printf("%s: %v\n", file, err)
		} else {
			fmt.Printf("%s: %d receivers\n", file, len(loaded.Receivers))
		}
	}
	if failed {
		os.Exit(1)
	}
}
