package main

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// planner walks what Terraform proposes along the schema and leaves open what a provider learns from its cloud alone.
// What exists keeps what it learned then.
type planner struct {
	answers typeAnswers
}

// block plans one block at path; prior is its state before, null where there was none.
func (p planner) block(b block, proposed, prior tftypes.Value, path string) tftypes.Value {
	if proposed.IsNull() || !proposed.IsKnown() {
		return proposed
	}
	fields, before := fieldsOf(proposed), fieldsOf(prior)
	for name, a := range b.Attributes {
		fields[name] = p.attribute(a, fields[name], before[name], join(path, name))
	}
	for name, nested := range b.Blocks {
		at := join(path, name)
		if p.fillsIn(fields[name], at) {
			fields[name] = learned(fields[name], before[name])
			continue
		}
		fields[name] = p.blocks(nested, fields[name], before[name], at)
	}
	return tftypes.NewValue(proposed.Type(), fields)
}

func (p planner) attribute(a attribute, value, prior tftypes.Value, path string) tftypes.Value {
	switch {
	case a.WriteOnly:
		// Passed on and forgotten: neither plan nor state may hold it.
		return tftypes.NewValue(value.Type(), nil)
	case a.Computed && value.IsNull():
		return learned(value, prior)
	case a.Nested != nil:
		return p.blocks(nestedBlock{Mode: a.Nested.Mode, Block: block{Attributes: a.Nested.Attributes}}, value, prior, path)
	}
	return value
}

// blocks plans each of the blocks that a list, a set or a map holds. Those of a set have nothing to know them by.
func (p planner) blocks(nested nestedBlock, value, prior tftypes.Value, path string) tftypes.Value {
	if value.IsNull() || !value.IsKnown() {
		return value
	}
	switch nested.Mode {
	case "list", "set":
		elements, before := elementsOf(value), []tftypes.Value{}
		if nested.Mode == "list" {
			before = elementsOf(prior)
		}
		for i := range elements {
			var earlier tftypes.Value
			if i < len(before) {
				earlier = before[i]
			}
			elements[i] = p.block(nested.Block, elements[i], earlier, path)
		}
		return tftypes.NewValue(value.Type(), elements)
	case "map":
		elements, before := fieldsOf(value), fieldsOf(prior)
		for key := range elements {
			elements[key] = p.block(nested.Block, elements[key], before[key], path)
		}
		return tftypes.NewValue(value.Type(), elements)
	}
	return p.block(nested.Block, value, prior, path)
}

// fillsIn is true for a block that nobody wrote and that an answer names: some providers add blocks of their own.
func (p planner) fillsIn(value tftypes.Value, path string) bool {
	_, answered := p.answers[path]
	return answered && value.IsKnown() && len(elementsOf(value)) == 0
}

// learned is what the cloud said before, and unknown where it was never asked.
func learned(value, prior tftypes.Value) tftypes.Value {
	if prior.Type() == nil {
		return tftypes.NewValue(value.Type(), tftypes.UnknownValue)
	}
	return prior
}

// fieldsOf is empty for what does not exist.
func fieldsOf(value tftypes.Value) map[string]tftypes.Value {
	fields := map[string]tftypes.Value{}
	if value.Type() != nil && value.IsKnown() && !value.IsNull() {
		must(value.As(&fields))
	}
	return fields
}

func elementsOf(value tftypes.Value) (elements []tftypes.Value) {
	if value.Type() != nil && value.IsKnown() && !value.IsNull() {
		must(value.As(&elements))
	}
	return elements
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
