import { clouds, coldClass, objectStorage, storageRegions } from "../../../catalog";
import noord from "../../../environments/noveu-noord";
import eigen from "../../../environments/noveu-eigen";
import rijk from "../../../environments/noveu-rijk";
import west from "../../../environments/noveu-west";
import zuid from "../../../environments/noveu-zuid";
import { planEnvironment } from "../../../planning";

const coldOf = (environment: typeof zuid) => planEnvironment(environment).recovery.cold;

test("a class in which backups grow cold locks them, in every region of every cloud", () => {
  for (const cloud of clouds) {
    for (const { name: region } of storageRegions(cloud)) {
      const cold = coldClass(cloud, region);
      if (cold.kind === "none") continue;
      expect(objectStorage(cloud).filter(({ name }) => name === cold.name)).toEqual([
        expect.objectContaining({ lockable: true, temperature: expect.not.stringMatching("standard") }),
      ]);
    }
  }
});

test("OVHcloud: infrequent access in three data centres; in one, nothing colder locks", () => {
  expect(coldOf(zuid)).toMatchObject({
    "noveu-zuid-locked-eu-south-mil": { class: "STANDARD_IA", after: { value: 7 } },
    "noveu-zuid-locked-eu-west-par": { because: expect.stringContaining("no class in GRA") },
  });
  expect(coldOf(rijk)).not.toEqual({});
});

test("Azure: the coldest tier that is read at once", () => {
  expect(Object.values(coldOf(noord)).map((copy) => copy.class)).toEqual(["Cold", "Cold"]);
});

test("where one site stands alone its one archive stays warm", () => {
  for (const alone of [west, eigen]) {
    expect(Object.values(coldOf(alone)).map((copy) => [copy.class, copy.because])).toEqual([
      [undefined, expect.stringContaining("the only copy")],
    ]);
  }
});

test("whoever reads from tape waits for it: the time is in the plan, with its reason", () => {
  const cold = coldClass("aws", "eu-central-1");
  expect(cold).toMatchObject({ name: "DEEP_ARCHIVE", retrieval: { value: 48 * 3600 } });
  const [copy] = Object.values(coldOf(zuid));
  expect(copy?.restore.because).toMatch(/ at 1000 Mbit\/s = /);
});
