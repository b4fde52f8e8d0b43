import { Between, type Habits } from "./harness/between";
import { GitServer } from "./harness/git-server";
import { withStorage } from "./harness/with-storage";

withStorage("repositories as bundles in a storage", ({ storage, programs }) => {
  const storages: readonly (readonly [string, Habits])[] = [
    ["answers MD5s", {}],
    ["encrypts with a key of the customer's", { etags: "no-md5", sums: "demanded" }],
  ];

  /** Works on a bucket of its own, through what stands in front of the storage. */
  const beside = async (
    bucket: string,
    habits: Habits,
    attempt: (serverWith: (changed?: (text: string) => string) => GitServer) => Promise<void>,
  ): Promise<void> => {
    const between = await Between.start(storage().url, habits);
    const servers: GitServer[] = [];
    await storage().make(bucket);
    try {
      await attempt((changed) => {
        const server = new GitServer({ programs, storage: between.url, bucket, ...(changed && { changed }) });
        servers.push(server);
        return server;
      });
    } finally {
      for (const server of servers) server.remove();
      await between.stop();
    }
  };

  test.each(storages)("where it %s, a server that begins anew has what was pushed last", (title, habits) =>
    beside(`kept-${title.length.toString()}`, habits, async (serverWith) => {
      const server = serverWith();
      expect(await server.begin()).toMatchObject({ status: 0 });
      for (const text of ["first", "second"])
        expect(await server.push("people/one", text)).toMatchObject({ status: 0, errors: "" });
      expect(await server.push("people/two", "alone")).toMatchObject({ status: 0, errors: "" });
      const anew = serverWith();
      expect(await anew.begin()).toMatchObject({ status: 0 });
      expect(await anew.log("people/one")).toEqual(["second", "first"]);
      expect(await anew.push("people/one", "third")).toMatchObject({ status: 0, errors: "" });
      const again = serverWith();
      await again.begin();
      expect(await again.log("people/one")).toEqual(["third", "second", "first"]);
      expect(await again.log("people/two")).toEqual(["alone"]);
    }),
  );

  test("one that compares ETags loses the bundle there that stood before, and that is caught", () =>
    beside("lost", { etags: "no-md5", sums: "demanded" }, async (serverWith) => {
      const server = serverWith();
      await server.begin();
      await server.push("people/one", "first");
      expect(await storage().keys("lost")).toEqual(["people/one.bundle"]);
      const careless = serverWith((text) => text.replaceAll(" --ignore-checksum", ""));
      expect((await careless.begin()).status).not.toBe(0);
      expect((await careless.push("people/one", "second")).status).not.toBe(0);
      expect(await storage().keys("lost")).toEqual([]);
    }));
});
