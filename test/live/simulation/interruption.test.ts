import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { interrupt } from "../../cli/simulate/interrupted-command";
import { cache } from "../harness/cache";
import { runningPrograms } from "../harness/running-programs";
import { synthesizedEnvironments, synthesizedFolder } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { controlPlane, kwok } from "../parts/kubernetes";

/** What a simulation starts; where processors are short, the first of them may be seen before it has become what it is. */
const programs = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok"] as const;

withParts("a simulation that is interrupted", { controlPlane, kwok }, () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "bestek-live-"));
  });
  afterEach(() => {
    rmSync(place, { recursive: true, force: true });
  });

  /** Programs that were started with a file below `place`. */
  const running = (): readonly string[] =>
    runningPrograms()
      .filter(({ words }) => words.some((word) => word.includes(place)))
      .map(({ words: [program = ""] }) => basename(program));

  test("ends etcd, the API server, its controllers, the scheduler and KWOK, and leaves no folder", async () => {
    // The parts' cache is a folder `bestek` below the one that the command is told, wherever ours lies.
    const caches = join(place, "caches");
    mkdirSync(caches);
    symlinkSync(cache, join(caches, "bestek"));
    const [environment = ""] = synthesizedEnvironments();
    let seen: readonly string[] = [];
    const ended = await interrupt(
      {
        folder: synthesizedFolder(environment),
        words: ["simulate", environment],
        variables: { XDG_CACHE_HOME: caches },
        temporary: join(place, "tmp"),
      },
      "SIGINT",
      () => {
        const [folder = ""] = readdirSync(join(place, "tmp"));
        if (!existsSync(join(place, "tmp", folder, "kwok.log"))) return false;
        seen = running();
        return programs.every((program) => seen.includes(program));
      },
    );
    expect(seen).toEqual(expect.arrayContaining([...programs]));
    expect(ended).toMatchObject({ exitCode: 130, left: [] });
    expect(running()).toEqual([]);
  });
});
