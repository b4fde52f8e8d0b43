import { basename } from "node:path";
import type { Supply, SuppliedChart, SuppliedImage } from "../../audit";
import { quoted } from "../shell";

/**
 * A POSIX shell script that copies what an environment takes from others into its mirror. Everything is copied by digest: where
 * the catalogue has none, the script asks the publisher once, records the answer in `digests.txt`, and holds everyone to it from then on.
 */
export function copyScript(environment: string, supply: Supply): string {
  const { mirror, images, charts, providers, providerMirror } = supply;
  const built = images.filter(({ builtFrom }) => builtFrom !== undefined);
  const published = images.filter(({ builtFrom }) => builtFrom === undefined);
  return [
    "#!/bin/sh",
    `# Copies everything that environment ${environment} pulls into ${mirror}, each thing by its digest.`,
    "# Needs skopeo, helm, docker (or BUILDER=podman) and terraform (or TERRAFORM=tofu), and a login at the mirror with the",
    "# right to push. Run it again at will: what is recorded in digests.txt is never taken in another content.",
    ...library(mirror),
    "",
    "# Images that nobody publishes.",
    ...built.map(({ repository, tag = "", builtFrom = "" }) => call("build", repository, tag, basename(builtFrom))),
    "",
    "# Images of publishers.",
    ...published.map(imageCall),
    "",
    "# Charts.",
    ...charts.map(chartCall),
    ...(providerMirror === undefined || providers.length === 0
      ? ["", "# Providers stay with their public registry: the environment names no registry.providers."]
      : ["", `# Providers; their folder is served at ${providerMirror}`, "providers"]),
    "",
    `printf '%s\\n' "everything is in $mirror; keep digests.txt under version control"`,
    "",
  ].join("\n");
}

const imageCall = ({ registry, repository, tag = "", digest = "" }: SuppliedImage): string =>
  call("image", `${registry}/${repository}`, tag, digest);

const chartCall = ({ name, version, repository = "" }: SuppliedChart): string =>
  call("chart", name, version, repository);

const call = (name: string, ...words: readonly string[]): string => [name, ...words.map(quoted)].join(" ");

const library = (mirror: string): readonly string[] => [
  "set -eu",
  'cd "$(dirname "$0")"',
  `mirror=${quoted(mirror)}`,
  "builder=${BUILDER:-docker}",
  "terraform=${TERRAFORM:-terraform}",
  "platforms=${PLATFORMS:-linux_amd64}",
  "digests=digests.txt",
  "work=$(mktemp -d)",
  "trap 'rm -rf \"$work\"' EXIT",
  'touch "$digests"',
  "",
  "fail() {",
  "  printf '%s\\n' \"$1\" >&2",
  "  exit 1",
  "}",
  "",
  "# recorded NAME: the digest that an earlier run recorded, or nothing.",
  "recorded() {",
  '  awk -v name="$1" \'$1 == name { print $2 }\' "$digests"',
  "}",
  "",
  "# record NAME DIGEST",
  "record() {",
  "  case $2 in",
  "    sha256:*) ;;",
  '    *) fail "$1: \\"$2\\" is no digest" ;;',
  "  esac",
  '  awk -v name="$1" \'$1 != name\' "$digests" >"$work/digests"',
  '  printf \'%s %s\\n\' "$1" "$2" >>"$work/digests"',
  '  LC_ALL=C sort "$work/digests" >"$digests"',
  "}",
  "",
  "# resolve REFERENCE: digest of the manifest, or list of manifests, that a registry serves under it.",
  "resolve() {",
  '  skopeo inspect --raw "docker://$1" >"$work/manifest" && skopeo manifest-digest "$work/manifest"',
  "}",
  "",
  "# image NAME TAG DIGEST: copies all platforms of an image; an empty digest is resolved and recorded first.",
  "image() {",
  '  [ -n "$2" ] || fail "$1: no file names its tag; set it in the chart\'s values"',
  "  digest=$3",
  '  [ -n "$digest" ] || digest=$(recorded "$1:$2")',
  '  if [ -z "$digest" ]; then',
  '    digest=$(resolve "$1:$2") || fail "$1:$2: its publisher gives no digest"',
  '    record "$1:$2" "$digest"',
  "  fi",
  '  skopeo copy --all --preserve-digests "docker://$1@$digest" "docker://$mirror/$1:$2"',
  '  served=$(resolve "$mirror/$1:$2")',
  '  [ "$served" = "$digest" ] || fail "$1:$2: the mirror serves $served, not $digest"',
  "}",
  "",
  "# build NAME TAG FOLDER: builds an image from a folder of images/, unless the mirror serves what was recorded.",
  "build() {",
  "  target=$mirror/bestek/$1:$2",
  '  digest=$(recorded "bestek/$1:$2")',
  '  if [ -n "$digest" ] && [ "$(resolve "$target" 2>/dev/null)" = "$digest" ]; then return; fi',
  '  "$builder" build --tag "$target" "images/$3"',
  '  "$builder" push "$target"',
  '  digest=$(resolve "$target") || fail "$target: the mirror gives no digest"',
  '  record "bestek/$1:$2" "$digest"',
  "}",
  "",
  "# chart NAME VERSION REPOSITORY: an archive whose content differs from the recorded one is refused.",
  "chart() {",
  "  case $3 in",
  '    "") fail "$1 $2: the catalogue doesn\'t know its publisher" ;;',
  '    oci://*) helm pull "$3/$1" --version "$2" --destination "$work" ;;',
  '    *) helm pull "$1" --repo "$3" --version "$2" --destination "$work" ;;',
  "  esac",
  '  digest=sha256:$(checksum "$work/$1-$2.tgz")',
  '  known=$(recorded "chart/$1:$2")',
  '  [ -z "$known" ] || [ "$known" = "$digest" ] || fail "$1 $2: its publisher serves $digest, recorded is $known"',
  '  record "chart/$1:$2" "$digest"',
  '  helm push "$work/$1-$2.tgz" "oci://$mirror/charts"',
  "}",
  "",
  "checksum() {",
  '  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d \' \' -f 1',
  "}",
  "",
  "# providers: fills the folder provider-mirror, whose index files carry the checksums that Terraform verifies.",
  "providers() {",
  "  set -- providers mirror",
  '  for platform in $platforms; do set -- "$@" "-platform=$platform"; done',
  "  # One folder holds one version of each provider.",
  '  for folder in providers/*/; do "$terraform" -chdir="$folder" "$@" ../../provider-mirror; done',
  "}",
];
