package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// maker makes up what the cloud would have said: of the right type, the same for the same configuration, and recognizable.
type maker struct {
	answers    typeAnswers
	configured map[string]tftypes.Value
	seed       string
}

func newMaker(typeName string, given typeAnswers, configured tftypes.Value) maker {
	return maker{answers: given, configured: fieldsOf(configured), seed: typeName + configured.String()}
}

// complete replaces whatever is unknown.
func (m maker) complete(value tftypes.Value) (tftypes.Value, error) {
	return tftypes.Transform(value, func(at *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		if v.IsKnown() {
			return v, nil
		}
		return m.value(v.Type(), pathOf(at), at.String()), nil
	})
}

// value makes up one value: the answer for path, or something of the type that only index tells apart.
func (m maker) value(t tftypes.Type, path, index string) tftypes.Value {
	if answer, answered := m.answers[path]; answered {
		return m.answered(t, resolve(answer, m.configured), path, index)
	}
	switch t := t.(type) {
	case tftypes.List:
		return tftypes.NewValue(t, []tftypes.Value{m.value(t.ElementType, path, index+"[0]")})
	case tftypes.Set:
		return tftypes.NewValue(t, []tftypes.Value{m.value(t.ElementType, path, index+"[0]")})
	case tftypes.Map:
		return tftypes.NewValue(t, map[string]tftypes.Value{})
	case tftypes.Tuple:
		elements := make([]tftypes.Value, len(t.ElementTypes))
		for i, element := range t.ElementTypes {
			elements[i] = m.value(element, path, fmt.Sprintf("%s[%d]", index, i))
		}
		return tftypes.NewValue(t, elements)
	case tftypes.Object:
		return m.answered(t, map[string]any{}, path, index)
	}
	sum := sha256.Sum256([]byte(m.seed + index))
	switch {
	case t.Is(tftypes.Number):
		return tftypes.NewValue(t, int64(binary.BigEndian.Uint16(sum[:])))
	case t.Is(tftypes.Bool):
		return tftypes.NewValue(t, false)
	}
	return tftypes.NewValue(tftypes.String, fmt.Sprintf("stand-in-%x", sum[:6]))
}

// answered gives an answer the type that the schema asks for; what it leaves out of an object is made up.
func (m maker) answered(t tftypes.Type, answer any, path, index string) tftypes.Value {
	if answer == nil {
		return tftypes.NewValue(t, nil)
	}
	switch t := t.(type) {
	case tftypes.List:
		return tftypes.NewValue(t, m.elements(t.ElementType, answer, path, index))
	case tftypes.Set:
		return tftypes.NewValue(t, m.elements(t.ElementType, answer, path, index))
	case tftypes.Map:
		fields := map[string]tftypes.Value{}
		for key, given := range answer.(map[string]any) {
			fields[key] = m.answered(t.ElementType, given, path, index+"."+key)
		}
		return tftypes.NewValue(t, fields)
	case tftypes.Object:
		given, fields := answer.(map[string]any), map[string]tftypes.Value{}
		for name, element := range t.AttributeTypes {
			if own, answered := given[name]; answered {
				fields[name] = m.answered(element, own, join(path, name), index+"."+name)
			} else {
				fields[name] = m.value(element, join(path, name), index+"."+name)
			}
		}
		return tftypes.NewValue(t, fields)
	}
	if t.Is(tftypes.String) {
		return tftypes.NewValue(t, fmt.Sprint(answer))
	}
	return tftypes.NewValue(t, answer)
}

func (m maker) elements(t tftypes.Type, answer any, path, index string) []tftypes.Value {
	var out []tftypes.Value
	for i, element := range answer.([]any) {
		out = append(out, m.answered(t, element, path, fmt.Sprintf("%s[%d]", index, i)))
	}
	return out
}

// pathOf names an attribute in answers: names joined by dots, indexes left out.
func pathOf(at *tftypes.AttributePath) (path string) {
	for _, step := range at.Steps() {
		if name, isName := step.(tftypes.AttributeName); isName {
			path = join(path, string(name))
		}
	}
	return path
}
