// Stands in for a Terraform provider: serves the provider's real schema, and makes up what only the cloud could know. It reaches
// nothing but its own files: what Terraform says with it holds for arguments, types and the flow of values, never for a cloud.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

const (
	// Folder with one `<name>.json` for each provider.
	schemasVariable = "BESTEK_PROVIDER_SCHEMAS"
	// File with the answers that a test gives in the cloud's place; none when unset.
	answersVariable = "BESTEK_STAND_IN_ANSWERS"
)

func main() {
	if err := serve(os.Args[0]); err != nil {
		fmt.Fprintln(os.Stderr, "stand-in:", err)
		os.Exit(1)
	}
}

// serve answers as the provider that the program is installed as: terraform-provider-<name>_v<version>.
func serve(program string) error {
	name, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(program), "terraform-provider-"), "_v")
	schemas, err := readSchemas(filepath.Join(os.Getenv(schemasVariable), name+".json"))
	if err != nil {
		return err
	}
	answers, err := readAnswers(os.Getenv(answersVariable))
	if err != nil {
		return err
	}
	return tf6server.Serve("registry.terraform.io/stand-in/"+name, func() tfprotov6.ProviderServer {
		return &server{schemas: schemas, answers: answers}
	})
}
