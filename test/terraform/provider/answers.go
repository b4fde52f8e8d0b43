package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// What a test says in the cloud's place, by type and by the path of an attribute without indexes:
// {"data": {"ovh_cloud_project": {"project_id": "${service_name}", "status": "ok"}}}. `${name}` is what the configuration says
// of that attribute. As a key of a map it stands for each element, which the value then knows as `${each}`.
type answers struct {
	// Account that the credentials belong to; some providers compare it with those that a stack allows.
	Account string `json:"account"`
	// Regions whose interfaces are down: whatever stands in one of them fails.
	Unreachable []string               `json:"unreachable"`
	Data        map[string]typeAnswers `json:"data"`
	Resources   map[string]typeAnswers `json:"resources"`
	// What somebody changed by hand since it was applied, by type and attribute; every resource of the type is found so.
	Changed map[string]map[string]any `json:"changed"`
}

type typeAnswers map[string]any

var reference = regexp.MustCompile(`\$\{(\w+)\}`)

func readAnswers(file string) (given answers, err error) {
	if file == "" {
		return given, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return given, fmt.Errorf("%s names the answers: %w", answersVariable, err)
	}
	return given, json.Unmarshal(text, &given)
}

// nameBlocks is true where an answer stands for a block and not for an attribute.
func (given typeAnswers) nameBlocks(b block) bool {
	for name := range b.Blocks {
		if _, answered := given[name]; answered {
			return true
		}
	}
	return false
}

// resolve puts what the configuration says into an answer; a lone reference keeps its type.
func resolve(answer any, configured map[string]tftypes.Value) any {
	switch answer := answer.(type) {
	case string:
		if found := reference.FindString(answer); found != "" && found == answer && answer != "${each}" {
			return plain(configured[answer[2:len(answer)-1]])
		}
		return reference.ReplaceAllStringFunc(answer, func(found string) string {
			if found == "${each}" {
				return found
			}
			return fmt.Sprint(plain(configured[found[2:len(found)-1]]))
		})
	case []any:
		out := make([]any, len(answer))
		for i, element := range answer {
			out[i] = resolve(element, configured)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for key, value := range answer {
			value = resolve(value, configured)
			if elements, isList := resolve(key, configured).([]any); isList {
				for _, element := range elements {
					name := fmt.Sprint(element)
					out[name] = each(value, name)
				}
				continue
			}
			out[key] = value
		}
		return out
	}
	return answer
}

func each(value any, name string) any {
	if text, isText := value.(string); isText {
		return strings.ReplaceAll(text, "${each}", name)
	}
	return value
}

// plain is a configured value as JSON would have it; nil for what is not said.
func plain(value tftypes.Value) any {
	if value.Type() == nil || value.IsNull() || !value.IsKnown() {
		return nil
	}
	switch {
	case value.Type().Is(tftypes.String):
		var text string
		must(value.As(&text))
		return text
	case value.Type().Is(tftypes.Bool):
		var truth bool
		must(value.As(&truth))
		return truth
	case value.Type().Is(tftypes.List{}), value.Type().Is(tftypes.Set{}):
		var elements []tftypes.Value
		must(value.As(&elements))
		out := make([]any, len(elements))
		for i, element := range elements {
			out[i] = plain(element)
		}
		return out
	}
	return value.String()
}
