import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textAt } from "../../../audit/facts/json";
import { ApiClient } from "../../../simulation/kubernetes/api-client";
import { startControlPlane } from "../../../simulation/kubernetes/control-plane";
import { withParts } from "../harness/with-parts";
import { controlPlane } from "../parts/kubernetes";

withParts("a control plane", { controlPlane }, (folderOf) => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bestek-live-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("says its version, knows its user, and is gone when it was stopped", async () => {
    const cluster = await startControlPlane({ programs: folderOf("controlPlane"), folder });
    const client = new ApiClient(cluster.access);
    const stranger = new ApiClient({ ...cluster.access, token: "guessed" });
    try {
      const { body } = await client.send({ method: "GET", path: "/version" });
      expect(textAt(body, "gitVersion")).toBe("v1.35.4");
      expect((await stranger.send({ method: "GET", path: "/version" })).status).toBe(401);
    } finally {
      await cluster.stop();
    }
    expect(await client.isReady()).toBe(false);
    client.close();
    stranger.close();
  });

  test("is trusted by its whole certificate, however slowly it writes that", async () => {
    const real = folderOf("controlPlane");
    const programs = join(folder, "programs");
    const certificates = join(folder, "certificates");
    mkdirSync(programs);
    for (const program of ["etcd", "kube-controller-manager"])
      symlinkSync(join(real, program), join(programs, program));
    const slow = join(programs, "kube-apiserver");
    writeFileSync(
      slow,
      `#!/bin/sh
      mkdir -p ${certificates} && touch ${certificates}/apiserver.crt && sleep 1 && rm ${certificates}/apiserver.crt
      exec ${join(real, "kube-apiserver")} "$@"
      `,
    );
    chmodSync(slow, 0o755);
    const cluster = await startControlPlane({ programs, folder });
    await cluster.stop();
    expect(cluster.access.authority).toMatch(/-----END CERTIFICATE-----\n$/);
  });

  test("that can't start says what its program said", async () => {
    await expect(
      startControlPlane({
        programs: folderOf("controlPlane"),
        folder,
        arguments: { apiServer: ["--no-such-flag"] },
      }),
    ).rejects.toThrow("unknown flag: --no-such-flag");
  });
});
