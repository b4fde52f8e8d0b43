import { images, isBuiltHere, provenanceOf } from "../../catalog";
import type { Image } from "../../language";

const all: readonly (readonly [string, Image])[] = Object.entries(images);

test.each(all)("%s: who signs it is a fact with a source, or said to be unknown with what was searched", (_, image) => {
  const { signer, bill } = provenanceOf(image);
  for (const fact of [signer, bill]) {
    if (fact.kind === "unknown") expect(fact.searched).toMatch(/\S[^.]$/);
    else expect(fact.source).toMatchObject({ kind: "documentation", date: expect.stringMatching(/^20\d\d/) });
  }
});

test.each(all)("%s: an identity is matched from its beginning to its end", (_, image) => {
  const { signer } = provenanceOf(image);
  if (signer.kind === "keyless") expect(signer.identity).toMatch(/^\^.*\$$/);
});

test.each([
  [
    "a workflow at another tag",
    "https://github.com/openbao/openbao/.github/workflows/release-images.yml@refs/tags/v2.6.3",
    false,
  ],
  [
    "another repository",
    "https://github.com/evil/openbao/.github/workflows/release-images.yml@refs/tags/v2.6.2",
    false,
  ],
  [
    "more behind it",
    "https://github.com/openbao/openbao/.github/workflows/release-images.yml@refs/tags/v2.6.20",
    false,
  ],
  [
    "the release's own",
    "https://github.com/openbao/openbao/.github/workflows/release-images.yml@refs/tags/v2.6.2",
    true,
  ],
])("OpenBao's identity: %s", (_, identity, holds) => {
  const { signer } = provenanceOf(images.openbao);
  expect(signer.kind === "keyless" && new RegExp(signer.identity).test(identity)).toBe(holds);
});

test("images that are built here are signed by nobody, another version of an image by nobody we know", () => {
  const built = all.filter(([, image]) => isBuiltHere(image)).map(([, image]) => provenanceOf(image).signer.kind);
  expect(new Set(built)).toEqual(new Set(["unknown"]));
  expect(provenanceOf({ ...images.openbao, tag: "2.6.3" }).signer).toEqual({
    kind: "unknown",
    searched: "the catalogue doesn't know this version of the image",
  });
});

test("what is known is counted, so that a fact that goes away is noticed", () => {
  const kinds = all.map(([, image]) => provenanceOf(image));
  const count = (of: (one: (typeof kinds)[number]) => string): Readonly<Record<string, number>> =>
    kinds.reduce<Record<string, number>>((sums, one) => ({ ...sums, [of(one)]: (sums[of(one)] ?? 0) + 1 }), {});
  expect(count(({ signer }) => signer.kind)).toEqual({ keyless: 8, key: 10, unknown: 64 });
  expect(count(({ bill }) => bill.kind)).toEqual({ index: 5, attestation: 1, "release-file": 2, unknown: 74 });
});
