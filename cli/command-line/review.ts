import { WrongUse } from "../wrong-use";
import { withFolders, withJson, type CommandLine, type FolderOptions, type JsonOption } from "./command-line";

interface ReviewOptions extends JsonOption, FolderOptions {
  readonly plans?: string;
  readonly markdown?: string;
  readonly approve?: readonly string[];
  readonly by?: string;
  readonly because?: string;
}

export function addReview({ add, commands, invocation, report }: CommandLine): void {
  const command = add(
    "review <environment>",
    "Plan all stacks and say what applying them would do; exit 1 where anything stateful would be lost unapproved.",
    [
      "bestek review noveu-zuid --markdown review.md",
      "bestek review noveu-zuid --plans plans",
      "bestek review noveu-zuid --approve 'noveu-zuid-keys:ovh_okms.key' --by 'platform team' --because 'never used'",
    ],
  )
    .option("--plans <folder>", "review <stack>.json, made with terraform show -json, instead of planning now")
    .option("--markdown <file>", "write the review there instead of printing it")
    .option("--approve <address...>", "answer for the loss of <stack>:<address> in this run")
    .option("--by <who>", "role or name of who approves")
    .option("--because <why>", "why it may be lost");
  withJson(withFolders(command, invocation)).action(async (environment: string, options: ReviewOptions) => {
    const { plans, markdown, approve = [], by, because, cdktfOut, json } = options;
    if (approve.length > 0 && (by === undefined || because === undefined)) {
      throw new WrongUse("an approval needs a name and a reason: --by <who> --because <why>");
    }
    const { review } = await commands.review();
    const { workingFolder, variables, today } = invocation;
    const given = approve.map((id) => ({ id, by: by ?? "", why: because ?? "" }));
    const request = {
      workingFolder,
      environment,
      cdktfOut,
      plans,
      markdown,
      approve: given,
      today: today(),
      variables,
    };
    report(await review(request), json === true);
  });
}
