/** Where nodes keep their network plugins and their configuration. */
export interface NodePlugins {
  readonly binaries: string;
  readonly configuration: string;
}
