import { OvhProvider } from "@cdktf/provider-ovh/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack, Testing } from "cdktf";

/** Terraform blocks of one kind by type and name, as far as tests look into them. */
type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

export interface Synthesized {
  readonly resource: Blocks;
  readonly data: Blocks;
  /** Attributes of every resource of a type. */
  readonly all: (type: string) => readonly Readonly<Record<string, unknown>>[];
  /** Attributes of the one resource of a type. */
  readonly only: (type: string) => Readonly<Record<string, unknown>>;
}

/** What a stack with `build`'s constructs becomes, validations included. */
export function synth(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new TerraformStack(Testing.app(), "stack");
  new OvhProvider(stack, "ovh", { endpoint: "ovh-eu" });
  new AzurermProvider(stack, "azure", { features: [{}] });
  new KubernetesProvider(stack, "kubernetes", {});
  build(stack);
  const { resource = {}, data = {} }: { readonly resource?: Blocks; readonly data?: Blocks } = JSON.parse(
    Testing.synth(stack, true),
  );
  const all = (type: string): readonly Readonly<Record<string, unknown>>[] => Object.values(resource[type] ?? {});
  const only = (type: string): Readonly<Record<string, unknown>> => {
    const [one, ...others] = all(type);
    if (one === undefined || others.length > 0) throw new Error(`${String(all(type).length)} resources of ${type}`);
    return one;
  };
  return { resource, data, all, only };
}
