package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The layout of `terraform providers schema -json`, as far as Terraform is told of it again.
type providerSchemas struct {
	Provider    schema            `json:"provider"`
	Resources   map[string]schema `json:"resource_schemas"`
	DataSources map[string]schema `json:"data_source_schemas"`
}

type schema struct {
	Version int64 `json:"version"`
	Block   block `json:"block"`
}

type block struct {
	Attributes map[string]attribute   `json:"attributes"`
	Blocks     map[string]nestedBlock `json:"block_types"`
}

type attribute struct {
	Type      json.RawMessage `json:"type"`
	Nested    *nestedType     `json:"nested_type"`
	Required  bool            `json:"required"`
	Optional  bool            `json:"optional"`
	Computed  bool            `json:"computed"`
	Sensitive bool            `json:"sensitive"`
	WriteOnly bool            `json:"write_only"`
}

type nestedType struct {
	Mode       string               `json:"nesting_mode"`
	Attributes map[string]attribute `json:"attributes"`
}

type nestedBlock struct {
	Mode     string `json:"nesting_mode"`
	MinItems int64  `json:"min_items"`
	MaxItems int64  `json:"max_items"`
	Block    block  `json:"block"`
}

var attributeModes = map[string]tfprotov6.SchemaObjectNestingMode{
	"single": tfprotov6.SchemaObjectNestingModeSingle,
	"list":   tfprotov6.SchemaObjectNestingModeList,
	"set":    tfprotov6.SchemaObjectNestingModeSet,
	"map":    tfprotov6.SchemaObjectNestingModeMap,
}

var blockModes = map[string]tfprotov6.SchemaNestedBlockNestingMode{
	"single": tfprotov6.SchemaNestedBlockNestingModeSingle,
	"group":  tfprotov6.SchemaNestedBlockNestingModeGroup,
	"list":   tfprotov6.SchemaNestedBlockNestingModeList,
	"set":    tfprotov6.SchemaNestedBlockNestingModeSet,
	"map":    tfprotov6.SchemaNestedBlockNestingModeMap,
}

func readSchemas(file string) (schemas providerSchemas, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return schemas, fmt.Errorf("%s names the folder of the providers' schemas: %w", schemasVariable, err)
	}
	return schemas, json.Unmarshal(text, &schemas)
}

func (s schema) protocol() *tfprotov6.Schema {
	return &tfprotov6.Schema{Version: s.Version, Block: s.Block.protocol()}
}

func protocolOf(schemas map[string]schema) map[string]*tfprotov6.Schema {
	all := make(map[string]*tfprotov6.Schema, len(schemas))
	for name, s := range schemas {
		all[name] = s.protocol()
	}
	return all
}

func (b block) protocol() *tfprotov6.SchemaBlock {
	out := &tfprotov6.SchemaBlock{Attributes: protocolOfAttributes(b.Attributes)}
	for _, name := range slices.Sorted(maps.Keys(b.Blocks)) {
		nested := b.Blocks[name]
		out.BlockTypes = append(out.BlockTypes, &tfprotov6.SchemaNestedBlock{
			TypeName: name, Block: nested.Block.protocol(), Nesting: blockModes[nested.Mode],
			MinItems: nested.MinItems, MaxItems: nested.MaxItems,
		})
	}
	return out
}

func protocolOfAttributes(attributes map[string]attribute) (out []*tfprotov6.SchemaAttribute) {
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		a := attributes[name]
		described := &tfprotov6.SchemaAttribute{
			Name: name, Required: a.Required, Optional: a.Optional, Computed: a.Computed,
			Sensitive: a.Sensitive, WriteOnly: a.WriteOnly,
		}
		if a.Nested != nil {
			described.NestedType = &tfprotov6.SchemaObject{
				Nesting: attributeModes[a.Nested.Mode], Attributes: protocolOfAttributes(a.Nested.Attributes),
			}
		} else {
			described.Type = typeOf(a.Type)
		}
		out = append(out, described)
	}
	return out
}

func typeOf(text json.RawMessage) tftypes.Type {
	//nolint:staticcheck // The only reader of types as schemas write them.
	parsed, err := tftypes.ParseJSONType(text)
	if err != nil {
		panic(fmt.Sprintf("type %s: %s", text, err))
	}
	return parsed
}
