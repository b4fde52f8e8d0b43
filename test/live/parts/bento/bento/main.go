// Bento with the components that configurations of ours name, and no other: the whole of it takes long to build.
package main

import (
	"context"

	_ "github.com/warpstreamlabs/bento/internal/impl/aws"
	_ "github.com/warpstreamlabs/bento/public/components/azure"
	_ "github.com/warpstreamlabs/bento/public/components/io"
	_ "github.com/warpstreamlabs/bento/public/components/kafka"
	_ "github.com/warpstreamlabs/bento/public/components/nats"
	_ "github.com/warpstreamlabs/bento/public/components/prometheus"
	_ "github.com/warpstreamlabs/bento/public/components/pure"
	"github.com/warpstreamlabs/bento/public/service"
)

func main() {
	service.RunCLI(context.Background())
}
