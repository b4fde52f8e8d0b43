/** An output that hears of no message that failed on its way: whoever sent it is told so instead, and may send it again. */
export const unlessFailed = (output: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  switch: { cases: [{ check: "errored()", output: { reject: "${! error() }" } }, { output }] },
});
