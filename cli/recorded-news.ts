import { lockPath } from "../lock/lock-file";
import { indent } from "./table";

/** What a lock learned; the file itself shows the rest as a change of the repository. */
export const describeNews = (environment: string, news: readonly string[], most: number): readonly string[] =>
  news.length === 0
    ? []
    : [
        `recorded in ${lockPath(environment)}; commit it:`,
        ...indent(news.slice(0, most)),
        ...(news.length > most ? indent([`and ${String(news.length - most)} more`]) : []),
      ];
