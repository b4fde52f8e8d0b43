package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Attributes by which a resource, a data source or a whole provider says where its interface is.
var places = []string{"region", "region_name", "location"}

// reach fails where one of the objects stands in a region that the test has burnt down.
func (s *server) reach(typeName string, objects ...tftypes.Value) error {
	for _, object := range append(objects, s.config) {
		fields := fieldsOf(object)
		for _, place := range places {
			region, isText := plain(fields[place]).(string)
			if isText && slices.ContainsFunc(s.answers.Unreachable, func(burnt string) bool { return strings.EqualFold(burnt, region) }) {
				return fmt.Errorf("%s: %s can't be reached", typeName, region)
			}
		}
	}
	return nil
}
