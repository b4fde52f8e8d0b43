// Judges files of rules by what Prometheus itself loads them with, as `promtool check rules` does, and prints every mistake.
package main

import (
	"fmt"
	"log/slog"
	"os"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

func main() {
	rules, mistakes := 0, 0
	for _, file := range os.Args[1:] {
		groups, errs := rulefmt.ParseFile(file, false, model.UTF8Validation, parser.NewParser(parser.Options{}), slog.Default())
		for _, err := range errs {
			mistakes++
			fmt.Println(err)
		}
		if groups == nil {
			continue
		}
		for _, group := range groups.Groups {
			rules += len(group.Rules)
		}
	}
	fmt.Printf("%d rules, %d mistakes\n", rules, mistakes)
	if mistakes > 0 {
		os.Exit(1)
	}
}
