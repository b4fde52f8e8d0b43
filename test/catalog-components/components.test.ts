import { helmCharts, images, isBuiltHere } from "../../catalog/components";
import { forbiddenIn } from "../../catalog/forbidden-in";
import { imageReference, mirrorAt, type HelmChart, type Image } from "../../language";

const allImages: readonly (readonly [string, Image])[] = Object.entries(images);
const allCharts: readonly (readonly [string, HelmChart])[] = Object.entries(helmCharts);

const forbiddenImage = (image: Image) =>
  [undefined, mirrorAt("registry.example.eu")].flatMap((mirror) =>
    forbiddenIn({ kind: "image", reference: imageReference(image, mirror) }).map(({ reason }) => reason),
  );

describe("images", () => {
  test.each(allImages.filter(([name]) => name !== "vault"))(
    "%s is not forbidden, from its publisher and from a mirror",
    (_, image) => {
      expect(forbiddenImage(image)).toEqual([]);
    },
  );

  test("Vault is forbidden, unless an environment chooses it", () => {
    expect(forbiddenImage(images.vault)).toHaveLength(2);
    expect(forbiddenIn({ kind: "image", reference: imageReference(images.vault, undefined) }, ["vault"])).toEqual([]);
  });

  test("a forbidden image would be caught", () => {
    expect(forbiddenImage({ registry: "docker.io", repository: "bitnami/redis", tag: "latest" })).not.toEqual([]);
    expect(forbiddenImage({ registry: "quay.io", repository: "keycloak/keycloak", tag: "latest" })).not.toEqual([]);
  });

  test.each(allImages)("%s is pinned by an exact tag", (_, { tag }) => {
    expect(tag).toMatch(/\d+\.\d+/);
  });

  test.each(allImages)("%s names a digest in full, or none", (_, { digest }) => {
    expect(digest ?? `sha256:${"0".repeat(64)}`).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test("an image built here lies under bestek/ in the mirror and says where it comes from", () => {
    const built = allImages.filter(([, image]) => isBuiltHere(image));
    expect(built.map(([name]) => name)).toEqual([
      "stalwartCli",
      "nextcloud",
      "nextcloudApps",
      "directory",
      "synapse",
      "languageModel",
      "embeddingModel",
      "programs",
      "ciRunner",
    ]);
    expect(imageReference(images.stalwartCli, mirrorAt("registry.example.eu"))).toBe(
      "registry.example.eu/bestek/stalwart-cli:1.0.12-webui-1.0.7",
    );
    expect(images.stalwartCli.builtHere.folder).toBe("images/stalwart-cli");
  });

  test("the operator that may promote the wrong instance is not used", () => {
    expect(images.cloudnativePg.tag).not.toBe("1.30.0");
  });
});

describe("charts", () => {
  test.each(allCharts)("%s is not forbidden and has an exact version", (_, { name, repository, version }) => {
    expect(forbiddenIn({ kind: "chart", name, repository })).toEqual([]);
    expect(version).toMatch(/^v?\d+\.\d+\.\d+$/);
  });

  test.each(allCharts)("%s names a repository, and where it is oci:// the folder above the chart", (_, chart) => {
    expect(chart.repository).toMatch(/^(https|oci):\/\/[a-z0-9.-]+/);
    expect(chart.repository.startsWith("oci://") && chart.repository.endsWith(`/${chart.name}`)).toBe(false);
  });
});
