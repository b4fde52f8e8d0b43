import type { BucketRule } from "./rule";

/** A copy grows cold where the plan says so, in that class, and nowhere else: a restore takes as long as the plan says. */
export const coldCopies: BucketRule = {
  judge: ({ name, laterClasses }, { facts }) => {
    const planned = facts.plan.recovery.cold[name];
    const others = laterClasses.filter((each) => each !== planned);
    return [
      ...(planned === undefined || laterClasses.includes(planned)
        ? []
        : [
            {
              where: "life cycle",
              why: `never moves old fulls to ${planned}, as the plan says`,
              wayOut: "add the rule, or plan the environment again",
            },
          ]),
      ...(others.length === 0
        ? []
        : [
            {
              where: "life cycle",
              value: others.join(", "),
              why: "is a class of which the plan says nothing, so that nobody knows how long a restore waits",
              wayOut: "leave the rule out",
            },
          ]),
    ];
  },
};
