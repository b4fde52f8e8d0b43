package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type server struct {
	// Calls that no stack of ours needs, imports for one, end the plugin.
	tfprotov6.ProviderServer
	schemas providerSchemas
	answers answers
	// What the stack says of the provider itself.
	config tftypes.Value
}

func (s *server) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{
		Provider:          s.schemas.Provider.protocol(),
		ResourceSchemas:   protocolOf(s.schemas.Resources),
		DataSourceSchemas: protocolOf(s.schemas.DataSources),
	}, nil
}

func (s *server) GetMetadata(context.Context, *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	out := &tfprotov6.GetMetadataResponse{}
	for name := range s.schemas.Resources {
		out.Resources = append(out.Resources, tfprotov6.ResourceMetadata{TypeName: name})
	}
	for name := range s.schemas.DataSources {
		out.DataSources = append(out.DataSources, tfprotov6.DataSourceMetadata{TypeName: name})
	}
	return out, nil
}

func (s *server) GetResourceIdentitySchemas(context.Context, *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{}, nil
}

func (s *server) GetFunctions(context.Context, *tfprotov6.GetFunctionsRequest) (*tfprotov6.GetFunctionsResponse, error) {
	return &tfprotov6.GetFunctionsResponse{}, nil
}

func (s *server) ValidateProviderConfig(_ context.Context, asked *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: asked.Config}, nil
}

func (s *server) ConfigureProvider(_ context.Context, asked *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	config, err := asked.Config.Unmarshal(typeOfBlock(s.schemas.Provider))
	if err != nil {
		return nil, err
	}
	s.config = config
	allowed, _ := plain(fieldsOf(config)["allowed_account_ids"]).([]any)
	if len(allowed) > 0 && !slices.Contains(allowed, any(s.answers.Account)) {
		return nil, fmt.Errorf("AWS account ID not allowed: %s", s.answers.Account)
	}
	return &tfprotov6.ConfigureProviderResponse{Diagnostics: []*tfprotov6.Diagnostic{{
		Severity: tfprotov6.DiagnosticSeverityWarning,
		Summary:  "This provider is a stand-in",
		Detail:   "It serves the real one's schema and makes up what only a cloud could know. Nothing was reached or made.",
	}}}, nil
}

func (s *server) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

func (s *server) ValidateResourceConfig(context.Context, *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (s *server) ValidateDataResourceConfig(context.Context, *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return &tfprotov6.ValidateDataResourceConfigResponse{}, nil
}

func (s *server) UpgradeResourceState(_ context.Context, asked *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	t := typeOfBlock(s.schemas.Resources[asked.TypeName])
	state, err := asked.RawState.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	upgraded, err := dynamic(t, state)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: upgraded}, err
}

func (s *server) ReadResource(_ context.Context, asked *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	current, err := asked.CurrentState.Unmarshal(typeOfBlock(s.schemas.Resources[asked.TypeName]))
	if err != nil {
		return nil, err
	}
	if err := s.reach(asked.TypeName, current); err != nil {
		return nil, err
	}
	changed := s.answers.Changed[asked.TypeName]
	if len(changed) == 0 || current.IsNull() {
		return &tfprotov6.ReadResourceResponse{NewState: asked.CurrentState, Private: asked.Private}, nil
	}
	fields, made := fieldsOf(current), newMaker(asked.TypeName, nil, current)
	for name, value := range changed {
		fields[name] = made.answered(fields[name].Type(), value, name, name)
	}
	found, err := dynamic(current.Type(), tftypes.NewValue(current.Type(), fields))
	return &tfprotov6.ReadResourceResponse{NewState: found, Private: asked.Private}, err
}

func (s *server) PlanResourceChange(_ context.Context, asked *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	known := s.schemas.Resources[asked.TypeName]
	t := typeOfBlock(known)
	prior, err := asked.PriorState.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	proposed, err := asked.ProposedNewState.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	given := s.answers.Resources[asked.TypeName]
	p := planner{answers: given}
	planned, err := dynamic(t, p.block(known.Block, proposed, prior, ""))
	return &tfprotov6.PlanResourceChangeResponse{
		PlannedState: planned, PlannedPrivate: asked.PriorPrivate,
		// Providers that fill in blocks of their own may do so in this type system only.
		UnsafeToUseLegacyTypeSystem: given.nameBlocks(known.Block),
	}, err
}

func (s *server) ApplyResourceChange(_ context.Context, asked *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	known := s.schemas.Resources[asked.TypeName]
	t := typeOfBlock(known)
	planned, err := asked.PlannedState.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	given := s.answers.Resources[asked.TypeName]
	prior, err := asked.PriorState.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	if err := s.reach(asked.TypeName, prior, planned); err != nil {
		return nil, err
	}
	if planned.IsNull() {
		return &tfprotov6.ApplyResourceChangeResponse{NewState: asked.PlannedState}, nil
	}
	state, err := newMaker(asked.TypeName, given, planned).complete(planned)
	if err != nil {
		return nil, err
	}
	applied, err := dynamic(t, state)
	return &tfprotov6.ApplyResourceChangeResponse{
		NewState: applied, Private: asked.PlannedPrivate,
		UnsafeToUseLegacyTypeSystem: given.nameBlocks(known.Block),
	}, err
}

func (s *server) ReadDataSource(_ context.Context, asked *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	known := s.schemas.DataSources[asked.TypeName]
	t := typeOfBlock(known)
	config, err := asked.Config.Unmarshal(t)
	if err != nil {
		return nil, err
	}
	if err := s.reach(asked.TypeName, config); err != nil {
		return nil, err
	}
	given := s.answers.Data[asked.TypeName]
	found, err := newMaker(asked.TypeName, given, config).complete(
		planner{answers: given}.block(known.Block, config, tftypes.Value{}, ""),
	)
	if err != nil {
		return nil, err
	}
	state, err := dynamic(t, found)
	return &tfprotov6.ReadDataSourceResponse{State: state}, err
}

func typeOfBlock(s schema) tftypes.Type { return s.protocol().ValueType() }

func dynamic(t tftypes.Type, value tftypes.Value) (*tfprotov6.DynamicValue, error) {
	out, err := tfprotov6.NewDynamicValue(t, value)
	if err != nil {
		return nil, fmt.Errorf("a value that its own schema refuses: %w", err)
	}
	return &out, nil
}
