import { reviewMarkdown } from "../../reports";
import { code } from "../../reports/markdown";
import { bucket, planText, reviewOf, stack } from "../review/plans";

const review = () =>
  reviewOf(
    {
      "zuid-a": planText([
        {
          actions: ["delete", "create"],
          before: { name: "files", region_name: "EU-WEST-PAR" },
          after: { name: "files", region_name: "GRA" },
          replace_paths: [["region_name"]],
          action_reason: "replace_because_cannot_update",
        },
        { address: "ovh_cloud_project_user.x", actions: ["create"], after: {} },
        { address: "ovh_cloud_project_user.y", actions: ["create"], after: {} },
        { address: "ovh_okms.new", actions: ["no-op"], before: {}, after: {}, previous_address: "ovh_okms.old" },
      ]),
      "zuid-b": planText([{ actions: ["create"], after: {} }], { prior_state: undefined, standIn: true }),
      "zuid-d": "nonsense",
    },
    {
      stacks: [stack("zuid-a"), stack("zuid-b"), stack("zuid-c", ["zuid-b"]), stack("zuid-d")],
      approvals: {
        recorded: [{ address: "zuid-a:ovh_okms.gone", action: "destroy", by: "x", why: "y", until: "2027-01-01" }],
      },
    },
  );

test("a review reads as a page: what would be lost first, then stack by stack", async () => {
  expect(reviewMarkdown(await review()))
    .toBe(`# zuid: 3 to create, 1 to rename, 1 to replace, 1 of it stateful, 1 stack unknown, 1 stack not planned

> **Not evidence.** At least one plan was made with stand-ins that only know the providers' schemas, without an account.

## Would be lost

| what | happens | keeps | approved |
| --- | --- | --- | --- |
| \`zuid-a:${bucket}\` | **replaced** | objects | **no** |

Approvals that nothing needs: \`zuid-a:ovh_okms.gone (destroy)\`.

| stack | create | change | replace | destroy | other |
| --- | ---: | ---: | ---: | ---: | --- |
| \`zuid-a\` | 2 |  | 1 |  | 1 move |
| \`zuid-b\` | 1 |  |  |  | stand-in |
| \`zuid-c\` | | | | | unknown until \`zuid-b\` |
| \`zuid-d\` | | | | | **not planned** |

## zuid-a

- creates 2 \`ovh_cloud_project_user\`
- **replaces** \`${bucket}\`, which keeps **objects**: its provider can't change it in place
  - \`region_name\`: \`"EU-WEST-PAR"\` → \`"GRA"\`, **forces the replacement**
- renames to \`ovh_okms.new\` from \`ovh_okms.old\`, which keeps **keys**

## zuid-b

- creates 1 \`ovh_cloud_project_storage\`

## zuid-d

Not planned: is no plan: Invalid input: expected object, received undefined
`);
});

test("nothing to do says so", async () => {
  expect(reviewMarkdown(await reviewOf({ "zuid-a": planText([]) }))).toMatch(/^# zuid: nothing changes\n/);
});

test("what is stateful is listed however much else there is", async () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    address: `ovh_cloud_project_user.u${String(index)}`,
    actions: ["delete"],
    before: {},
  }));
  const last = { address: "ovh_okms.last", actions: ["delete"], before: {} };
  const text = reviewMarkdown(await reviewOf({ "zuid-a": planText([...many, last]) }));
  expect(text).toContain("**destroys** `ovh_okms.last`");
  expect(text).toContain("- and 20 more");
});

test.each([
  ["a`b", "`` a`b ``"],
  ["a|b\nc", "`a\\|b c`"],
  ["", "``"],
])("%j is written as %j", (text, written) => {
  expect(code(text)).toBe(written);
});
